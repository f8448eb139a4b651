"""A levelled plan keeps its links and asks nobody for more than they have; what cannot be moved is named."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import (
    Assignment,
    Constraint,
    Link,
    LinkType,
    Plan,
    Resource,
    Task,
    days,
    read_mspdi,
    read_plan,
    schedule,
    write_mspdi,
)
from golive.engines.schedule.dates.overloads import overloads
from golive.engines.schedule.levelling.level_plan import level_plan
from tests.examples import examples

MONDAY = datetime(2026, 3, 2, 8)


def quickly(plan: Plan):
    return level_plan(plan, seconds=None, schedules=90, engine="search")


@st.composite
def staffed(draw) -> Plan:
    """Finish-to-start and start-to-start links, two people of one or two units, one calendar."""
    size = draw(st.integers(1, 7))
    tasks = tuple(Task(uid, f"T{uid}", days(draw(st.integers(0, 4)))) for uid in range(1, size + 1))
    pairs = st.tuples(st.integers(1, size), st.integers(1, size)).filter(lambda pair: pair[0] < pair[1])
    kinds = st.sampled_from([LinkType.FS, LinkType.FS, LinkType.SS, LinkType.FF])
    found = draw(st.lists(pairs, max_size=size)) if size > 1 else []
    links = tuple(Link(a, b, draw(kinds), draw(st.sampled_from([0, 0, 480]))) for a, b in found)
    people = tuple(Resource(90 + n, f"P{n}", max_units=draw(st.sampled_from([1, 2]))) for n in range(2))
    work = tuple(Assignment(t.uid, 90 + draw(st.integers(0, 1)), draw(st.sampled_from([0.5, 1]))) for t in tasks)
    return Plan("Any", MONDAY, tasks, links, resources=people, assignments=work)


@given(staffed())
@settings(max_examples=examples(40), deadline=None)
def test_nobody_is_asked_for_more_than_they_have_and_nothing_starts_earlier(plan):
    done = quickly(plan)
    assert done.overloads_after == ()
    assert all(done.delay(task.uid) >= 0 for task in plan.tasks)
    assert done.days >= 0


@given(staffed())
@settings(max_examples=25, deadline=None)
def test_the_dates_of_the_engine_are_those_of_the_search(plan):
    done = quickly(plan)
    assert done.after.working_days(MONDAY, done.after.finish) * 480 == done.found.makespan * done.period_min


@given(staffed())
@settings(max_examples=examples(40), deadline=None)
def test_only_who_waits_for_somebody_is_held_and_the_written_plan_runs_as_was_said(plan):
    done = quickly(plan)
    changed = [task.uid for task in plan.tasks if done.plan.task(task.uid) != task]
    assert all(done.delay(uid) > 0 for uid in changed)
    assert not any(plan.task(uid).is_milestone for uid in changed)
    assert set(done.moved) == {task.uid for task in plan.tasks if done.delay(task.uid) > 0}
    again = schedule(read_mspdi(write_mspdi(done.plan)))
    assert again.finish == done.after.finish
    assert [(row.start, row.finish) for row in again.tasks] == [(row.start, row.finish) for row in done.after.tasks]


@given(staffed(), st.integers(1, 3))
@settings(max_examples=examples(40), deadline=None)
def test_a_go_live_behind_levelled_work_stands_where_that_work_ends(plan, calendar_day):
    begun = replace(plan, start=MONDAY.replace(day=calendar_day + 1))
    tasks = tuple(replace(task, duration_min=max(task.duration_min, 480)) for task in begun.tasks)
    gate = tuple(Link(task.uid, 99) for task in tasks)
    done = quickly(replace(begun, tasks=(*tasks, Task(99, "Go-live", milestone=True)), links=(*plan.links, *gate)))
    assert done.after[99].start == max(done.after[task.uid].finish for task in tasks) == done.after.finish
    assert done.plan.task(99).constraint is Constraint.ASAP


def test_a_plan_without_overload_stays_as_it_is_and_nothing_is_looked_for():
    tasks = Task(1, "A", days(2)), Task(2, "B", days(1)), Task(3, "Go-live", milestone=True)
    plan = Plan("Free", MONDAY, tasks, (Link(1, 2), Link(2, 3)))
    done = quickly(plan)
    assert done.plan == plan
    assert (done.days, done.moved) == (0, ())
    assert (done.found.makespan, done.found.optimal, done.found.schedules, done.found.engines) == (3, True, 0, ())


def test_a_large_plan_without_a_conflict_is_answered_without_a_search():
    tasks = tuple(Task(uid, f"T{uid}", days(1 + uid % 5)) for uid in range(1, 4001))
    links = tuple(Link(max(1, uid // 2), uid) for uid in range(2, 4001))
    done = level_plan(Plan("Large", MONDAY, tasks, links), seconds=3600)
    assert (done.found.schedules, done.moved) == (0, ())


def test_work_that_stands_before_the_project_keeps_its_whole_length_when_it_is_moved():
    pulled = Task(1, "Data", days(3), constraint=Constraint.FNET, constraint_at=datetime(2026, 3, 3, 17))
    tasks = pulled, Task(2, "Build", days(2)), Task(3, "Test", days(1))
    work = tuple(Assignment(task.uid, 7) for task in tasks)
    done = quickly(Plan("Early", MONDAY, tasks, (Link(2, 3),), resources=(Resource(7, "Ada"),), assignments=work))
    assert done.before[1].start < MONDAY
    assert done.overloads_after == ()
    assert done.found.makespan * done.period_min == days(6)
    assert all(done.after[uid].start >= MONDAY for uid in (2, 3))
    assert done.after.finish == datetime(2026, 3, 6, 17)


def test_fixed_work_and_work_in_progress_are_named_instead_of_moved():
    tasks = (
        Task(1, "Audit", days(2), constraint=Constraint.MSO, constraint_at=MONDAY),
        Task(2, "Build", days(3), actual_start=MONDAY, remaining_min=days(3)),
        Task(3, "Cut-over", days(1)),
    )
    work = tuple(Assignment(task.uid, 7) for task in tasks)
    done = quickly(Plan("Fixed", MONDAY, tasks, resources=(Resource(7, "Ada"),), assignments=work))
    assert done.overloads_after
    assert {finding.rule for finding in done.findings} <= {"level.fixed", "level.in_progress", "level.overload"}
    assert set(done.moved) <= {3}


def test_who_is_asked_for_more_than_there_is_of_them_is_named():
    plan = Plan("Two of one", MONDAY, (Task(1, "A", days(1)), Task(2, "B", days(1))), resources=(Resource(7, "Ada"),))
    done = quickly(replace(plan, assignments=(Assignment(1, 7, 2), Assignment(2, 7))))
    assert "A (1) needs 200 % of Ada, who has 100 %" in done.findings[0].text
    assert done.overloads_after[0].units == 2


def test_completed_work_and_materials_are_left_out():
    tasks = Task(1, "Done", days(1), actual_start=MONDAY, actual_finish=datetime(2026, 3, 2, 17)), Task(2, "B", days(1))
    stuff = Resource(7, "Ada"), Resource(8, "Paper", kind="material", max_units=0)
    work = Assignment(1, 7), Assignment(2, 7), Assignment(2, 8, 40)
    plan = Plan("Half", MONDAY, tasks, resources=stuff, assignments=work)
    assert overloads(schedule(plan)) == ()
    assert quickly(plan).moved == ()


@pytest.mark.shared_data
def test_real_multi_project_plans_are_levelled_without_an_overload(shared_data):
    path = next((shared_data / "plans").glob("multiproject-6_*"))
    done = quickly(read_plan(path))
    assert len(done.overloads_before) > 0
    assert done.overloads_after == ()
