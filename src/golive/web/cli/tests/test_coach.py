"""Does `golive coach` keep its contract: arrays, objects, and every bad line at once?"""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from golive.web.cli.coach import app

run = CliRunner()
GOOD = (
    "At a bank with 340 users I led the scope. My task was to hold the date. I wrote a change control form, I "
    "asked every "
    "stakeholder for the need under the request, and I took 12 requests to the steering committee. As a result 4 "
    "got in, "
    "the delay fell from 30 days to 5, and the committee still reviews requests every month after go-live."
)


def test_match_prints_every_practice_once_best_first() -> None:
    found = json.loads(run.invoke(app, ["match", "How do you prevent scope creep?", "--json"]).stdout)
    assert found[0]["practice"] == 3
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)
    assert sorted(each["practice"] for each in found) == list(range(26))


def test_match_answers_line_by_line_and_zero_for_none(tmp_path: Path) -> None:
    file = tmp_path / "asked.txt"
    file.write_text("Tell me about a data migration.\nBake a cake with three eggs.\n\n", encoding="utf-8")
    lines = [json.loads(line) for line in run.invoke(app, ["match", "--lines", str(file)]).stdout.splitlines()]
    assert [line[0]["practice"] for line in lines] == [11, 0, 0]


def test_score_reads_the_input_and_quotes_it() -> None:
    found = json.loads(run.invoke(app, ["score", "-", "--practice", "3", "--json"], input=GOOD).stdout)
    assert found["label"] == "strong"
    assert set(found["criteria"]) == {"structure", "quantified", "framework", "human", "governance", "ownership"}
    assert all(0 <= points <= 2 for points in found["criteria"].values())
    assert found["total"] == sum(found["criteria"].values())


def test_the_same_words_about_something_else_are_held_down() -> None:
    found = json.loads(run.invoke(app, ["score", "-", "--practice", "8", "--json"], input=GOOD).stdout)
    assert found["gate"] == "It answers another question."
    assert found["label"] == "weak"


def test_score_names_every_bad_line_at_once(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text('{"practice": 3, "answer": "x"}\nno json\n{"practice": 31, "answer": "y"}\n', encoding="utf-8")
    answer = run.invoke(app, ["score", "--lines", str(file)])
    assert answer.exit_code == 2
    assert "line 2" in answer.stderr
    assert "line 3: practice is 31" in answer.stderr
    assert answer.stdout == ""


def test_practise_asks_scores_and_asks_on() -> None:
    said = run.invoke(app, ["practise", "3"], input=f"{GOOD}\n\n").stdout
    assert "strong" in said
    assert "Follow-up:" in said
    assert run.invoke(app, ["practise", "31"]).exit_code == 2


def test_a_role_play_is_held_and_debriefed():
    said = "Why does it matter so much?\nIt costs 18 days. I suggest a pilot; the steering committee decides.\n"
    answer = run.invoke(app, ["roleplay", "scope-creep", "--json"], input=said)
    form = json.loads(answer.stdout)
    assert form["ending"] == "best" and form["found_cause"] and len(form["done"]) == 4
    assert run.invoke(app, ["roleplay", "tea-party"]).exit_code == 2
    assert "low-adoption" in run.invoke(app, ["roleplay"]).output
