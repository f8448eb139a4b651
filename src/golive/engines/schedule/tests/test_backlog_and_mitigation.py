"""A backlog is forecast from its throughput and joins the plan; mitigation is measured under the same luck."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import (
    Constraint,
    Link,
    Plan,
    PlanError,
    Risk,
    Systemic,
    Task,
    days,
    forecast_backlog,
    mitigation,
    simulate,
)
from golive.engines.schedule.tests.worlds import busy_plans, risk_logs

HISTORY = [3, 5, 0, 4, 6, 2, 5, 4]
PLAN = Plan(
    "Roll-out",
    datetime(2026, 3, 2, 8),
    (Task(1, "Build", days(10)), Task(2, "Backlog", days(10)), Task(3, "Go-live", 0)),
    (Link(1, 3), Link(2, 3)),
)


def test_the_golden_backlog_takes_12_and_14_sprints_and_ten_are_seldom_enough():
    found = forecast_backlog(42, HISTORY)
    assert (found.quantile(0.5), found.quantile(0.85)) == (12, 14)
    assert found.probability(10) == pytest.approx(0.18, abs=0.02)


def test_growth_and_a_shared_factor_make_it_later_and_wider():
    plain, grown, shared = (
        forecast_backlog(42, HISTORY, **how) for how in ({}, {"growth": 0.25}, {"systemic": Systemic(0.3)})
    )
    assert grown.quantile(0.5) > plain.quantile(0.5)
    assert np.ptp(np.quantile(shared.periods, (0.1, 0.9))) > np.ptp(np.quantile(plain.periods, (0.1, 0.9)))


def test_a_backlog_is_a_task_of_the_plan():
    estimate = forecast_backlog(42, HISTORY).as_estimate(days(5))
    found = simulate(PLAN, overrides={2: estimate}, systemic=None, iterations=2000)
    weeks = found.days_between(PLAN.start, found.p50) / 5
    assert weeks == pytest.approx(12, abs=0.5)


@pytest.mark.parametrize("history", [[], [0, 0], [3, -1]])
def test_a_history_that_finishes_nothing_is_refused(history):
    with pytest.raises(PlanError, match="finishes nothing"):
        forecast_backlog(5, history)


def test_mitigation_is_measured_under_the_same_luck():
    late = Risk("R-1", "Late data", 0.6, days=20, tasks=(1,))
    found = mitigation(PLAN, (late,), (replace(late, days=5),), iterations=800)
    assert found.p80_days < 0
    assert found.p80_interval[0] <= found.p80_days <= found.p80_interval[1]
    assert np.all(found.after.in_order <= found.before.in_order)
    assert mitigation(PLAN, (late,), (late,), iterations=200).p80_days == 0


BY_FINISH = {Constraint.MFO, Constraint.FNET, Constraint.FNLT}


@given(busy_plans(), st.data())
@settings(max_examples=25, deadline=None)
def test_removing_a_risk_never_worsens_p80_whatever_the_plan_holds(plan, data):
    risks = data.draw(risk_logs(plan))
    how = {"iterations": 64, "tornado": False, "sensitivity": False, "fast": False}
    everything = simulate(plan, risks=risks, **how)
    # A longer task pulls its successor, or begins earlier for its finish and then has less left until it is expected.
    earlier = any(link.lag < 0 and "percent" in link.lag_kind for link in plan.links) or any(
        task.expected_finish and {task.constraint, task.secondary} & BY_FINISH for task in plan.tasks
    )
    for risk in risks if not earlier else ():
        fewer = simulate(plan, risks=[other for other in risks if other is not risk], **how)
        assert fewer.p80 <= everything.p80
