"""The compiled kernels and plain Python give the same whole numbers."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golive.engines.schedule import Assignment, Mode, Options, Resource
from golive.engines.schedule.dates import cpm
from golive.engines.schedule.dates.engine import PLAIN, compiled
from golive.engines.schedule.dates.network import network
from golive.engines.schedule.plan import FloatKind, LagCalendar, LateMilestones
from golive.engines.schedule.tests.plans import MONDAY, plans
from tests.examples import examples

FAST = compiled()
pytestmark = pytest.mark.skipif(FAST is None, reason="numba is not installed")

_OPTIONS = st.builds(
    Options,
    honour_constraints=st.booleans(),
    multiple_critical_paths=st.booleans(),
    floor_at_project_start=st.booleans(),
    lag_at_finish=st.booleans(),
    mandatory_only=st.booleans(),
    mode=st.sampled_from(Mode),
    lag_calendar=st.sampled_from(LagCalendar),
    float_kind=st.sampled_from(FloatKind),
    late_milestones=st.sampled_from(LateMilestones),
)


@st.composite
def whole_plans(draw):
    """Plans with constraints, options, progress and people at different hours."""
    plan = draw(plans(constrained=True))
    tasks = []
    for task in plan.tasks:
        begun = draw(st.sampled_from([None, None, None, 0, 3]))
        if begun is not None:
            start = MONDAY + timedelta(days=begun)
            done = draw(st.booleans())
            task = replace(
                task,
                actual_start=start,
                actual_finish=start + timedelta(days=2) if done else None,
                remaining_min=None if done else task.duration_min / 2,
            )
        tasks.append(task)
    people = Resource(1, "Kim", calendar=2), Resource(2, "Lee", calendar=3)
    work = tuple(Assignment(t.uid, r) for t in tasks for r in (1, 2) if draw(st.integers(0, 5)) == 0)
    status = draw(st.sampled_from([None, MONDAY + timedelta(days=9)]))
    return replace(
        plan, tasks=tuple(tasks), resources=people, assignments=work, status_date=status, options=draw(_OPTIONS)
    )


@given(whole_plans())
@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_both_engines_give_identical_integers(plan):
    net = network(plan)
    known = cpm.given(net, plan.status_date, plan.options.mode)
    found = []
    for engine in (PLAIN, FAST):
        once = cpm.forward(net, known, engine=engine)
        once = cpm.backward(net, known, once, engine=engine)
        again = cpm.forward(net, known, late=once, engine=engine)
        slack = cpm.floats(net, known, once, engine=engine)
        columns = (*once.early, *once.late, *again.early, *slack)
        found.append(([np.asarray(column).tolist() for column in columns], once.finish, again.finish))
    assert found[0] == found[1]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
@settings(max_examples=examples(100), deadline=None)
def test_both_engines_order_tasks_alike_and_stop_alike_at_a_circle(pairs):
    preds, succs = (network_column([pair[end] for pair in pairs]) for end in (0, 1))
    plain, fast = (engine.topological(31, preds, succs).tolist() for engine in (PLAIN, FAST))
    assert plain == fast
    place = {task: number for number, task in enumerate(plain)}
    assert all(place[u] < place[v] for u, v in pairs if u in place and v in place)


def network_column(numbers):
    return np.array(numbers, dtype=np.int64)
