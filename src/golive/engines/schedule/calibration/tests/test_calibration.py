"""A folder of finished projects becomes a forecast that keeps its promise, and says how well it did."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.engines.schedule import (
    Baseline,
    Link,
    LinkType,
    Plan,
    PlanError,
    Task,
    days,
    simulate,
    write_mspdi,
    write_plan,
)
from golive.engines.schedule.calibration import calibrate, from_plan, read_folder
from golive.engines.schedule.calibration.form import calibration_form, learnt_from_form
from golive.engines.schedule.calibration.scores import LEVELS, Coverage, crps, interval_score
from golive.engines.schedule.calibration.tests.worlds import world
from golive.engines.schedule.calibration.values import links, minutes

MONDAY = datetime(2024, 1, 8, 8)
HEADER = ["ID", "Name", "Predecessors", "Baseline Start", "Baseline End", "Duration", "Actual Start", "Actual Duration"]
ROWS = [
    [1, "Design", "", "08/01/2024 08:00", "19/01/2024 17:00", "10d", "08/01/2024 08:00", "96h"],
    [2, "Build", "1FS", "22/01/2024 08:00", "02/02/2024 17:00", "10d", "24/01/2024 08:00", "12d"],
]


def put(path: Path, *rows: list, mark: str = ",") -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=mark).writerows(rows)


def test_a_table_with_a_line_of_groups_above_its_header_is_read(tmp_path):
    put(tmp_path / "C2013-01.csv", ["General", "", "", "Baseline", "", "", "Tracking", ""], HEADER, *ROWS, mark=";")
    (project,), findings = read_folder(tmp_path)
    assert findings == []
    assert (project.name, project.planned_days, project.actual_days) == ("C2013-01", 20, 24)
    assert project.plan.links == (Link(1, 2),)


def test_plan_and_actuals_may_be_two_files_and_a_plain_start_in_the_second_is_the_actual_one(tmp_path):
    head = ["task_id", "task_name", "predecessors", "planned_start", "planned_finish", "planned_duration_days"]
    put(tmp_path / "one_baseline.csv", head, *([*row[:5], str(row[5])[:-1]] for row in ROWS))
    put(
        tmp_path / "one_actual.csv",
        ["task_id", "start", "finish"],
        [1, "2024-01-08", "2024-01-23"],
        [2, "2024-01-24", "2024-02-08"],
    )
    (project,), findings = read_folder(tmp_path)
    assert findings == []
    assert project.ratio == 24 / 20


def two_tasks() -> Plan:
    tasks = (Task(11, "Design", days(10), id=1, wbs="1.1"), Task(12, "Build", days(10), id=2, wbs="1.2"))
    return Plan("Plan", MONDAY, tasks, (Link(11, 12),))


@pytest.mark.parametrize(
    ("head", "rows", "ratio"),
    [
        (
            ["uid", "actual start", "actual finish"],
            [[11, "2024-01-08", "2024-01-23"], [12, "2024-01-24", "2024-02-08"]],
            1.2,
        ),
        (["id", "start", "finish"], [[1, "2024-01-08", "2024-01-23"], [2, "2024-01-24", "2024-02-08"]], 1.2),
        (["task", "actual duration"], [["design", "12d"], ["BUILD", "96h"]], 1.2),
    ],
)
@pytest.mark.parametrize("write", [write_mspdi, lambda plan: write_plan(plan, "xer")])
def test_the_actuals_of_a_plan_file_may_stand_in_a_table(tmp_path, head, rows, ratio, write):
    home = tmp_path / "North"
    home.mkdir()
    (home / "plan.xml").write_bytes(write(two_tasks()))
    if write is not write_mspdi:
        (home / "plan.xml").rename(home / "plan.xer")
        head = ["name" if name in ("id", "uid", "WBS") else name for name in head]
        names = {1: "Design", 2: "Build", 11: "Design", 12: "Build", "1.1": "Design", "1.2": "Build"}
        rows = [[names.get(cell, cell) for cell in row] for row in rows]
    put(home / "actuals.csv", head, *rows)
    (project,), findings = read_folder(tmp_path)
    assert findings == []
    assert (project.name, project.ratio) == ("North", ratio)


@pytest.mark.parametrize("names", ["North-plan North-actual", "NorthPlan NorthActual", "C01baseline C01actuals"])
def test_the_two_files_of_a_project_find_each_other_however_their_names_are_written(tmp_path, names):
    plan, actual = names.split()
    (tmp_path / f"{plan}.xml").write_bytes(write_mspdi(two_tasks()))
    put(tmp_path / f"{actual}.csv", ["uid", "actual duration"], [11, "12d"], [12, "12d"])
    (project,), findings = read_folder(tmp_path)
    assert findings == []
    assert project.ratio == 1.2


def test_a_task_without_actuals_and_a_row_without_a_task_are_named(tmp_path):
    (tmp_path / "North-plan.xml").write_bytes(write_mspdi(two_tasks()))
    put(tmp_path / "North-actual.csv", ["name", "actual finish"], ["Design", "2024-01-23"])
    found, (finding,) = read_folder(tmp_path)
    assert found == []
    assert "North is not finished: 1 of 2 tasks have no actual finish, such as Build (2)." in str(finding)
    put(
        tmp_path / "North-actual.csv",
        ["name", "actual finish"],
        ["Design", "2024-01-23"],
        ["Build", "2024-02-08"],
        ["Paint", "2024-02-09"],
    )
    (project,), (finding,) = read_folder(tmp_path)
    assert project.name == "North"
    assert "no task of the plan is Paint" in str(finding)


def test_a_list_of_objects_is_a_table(tmp_path):
    tasks = [
        {"id": 1, "name": "Design", "duration": 10, "actual_duration": 12},
        {"id": 2, "name": "Build", "duration": 10, "predecessors": [1], "actual_duration": 12},
    ]
    (tmp_path / "one.json").write_text(json.dumps({"name": "One", "tasks": tasks}))
    (tmp_path / "two.json").write_text("{")
    (project,), (finding,) = read_folder(tmp_path)
    assert (project.name, project.planned_days, project.actual_days) == ("one", 20, 24)
    assert "two.json is no JSON" in str(finding)


def test_a_file_named_final_that_stands_alone_holds_plan_and_actuals(tmp_path):
    head = ["ID", "Name", "Start", "Finish", "Actual Start", "Actual Finish"]
    put(tmp_path / "North final.csv", head, [1, "Design", "2024-01-08", "2024-01-19", "2024-01-08", "2024-01-23"])
    (project,), findings = read_folder(tmp_path)
    assert findings == []
    assert (project.name, project.ratio) == ("North", 1.2)


def test_durations_alone_go_through_the_network(tmp_path):
    put(
        tmp_path / "all.csv",
        ["project", "class", "activity", "duration", "predecessors", "actual duration"],
        ["P1", "ERP", "A", 10, "", 12],
        ["P1", "ERP", "B", 5, "", 30],
        ["P1", "ERP", "C", 5, "A,B", 5],
        ["P2", "CRM", "A", 10, "", 11],
    )
    (one, two), findings = read_folder(tmp_path)
    assert findings == []
    assert (one.planned_days, one.actual_days, one.kind) == (15, 35, "ERP")
    assert (two.ratio, two.kind) == (1.1, "CRM")


def test_summaries_known_by_their_wbs_code_are_not_added_up(tmp_path):
    put(
        tmp_path / "p.csv",
        ["ID", "Name", "WBS", "Predecessors", "Duration", "Actual Duration"],
        [0, "Phase", "1", "", "20d", "24d"],
        [1, "Design", "1.1", "", "10d", "12d"],
        [2, "Build", "1.2", "1FS", "10d", "12d"],
    )
    (project,), _ = read_folder(tmp_path)
    assert (project.planned_days, project.actual_days) == (20, 24)


def test_a_workbook_with_a_sheet_for_the_baseline_and_one_for_the_tracking_is_read(tmp_path):
    plan = [HEADER[:6], *(row[:6] for row in ROWS)]
    done = [["ID", "Actual Start", "Actual Duration"], *([row[0], *row[6:]] for row in ROWS)]
    _workbook(tmp_path / "C1.xlsx", {"Baseline Schedule": plan, "TP1": done})
    (project,), findings = read_folder(tmp_path)
    assert findings == []
    assert project.actual_days == 24


def _workbook(path: Path, sheets: dict[str, list[list]]) -> None:
    with ZipFile(path, "w") as book:
        names = "".join(f'<sheet name="{n}" r:id="r{i}"/>' for i, n in enumerate(sheets))
        book.writestr("xl/workbook.xml", f'<workbook xmlns:r="urn:r"><sheets>{names}</sheets></workbook>')
        links_ = "".join(f'<Relationship Id="r{i}" Target="worksheets/s{i}.xml"/>' for i in range(len(sheets)))
        book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links_}</Relationships>")
        for i, rows in enumerate(sheets.values()):
            cells = ("".join(f'<c t="inlineStr"><is><t>{escape(str(c))}</t></is></c>' for c in row) for row in rows)
            data = "".join(f"<row>{row}</row>" for row in cells)
            book.writestr(f"xl/worksheets/s{i}.xml", f"<worksheet><sheetData>{data}</sheetData></worksheet>")


def finished_plan() -> Plan:
    ends = datetime(2024, 1, 19, 17), datetime(2024, 1, 23, 17)
    base = Baseline(0, MONDAY, ends[0], days(10))
    task = Task(
        1, "Design", days(12), actual_start=MONDAY, actual_finish=ends[1], percent_complete=100, baselines=(base,)
    )
    return Plan("Done", MONDAY, (task,))


def test_a_project_file_is_compared_with_its_own_baseline(tmp_path):
    home = tmp_path / "ERP"
    home.mkdir()
    for name in ("one", "two"):
        (home / f"{name}.xml").write_bytes(write_mspdi(finished_plan()))
    projects, findings = read_folder(tmp_path)
    assert findings == []
    assert [(p.name, p.kind, p.ratio) for p in projects] == [("one", "ERP", 1.2), ("two", "ERP", 1.2)]
    assert projects[0].plan.tasks[0].duration_min == days(10)
    assert projects[0].plan.tasks[0].actual_finish is None


def test_a_project_file_without_baseline_or_end_is_refused_with_both_reasons():
    plan = finished_plan()
    bare = replace(plan, tasks=(replace(plan.tasks[0], baselines=(), actual_finish=None),))
    with pytest.raises(PlanError) as wrong:
        from_plan(bare)
    assert [finding.rule for finding in wrong.value.findings] == ["calibrate.baseline", "calibrate.unfinished"]


def test_a_bad_file_is_named_and_the_others_are_read(tmp_path):
    put(tmp_path / "good.csv", HEADER, *ROWS)
    put(tmp_path / "open.csv", HEADER, ROWS[0], [*ROWS[1][:6], "", ""])
    put(tmp_path / "odd.csv", ["colour", "taste"], ["red", "sweet"])
    put(tmp_path / "word.csv", HEADER, [*ROWS[0][:5], "soon", *ROWS[0][6:]])
    (tmp_path / "broken.xml").write_text("no plan")
    projects, findings = read_folder(tmp_path)
    assert [project.name for project in projects] == ["good"]
    for name, rule in (("open", "unfinished"), ("odd", "columns"), ("word", "duration")):
        assert any(name in f.text and f.rule == f"calibrate.{rule}" for f in findings)
    assert any("broken" in f.text for f in findings)


def test_a_predecessor_that_is_not_there_is_said(tmp_path):
    put(tmp_path / "p.csv", HEADER, ROWS[0], [2, "Build", "7FS", *ROWS[1][3:]])
    (project,), findings = read_folder(tmp_path)
    assert project.plan.links == ()
    assert "names 7" in findings[0].text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3", [("3", LinkType.FS, 0)]),
        ("3FS+2 days; 4SS-1d", [("3", LinkType.FS, 960), ("4", LinkType.SS, -480)]),
        ("FS3, FF4", [("3", LinkType.FS, 0), ("4", LinkType.FF, 0)]),
        ("A;B", [("A", LinkType.FS, 0), ("B", LinkType.FS, 0)]),
        ("1.0", [("1", LinkType.FS, 0)]),
        ("-", []),
        ("", []),
    ],
)
def test_predecessors_are_read_as_planners_write_them(text, found):
    assert [(one.id, one.type, one.lag) for one in links(text)] == found


@given(st.floats(0, 500).map(lambda number: round(number, 2)), st.sampled_from([("d", 480), ("h", 60), (" wks", 2400)]))
def test_a_duration_with_a_unit_comes_back_in_minutes(number, unit):
    assert minutes(f"{number}{unit[0]}") == pytest.approx(number * unit[1])


def test_the_score_of_a_sure_forecast_is_its_error_and_a_narrow_miss_costs_ten_times_its_distance():
    assert crps(np.full(len(LEVELS), 1.0), 1.4) == pytest.approx(0.4)
    assert interval_score(0.9, 1.2, 1.1) == pytest.approx(0.3)
    assert interval_score(0.9, 1.2, 1.3) == pytest.approx(1.3)
    low, high = Coverage(0.8, 78, 100).interval
    assert (round(low, 3), round(high, 3)) == (0.689, 0.85)


def test_what_is_learnt_is_said_saved_and_used_again():
    found = calibrate(world(12, median=1.5), iterations=200)
    form = calibration_form(found)
    assert form["sentence"].startswith(f"Programmes like this met their P80 in {form['p80_coverage'] * 100:.0f} of 100")
    learnt = learnt_from_form(form)
    assert learnt.systemic.ratios == pytest.approx(found.learnt["all"].systemic.ratios, abs=1e-4)
    plan = Plan("Next", MONDAY, (Task(1, "Build", days(20)),))
    usual, ours = simulate(plan, iterations=500), simulate(plan, iterations=500, systemic=learnt.systemic)
    assert ours.p50 > usual.p50
    with pytest.raises(PlanError, match="the class CRM"):
        learnt_from_form(form, "CRM")


def test_a_project_is_not_forecast_from_itself():
    projects = world(11)
    late = replace(projects[0], actual_days=projects[0].planned_days * 9)
    one, two = (calibrate([first, *projects[1:]], iterations=200) for first in (projects[0], late))
    assert np.array_equal(one.cases[0].forecast, two.cases[0].forecast)
    assert not np.array_equal(one.cases[1].forecast, two.cases[1].forecast)


def test_too_few_projects_are_refused():
    with pytest.raises(PlanError, match="2 finished projects are too few"):
        calibrate(world(2))


@pytest.mark.slow
@pytest.mark.parametrize(("median", "sigma"), [(1.0, 0.3), (1.25, 0.2), (0.95, 0.45)])
def test_p80_is_met_eight_times_in_ten_in_worlds_with_systemic_risk(median, sigma):
    found = calibrate(world(120, median=median, sigma=sigma, seed=7), iterations=512)
    assert 0.75 <= found.calibrated.p80.share <= 0.85
    assert found.naive.p80.share < found.calibrated.p80.share or median < 1
    assert found.calibrated.crps < found.naive.crps
    assert found.calibrated.interval_score < found.naive.interval_score
