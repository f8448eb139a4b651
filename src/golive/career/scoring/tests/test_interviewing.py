"""Does the interviewer ask for what was missing, and is it noticed how something was said?"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.bank import built_in
from golive.career.scoring import CRITERIA, Score, delivery, follow_up, score
from tests.house.sources import ROOT

ANSWERS = [json.loads(line) for line in (ROOT / "tests" / "career" / "answers.jsonl").read_text().splitlines()]


def scored(**points: int) -> Score:
    held = dict.fromkeys(CRITERIA, 2) | points
    return Score(sum(held.values()), "fair", held)


@pytest.mark.parametrize("missing", CRITERIA)
@pytest.mark.parametrize("practice", [0, 3, 15])
def test_the_follow_up_is_about_the_criterion_with_the_fewest_points(missing: str, practice: int) -> None:
    question = built_in().of(practice) if practice else None
    asked, about = follow_up(question, scored(**{missing: 0}))
    assert about == missing and asked.endswith("?")


def test_the_banks_own_follow_up_comes_where_it_asks_for_what_is_missing() -> None:
    assert follow_up(built_in().of(3), scored(quantified=0))[0] == "What exactly did that request cost in days?"
    assert follow_up(built_in().of(3), scored(human=0))[0] == "What did the requester say?"


def test_an_answer_to_another_question_is_asked_again_and_a_full_one_is_taken_deeper() -> None:
    asked, about = follow_up(built_in().of(3), score("It went well.", practice=3))
    assert about == "gate" and built_in().of(3).question in asked
    assert follow_up(built_in().of(3), scored()) == (built_in().of(3).follow_ups[-1], "")
    assert follow_up(None, scored())[1] == ""


@pytest.mark.parametrize("row", ANSWERS[::8], ids=lambda row: str(row.get("id", row["practice"])))
def test_every_answer_gets_one_follow_up_and_always_the_same(row: dict[str, object]) -> None:
    practice = int(str(row["practice"] or 0))
    question = built_in().of(practice) if practice else None
    found = score(str(row["answer"]), str(row.get("question", "")), practice or None)
    asked = follow_up(question, found)
    assert asked == follow_up(question, found) and asked[0].strip()
    assert asked[1] in {*CRITERIA, "gate", ""}


def test_fillers_are_counted_and_ordinary_words_are_not() -> None:
    said = delivery("Um, it was, like, basically done. I like the kind words of people, and you know the rest.")
    assert said.fillers == {"um": 1, "like": 1, "basically": 1, "you know": 1}
    assert delivery("We liked the humble summary of the firm.").fillers == {}


def test_a_pace_needs_the_time_and_some_words() -> None:
    words = "word " * 140
    assert delivery(words, 60).per_minute == 140 and delivery(words, 60).advice == []
    assert delivery(words).per_minute is None
    assert delivery("Yes.", 60).per_minute is None
    assert "Slower: 280" in delivery(words, 30).advice[0]
    assert "Livelier: 84" in delivery(words, 100).advice[0]
    assert any(line.startswith("Shorter: it took 3:20") for line in delivery("word " * 460, 200).advice)
    assert "Pause instead of “um”" in delivery("um " * 3 + "word " * 30).advice[0]


@given(st.text(max_size=400), st.none() | st.integers(1, 3600))
def test_anything_said_has_a_delivery(text: str, seconds: int | None) -> None:
    said = delivery(text, seconds)
    assert said.words == len(text.split()) and all(count > 0 for count in said.fillers.values())
