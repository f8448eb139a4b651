"""What people write into the cells of finished projects is read as they mean it, or refused: never as planned."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from golive.engines.schedule import Link, Plan, PlanError, Task, days, write_mspdi
from golive.engines.schedule.calibration import FinishedProject, from_pair, read_folder
from golive.engines.schedule.findings import Finding
from golive.engines.schedule.plan import LagKind

DATED = "id,name,duration,baseline start,baseline end,actual start,actual finish\n"
LONG = "id,name,duration,actual duration\n"


def read(folder: Path, text: str | bytes, name: str = "North.csv") -> tuple[list[FinishedProject], list[Finding]]:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_folder(folder)


def one(folder: Path, text: str | bytes) -> FinishedProject:
    (project,), findings = read(folder, text)
    assert findings == []
    return project


def refused(folder: Path, text: str | bytes) -> str:
    found, findings = read(folder, text)
    assert found == []
    return "\n".join(map(str, findings))


@pytest.mark.parametrize(
    ("planned", "actual"),
    [
        ("Mon 1/1/24 8:00 AM,Fri 1/12/24 5:00 PM", "Mon 1/1/24 8:00 AM,Fri 1/19/24 5:00 PM"),
        ("Mon 1/1/24,Fri 1/12/24", "Mon 1/1/24,Fri 1/19/24"),
        ("Mo 01.01.24,Fr 12.01.24", "Mo 01.01.24 08:00,Fr 19.01.24 17:00"),
        ("Montag 1. Januar 2024,Freitag 12. Januar 2024", "Mon 1 January 2024 8:00 AM,Friday 19 January 2024"),
        ("1 Jan '24,12 Jan '24", '"Mon Jan 1, \'24","Fri Jan 19, \'24"'),
        ("2024-01-01,2024-01-12", "1/1/24 8:00 AM,1/19/24 5:00 PM"),
    ],
)
def test_dates_are_read_as_project_tools_export_them(tmp_path, planned, actual):
    project = one(tmp_path, f"{DATED}1,a,10 days,{planned},{actual}\n")
    assert (project.planned_days, project.actual_days) == (10, 15)


@pytest.mark.parametrize("cells", ["foo,bar", "2024-01-01,2024-13-45", "Tue 2024-01-01,2024-01-19", "x,2024-01-19"])
def test_a_date_that_cannot_be_read_is_refused_with_its_row_and_never_taken_as_planned(tmp_path, cells):
    said = refused(tmp_path, f"{DATED}1,a,10,2024-01-01,2024-01-12,{cells}\n")
    wrong = next(cell for cell in cells.split(",") if cell in ("foo", "2024-13-45", "Tue 2024-01-01", "x"))
    assert f"of a is “{wrong}” (row 2 of North.csv)" in said
    assert "2024-01-31" in said


@pytest.mark.parametrize(
    ("rows", "took"),
    [
        ("1,a,,Mon 1/1/24,Wed 1/3/24,Mon 1/1/24,Mon 1/8/24\n", 6),
        ("1,a,,01/02/2024,02/01/2024,01/02/2024,02/01/2024\n", 23),
        ("1,a,3,01/01/2024,03/01/2024,01/01/2024,04/01/2024\n", 4),
        ("1,a,,1/1/2024,1/1/2024,1/1/2024,1/1/2024\n", 1),
    ],
)
def test_day_and_month_are_told_apart_by_the_week_the_order_of_dates_and_the_durations(tmp_path, rows, took):
    assert one(tmp_path, DATED + rows).actual_days == took


def test_full_stops_say_nothing_of_dates_with_strokes(tmp_path):
    rows = "1,a,10,1/1/24,1/12/24,01.01.24,19.01.24\n"
    assert one(tmp_path, DATED + rows).ratio == 1.5
    assert "“1/12/24” may be" in refused(tmp_path, DATED + rows.replace(",10,", ",,"))


def test_planned_and_actual_dates_in_two_orders_are_refused(tmp_path):
    rows = "1,a,3,01/02/2024,05/02/2024,02/01/2024,02/13/2024\n"
    assert "“01/02/2024” may be" in refused(tmp_path, DATED + rows)
    same = "1,a,3,02/01/2024,02/05/2024,02/01/2024,02/13/2024\n"
    assert one(tmp_path, DATED + same).ratio == 3


def test_dates_that_may_be_read_in_two_ways_are_refused_with_the_cure(tmp_path):
    said = refused(tmp_path, f"{DATED}1,a,,01/02/2024,05/02/2024,01/02/2024,09/02/2024\n")
    assert "“01/02/2024” may be 2024-02-01 or 2024-01-02, and the file does not tell which." in said
    assert "Write the dates as 2024-01-31." in said


def test_a_finish_before_its_start_and_a_date_decades_away_are_refused(tmp_path):
    rows = "1,a,5,2024-01-01,2024-01-05,2024-01-10,2024-01-02\n2,b,5,2024-01-08,2024-01-12,1900-01-01,2024-01-12\n"
    said = refused(tmp_path, DATED + rows)
    assert "the actual finish of a, 2024-01-02, is before its start, 2024-01-10 (row 2 of North.csv)" in said
    assert "the actual start of b, 1900-01-01 (row 3 of North.csv), is decades from the other dates" in said


@pytest.mark.parametrize("finish", ["", "NA", "NV", "tbd", "2024-13-45"])
def test_a_started_task_is_not_a_finished_one(tmp_path, finish):
    rows = "1,a,10,2024-01-01,2024-01-12,2024-01-01,2024-01-12\n2,b,5,2024-01-15,2024-01-19,2024-01-15," + finish + "\n"
    said = refused(tmp_path, DATED + rows)
    assert "North is not finished: 1 of 2 tasks have no actual finish, such as b." in said
    assert (f"is “{finish}” (row 3 of North.csv)" in said) == (finish in ("tbd", "2024-13-45"))


def test_where_finishes_are_recorded_an_actual_duration_is_that_of_the_work_so_far(tmp_path):
    head = "id,name,duration,actual start,actual finish,actual duration\n1,a,10,2024-01-01,2024-01-12,10\n"
    said = refused(tmp_path, f"{head}2,b,5,2024-01-15,NA,2\n")
    assert "1 of 2 tasks have no actual finish, such as b." in said


def test_a_milestone_is_finished_when_it_has_started(tmp_path):
    rows = "1,a,5,2024-01-01,2024-01-05,2024-01-01,2024-01-08\n2,m,0,2024-01-05,2024-01-05,2024-01-08,\n"
    assert one(tmp_path, DATED + rows).actual_days == 6


def test_actual_finishes_alone_are_counted_from_the_planned_start(tmp_path):
    text = "id,duration,baseline start,baseline end,actual finish\n1,10,2024-01-01,2024-01-12,2024-01-19\n"
    assert one(tmp_path, text).ratio == 1.5
    assert "none a planned one" in refused(tmp_path, "id,duration,actual finish\n1,10,2024-01-19\n")


def two_tasks() -> Plan:
    tasks = (Task(1, "Design", days(10), id=1), Task(2, "Build", days(5), id=2))
    return Plan("Plan", datetime(2024, 1, 1, 8), tasks, (Link(1, 2),))


def test_a_table_beside_a_plan_file_obeys_the_same_rules(tmp_path):
    (tmp_path / "North-plan.xml").write_bytes(write_mspdi(two_tasks()))
    text = "id,actual start,actual finish,actual duration\n1,2024-01-01,foo,\n2,2024-01-15,,\n"
    _, findings = read(tmp_path, text, "North-actual.csv")
    said = "\n".join(map(str, findings))
    assert "the actual finish of 1 is “foo” (row 2 of North-actual.csv)" in said
    assert "2 of 2 tasks have no actual finish" in said
    text = "id,actual start,actual finish,actual duration\n1,1900-01-01,2024-01-12,\n2,2024-01-15,,soon\n"
    _, findings = read(tmp_path, text, "North-actual.csv")
    said = "\n".join(map(str, findings))
    assert "the actual start of Design (1), 1900-01-01, is decades" in said
    assert "the actual duration of 2 is “soon”" in said
    text = "id,actual start,actual finish\n1,Mon 1/1/24,Fri 1/12/24\n2,Mon 1/15/24,Fri 1/26/24\n"
    (project,), findings = read(tmp_path, text, "North-actual.csv")
    assert (project.planned_days, project.actual_days, findings) == (15, 20, [])


def test_of_two_plan_files_the_second_has_to_be_finished_where_it_records_actuals():
    plan = two_tasks()
    first, last = plan.tasks
    ended = replace(first, actual_start=datetime(2024, 1, 1, 8), actual_finish=datetime(2024, 1, 19, 17))
    begun = replace(last, actual_start=datetime(2024, 1, 22, 8), finish=datetime(2024, 1, 26, 17))
    with pytest.raises(PlanError, match="1 of 2 tasks have no actual finish, such as Build"):
        from_pair(plan, replace(plan, tasks=(ended, begun)), "North")
    over = replace(begun, actual_finish=datetime(2024, 1, 26, 17))
    assert from_pair(plan, replace(plan, tasks=(ended, over)), "North").ratio == 20 / 15


@pytest.mark.parametrize(
    ("head", "cells", "found"),
    [
        ("Planned Duration (hrs),Actual Duration (days)", "80,20", (10, 20)),
        ("Duration (hours),Actual Duration [Stunden]", "80,160", (10, 20)),
        ("Duration (weeks),Actual Duration (Wochen)", "2,4", (10, 20)),
        ("duration_minutes,actual duration (min)", "4800,9600", (10, 20)),
        ("Duration (months),Actual Duration (days)", "1,30", (20, 30)),
        ("Duration h,Actual Duration in Tagen", "80,20", (10, 20)),
        ("Duration (weeks),Actual Duration (weeks)", "80h,15d", (10, 15)),
        ("Duration (planned),Actual Duration (real)", "10,20", (10, 20)),
    ],
)
def test_the_unit_of_a_column_stands_in_its_header_and_that_of_a_value_wins(tmp_path, head, cells, found):
    project = one(tmp_path, f"id,name,{head}\n1,a,{cells}\n")
    assert (project.planned_days, project.actual_days) == found


def test_a_minimum_is_no_number_of_minutes(tmp_path):
    head = "id,name,duration,min,mode,max,actual duration\n"
    (three,) = (task.three_point for task in one(tmp_path, f"{head}1,a,10,8,10,14,12\n").plan.tasks)
    assert three is not None
    assert (three.low, three.high) == (days(8), days(14))
    head = "id,name,duration,Duration (min),most likely,Duration (max),actual duration\n"
    (three,) = (task.three_point for task in one(tmp_path, f"{head}1,a,10,8,10,14,12\n").plan.tasks)
    assert three is not None
    assert (three.low, three.high) == (days(8), days(14))
    head = "id,name,Duration (min),Duration (max),actual duration\n"
    assert "the duration of a is not said" in refused(tmp_path, f"{head}1,a,8,14,12\n")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ('"1.250,5";"2.501,0"', (1250.5, 2501)),
        ('"1,250.5";"2,501.0"', (1250.5, 2501)),
        ('"1.250";"2,5"', (1250, 2.5)),
        ('"1.125";"2.5"', (1.125, 2.5)),
        ('"0.125";"0.250"', (0.125, 0.25)),
    ],
)
def test_marks_of_thousands_are_told_from_decimals_by_the_column(tmp_path, cells, found):
    project = one(tmp_path, f"{LONG.replace(',', ';')}1;a;{cells}\n")
    assert (project.planned_days, project.actual_days) == pytest.approx(found)


def test_a_number_that_may_be_a_thousand_times_larger_is_refused(tmp_path):
    said = refused(tmp_path, f'{LONG}1,a,"1,250","2,500"\n')
    assert "the duration of a is “1,250” (row 2 of North.csv)" in said
    assert "1250 or 1.25" in said


def test_elapsed_days_run_round_the_clock(tmp_path):
    project = one(tmp_path, f"{LONG}1,a,7 edays,14 edays\n")
    assert project.plan.tasks[0].elapsed
    assert (project.planned_days, project.actual_days) == (5, 10)


@pytest.mark.parametrize("text", ["5 working days", "5 wd", "6-5 d", "5 4", "1ed 2h", "5 stones", "1.25.5"])
def test_a_duration_means_one_thing_or_is_refused(tmp_path, text):
    if text == "5 working days":
        assert one(tmp_path, f"{LONG}1,a,{text},10\n").planned_days == 5
    else:
        assert f"the duration of a is “{text}”" in refused(tmp_path, f"{LONG}1,a,{text},10\n")


def test_a_task_that_stands_twice_is_refused_with_both_rows(tmp_path):
    said = refused(tmp_path, f"{LONG}1,a,10,10\n1,b,20,40\n2,c,5,5\n")
    assert "a stands twice: row 2 of North.csv and row 3 of North.csv" in said


def test_tasks_of_one_name_without_ids_are_several_tasks(tmp_path):
    head = "name,duration,actual duration\n"
    project = one(tmp_path, f"{head}Testing,10,10\nTesting,20,40\nTesting,10,10\n")
    assert [task.duration_min for task in project.plan.tasks] == [4800, 9600, 4800]
    assert (project.planned_days, project.actual_days) == (20, 40)


def test_tasks_of_one_name_are_paired_with_their_actuals_in_order_or_refused(tmp_path):
    (tmp_path / "North actuals.csv").write_text("name,actual duration\nTesting,12\nTesting,40\n")
    assert one(tmp_path, "name,duration\nTesting,10\nTesting,20\n").actual_days == 40
    (tmp_path / "North actuals.csv").write_text("name,actual duration\nTesting,12\n")
    assert "Testing stands twice: row 2 of North.csv and row 3 of North.csv" in refused(
        tmp_path, "name,duration\nTesting,10\nTesting,20\n"
    )


def test_predecessors_without_ids_name_the_row(tmp_path):
    head = "name,predecessors,duration,actual duration\n"
    project = one(tmp_path, f"{head}Design,,10,20\nBuild,1,5,10\nTest,2FS+1d,5,5\n")
    assert project.plan.links == (Link(1, 2), Link(2, 3, lag=480))
    assert (project.planned_days, project.actual_days) == (21, 36)


def test_the_columns_of_a_german_export_are_known(tmp_path):
    head = "Nr.;Vorgangsname;Geplante Dauer;Geplanter Anfang;Geplantes Ende;Aktueller Anfang;Aktuelles Ende;Vorgänger\n"
    rows = "1;Entwurf;10 Tage;Mo 01.01.24;Fr 12.01.24;Mo 01.01.24;Fr 19.01.24;\n"
    rows += "2;Bau;5 Tage;Mo 15.01.24;Fr 19.01.24;Mo 22.01.24;Fr 02.02.24;1\n"
    project = one(tmp_path, head + rows)
    assert project.plan.links == (Link(1, 2),)
    assert (project.planned_days, project.actual_days) == (15, 25)


def test_a_link_to_a_name_that_several_tasks_have_is_refused(tmp_path):
    head = "name,predecessors,duration,actual duration\n"
    said = refused(tmp_path, f"{head}Testing,,10,10\nTesting,,20,40\nGo-live,Testing,1,1\n")
    assert "Go-live names Testing, as several tasks are called (row 4 of North.csv)" in said


def test_a_task_without_baseline_end_ends_its_duration_after_its_start(tmp_path):
    rows = "1,a,10,2024-01-01,2024-01-12,2024-01-01,2024-01-12\n2,b,5,2024-01-15,,2024-01-15,2024-01-26\n"
    project = one(tmp_path, DATED + rows)
    assert (project.planned_days, project.actual_days) == (15, 20)


def test_a_lag_in_per_cent_or_by_the_clock_is_kept_and_one_that_is_none_refused(tmp_path):
    head = "id,name,predecessors,duration,actual duration\n1,a,,10,20\n"
    project = one(tmp_path, f"{head}2,b,1FS+50%,10,20\n")
    assert project.plan.links == (Link(1, 2, lag=50, lag_kind=LagKind.PERCENT),)
    assert (project.planned_days, project.actual_days) == (25, 50)
    assert one(tmp_path, f"{head}2,b,1FS+7ed,10,20\n").plan.links[0].lag_kind is LagKind.ELAPSED
    assert one(tmp_path, f'{head}2,b,"1FS+2,5d",10,20\n').planned_days == 22.5
    assert "the lag of “1FS+2 moons” of b" in refused(tmp_path, f"{head}2,b,1FS+2 moons,10,20\n")


def test_an_id_with_a_dash_is_no_lead(tmp_path):
    text = "id,name,predecessors,duration,actual duration\nA-1,a,,10,20\nA-2,b,A-1,10,20\n"
    assert one(tmp_path, text).plan.links == (Link(1, 2),)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_a_table_is_read_in_every_coding_that_spreadsheets_write(tmp_path, coding):
    text = f"{LONG}1,Überführung,10,20\n".replace(",", "\t")
    project = one(tmp_path, text.encode(coding))
    assert project.plan.tasks[0].name == "Überführung"
    assert not text.encode("utf-16-le").startswith(BOM_UTF8)


@pytest.mark.parametrize(
    "text",
    [
        "id,name,predecessors,duration,actual duration\n1,a,2,5,5\n2,b,1,5,5\n",
        f"{LONG}1,a,999999999,10\n",
    ],
)
def test_every_problem_names_its_file(tmp_path, text):
    (tmp_path / "a.xml").write_text("<Project")
    (tmp_path / "C1-plan.xml").write_bytes(write_mspdi(two_tasks()))
    (tmp_path / "C1-actual.xml").write_text("<Project")
    _, findings = read(tmp_path, text, "a1.csv")
    for name in ("a.xml", "C1-", "a1.csv"):
        assert any(name in str(finding) for finding in findings), name
