"""Both kernels give the same numbers, in any portion, on any number of threads."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import (
    Constraint,
    Link,
    LinkType,
    Options,
    Plan,
    Risk,
    Systemic,
    Task,
    days,
    schedule,
    simulate,
)
from golive.engines.schedule.simulation.fast import fast_kernel, installed
from golive.engines.schedule.tests.plans import MONDAY, plans
from golive.engines.schedule.tests.worlds import busy_plans, risk_logs
from golive.plain.working_time import ROUND_THE_CLOCK, Calendar, from_ticks, standard_calendar

compiled = pytest.mark.skipif(not installed(), reason="the extra golive[fast] is not installed")
EVERYWHERE = Systemic(0.3, phase_sigma=0.2)


@compiled
@given(busy_plans(), st.data())
@settings(max_examples=25, deadline=None)
def test_the_compiled_kernel_gives_the_numbers_of_numpy(plan, data):
    how = {"risks": data.draw(risk_logs(plan)), "iterations": 70, "systemic": EVERYWHERE, "tornado": False}
    one, two = (simulate(plan, fast=fast, **how) for fast in (True, False))
    assert np.array_equal(one.in_order, two.in_order)
    assert one.sensitivity == two.sensitivity


@given(busy_plans())
@settings(max_examples=25, deadline=None)
def test_without_spread_every_world_is_the_schedule_whatever_the_plan_holds(plan):
    certain = replace(plan, tasks=tuple(replace(task, three_point=None) for task in plan.tasks))
    if any(task.constraint is Constraint.ALAP for task in plan.tasks):
        return  # ALAP is run as early as possible
    dates = schedule(certain)
    for target in (None, *dates.net.position):
        found = simulate(dates, uncertainty=None, systemic=None, iterations=3, target=target, fast=False)
        assert found.p10 == found.p90 == found.deterministic


@pytest.mark.parametrize("fast", [False, pytest.param(True, marks=compiled)])
def test_a_milestone_stands_in_every_world_where_its_latest_link_puts_it(fast):
    """It waits for the start of one task and the finish of another; a task round the clock waits for it."""
    around = Calendar(2, "24x7", week=(ROUND_THE_CLOCK,) * 7)
    tasks = (
        Task(1, "Ends the week", days(5)),
        Task(2, "Until Friday", days(5)),
        Task(3, "Begins the next", days(1)),
        Task(4, "Gate", 0, milestone=True),
        Task(5, "Load", 60, calendar=2),
    )
    links = (Link(1, 4), Link(2, 3), Link(3, 4, LinkType.SS), Link(4, 5))
    plan = Plan("Sides", MONDAY, tasks, links, (standard_calendar(1), around))
    short = replace(plan, tasks=(tasks[0], replace(tasks[1], duration_min=days(4)), *tasks[2:]))
    assert schedule(plan)[5].finish == MONDAY + timedelta(days=7, hours=1)
    assert schedule(short)[5].finish == MONDAY + timedelta(days=4, hours=10)
    certain = {"uncertainty": None, "systemic": None, "target": 5, "fast": fast}
    earlier = Risk("R", "Done before", 0.5, factor=0.8, tasks=(2,))
    found = simulate(plan, risks=(earlier,), iterations=64, tornado=False, **certain)
    assert {from_ticks(int(at)) for at in found.in_order} == {schedule(plan)[5].finish, schedule(short)[5].finish}


@pytest.mark.parametrize("fast", [False, pytest.param(True, marks=compiled)])
@pytest.mark.parametrize("kind", [kind for kind in Constraint if kind not in (Constraint.ASAP, Constraint.ALAP)])
@pytest.mark.parametrize("link", [LinkType.FS, LinkType.SS])
@pytest.mark.parametrize("honour", [True, False])
def test_a_milestone_stands_in_every_world_on_the_side_of_its_typed_date(kind, link, fast, honour):
    """It waits for the end of Monday or the start of Tuesday; a load round the clock waits for it."""
    around = Calendar(2, "24x7", week=(ROUND_THE_CLOCK,) * 7)
    for day, hour in ((0, 17), (1, 8), (2, 17), (3, 8)):
        at = MONDAY.replace(hour=hour) + timedelta(days=day)
        tasks = (
            Task(1, "Monday", days(1)),
            Task(2, "Tuesday", days(1)),
            Task(3, "Gate", 0, milestone=True, constraint=kind, constraint_at=at),
            Task(4, "Load", 60, calendar=2),
        )
        links = (Link(1, 2), Link(1 if link is LinkType.FS else 2, 3, link), Link(3, 4))
        options = Options(honour_constraints=honour)
        plan = Plan("Sides", MONDAY, tasks, links, (standard_calendar(1), around), options=options)
        longer = replace(plan, tasks=(replace(tasks[0], duration_min=days(2)), *tasks[1:]))
        later = Risk("R", "Twice as long", 0.5, factor=2, tasks=(1,))
        certain = {"uncertainty": None, "systemic": None, "target": 4, "tornado": False}
        found = simulate(plan, risks=(later,), iterations=64, fast=fast, **certain)
        ends = {schedule(plan)[4].finish, schedule(longer)[4].finish}
        assert {from_ticks(int(each)) for each in found.in_order} == ends


@given(plans(constrained=True), st.sampled_from([4, 36, 64, 100, 500]), st.sampled_from([1, 2, 3]))
@settings(max_examples=20, deadline=None)
def test_portions_and_threads_change_nothing(plan, block, threads):
    one = simulate(plan, iterations=500, fast=False)
    two = simulate(plan, iterations=500, block=block, threads=threads, fast=installed())
    assert np.array_equal(one.in_order, two.in_order)
    assert one.sensitivity == two.sensitivity


def test_threads_share_many_portions(large):
    one, two = (simulate(large, iterations=9000, threads=threads, fast=False, tornado=False) for threads in (1, 3))
    assert np.array_equal(one.in_order, two.in_order)
    assert one.sensitivity == two.sensitivity


def test_a_small_run_needs_no_compiler_and_a_wish_for_numpy_is_kept():
    assert fast_kernel(1000, None) is None
    assert fast_kernel(10**9, False) is None


@pytest.fixture
def large() -> Plan:
    tasks = tuple(Task(uid, f"T{uid}", days(uid % 5 + 1)) for uid in range(1, 9))
    found = Plan("Large", MONDAY, tasks, tuple(Link(max(1, uid - 2), uid) for uid in range(2, 9)))
    return replace(found, status_date=None)
