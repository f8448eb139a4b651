"""Both kernels give the same numbers, in any portion, on any number of threads."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import Constraint, Link, Plan, Systemic, Task, days, schedule, simulate
from golive.engines.schedule.simulation.fast import fast_kernel, installed
from golive.engines.schedule.tests.plans import MONDAY, plans
from golive.engines.schedule.tests.worlds import busy_plans, risk_logs

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
    found = simulate(plan, uncertainty=None, systemic=None, iterations=3, fast=False)
    late = {task.constraint for task in plan.tasks} >= {Constraint.ALAP} and any(
        t.leveling_delay_min for t in plan.tasks
    )
    certain = all(task.three_point is None for task in plan.tasks) and not late  # ALAP is run as early as possible
    assert not certain or found.p10 == found.p90 == schedule(plan).finish


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
