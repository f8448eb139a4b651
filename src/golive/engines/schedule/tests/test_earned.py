"""Earned value and earned schedule against worked figures; what has no baseline is named."""

from dataclasses import replace
from datetime import datetime

import pytest

from golive.engines.schedule import Baseline, Link, Plan, PlanError, Task, days
from golive.engines.schedule.performance.earned import earned

MONDAY, FRIDAY = datetime(2026, 3, 2, 8), datetime(2026, 3, 6, 17)
NEXT_FRIDAY = datetime(2026, 3, 13, 17)


@pytest.fixture
def plan() -> Plan:
    first = Task(1, "Design", days(5), baselines=(Baseline(0, MONDAY, FRIDAY, cost=100),), percent_complete=100)
    then = Task(2, "Build", days(5), baselines=(Baseline(0, datetime(2026, 3, 9, 8), NEXT_FRIDAY, cost=300),))
    return Plan("Two", MONDAY, (first, then), (Link(1, 2),), status_date=datetime(2026, 3, 11, 17))


def test_value_and_schedule_by_cost(plan):
    found = earned(plan)
    assert (found.unit, found.at_completion, found.planned, found.earned) == ("cost", 400, 100 + 300 * 3 / 5, 100)
    assert found.spi == pytest.approx(100 / 280)
    assert (found.earned_days, found.actual_days, found.variance_days) == (5, 8, -3)
    assert found.spi_t == pytest.approx(5 / 8)
    assert found.promised == NEXT_FRIDAY
    assert found.forecast == datetime(2026, 3, 23, 17)  # 10 days / (5 / 8) = 16 working days


def test_a_project_that_is_done_has_earned_everything(plan):
    done = replace(plan, tasks=tuple(replace(task, percent_complete=100) for task in plan.tasks))
    found = earned(done, at=datetime(2026, 3, 20, 17))
    assert found.earned == found.at_completion == found.planned
    assert found.spi == 1
    assert (found.earned_days, found.variance_days) == (10, -5)  # the index by value hides that it came a week late


def test_without_costs_the_weights_are_work_then_durations(plan):
    def with_baselines(**fields):
        tasks = tuple(replace(t, baselines=(replace(t.baselines[0], cost=None, **fields),)) for t in plan.tasks)
        return earned(replace(plan, tasks=tasks))

    assert (with_baselines(work_min=960).unit, with_baselines(work_min=960).at_completion) == ("days of work", 4)
    assert (with_baselines().unit, with_baselines().at_completion) == ("days of duration", 10)


def test_nothing_earned_gives_no_forecast(plan):
    idle = replace(plan, tasks=tuple(replace(task, percent_complete=0) for task in plan.tasks))
    assert earned(idle).forecast is None
    assert earned(idle).earned_days == 0


def test_a_task_without_baseline_is_left_out_and_named(plan):
    found = earned(replace(plan, tasks=(*plan.tasks, Task(3, "Extra", days(3)))))
    assert found.left_out == (3,)
    assert "Extra" in found.findings[0].text and found.findings[0].cure


def test_without_status_date_or_baseline_it_is_refused(plan):
    with pytest.raises(PlanError, match="no status date"):
        earned(replace(plan, status_date=None))
    with pytest.raises(PlanError, match="No task has the baseline 3"):
        earned(plan, baseline=3)
