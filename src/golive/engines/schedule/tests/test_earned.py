"""Earned value and earned schedule against worked figures; what has no baseline is named."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import Baseline, Link, Plan, PlanError, Task, days
from golive.engines.schedule.performance.earned import earned
from tests.examples import examples

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


def finished(plan: Plan) -> Plan:
    """Design as promised, Build from 9 to 17 March: two days late."""
    ends = {1: (MONDAY, FRIDAY), 2: (datetime(2026, 3, 9, 8), datetime(2026, 3, 17, 17))}
    tasks = tuple(replace(t, actual_start=ends[t.uid][0], actual_finish=ends[t.uid][1]) for t in plan.tasks)
    return replace(plan, tasks=tasks)


@pytest.mark.parametrize("at", [datetime(2026, 3, 17, 17), datetime(2026, 3, 31, 17), datetime(2027, 3, 1, 12)])
def test_a_finished_project_keeps_its_figures_for_good(plan, at):
    found = earned(finished(plan), at=at)
    assert (found.earned_days, found.actual_days, found.spi_t) == (10, 12, pytest.approx(10 / 12))
    assert (found.forecast, found.done, found.findings) == (datetime(2026, 3, 17, 17), True, ())


def test_a_finish_nobody_recorded_is_named(plan):
    done = replace(plan, tasks=tuple(replace(task, percent_complete=100) for task in plan.tasks))
    found = earned(done, at=datetime(2026, 3, 20, 17))
    assert not found.done
    assert [(finding.rule, finding.task) for finding in found.findings] == [
        ("earned.no_finish", 1),
        ("earned.no_finish", 2),
    ]


def test_a_milestone_at_the_end_without_weight_does_not_make_a_project_late_that_ended_as_promised(plan):
    gate = Baseline(0, NEXT_FRIDAY.replace(day=20), NEXT_FRIDAY.replace(day=20))
    last = Task(3, "Go-live", milestone=True, baselines=(gate,), actual_start=gate.start, actual_finish=gate.finish)
    found = earned(replace(plan, tasks=(*finished(plan).tasks, last)), at=datetime(2026, 4, 1, 17))
    assert (found.earned_days, found.actual_days, found.spi_t, found.forecast) == (15, 15, 1, gate.finish)


def test_what_happened_after_the_status_date_does_not_count_and_is_named(plan):
    found = earned(finished(plan), at=datetime(2026, 3, 3, 17))
    assert (found.planned, found.earned) == (40, 40)
    assert (found.spi, found.spi_t, found.forecast) == (1, 1, NEXT_FRIDAY)
    assert [(finding.rule, finding.task) for finding in found.findings] == [("earned.later", 1), ("earned.later", 2)]
    assert "40% counts, in a straight line from 02 Mar 2026" in found.findings[0].text
    assert "nothing of it counts" in found.findings[1].text


def test_work_in_progress_counts_as_far_as_it_had_come(plan):
    tasks = plan.tasks[0], replace(plan.tasks[1], actual_start=datetime(2026, 3, 9, 8), percent_complete=60)
    going = replace(plan, tasks=tasks)
    assert earned(going).earned == 100 + 300 * 0.6
    assert earned(going, at=datetime(2026, 3, 10, 17)).earned == pytest.approx(100 + 300 * 0.4)
    assert earned(going, at=datetime(2026, 3, 13, 17)).earned == 100 + 300 * 0.6


@given(st.datetimes(MONDAY, datetime(2026, 4, 30)), st.datetimes(MONDAY, datetime(2026, 4, 30)))
@settings(max_examples=examples(60), deadline=None)
def test_what_is_earned_only_grows_and_nobody_earns_more_than_there_is(one, other):
    tasks = (
        Task(1, "Design", days(5), baselines=(Baseline(0, MONDAY, FRIDAY),)),
        Task(2, "Build", days(5), baselines=(Baseline(0, datetime(2026, 3, 9, 8), NEXT_FRIDAY),)),
    )
    done = finished(Plan("Two", MONDAY, tasks, (Link(1, 2),)))
    before, after = (earned(done, at=at) for at in sorted((one, other)))
    assert 0 <= before.earned <= after.earned <= after.at_completion
    assert 0 <= before.actual_days <= after.actual_days <= 12


@pytest.mark.parametrize("at", [datetime(2020, 1, 1, 12), datetime(2026, 2, 26, 12)])
def test_before_the_baseline_begins_there_is_nothing_to_say(plan, at):
    with pytest.raises(PlanError, match="has not begun: it runs from 02 Mar 2026 to 13 Mar 2026"):
        earned(plan, at=at)


def test_a_baseline_of_milestones_alone_is_refused(plan):
    gate = Task(1, "Go-live", milestone=True, baselines=(Baseline(0, FRIDAY, FRIDAY),))
    with pytest.raises(PlanError, match="lasts any time"):
        earned(replace(plan, tasks=(gate,), links=()))


def test_inactive_work_and_a_baseline_that_ends_before_it_starts_are_named(plan):
    off = Task(3, "Dropped", days(5), active=False, baselines=plan.tasks[1].baselines)
    odd = Task(4, "Odd", days(5), baselines=(Baseline(0, FRIDAY, MONDAY, cost=900),))
    found = earned(replace(plan, tasks=(*plan.tasks, off, odd)))
    assert found.at_completion == 400
    assert [(finding.rule, finding.task) for finding in found.findings] == [
        ("earned.inactive", 3),
        ("earned.backwards", 4),
    ]


def test_a_pace_that_never_ends_gives_no_forecast_and_says_so(plan):
    slow = replace(plan, tasks=tuple(replace(task, percent_complete=1e-7) for task in plan.tasks))
    found = earned(slow)
    assert found.forecast is None
    assert found.findings[-1].rule == "earned.no_end"
