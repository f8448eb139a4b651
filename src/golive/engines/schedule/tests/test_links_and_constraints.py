"""Each kind of link, lag, constraint and date, in its smallest plan."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from golive.engines.schedule import (
    Assignment,
    Constraint,
    LagKind,
    LateMilestones,
    Link,
    LinkType,
    Options,
    Plan,
    PlanError,
    Resource,
    Task,
    days,
    schedule,
)
from golive.plain.working_time import (
    NO_WORK,
    OFFICE_DAY,
    ROUND_THE_CLOCK,
    Calendar,
    CalendarException,
    standard_calendar,
)

MONDAY = datetime(2026, 3, 2, 8)
NIGHT_AND_DAY = Calendar(2, "Round the clock", week=(ROUND_THE_CLOCK,) * 7)
ABSENT = CalendarException(date(2026, 3, 4), date(2026, 3, 4))
PERSON = Calendar(3, "Kim", week=(None,) * 7, exceptions=(ABSENT,), base=1)


def pair(link: Link, first: float = 5, second: float = 3, **options) -> Plan:
    tasks = Task(1, "First", days(first)), Task(2, "Second", days(second))
    return Plan(
        "Pair", MONDAY, tasks, (link,), (standard_calendar(), NIGHT_AND_DAY, PERSON), options=Options(**options)
    )


def alone(**fields) -> Plan:
    return Plan("Alone", MONDAY, (Task(1, "Only", days(2), **fields), Task(2, "Long", days(10))))


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [
        (LinkType.FS, 0, "2026-03-09T08:00"),
        (LinkType.FS, 2, "2026-03-11T08:00"),
        (LinkType.FS, -2, "2026-03-05T08:00"),
        (LinkType.SS, 0, "2026-03-02T08:00"),
        (LinkType.SS, 1, "2026-03-03T08:00"),
        (LinkType.FF, 0, "2026-03-04T08:00"),
        (LinkType.FF, 1, "2026-03-05T08:00"),
        (LinkType.SF, 4, "2026-03-03T08:00"),
    ],
)
def test_a_link_with_its_lag_places_the_successor(kind, lag, start):
    assert schedule(pair(Link(1, 2, kind, days(lag))))[2].start == when(start)


def test_a_link_never_pulls_a_task_before_the_project_starts():
    assert schedule(pair(Link(1, 2, LinkType.SF)))[2].start == MONDAY
    assert schedule(pair(Link(1, 2, LinkType.SF), floor_at_project_start=False))[2].start < MONDAY


def test_an_elapsed_lag_runs_through_the_weekend():
    assert schedule(pair(Link(1, 2, LinkType.FS, 3 * 1440, LagKind.ELAPSED)))[2].start == when("2026-03-10T08:00")


def test_a_percent_lag_grows_with_the_predecessor():
    half = Link(1, 2, LinkType.SS, 50, LagKind.PERCENT)
    assert schedule(pair(half, first=4))[2].start == when("2026-03-04T08:00")
    assert schedule(pair(half, first=8))[2].start == when("2026-03-06T08:00")


def test_two_links_between_the_same_pair_both_hold():
    plan = replace(
        pair(Link(1, 2, LinkType.SS, days(1))),
        links=(Link(1, 2, LinkType.SS, days(1)), Link(1, 2, LinkType.FF, days(4))),
    )
    assert schedule(plan)[2].finish == when("2026-03-12T17:00")


def test_a_successor_round_the_clock_starts_on_friday_evening():
    plan = pair(Link(1, 2))
    plan = replace(plan, tasks=(plan.tasks[0], replace(plan.tasks[1], calendar=2)))
    assert schedule(plan)[2].start == when("2026-03-06T17:00")
    assert schedule(plan)[2].finish == when("2026-03-07T17:00")


def test_elapsed_time_does_not_stop_at_night():
    assert schedule(Plan("Cure", MONDAY, (Task(1, "Dry", 3 * 1440, elapsed=True),)))[1].finish == when(
        "2026-03-05T08:00"
    )


def test_a_person_who_is_away_delays_their_own_task_only():
    plan = pair(Link(1, 2), first=3)
    plan = replace(plan, resources=(Resource(1, "Kim", calendar=3),), assignments=(Assignment(1, 1),))
    assert schedule(plan)[1].finish == when("2026-03-05T17:00")
    away_but_ignored = replace(plan.tasks[0], calendar=1, ignore_resource_calendar=True)
    assert schedule(replace(plan, tasks=(away_but_ignored, plan.tasks[1])))[1].finish == when("2026-03-04T17:00")


def test_a_task_waits_for_the_slower_of_two_people():
    plan = pair(Link(1, 2), first=3)
    people = Resource(1, "Kim", calendar=3), Resource(2, "Lee", calendar=1)
    plan = replace(plan, resources=people, assignments=(Assignment(1, 1), Assignment(1, 2)))
    assert schedule(plan)[1].finish == when("2026-03-05T17:00")


@pytest.mark.parametrize(
    ("kind", "at", "start", "floats"),
    [
        (Constraint.SNET, "2026-03-04T08:00", "2026-03-04T08:00", 6),
        (Constraint.FNET, "2026-03-06T17:00", "2026-03-05T08:00", 5),
        (Constraint.MSO, "2026-03-04T08:00", "2026-03-04T08:00", 0),
        (Constraint.MFO, "2026-03-06T17:00", "2026-03-05T08:00", 0),
        (Constraint.SNLT, "2026-03-04T08:00", "2026-03-02T08:00", 2),
        (Constraint.FNLT, "2026-03-06T17:00", "2026-03-02T08:00", 3),
    ],
)
def test_a_constraint_moves_the_task_or_its_late_dates(kind, at, start, floats):
    row = schedule(alone(constraint=kind, constraint_at=when(at)))[1]
    assert row.early_start == when(start)
    assert row.total_float_days == floats


def test_as_late_as_possible_uses_all_the_float_there_is():
    row = schedule(alone(constraint=Constraint.ALAP))[1]
    assert row.start == when("2026-03-12T08:00")
    assert row.total_float_min == 0


def late_chain(kind: Constraint, **second) -> Plan:
    tasks = (
        Task(1, "Design", days(5)),
        Task(2, "Build", days(3), constraint=kind, **second),
        Task(3, "Test", days(2), deadline=when("2026-03-06T17:00")),
        Task(4, "Data", days(10)),
    )
    return Plan("Chain", MONDAY, tasks, (Link(1, 2), Link(2, 3)))


def test_as_late_as_possible_is_never_before_its_links_permit():
    late, soon = (schedule(late_chain(kind)) for kind in (Constraint.ALAP, Constraint.ASAP))
    assert (late[2].start, late[3].finish) == (when("2026-03-09T08:00"), when("2026-03-13T17:00"))
    for uid in (1, 2, 3, 4):
        assert late[uid] == replace(soon[uid], task=late[uid].task)
    assert late[2].total_float_days == -5


def test_work_that_has_begun_or_was_typed_is_not_put_off_as_late_as_possible():
    begun = schedule(late_chain(Constraint.ALAP, actual_start=when("2026-03-02T08:00")))
    assert begun[3].start == when("2026-03-05T08:00")
    typed = schedule(late_chain(Constraint.ALAP, manual=True, start=when("2026-03-03T08:00")))
    assert typed[2].start == when("2026-03-03T08:00")


@pytest.mark.parametrize(("honour", "start"), [(True, "2026-03-04T08:00"), (False, "2026-03-09T08:00")])
def test_a_hard_constraint_beats_its_links_only_where_it_is_honoured(honour, start):
    plan = pair(Link(1, 2), honour_constraints=honour)
    pinned = replace(plan.tasks[1], constraint=Constraint.MSO, constraint_at=when("2026-03-04T08:00"))
    dates = schedule(replace(plan, tasks=(plan.tasks[0], pinned)))
    assert dates[2].start == when(start)
    assert dates[1].total_float_days == -3


def test_a_deadline_never_moves_the_task_but_takes_its_float():
    row = schedule(alone(deadline=when("2026-03-02T17:00")))[1]
    assert row.finish == when("2026-03-03T17:00")
    assert row.total_float_days == -1
    assert row.critical


def test_float_is_counted_to_the_finish_and_free_float_to_the_neighbour():
    tasks = Task(1, "Short", days(1)), Task(2, "Next", days(1)), Task(3, "Long", days(10)), Task(4, "End", 0)
    plan = Plan("Net", MONDAY, tasks, (Link(1, 2), Link(2, 4), Link(3, 4)))
    dates = schedule(plan)
    assert (dates[1].total_float_days, dates[1].free_float_days) == (8, 0)
    assert (dates[2].total_float_days, dates[2].free_float_days) == (8, 8)
    assert [row.uid for row in dates.driving_path()] == [3, 4]


def test_a_milestone_stands_at_the_end_of_the_work_before_it():
    tasks = Task(1, "Work", days(5)), Task(2, "Done", 0, milestone=True), Task(3, "More", days(5)), Task(4, "End", 0)
    dates = schedule(Plan("M", MONDAY, tasks, (Link(1, 2), Link(2, 3), Link(3, 4))))
    assert (dates[2].finish, dates[2].late_finish) == (when("2026-03-06T17:00"), when("2026-03-09T08:00"))
    assert dates[4].finish == dates[4].late_finish == when("2026-03-13T17:00")


def weekend(**gate) -> Plan:
    """A load round the clock until Friday evening, a gate in office hours, work after it, and a longer task beside."""
    tasks = (
        Task(1, "Load", days(1), calendar=2),
        Task(2, "Gate", 0, milestone=True, **gate),
        Task(3, "After", days(1)),
        Task(4, "Long", days(12)),
    )
    return Plan("Gate", when("2026-03-06T13:00"), tasks, (Link(1, 2), Link(2, 3)), (standard_calendar(), NIGHT_AND_DAY))


@pytest.mark.parametrize("long, late", [(12, "2026-03-23T13:00"), (11.5, "2026-03-23T08:00")])
def test_what_a_milestone_waits_for_may_use_the_break_before_it(long, late):
    plan = weekend()
    dates = schedule(replace(plan, tasks=(*plan.tasks[:3], replace(plan.tasks[3], duration_min=days(long)))))
    assert dates[1].late_finish == dates[2].late_finish == dates[3].late_start == when(late)


FIRST_EVENING, SECOND_MORNING = datetime(2026, 3, 2, 17), datetime(2026, 3, 3, 8)


def held(kind: Constraint, at: datetime, link: LinkType = LinkType.FS, **options) -> tuple[datetime, datetime]:
    """Where a gate stands that must keep a date, and when a load round the clock starts that waits for it."""
    tasks = (
        Task(1, "Work", days(1)),
        Task(2, "Gate", 0, milestone=True, constraint=kind, constraint_at=at),
        Task(3, "Load", 480, calendar=2),
        Task(4, "Next", days(1)),
    )
    links = Link(1, 2) if link is LinkType.FS else Link(4, 2, LinkType.SS), Link(2, 3), Link(1, 4)
    plan = Plan("Gate", MONDAY, tasks, links, (standard_calendar(), NIGHT_AND_DAY), options=Options(**options))
    dates = schedule(plan)
    return dates[2].start, dates[3].start


@pytest.mark.parametrize("kind", [Constraint.SNET, Constraint.FNET, Constraint.MSO, Constraint.MFO])
def test_a_milestone_that_must_not_stand_earlier_keeps_its_morning_though_its_link_ends_the_evening_before(kind):
    assert held(kind, SECOND_MORNING) == (SECOND_MORNING, SECOND_MORNING)
    assert held(kind, SECOND_MORNING, honour_constraints=False) == (SECOND_MORNING, SECOND_MORNING)
    assert held(kind, FIRST_EVENING) == (FIRST_EVENING, FIRST_EVENING)


@pytest.mark.parametrize("kind", [Constraint.SNLT, Constraint.FNLT])
def test_a_milestone_that_must_not_stand_later_stands_where_its_link_ends(kind):
    assert held(kind, SECOND_MORNING) == (FIRST_EVENING, FIRST_EVENING)


@pytest.mark.parametrize("kind", [Constraint.SNLT, Constraint.FNLT, Constraint.MSO, Constraint.MFO])
def test_a_milestone_that_must_not_stand_later_keeps_its_evening_though_its_link_begins_the_morning_after(kind):
    assert held(kind, FIRST_EVENING, LinkType.SS) == (FIRST_EVENING, FIRST_EVENING)
    assert held(kind, FIRST_EVENING, LinkType.SS, honour_constraints=False) == (SECOND_MORNING, SECOND_MORNING)


@pytest.mark.parametrize("kind", [Constraint.SNET, Constraint.FNET, Constraint.MSO, Constraint.MFO])
@pytest.mark.parametrize("at", [datetime(2026, 3, 4, 17), datetime(2026, 3, 5, 8)])
def test_what_waits_for_a_milestone_at_a_typed_date_starts_at_that_date(kind, at):
    """Evening and morning are the same amount of work for the gate, not for the load."""
    assert held(kind, at) == (at, at)


@pytest.mark.parametrize("kind", [Constraint.ASAP, Constraint.ALAP])
def test_a_date_without_a_constraint_moves_no_milestone(kind):
    assert held(kind, SECOND_MORNING)[0] == held(kind, datetime(2026, 3, 9, 8))[0]


def test_a_milestone_without_float_leaves_the_break_before_it_to_work_round_the_clock():
    plan = weekend()
    dates = schedule(replace(plan, tasks=plan.tasks[:3]))
    assert dates[2].late_finish == when("2026-03-09T08:00")
    assert dates[1].total_float_min == 59 * 60


def test_a_deadline_of_a_milestone_leaves_no_break_to_what_it_waits_for():
    dates = schedule(weekend(deadline=when("2026-03-13T17:00")))
    assert dates[1].late_finish == dates[2].late_finish == when("2026-03-13T17:00")
    missed = schedule(weekend(deadline=when("2026-03-06T17:00")))
    assert missed[1].total_float_min == -4 * 60


def late_at_end(plan: Plan) -> Plan:
    return replace(plan, options=replace(plan.options, late_milestones=LateMilestones.WORK_ENDS))


def test_a_milestone_is_late_where_work_ends_by_an_option_and_leaves_no_break_to_what_it_waits_for():
    """The load ends on Friday 21:00; the work after the gate may start on Tuesday, so the gate may wait for Monday."""
    plan = weekend()
    plan = replace(plan, tasks=(*plan.tasks[:3], replace(plan.tasks[3], duration_min=days(11.5))))
    late = schedule(late_at_end(plan))
    assert schedule(plan)[1].late_finish == schedule(plan)[2].late_start == when("2026-03-23T08:00")
    assert late[1].late_finish == late[2].late_start == late[2].late_finish == when("2026-03-20T17:00")
    assert schedule(plan)[1].total_float_min - late[1].total_float_min == 63 * 60


def test_by_that_option_what_a_milestone_waits_for_may_have_negative_float_without_a_cause():
    plan = weekend()
    plan = replace(plan, tasks=plan.tasks[:3])
    late = schedule(late_at_end(plan))
    assert late[2].late_finish == when("2026-03-06T17:00")
    assert (schedule(plan)[1].total_float_min, late[1].total_float_min) == (59 * 60, -4 * 60)
    assert late[3].late_start == schedule(plan)[3].late_start == when("2026-03-09T08:00")


def test_that_option_moves_no_early_date_of_these_and_no_date_of_a_plan_without_milestones():
    plan, late = weekend(), late_at_end(weekend())
    early = [[(row.early_start, row.early_finish) for row in schedule(one).tasks] for one in (plan, late)]
    assert early[0] == early[1]
    work = replace(plan, tasks=tuple(replace(task, duration_min=480, milestone=False) for task in plan.tasks))
    assert schedule(late_at_end(work)).tasks == schedule(work).tasks


@pytest.mark.parametrize("kind, lag", [(LagKind.WORKING, 480), (LagKind.ELAPSED, 1440)])
def test_a_lag_from_the_start_of_a_milestone_is_taken_off_where_it_counts(kind, lag):
    """The successor works on Saturdays, the milestone does not: its float is the day that the successor has."""
    tasks = (
        Task(1, "Work", days(9)),
        Task(2, "Gate", 0, milestone=True),
        Task(3, "Copy", 240, calendar=2),
        Task(4, "Long", days(12), calendar=2),
    )
    six = Calendar(2, "Six days", week=(OFFICE_DAY,) * 6 + ((),))
    links = (Link(1, 2), Link(2, 3, LinkType.SF, lag, kind))
    plan = Plan("Lag", MONDAY, tasks, links, (standard_calendar(), six))
    slack = schedule(plan)[1].total_float_min
    later = replace(tasks[0], duration_min=tasks[0].duration_min + slack)
    assert slack > 0
    assert schedule(replace(plan, tasks=(later, *tasks[1:]))).finish == schedule(plan).finish


def test_each_open_end_is_critical_where_there_are_several_critical_paths():
    tasks = (Task(1, "Short", days(1)), Task(2, "Long", days(10)))
    assert not schedule(Plan("Two", MONDAY, tasks))[1].critical
    assert schedule(Plan("Two", MONDAY, tasks, options=Options(multiple_critical_paths=True)))[1].critical


def test_a_manual_task_stays_where_it_was_put_and_its_successor_follows():
    plan = pair(Link(1, 2))
    typed = replace(plan.tasks[0], manual=True, start=when("2026-03-05T08:00"), finish=when("2026-03-06T17:00"))
    dates = schedule(replace(plan, tasks=(typed, plan.tasks[1])))
    assert (dates[1].start, dates[2].start) == (when("2026-03-05T08:00"), when("2026-03-09T08:00"))


def test_an_inactive_task_holds_nobody_and_is_named():
    plan = pair(Link(1, 2))
    dates = schedule(replace(plan, tasks=(replace(plan.tasks[0], active=False), plan.tasks[1])))
    assert dates[2].start == MONDAY
    assert 1 not in dates
    assert [finding.rule for finding in dates.findings] == ["link.inactive"]


def test_a_summary_spans_what_lies_under_it():
    tasks = Task(1, "Phase", summary=True), Task(2, "A", days(2), parent=1), Task(3, "B", days(4), parent=1)
    row = schedule(Plan("Tree", MONDAY, tasks, (Link(2, 3),)))[1]
    assert (row.start, row.finish, row.critical) == (MONDAY, when("2026-03-09T17:00"), True)


def test_a_link_on_a_summary_binds_all_tasks_inside():
    tasks = (
        Task(1, "Design", summary=True),
        Task(2, "A", days(2), parent=1),
        Task(3, "B", days(5), parent=1),
        Task(4, "Build", summary=True),
        Task(5, "C", days(1), parent=4),
        Task(6, "D", days(2), parent=4),
    )
    dates = schedule(Plan("Phases", MONDAY, tasks, (Link(1, 4, lag=days(1)),)))
    assert dates[5].start == dates[6].start == when("2026-03-10T08:00")
    assert dates[2].total_float_days == 3
    assert [row.name for row in dates.driving_path()] == ["B", "D"]


def test_others_may_wait_for_the_start_of_a_summary():
    tasks = (
        Task(1, "Design", summary=True),
        Task(2, "Late", days(2), parent=1),
        Task(3, "Early", days(5), parent=1),
        Task(4, "Review", days(1)),
        Task(5, "Before", days(1)),
    )
    plan = Plan("Phases", MONDAY, tasks, (Link(1, 4, LinkType.SS, days(1)), Link(5, 2)))
    assert schedule(plan)[4].start == when("2026-03-03T08:00")


def test_a_calendar_without_hours_is_refused_by_name():
    empty = Calendar(9, "Nobody", week=(NO_WORK,) * 7)
    plan = Plan("Stuck", MONDAY, (Task(1, "Work", days(1), calendar=9),), calendars=(standard_calendar(), empty))
    with pytest.raises(PlanError, match="Nobody has no working time"):
        schedule(plan)


@pytest.mark.slow
def test_a_chain_of_twenty_thousand_tasks_is_no_deeper_than_two():
    tasks = tuple(Task(uid, f"T{uid}", 60) for uid in range(20_000))
    links = tuple(Link(uid, uid + 1) for uid in range(19_999))
    dates = schedule(Plan("Chain", MONDAY, tasks, links))
    assert len(dates.driving_path()) == 20_000


def test_an_empty_plan_starts_and_ends_with_the_project():
    dates = schedule(Plan("Nothing", MONDAY))
    assert dates.start == dates.finish == MONDAY
    assert dates.driving_path() == ()


def test_what_runs_round_the_clock_is_free_until_the_milestone_after_it_and_not_over_the_weekend():
    tasks = Task(1, "Load", 1440, elapsed=True), Task(2, "Build", days(5)), Task(3, "Ready", 0, milestone=True)
    dates = schedule(Plan("Gate", MONDAY, tasks, (Link(1, 3), Link(2, 3))))
    assert dates[3].start == when("2026-03-06T17:00")
    assert dates[1].free_float_min == dates[1].total_float_min == 4860
