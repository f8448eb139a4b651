"""Primavera P6 files: what is read, what is written, and that both are the same."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from golive.engines.schedule import (
    Assignment,
    Constraint,
    FloatKind,
    Kind,
    LagCalendar,
    LateMilestones,
    Link,
    LinkType,
    Mode,
    Options,
    Plan,
    PlanError,
    Resource,
    Task,
    format_of,
    lost_in,
    read_plan,
    read_pmxml,
    read_xer,
    schedule,
    write_plan,
    write_pmxml,
    write_xer,
)
from golive.engines.schedule.formats.p6_calendars import read_hours, write_hours
from golive.engines.schedule.tests.plans import CALENDARS, MONDAY, plans
from golive.plain.working_time import ROUND_THE_CLOCK, Calendar, standard_calendar
from tests.examples import examples

FOLDER = Path(__file__).resolve().parents[6] / "shared" / "data" / "plans"
BOTH = pytest.mark.parametrize(("write", "read"), [(write_xer, read_xer), (write_pmxml, read_pmxml)])
P6 = Options(lag_at_finish=True, mandatory_only=True, float_kind=FloatKind.FINISH, lag_calendar=LagCalendar.PREDECESSOR)


def a_plan(**changes) -> Plan:
    tasks = (
        Task(1, "Phase <1> & more", summary=True),
        Task(2, "Design", 2400, parent=1, constraint=Constraint.SNET, constraint_at=datetime(2026, 3, 4, 8)),
        Task(3, "Build", 4800, parent=1, calendar=3, secondary=Constraint.FNLT, secondary_at=datetime(2026, 4, 30, 17)),
        Task(4, "Signed", 0, milestone=True, kind=Kind.FINISH_MILESTONE),
        Task(5, "Support", 0, kind=Kind.LEVEL_OF_EFFORT),
    )
    links = Link(2, 3, LinkType.FS, 960), Link(3, 4, LinkType.FF), Link(2, 5, LinkType.SS), Link(3, 5, LinkType.FF)
    people = (Resource(7, "Kim", calendar=3),)
    work = (Assignment(2, 7, 0.5, 1200.0, 1200.0, 70),)
    plan = Plan("Rollout", MONDAY, tasks, links, CALENDARS, 1, people, work, options=P6)
    return replace(plan, **changes)


@BOTH
def test_every_option_and_field_that_p6_knows_survives(write, read):
    options = replace(
        P6,
        lag_calendar=LagCalendar.ROUND_THE_CLOCK,
        float_kind=FloatKind.SMALLEST,
        longest_path=True,
        mode=Mode.OVERRIDE,
        multiple_critical_paths=True,
        critical_slack_min=240,
    )
    status = datetime(2026, 3, 9, 8)
    plan = a_plan(options=options, status_date=status, must_finish=datetime(2026, 5, 29, 17))
    again = read(write(plan))
    assert (again.options, again.status_date, again.must_finish) == (options, status, plan.must_finish)
    assert [task.kind for task in again.tasks] == [task.kind for task in (*plan.tasks[3:], *plan.tasks[:3])]
    assert again.task(3).secondary_at is None and again.task(3).constraint is Constraint.FNLT
    assert again.task(2).parent == 1 and again.task(1).name == "Phase <1> & more"
    assert again.assignments == plan.assignments and again.resources == plan.resources
    assert read(write(again)) == again


@BOTH
@given(plan=plans(constrained=True))
@settings(max_examples=examples(60), deadline=None)
def test_what_was_read_is_written_and_read_as_the_same_plan_with_the_same_dates(write, read, plan):
    once = read(write(replace(plan, options=P6)))
    again = read(write(once))
    assert again == once
    assert [(row.uid, row.start, row.finish) for row in schedule(again).tasks] == [
        (row.uid, row.start, row.finish) for row in schedule(once).tasks
    ]


@BOTH
@given(plan=plans())
@settings(max_examples=examples(60), deadline=None)
def test_a_plan_of_hours_alone_keeps_its_dates_in_p6(write, read, plan):
    links = tuple(replace(link, lag=0) for link in plan.links)
    plan = replace(plan, options=P6, links=links)
    mine, theirs = schedule(plan), schedule(read(write(plan)))
    assert {row.uid: row.early_start for row in mine.tasks} == {row.uid: row.early_start for row in theirs.tasks}


def test_start_on_is_a_floor_and_a_cap_and_does_not_override_links():
    content = write_xer(a_plan()).replace(b"CS_MSOA", b"CS_MSO")
    task = read_xer(content).task(2)
    assert (task.constraint, task.secondary) == (Constraint.SNET, Constraint.SNLT)
    assert b"\tCS_MSO\t" in write_xer(read_xer(content))


@pytest.mark.parametrize("rule", LagCalendar)
def test_each_lag_calendar_moves_the_successor_to_another_date(rule):
    """Friday 17:00 plus 24 hours: on the week of either task, of the project, or of the clock."""
    tasks = Task(1, "A", 2400), Task(2, "B", 480, calendar=3)
    plan = Plan(
        "Lag", MONDAY, tasks, (Link(1, 2, LinkType.FS, 1440),), CALENDARS, options=replace(P6, lag_calendar=rule)
    )
    starts = {
        LagCalendar.PREDECESSOR: datetime(2026, 3, 12, 8),
        LagCalendar.SUCCESSOR: datetime(2026, 3, 11, 8),
        LagCalendar.PROJECT: datetime(2026, 3, 12, 8),
        LagCalendar.ROUND_THE_CLOCK: datetime(2026, 3, 9, 8),
    }
    again = read_xer(write_xer(plan))
    assert schedule(again)[2].early_start == starts[rule]
    assert again.options.lag_calendar is rule


def test_every_malformed_cell_is_named_with_its_line_at_once():
    content = write_xer(a_plan()).replace(b"2026-03-04 08:00", b"soon").replace(b"PR_FF", b"PR_XX")
    with pytest.raises(PlanError) as wrong:
        read_xer(content)
    rules = {finding.rule for finding in wrong.value.findings}
    assert {"p6.cstr_date", "p6.pred_type"} <= rules
    assert all(
        finding.line for finding in wrong.value.findings if finding.rule == "p6.cstr_date" and "soon" in finding.text
    )


def test_a_link_to_another_project_and_a_second_project_become_findings():
    content = write_xer(a_plan()).decode()
    project = next(line for line in content.splitlines() if line.startswith("%R\t1\tRollout"))
    content = content.replace(project, project + "\r\n" + project.replace("%R\t1\tRollout", "%R\t9\tOther"))
    lines = content.split("\r\n")
    at = lines.index("%T\tTASKPRED") + 2
    cells = lines[at].split("\t")
    cells[lines[at - 1].split("\t").index("pred_task_id")] = "999"
    lines.insert(at, "\t".join(cells))
    found = {finding.rule: finding for finding in read_xer("\r\n".join(lines).encode()).findings}
    assert "Other" in found["p6.projects"].text
    assert "Build" in found["link.other_project"].text


def test_hours_survive_and_a_broken_bracket_is_refused():
    week = (((480, 720), (780, 1020)),) * 5 + ((), ((0, 1440),))
    days = {date(2026, 12, 25): (), date(2026, 4, 4): ((360, 600),)}
    read_week, exceptions = read_hours(write_hours(week, days))
    assert read_week == week
    assert {exception.first: exception.shifts for exception in exceptions} == days
    with pytest.raises(ValueError, match="bracket"):
        read_hours("(0||CalendarData()((0||DaysOfWeek()(")


def test_what_has_no_place_in_the_other_format_is_named_with_its_task():
    plan = a_plan(options=Options())
    tasks = (*plan.tasks, Task(8, "Go-live", 480, deadline=datetime(2026, 6, 1), active=False, notes="!"))
    plan = replace(plan, tasks=tasks, links=(*plan.links, Link(1, 4)))
    assert {(f.rule, f.task) for f in lost_in(plan, "xer")} >= {
        ("lost.deadline", 8), ("lost.inactive", 8), ("lost.notes", 8), ("lost.summary_link", 4),
    }  # fmt: skip
    assert {(f.rule, f.task) for f in lost_in(plan, "mspdi")} == {("lost.secondary", 3), ("lost.spanning", 5)}
    with pytest.raises(ValueError, match="unknown"):
        lost_in(plan, "csv")


def test_late_milestones_by_an_option_have_no_place_in_a_microsoft_file():
    plan = a_plan(options=Options(late_milestones=LateMilestones.WORK_ENDS))
    assert "lost.late_milestones" in {f.rule for f in lost_in(plan, "mspdi")}
    assert "lost.late_milestones" not in {f.rule for f in lost_in(replace(plan, options=Options()), "mspdi")}
    gone = tuple(task for task in plan.tasks if not task.is_milestone)
    links = tuple(link for link in plan.links if link.succ != 4 and link.succ != 5)
    assert "lost.late_milestones" not in {f.rule for f in lost_in(replace(plan, tasks=gone, links=links), "mspdi")}


@BOTH
@pytest.mark.parametrize("long, slack", [(1, 59), (11.5, 13 * 24 + 20)])
def test_a_milestone_of_a_p6_file_is_late_where_work_ends_and_without_float_at_its_early_date(write, read, long, slack):
    """A load round the clock ends on Friday 21:00 before a gate in office hours; beside it a task of so many days."""
    load, gate = Task(1, "Load", 480, calendar=2), Task(2, "Gate", 0, milestone=True, kind=Kind.START_MILESTONE)
    tasks = (load, gate, Task(3, "After", 480), Task(4, "Long", long * 480))
    round_the_clock = Calendar(2, "Round the clock", week=(ROUND_THE_CLOCK,) * 7)
    hours = (standard_calendar(), round_the_clock)
    plan = Plan("Gate", datetime(2026, 3, 6, 13), tasks, (Link(1, 2), Link(2, 3)), hours, options=P6)
    again = read(write(plan))
    assert again.options.late_milestones is LateMilestones.WORK_STARTS
    assert [schedule(one)[1].total_float_min for one in (plan, again)] == [slack * 60, slack * 60]


@pytest.mark.parametrize("format", ["mspdi", "xer", "pmxml"])
def test_the_kind_of_a_file_is_told_from_its_content(format):
    plan = a_plan(options=Options())
    assert read_plan(write_plan(plan, format)).task(3).name == "Build"
    assert format_of(Path(f"a.{format}.gz")) == format


@pytest.mark.shared_data
@pytest.mark.skipif(not FOLDER.exists(), reason="the folder of real files is not here")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.xer")), ids=lambda path: path.name)
def test_a_real_file_is_read_with_its_lag_calendar_and_written_as_the_same_plan(path):
    plan = read_plan(path)
    rule = LagCalendar.ROUND_THE_CLOCK if "24" in path.name or "Twenty" in path.name else LagCalendar.PREDECESSOR
    assert plan.options.lag_calendar is rule
    assert read_xer(write_xer(plan)) == plan and read_pmxml(write_pmxml(plan)) == plan


def written(**cells: str) -> bytes:
    """The plan as XER, with other texts in the cells of its second activity."""
    lines = write_xer(a_plan()).decode().split("\r\n")
    head = next(n for n, line in enumerate(lines) if line.startswith("%F\ttask_id"))
    columns, row = lines[head].split("\t"), lines[head + 2].split("\t")
    for column, text in cells.items():
        row[columns.index(column)] = text
    lines[head + 2] = "\t".join(row)
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize("text", ["Infinity", "1e308", "1e20", "NaN", "-8"])
def test_hours_that_are_no_hours_are_refused_all_at_once_with_their_line(text):
    with pytest.raises(PlanError) as wrong:
        read_xer(written(target_drtn_hr_cnt=text, remain_drtn_hr_cnt=text))
    assert [finding.rule for finding in wrong.value.findings] == ["p6.target_drtn_hr_cnt", "p6.remain_drtn_hr_cnt"]
    line = next(n for n, row in enumerate(write_xer(a_plan()).decode().splitlines(), 1) if "\tBuild\t" in row)
    assert {finding.line for finding in wrong.value.findings} == {line}
    assert f"target_drtn_hr_cnt is “{text}”" in str(wrong.value)


@pytest.mark.parametrize("text", ["INF", "1e308", "NaN", "-8"])
def test_hours_in_pmxml_are_refused_with_the_line_of_their_element(text):
    content = write_pmxml(a_plan()).decode()
    bad = content.replace("<RemainingDuration>80</RemainingDuration>", f"<RemainingDuration>{text}</RemainingDuration>")
    with pytest.raises(PlanError) as wrong:
        read_pmxml(bad.encode())
    line = next(n for n, row in enumerate(bad.splitlines(), 1) if f"<RemainingDuration>{text}<" in row)
    assert [(finding.rule, finding.line) for finding in wrong.value.findings] == [("p6.remain_drtn_hr_cnt", line)]


def test_a_uid_that_no_machine_counts_to_is_refused_with_its_line():
    with pytest.raises(PlanError, match=r"Line \d+: .*task_id is “9223372036854775808”"):
        read_xer(written(task_id=str(2**63)))


def test_a_file_that_was_cut_off_is_refused():
    content = write_xer(a_plan())
    for end in (content.index(b"%T\tTASKPRED"), content.index(b"%E")):
        with pytest.raises(PlanError, match="ends without %E"):
            read_xer(content[:end])


@pytest.mark.parametrize(
    ("name", "asked", "text"),
    [
        ("foo.mpp", "", "promises no format"),
        ("foo.mpp", "mspdi", "promises no format"),
        ("foo.bar", "", "promises no format"),
        ("foo", "", "promises no format"),
        ("foo.xer", "mspdi", "promises xer, not mspdi"),
        ("foo.xml.gz", "xer", "promises mspdi, not xer"),
        ("foo.xml", "csv", "“csv” is unknown"),
    ],
)
def test_a_name_that_promises_another_format_is_refused(name, asked, text):
    with pytest.raises(ValueError, match=text):
        format_of(Path(name), asked)


def test_a_name_or_a_wish_says_the_format_and_gz_is_packed():
    asked = {("a.XML", ""): "mspdi", ("a.v2.xer.gz", ""): "xer", ("a.xml", "pmxml"): "pmxml", ("a.plan", "xer"): "xer"}
    assert {pair: format_of(Path(pair[0]), pair[1]) for pair in asked} == asked
    packed = write_plan(a_plan(), "xer", gzipped=True)
    assert packed[:2] == b"\x1f\x8b" and read_plan(packed) == read_plan(write_plan(a_plan(), "xer"))
