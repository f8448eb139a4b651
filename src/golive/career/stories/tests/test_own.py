"""Is every figure of a story in one's own words a claim, and does a mask never slip?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.stories import Mask, from_json, hidden, own_words, pieces, to_json
from golive.plain.story import CLAIM, KINDS, untraceable
from golive.plain.verdict import Refused

WORDS = st.sampled_from(
    ["cut", "from", "12", "9.5", "1,200", "84%", "days.", "I", "led!", "$3m", "Q3", "3-4", "ISO9001", "½", "٣"]
)
TEXT = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@given(TEXT, TEXT, TEXT, TEXT)
def test_no_numeral_of_ones_own_words_is_without_its_claim(situation, task, action, result):
    story = own_words(practice=3, situation=situation, task=task, action=action, result=result).story()
    assert {figure.evidence for figure in story.figures} <= {CLAIM}
    for line in story.lines:
        assert untraceable(line.text, list(line.figures)) == []
        found = pieces(line)
        assert "".join(piece.text for piece in found) == line.text
        outside = "".join(piece.text for piece in found if piece.figure is None)
        assert untraceable(outside, []) == []


@given(TEXT, st.sets(st.sampled_from(KINDS)))
def test_what_is_kept_is_read_again(text, kinds):
    words = own_words(
        practice=25, situation=text, task=text, action=text, result=text, kinds=frozenset(kinds), client="A, B"
    )
    assert from_json(to_json(words)) == words and words.clients == ["A", "B"]


def test_everything_that_is_missing_is_said_at_once():
    with pytest.raises(Refused) as refused:
        own_words(
            practice=99, situation="", task="x" * 3_000, action="one " * 200, result="r", kinds=frozenset({"novel"})
        )
    assert [each.code for each in refused.value.refusals] == [
        "story.practice", "story.kind", "story.part", "story.long", "story.words"
    ]  # fmt: skip


@given(st.lists(st.text("abcdefgh ", min_size=4, max_size=12).filter(str.strip), min_size=1, max_size=60, unique=True))
def test_a_later_client_changes_no_stand_in_and_no_two_share_one(names):
    before, after = Mask.of(names, []), Mask.of([*names, "Zebra Works"], [])
    assert all(after.stand_ins[name] == stand_in for name, stand_in in before.stand_ins.items())
    assert len({before.stand_ins[name] for name in names}) == len(names)
    assert untraceable(" ".join(before.stand_ins.values()), []) == []


def test_a_masked_story_leads_nowhere_that_tells_the_name():
    story = own_words(practice=3, situation="At Acme.", task="t.", action="I cut 3.", result="r.").story()
    masked = hidden(story, Mask.of(["Acme"], []).hide)
    assert masked.text.startswith("At Client A.") and [f.text for f in masked.figures] == ["3"]
