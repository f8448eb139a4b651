"""`golive plan recover`: the contract of its JSON, its words and its exit codes."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from golive.engines.schedule import Link, Plan, Task, days, write_mspdi
from golive.web.cli.plan import app

RUN = CliRunner()
QUICK = ["--iterations", "256", "--json"]
TEAM = {"name": "Second team", "cost": 90_000, "patch": {"set": [{"task": 1, "duration_days": 12}]}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    tasks = Task(1, "Build", days(20)), Task(2, "Test", days(10)), Task(3, "Note", days(1))
    path = tmp_path / "plan.xml"
    path.write_bytes(write_mspdi(Plan("Acme", datetime(2026, 3, 2, 8), tasks, (Link(1, 2),))))
    return path


def put(folder: Path, form: object) -> str:
    path = folder / "options.json"
    path.write_text(json.dumps(form))
    return str(path)


def test_options_and_overlaps_are_weighed_and_a_cost_that_nobody_told_is_null(file, tmp_path):
    answer = RUN.invoke(app, ["recover", str(file), "--options", put(tmp_path, [TEAM]), *QUICK])
    form = json.loads(answer.stdout)
    assert answer.exit_code == 0
    ways = {way["name"]: way for way in form["ways"]}
    overlap = "Start Test while Build still runs"
    assert next(iter(ways)) == f"Second team + {overlap}"
    assert ways["Second team"]["cost"] == 90_000
    assert ways["Second team"]["days_p80"] > ways[overlap]["days_p80"] > 0
    assert ways[overlap]["cost"] is None
    assert ways["Second team"]["p80"] < form["before"]["p80"]
    assert [one["rule"] for one in form["problems"]] == ["recover.unpriced"]


def test_without_overlaps_only_the_options_given_are_weighed(file, tmp_path):
    answer = RUN.invoke(app, ["recover", str(file), "--options", put(tmp_path, [TEAM]), "--overlap", "0", *QUICK])
    form = json.loads(answer.stdout)
    assert [(way["name"], way["worth_its_price"]) for way in form["ways"]] == [("Second team", True)]
    assert form["problems"] == []


def test_options_that_exclude_each_other_are_named_and_not_combined(file, tmp_path):
    drop = {"name": "No notes", "patch": {"remove_tasks": [3]}}
    keep = {"name": "Short notes", "patch": {"set": [{"task": 3, "duration_days": 0.5}]}}
    where = put(tmp_path, [drop, keep, TEAM])
    form = json.loads(RUN.invoke(app, ["recover", str(file), "--options", where, "--overlap", "0", *QUICK]).stdout)
    assert "No notes + Short notes" not in {way["name"] for way in form["ways"]}
    assert "No notes + Short notes" in form["problems"][0]["text"]
    assert form["problems"][0]["rule"] == "recover.excluded"


def test_where_no_way_wins_time_it_ends_with_one(file, tmp_path):
    slower = {"name": "Slower", "cost": 5, "patch": {"set": [{"task": 1, "duration_days": 25}]}}
    where = put(tmp_path, [slower])
    assert RUN.invoke(app, ["recover", str(file), "--options", where, "--overlap", "0", *QUICK]).exit_code == 1


def test_every_problem_of_the_options_is_said_at_once_and_ends_with_two(file, tmp_path):
    wrong = [{**TEAM, "cost": 1.5}, {"name": "B", "price": 1}, 7]
    answer = RUN.invoke(app, ["recover", str(file), "--options", put(tmp_path, wrong), *QUICK])
    rules = {problem["rule"] for problem in json.loads(answer.stdout)["problems"]}
    assert answer.exit_code == 2
    assert rules == {"recover.cost", "recover.field", "recover.patch", "recover.option"}


def test_an_option_that_names_an_unknown_task_is_refused(file, tmp_path):
    stray = [{"name": "Stray", "patch": {"remove_tasks": [77]}}]
    answer = RUN.invoke(app, ["recover", str(file), "--options", put(tmp_path, stray), *QUICK])
    assert answer.exit_code == 2
    assert "77" in json.loads(answer.stdout)["problems"][0]["text"]


def test_in_words_the_table_says_what_is_worth_its_price(file, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    answer = RUN.invoke(app, ["recover", str(file), "--options", put(tmp_path, [TEAM]), "--iterations", "256"])
    assert answer.exit_code == 0
    assert "As it stands: P50" in answer.stdout
    assert "900.00" in answer.stdout and "not told" in answer.stdout and "worth its price" in answer.stdout


def finished(folder: Path, late: tuple[float, ...]) -> str:
    """What was learnt from projects that took so many times their planned durations."""
    lines = ["project,class,id,duration,predecessors,actual duration"]
    for number, factor in enumerate(late):
        lines += [f"P{number},ERP,1,10,,{10 * factor}", f"P{number},ERP,2,20,1,{20 * factor}"]
    done = folder / "done"
    done.mkdir()
    (done / "finished.csv").write_text("\n".join(lines))
    saved = folder / "learnt.json"
    answer = RUN.invoke(app, ["calibrate", str(done), "--iterations", "200", "--save", str(saved)])
    assert answer.exit_code == 0, answer.output
    return str(saved)


def test_ways_are_weighed_with_the_spread_that_finished_projects_have_taught(file, tmp_path):
    saved = finished(tmp_path, (2.0, 2.4, 1.9, 2.2))
    asked = ["recover", str(file), "--options", put(tmp_path, [TEAM]), "--overlap", "0", *QUICK]
    shipped = json.loads(RUN.invoke(app, asked).stdout)
    learnt = json.loads(RUN.invoke(app, [*asked, "--calibration", saved]).stdout)
    assert learnt["before"]["p80"] > shipped["before"]["p80"]
    assert learnt["ways"][0]["days_p80"] > shipped["ways"][0]["days_p80"]
    wrong = RUN.invoke(app, [*asked, "--calibration", saved, "--class", "CRM"])
    assert (wrong.exit_code, "class CRM" in wrong.output) == (2, True)


def test_the_mode_says_what_the_status_date_does_to_unfinished_work(tmp_path):
    path = tmp_path / "late.xml"
    tasks = Task(1, "Build", days(20)), Task(2, "Test", days(10))
    plan = Plan("Late", datetime(2026, 3, 2, 8), tasks, (Link(1, 2),), status_date=datetime(2026, 6, 1, 8))
    path.write_bytes(write_mspdi(plan))
    asked = ["recover", str(path), "--options", put(tmp_path, [TEAM]), "--overlap", "0", *QUICK]
    left = json.loads(RUN.invoke(app, asked).stdout)
    moved = json.loads(RUN.invoke(app, [*asked, "--mode", "retained"]).stdout)
    assert moved["before"]["p50"] > "2026-06" > left["before"]["p50"]


def test_two_lengths_of_one_task_are_alternatives_and_a_missing_cost_stays_missing(file, tmp_path):
    rivals = [
        {"name": name, "patch": {"set": [{"task": 1, "duration_days": days_}]}}
        for name, days_ in (("A", 14), ("B", 16))
    ]
    asked = ["recover", str(file), "--options", put(tmp_path, rivals), "--overlap", "0"]
    form = json.loads(RUN.invoke(app, [*asked, *QUICK]).stdout)
    assert [(way["name"], way["cost"]) for way in form["ways"]] == [("A", None), ("B", None)]
    assert [one["rule"] for one in form["problems"]] == ["recover.excluded", "recover.no_cost"]
    assert "A + B exclude each other" in form["problems"][0]["text"]
    assert "not told" in RUN.invoke(app, [*asked, "--iterations", "64"]).stdout


def test_two_options_of_one_name_and_a_misspelt_field_are_refused(file, tmp_path):
    where = put(tmp_path, [TEAM, {**TEAM, "name": "second team"}, {**TEAM, "name": "C", "costs": 1}])
    answer = RUN.invoke(app, ["recover", str(file), "--options", where, *QUICK])
    found = {one["rule"]: one for one in json.loads(answer.stdout)["problems"]}
    assert answer.exit_code == 2
    assert found.keys() == {"recover.duplicate", "recover.field"}
    assert found["recover.field"]["cure"] == "Did you mean “cost”?"
