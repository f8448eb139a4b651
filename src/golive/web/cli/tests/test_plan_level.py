"""`golive plan level` and `check`: in words or as JSON; what cannot be levelled or judged is refused."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from golive.engines.schedule import Assignment, Constraint, Plan, Resource, Task, days, read_plan, schedule, write_mspdi
from golive.engines.schedule.dates.overloads import overloads
from golive.engines.schedule.levelling.checker import makespan, violations
from golive.engines.schedule.levelling.generate import generate
from golive.engines.schedule.levelling.instance_files import write_sm
from golive.web.cli.plan import app

RUN = CliRunner()
QUICK = ["--schedules", "60", "--engine", "search"]


@pytest.fixture
def busy(tmp_path: Path) -> Path:
    """Ada is asked for both tasks at once; one of them has to wait."""
    tasks = Task(1, "Design", days(2)), Task(2, "Review", days(1))
    both = Assignment(1, 7), Assignment(2, 7)
    plan = Plan("Busy", datetime(2026, 3, 2, 8), tasks, resources=(Resource(7, "Ada"),), assignments=both)
    path = tmp_path / "busy.xml"
    path.write_bytes(write_mspdi(plan))
    return path


def test_an_instance_gives_makespan_bound_gap_and_starts(tmp_path):
    instance = generate(12, seed=4)
    (tmp_path / "twelve.sm").write_text(write_sm(instance))
    answer = RUN.invoke(app, ["level", str(tmp_path / "twelve.sm"), "--json", *QUICK])
    form = json.loads(answer.stdout)
    starts = {int(key): start for key, start in form["starts"].items()}
    assert answer.exit_code == 0
    assert violations(instance, starts) == []
    assert form["makespan"] == makespan(instance, starts) >= form["bound"]
    assert form["gap"] == pytest.approx(100 * (form["makespan"] / form["bound"] - 1), abs=1e-3)


def test_a_file_with_several_modes_is_refused_with_line_job_and_cure(tmp_path):
    text = write_sm(generate(12, seed=4))
    row = next(row for row in text.splitlines() if row.split()[:2] == ["3", "1"])
    (tmp_path / "TWELVE.MM").write_text(text.replace(row, row.replace(" 1 ", " 2 ", 1), 1).replace("\n", "\r\n"))
    answer = RUN.invoke(app, ["level", str(tmp_path / "TWELVE.MM"), "--json", *QUICK])
    (problem,) = json.loads(answer.stdout)["problems"]
    assert (answer.exit_code, problem["line"]) == (2, 1 + text.splitlines().index(row))
    assert problem["text"] == "TWELVE: job 3 has 2 modes."
    assert problem["cure"].startswith("Choose one mode per job")


def test_a_plan_is_levelled_and_written(busy, tmp_path):
    out = tmp_path / "levelled.xml"
    answer = RUN.invoke(app, ["level", str(busy), "--json", "--write", str(out), *QUICK])
    form = json.loads(answer.stdout)
    assert (answer.exit_code, form["finish"]["days"], form["overloads"]["after"]) == (0, 1, [])
    assert [over["tasks"] for over in form["overloads"]["before"]] == [[1, 2]]
    written = schedule(read_plan(out))
    assert overloads(written) == ()
    assert written.finish.isoformat() == form["finish"]["after"]


def test_the_words_say_the_same(busy):
    answer = RUN.invoke(app, ["level", str(busy), *QUICK])
    assert "+1 working days" in answer.stdout
    assert "Overloads: 1 before, 0 after" in answer.stdout


def test_an_overload_that_is_left_ends_with_1(tmp_path):
    at = datetime(2026, 3, 2, 8)
    tasks = tuple(Task(uid, f"Fixed {uid}", days(1), constraint=Constraint.MSO, constraint_at=at) for uid in (1, 2))
    plan = Plan("Fixed", at, tasks, resources=(Resource(7, "Ada"),), assignments=(Assignment(1, 7), Assignment(2, 7)))
    (tmp_path / "fixed.xml").write_bytes(write_mspdi(plan))
    answer = RUN.invoke(app, ["level", str(tmp_path / "fixed.xml"), "--json", *QUICK])
    form = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert {finding["rule"] for finding in form["problems"]} == {"level.fixed", "level.overload"}


@pytest.mark.parametrize(("name", "text"), [("broken.sm", "nothing"), ("broken.rcp", "2 1 3"), ("broken.xml", "<a/>")])
def test_a_file_that_cannot_be_used_ends_with_2(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    answer = RUN.invoke(app, ["level", str(tmp_path / name), "--json"])
    assert answer.exit_code == 2
    assert json.loads(answer.stdout)["problems"][0]["text"]


def test_an_instance_cannot_be_written_as_a_plan(tmp_path):
    (tmp_path / "one.sm").write_text(write_sm(generate(3)))
    answer = RUN.invoke(app, ["level", str(tmp_path / "one.sm"), "--write", str(tmp_path / "out.xml")])
    assert answer.exit_code == 2


def test_check_judges_by_the_gao_where_asked_and_by_own_thresholds(busy):
    plain = json.loads(RUN.invoke(app, ["check", str(busy), "--json"]).stdout)
    asked = json.loads(RUN.invoke(app, ["check", str(busy), "--json", "--gao", "--threshold", "lags=9"]).stdout)
    assert (len(plain["checks"]), plain["gao"], len(asked["gao"])) == (14, None, 10)
    assert next(check for check in asked["gao"] if check["code"] == "overloaded")["tasks"] == [1, 2]
    lags = next(threshold for threshold in asked["thresholds"] if threshold["name"] == "lags")
    assert (lags["value"], lags["provenance"][:15]) == (9, "set by a person")


def test_check_refuses_an_unknown_threshold(busy):
    answer = RUN.invoke(app, ["check", str(busy), "--json", "--threshold", "patience=3"])
    assert answer.exit_code == 2
    assert "patience" in json.loads(answer.stdout)["problems"][0]["text"]
