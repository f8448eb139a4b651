"""Microsoft Project XML: what is read, what is refused with its line, and that writing gives it back."""

import gzip
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from golive.engines.schedule import (
    Constraint,
    LagKind,
    Link,
    LinkType,
    Mode,
    Plan,
    PlanError,
    Shape,
    Task,
    ThreePoint,
    days,
    read_mspdi,
    read_plan,
    schedule,
    write_mspdi,
)
from golive.engines.schedule.formats.mspdi_values import duration, minutes
from golive.engines.schedule.recurrence import Recurrence
from golive.plain.working_time import CalendarException

HEAD = '<?xml version="1.0"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n<StartDate>2026-03-02T08:00:00</StartDate>\n'


def file(tasks: str, more: str = "") -> bytes:
    return f"{HEAD}{more}\n<Tasks>\n{tasks}\n</Tasks>\n</Project>".encode()


def task(uid: int, fields: str = "", hours: int = 8) -> str:
    return f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>T{uid}</Name><Duration>PT{hours}H0M0S</Duration>{fields}</Task>"


def link(pred: int, kind: int = 1, lag: int = 0, unit: int = 7) -> str:
    return (
        f"<PredecessorLink><PredecessorUID>{pred}</PredecessorUID><Type>{kind}</Type><LinkLag>{lag}</LinkLag>"
        f"<LagFormat>{unit}</LagFormat></PredecessorLink>"
    )


def refusal(content: bytes) -> PlanError:
    with pytest.raises(PlanError) as wrong:
        read_mspdi(content)
    return wrong.value


@pytest.mark.parametrize(
    ("kind", "lag", "unit", "expected"),
    [
        (1, 4800, 7, Link(1, 2, LinkType.FS, 480)),
        (3, -4800, 5, Link(1, 2, LinkType.SS, -480)),
        (0, 14400, 8, Link(1, 2, LinkType.FF, 1440, LagKind.ELAPSED)),
        (2, 50, 19, Link(1, 2, LinkType.SF, 50, LagKind.PERCENT)),
        (1, 50, 52, Link(1, 2, LinkType.FS, 50, LagKind.ELAPSED_PERCENT)),
        (1, 14400, 40, Link(1, 2, LinkType.FS, 1440, LagKind.ELAPSED)),
    ],
)
def test_link_types_and_lag_units_are_read(kind, lag, unit, expected):
    assert read_mspdi(file(task(1) + task(2, link(1, kind, lag, unit)))).links == (expected,)


def test_the_outline_says_who_lies_under_whom():
    rows = [(0, 0), (1, 1), (2, 2), (3, 3), (4, 2), (5, 1)]
    plan = read_mspdi(file("".join(task(uid, f"<OutlineLevel>{level}</OutlineLevel>") for uid, level in rows)))
    assert [t.parent for t in plan.tasks] == [None, 0, 1, 2, 1, 0]


def test_empty_rows_are_left_out_and_counted():
    plan = read_mspdi(file(task(1) + "<Task><UID>2</UID><ID>2</ID><IsNull>1</IsNull></Task>"))
    assert [t.uid for t in plan.tasks] == [1]
    assert "1 empty rows" in plan.findings[0].text


def test_elapsed_durations_manual_inactive_and_external_tasks_are_kept_as_such():
    dated = "<Start>2026-04-01T08:00:00</Start><Finish>2026-04-01T17:00:00</Finish>"
    plan = read_mspdi(
        file(
            task(1, "<DurationFormat>8</DurationFormat>", 24)
            + task(2, f"<Manual>1</Manual>{dated}")
            + task(3, "<Active>0</Active>")
            + task(4, f"<ExternalTask>1</ExternalTask>{dated}")
        )
    )
    assert plan.task(1).elapsed and plan.task(2).manual and not plan.task(3).active and plan.task(4).external
    dates = schedule(plan)
    assert dates[1].finish == datetime(2026, 3, 3, 8)
    assert dates[2].start == dates[4].start == datetime(2026, 4, 1, 8)


def test_constraints_deadlines_baselines_notes_and_fields_are_read():
    fields = (
        "<ConstraintType>4</ConstraintType><ConstraintDate>2026-03-10T08:00:00</ConstraintDate>"
        "<Deadline>2026-03-31T17:00:00</Deadline><Notes>Ask Dana &amp; Kim</Notes>"
        "<Baseline><Number>0</Number><Finish>2026-03-09T17:00:00</Finish><Duration>PT16H0M0S</Duration></Baseline>"
        "<ExtendedAttribute><FieldID>188743731</FieldID><Value>Finance</Value></ExtendedAttribute>"
    )
    read = read_mspdi(file(task(1, fields))).task(1)
    assert (read.constraint, read.constraint_at) == (Constraint.SNET, datetime(2026, 3, 10, 8))
    assert read.deadline == datetime(2026, 3, 31, 17)
    assert (read.baselines[0].finish, read.baselines[0].duration_min) == (datetime(2026, 3, 9, 17), 960)
    assert (read.notes, read.fields) == ("Ask Dana & Kim", (("188743731", "Finance"),))


CALENDARS = """<CalendarUID>1</CalendarUID><Calendars>
<Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID>
<WeekDays><WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>09:00:00</FromTime>
<ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays>
<Exceptions><Exception><TimePeriod><FromDate>2026-03-09T00:00:00</FromDate><ToDate>2026-03-09T23:59:00</ToDate>
</TimePeriod><Name>Holiday</Name><Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions></Calendar>
<Calendar><UID>2</UID><Name>Nights</Name><BaseCalendarUID>1</BaseCalendarUID><WeekDays><WeekDay><DayType>2</DayType>
<DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>22:00:00</FromTime><ToTime>00:00:00</ToTime>
</WorkingTime></WorkingTimes></WeekDay></WeekDays></Calendar></Calendars>"""


def test_calendars_with_holidays_and_inheritance_are_read():
    plan = read_mspdi(file(task(1, hours=16) + task(2, "<CalendarUID>2</CalendarUID>", 2), CALENDARS))
    dates = schedule(plan)
    assert dates[1].finish == datetime(2026, 3, 16, 17)  # only Mondays work, and the 9th is a holiday
    assert dates[2].finish == datetime(2026, 3, 3)


@pytest.mark.parametrize(
    ("repeats", "expected"),
    [
        (Recurrence(1, date(2026, 3, 2), date(2026, 3, 12), period=3), ["03-02", "03-05", "03-08", "03-11"]),
        (Recurrence(2, date(2026, 1, 1), date(2028, 1, 1), month=11, month_day=25), ["12-25", "12-25"]),
        (Recurrence(3, date(2026, 1, 1), date(2026, 12, 31), month=10, month_position=3, month_item=7), ["11-26"]),
        (Recurrence(4, date(2026, 1, 1), date(2026, 4, 30), month_day=31), ["01-31", "03-31"]),
        (Recurrence(5, date(2026, 3, 1), date(2026, 4, 30), month_position=4, month_item=8), ["03-27", "04-24"]),
        (Recurrence(6, date(2026, 3, 2), date(2026, 3, 31), days_of_week=32, period=2), ["03-06", "03-20"]),
        (Recurrence(7, date(2026, 3, 2), date(2026, 3, 31), occurrences=2, period=7), ["03-02", "03-09"]),
        (Recurrence(8, date(2026, 3, 6), date(2026, 3, 31), occurrences=2), ["03-06", "03-09"]),
    ],
)
def test_repeating_exceptions_fall_on_the_right_days(repeats, expected):
    assert [f"{day:%m-%d}" for day in repeats.dates()] == expected


def test_every_malformed_value_is_reported_at_once_with_its_line_and_cure():
    content = file(
        "<Task>\n<UID>1</UID>\n<ID>1</ID>\n<Name>Build</Name>\n<Duration>eight hours</Duration>\n</Task>\n"
        "<Task>\n<UID>2</UID>\n<Name>Test</Name>\n<ConstraintType>12</ConstraintType>\n<Deadline>31/03/2026</Deadline>\n"
        "<Manual>maybe</Manual></Task>"
    )
    findings = refusal(content).findings
    assert [(f.line, f.rule) for f in findings] == [
        (10, "task.Duration"),
        (15, "task.ConstraintType"),
        (16, "task.Deadline"),
        (17, "task.Manual"),
    ]
    assert "Task 1 (Build): Duration is “eight hours”. Write a duration such as PT8H0M0S." in str(findings[0])


def test_a_constraint_without_its_date_is_refused():
    assert "the constraint MSO has no date" in str(refusal(file(task(1, "<ConstraintType>2</ConstraintType>"))))


def test_a_task_without_a_uid_is_refused():
    assert "has no UID" in str(refusal(file("<Task><ID>1</ID><Name>Lost</Name></Task>")))


def test_dangling_links_and_cycles_are_refused_on_reading():
    assert "task 9, which does not exist" in str(refusal(file(task(1, link(9)))))
    assert "T1 (1) → T2 (2) → T1 (1)" in str(refusal(file(task(1, link(2)) + task(2, link(1)))))


def test_a_document_type_is_refused_before_anything_else():
    bomb = (
        HEAD.replace("<Project", '<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<Project').encode()
        + b"<Tasks>&a;</Tasks></Project>"
    )
    wrong = refusal(bomb)
    assert wrong.findings[0].rule == "file.document_type"
    assert wrong.findings[0].line == 2


def test_a_document_type_is_refused_also_in_utf_16():
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><Project></Project>'
    assert refusal(text.encode("utf-16")).findings[0].rule == "file.document_type"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"ID,Name\n1,Build", "not well-formed"),
        (b" \n", "The file is empty"),
        ("ERMHDR\t18.8".encode("utf-16"), "saved as UTF-16 text. Save it as UTF-8"),
        (b"q\xfb\xfa\x04^0\xb1", "holds binary data"),
        (b"<html><body/></html>", "root is <html>"),
        (HEAD.encode() + b"<Tasks><Task>", "not well-formed"),
        (b"\x1f\x8b\x08broken", "damaged"),
        (b"ERMHDR\t18.8", "a Primavera P6 file (XER)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as “XML format”"),
        (b"PK\x03\x04rest", "Excel"),
    ],
)
def test_what_is_no_project_file_is_refused_with_its_reason(content, text):
    assert text in str(refusal(content))


def test_unsupported_features_become_findings_that_name_the_task():
    plan = read_mspdi(
        file(
            task(
                1,
                "<Summary>1</Summary><OutlineLevel>1</OutlineLevel><ConstraintType>4</ConstraintType>"
                "<ConstraintDate>2026-03-10T08:00:00</ConstraintDate>",
            )
            + task(
                2,
                "<OutlineLevel>2</OutlineLevel><IsSubproject>1</IsSubproject><SubprojectName>b.mpp</SubprojectName>"
                "<PredecessorLink><PredecessorUID>7</PredecessorUID><CrossProject>1</CrossProject></PredecessorLink>",
            ),
            "<ScheduleFromStart>0</ScheduleFromStart>",
        )
    )
    assert {(f.rule, f.task) for f in plan.findings} == {
        ("summary.constraint", 1),
        ("task.subproject", 2),
        ("link.other_project", 2),
        ("project.from_finish", None),
    }


def from_finish(finish: str, second: int = 1) -> bytes:
    """A (five days) before C (one day), B (three days) beside A, back from a finish."""
    late = "<ConstraintType>1</ConstraintType>"
    tasks = (
        task(1, late, 40)
        + task(2, f"<ConstraintType>{second}</ConstraintType>", 24)
        + task(3, late + link(1) + link(2))
    )
    return file(tasks, f"<ScheduleFromStart>0</ScheduleFromStart><FinishDate>{finish}</FinishDate>")


def test_a_project_scheduled_from_its_finish_is_computed_back_from_it():
    found = schedule(read_mspdi(from_finish("2026-04-10T17:00:00")))
    assert [(row.start, row.finish) for row in (found[1], found[2], found[3])] == [
        (datetime(2026, 4, 3, 8), datetime(2026, 4, 9, 17)),
        (datetime(2026, 4, 7, 8), datetime(2026, 4, 9, 17)),
        (datetime(2026, 4, 10, 8), datetime(2026, 4, 10, 17)),
    ]
    assert found.finish == datetime(2026, 4, 10, 17)


def test_as_soon_as_possible_in_such_a_project_is_its_latest_start_that_reaches_the_finish():
    found = schedule(read_mspdi(from_finish("2026-04-10T17:00:00", second=0)))
    assert found[2].start == found[1].start
    assert found[2].finish == datetime(2026, 4, 7, 17)
    assert found.finish == datetime(2026, 4, 10, 17)


def test_what_is_scheduled_from_the_finish_is_written_so_and_reads_the_same():
    plan = read_mspdi(from_finish("2026-04-10T17:00:00"))
    content = write_mspdi(plan)
    assert b"<ScheduleFromStart>0<" in content and b"<FinishDate>2026-04-10T17:00:00<" in content
    assert plan.findings == ()
    assert write_mspdi(read_mspdi(content)) == content


def test_a_gzipped_file_is_read_like_a_plain_one(tmp_path: Path):
    content = file(task(1) + task(2, link(1)))
    (tmp_path / "plan.xml.gz").write_bytes(gzip.compress(content))
    (tmp_path / "plan.xml").write_bytes(content)
    assert read_plan(tmp_path / "plan.xml.gz") == read_plan(tmp_path / "plan.xml")
    assert read_plan(tmp_path / "plan.xml").name == "plan"


def test_a_status_date_in_the_file_does_not_move_work_as_in_ms_project():
    plan = read_mspdi(file(task(1), "<StatusDate>2026-06-01T08:00:00</StatusDate>"))
    assert plan.options.mode is Mode.AS_MS_PROJECT
    assert schedule(plan).finish == datetime(2026, 3, 2, 17)
    assert schedule(plan, mode=Mode.RETAINED).finish == datetime(2026, 6, 1, 17)


def test_estimates_are_written_as_custom_fields_and_come_back():
    spread = ThreePoint(days(3), days(5), days(12))
    plan = Plan("P", datetime(2026, 3, 2, 8), (Task(1, "A", days(5), three_point=spread), Task(2, "B", days(1))))
    back = read_mspdi(write_mspdi(plan))
    assert back.task(1).three_point == replace(spread, shape=Shape.TRIANGULAR)
    assert back.task(2).three_point is None
    assert read_mspdi(write_mspdi(back)) == back


def test_names_with_forbidden_characters_are_written_as_good_xml():
    plan = Plan("<&>\x07", datetime(2026, 3, 2, 8), (Task(1, "a < b & \x00c"),))
    assert read_mspdi(write_mspdi(plan)).task(1).name == "a < b & c"


def test_a_holiday_is_written_and_read():
    plan = read_mspdi(file(task(1), CALENDARS))
    assert plan.calendars[0].exceptions == (CalendarException(date(2026, 3, 9), date(2026, 3, 9), (), "Holiday"),)
    assert read_mspdi(write_mspdi(plan)) == plan


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (
            "<ActualStart>2026-03-02T08:00:00</ActualStart><RemainingDuration>-PT8H0M0S</RemainingDuration>",
            r"Line \d+: .*the remaining duration is negative \(-PT8H0M0S\)",
        ),
        (f"<CalendarUID>{2**63}</CalendarUID>", r"Line \d+: .*CalendarUID is “9223372036854775808”"),
    ],
)
def test_figures_that_no_plan_has_are_refused_with_their_line(inner, text):
    with pytest.raises(PlanError, match=text):
        read_mspdi(file(task(1, inner)))


def test_a_uid_that_no_machine_counts_to_is_refused():
    with pytest.raises(PlanError, match=r"Line \d+: .*UID is “9223372036854775808”"):
        read_mspdi(file(task(2**63, "")))


def test_a_negative_duration_is_written_as_one():
    assert duration(-480) == "-PT8H0M0S" and minutes(duration(-480)) == -480


def test_rows_without_a_field_are_no_tasks_however_many_there_are():
    assert [row.uid for row in read_mspdi(file(task(1) + "<Task></Task>" * 9 + task(2))).tasks] == [1, 2]
