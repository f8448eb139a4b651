"""What a simulation keeps of a schedule serves that schedule alone, and whoever makes it finds the same."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import (
    Link,
    Mode,
    Plan,
    PlanError,
    Risk,
    Shape,
    Systemic,
    Task,
    ThreePoint,
    Uncertainty,
    change,
    compare,
    days,
    schedule,
    simulate,
)
from golive.engines.schedule.simulation.fast import fast_strikes, installed
from golive.engines.schedule.simulation.frame import frame_of
from golive.engines.schedule.simulation.luck import luck, strikes
from golive.engines.schedule.simulation.worlds import _evenly
from golive.engines.schedule.tests.plans import MONDAY
from golive.engines.schedule.tests.worlds import busy_plans, risk_logs

compiled = pytest.mark.skipif(not installed(), reason="the extra golive[fast] is not installed")


def _numbers(found):
    return found.in_order.tolist(), found.sensitivity, found.tornado, found.settings, found.deterministic


@given(busy_plans(), st.data())
@settings(max_examples=15, deadline=None)
def test_one_schedule_asked_in_many_ways_answers_as_if_it_was_asked_once(plan, data):
    uids = [task.uid for task in plan.tasks]
    risks = data.draw(risk_logs(plan))
    ways = [
        {},
        {"risks": risks},
        {"risks": (Risk("L", "Very late", 0.5, factor=400, tasks=tuple(uids)),)},
        {"target": data.draw(st.sampled_from(uids)), "risks": risks},
        {"uncertainty": None, "systemic": None},
        {"uncertainty": Uncertainty(0.9, 1, 3, Shape.PERT), "seed": 5},
        {"systemic": Systemic(0.2, phase_sigma=0.1)},
        {"overrides": {data.draw(st.sampled_from(uids)): ThreePoint(60, 600, 6000)}},
        {"mode": data.draw(st.sampled_from(list(Mode)))},
    ]
    base = schedule(plan)
    for how in [*data.draw(st.permutations(ways)), {}]:
        asked = {**how, "iterations": 12, "fast": False}
        assert _numbers(simulate(base, **asked)) == _numbers(simulate(replace(plan), **asked))


def test_schedules_of_one_plan_in_two_modes_keep_what_is_theirs():
    """They share the network and end on the same day; what has begun waits for its predecessor in one of them only."""
    first, begun = (
        Task(1, "First", days(10)),
        Task(2, "Begun early", days(5), actual_start=MONDAY, remaining_min=days(2)),
    )
    plan = Plan("Two modes", MONDAY, (first, begun, Task(3, "Long", days(90))), (Link(1, 2),), status_date=MONDAY)
    modes = (Mode.RETAINED, Mode.OVERRIDE)
    waits, goes_on = (schedule(plan, mode=mode) for mode in modes)
    assert waits.net is goes_on.net
    assert waits.finish == goes_on.finish
    one, two = (simulate(dates, target=2, iterations=64) for dates in (waits, goes_on))
    assert one.p50 > two.p50
    again = [simulate(schedule(replace(plan), mode=mode), target=2, iterations=64) for mode in reversed(modes)]
    assert [_numbers(found) for found in again] == [_numbers(two), _numbers(one)]


@given(busy_plans(), st.data())
@settings(max_examples=15, deadline=None)
def test_a_changed_plan_is_simulated_as_if_it_had_been_written_so(plan, data):
    simulate(schedule(plan), iterations=8, fast=False)
    uid = data.draw(st.sampled_from([task.uid for task in plan.tasks]))
    patch = data.draw(
        st.sampled_from(
            [
                {"set": [{"task": uid, "duration_days": 11}]},
                {"set": [{"task": uid, "three_point_days": [1, 2, 9, "pert"]}]},
                {"set": [{"task": uid, "calendar": 3}]},
                {"insert": [{"name": "Round the clock", "duration_days": 2, "calendar": 2, "before": uid}]},
            ]
        )
    )
    after = change(plan, patch)
    found = compare(plan, after, iterations=40).after
    assert found is not None
    assert found.in_order.tolist() == simulate(replace(after), iterations=40).in_order.tolist()


@compiled
@given(busy_plans())
@settings(max_examples=25, deadline=None)
def test_the_compiled_layout_is_that_of_plain_python(plan):
    one, two = schedule(plan), schedule(replace(plan))
    until = max(one.passes.finish, one.passes.end) + 1
    made = [frame_of(dates, until, fast) for dates, fast in ((one, True), (two, False))]
    for mine, theirs in zip(_columns(made[0]), _columns(made[1]), strict=True):
        assert np.array_equal(mine, theirs)


def _columns(parts):
    return [column for part in parts for column in _columns(part)] if isinstance(parts, tuple) else [parts]


@compiled
@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("spread", [(0, 2, 9), (-3, -1, 1), (1, 1, 4), (1, 4, 4), (2, 2, 2)])
def test_the_compiled_impacts_are_those_of_numpy(shape, spread):
    plan = Plan("Struck", MONDAY, tuple(Task(uid, f"T{uid}", days(3)) for uid in (1, 2, 3)))
    impact = ThreePoint(*spread, shape)
    risks = (
        Risk("A", "Slow", 0.4, factor=impact, tasks=(1, 2)),
        Risk("B", "Late", 0.7, days=impact, tasks=(3,)),
        Risk("C", "Both", 1.0, days=2, factor=impact, tasks=(2,)),
        Risk("D", "Never", 0.0, days=impact),
    )
    struck = strikes(schedule(plan), risks, None, 3)
    for without in (None, "B"):
        one, two = (luck(struck, None, 0, 3, 8, 500, without, fast) for fast in (None, fast_strikes(10**9, True)))
        assert np.array_equal(one.factors, two.factors)
        assert np.array_equal(one.added, two.added)


@given(st.integers(1, 9000), st.integers(1, 600).map(lambda number: 4 * number))
def test_blocks_are_filled(number, block):
    at_a_time = _evenly(number, block)
    assert at_a_time <= block
    assert at_a_time % 4 == 0
    blocks = -(-number // at_a_time)
    assert blocks == -(-number // block)
    assert blocks * at_a_time - number < 32 * blocks + 4


def test_a_duration_of_centuries_is_refused_and_not_cut_off():
    done = Task(1, "Long ago", 3e8, actual_start=MONDAY, actual_finish=MONDAY + timedelta(days=1))
    with pytest.raises(PlanError, match="centuries"):
        simulate(Plan("Long", MONDAY, (done, Task(2, "Next", days(2)))), iterations=8)
