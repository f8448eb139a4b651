"""What the simulation promises: the same luck for all, and no more certainty than there is."""

import itertools
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import (
    Constraint,
    LagKind,
    Link,
    LinkType,
    Plan,
    PlanError,
    Risk,
    Shape,
    Systemic,
    Task,
    ThreePoint,
    Uncertainty,
    Windows,
    days,
    schedule,
    simulate,
)
from golive.engines.schedule.simulation.dice import counters, stream, uniforms
from golive.engines.schedule.simulation.shapes import quantile
from golive.engines.schedule.tests.plans import plans
from golive.plain.working_time import ROUND_THE_CLOCK, Calendar, from_ticks, standard_calendar
from tests.examples import examples

MONDAY = datetime(2026, 3, 2, 8)
LATE_DATA = Risk("R-1", "Late data", 0.4, days=ThreePoint(5, 10, 20), tasks=(2,))
SLOW_TEAM = Risk("R-2", "Slow team", 0.5, factor=ThreePoint(1.1, 1.3, 1.6), tasks=(1, 3))


@pytest.fixture
def plan() -> Plan:
    tasks = (
        Task(1, "Design", days(10)),
        Task(2, "Data", days(12), calendar=2),
        Task(3, "Build", days(20)),
        Task(4, "UAT", days(10), three_point=ThreePoint(days(8), days(10), days(20), Shape.PERT)),
        Task(5, "Go-live", 0, milestone=True),
    )
    links = (Link(1, 3), Link(2, 3, LinkType.SS, 50, LagKind.PERCENT), Link(3, 4), Link(4, 5))
    return Plan(
        "Roll-out", MONDAY, tasks, links, (standard_calendar(), Calendar(2, "24x7", week=(ROUND_THE_CLOCK,) * 7))
    )


def test_the_same_seed_gives_the_same_numbers_at_any_block_size(plan):
    risks = (LATE_DATA, SLOW_TEAM)
    one, two = (simulate(plan, risks=risks, iterations=500, block=size) for size in (64, 500))
    assert np.array_equal(one.in_order, two.in_order)
    assert one.sensitivity == two.sensitivity


def test_another_seed_gives_other_numbers(plan):
    assert simulate(plan, iterations=64, seed=2).p50 != simulate(plan, iterations=64, seed=3).p50


def test_more_iterations_begin_with_the_same_ones(plan):
    few, many = simulate(plan, iterations=100), simulate(plan, iterations=300)
    assert np.array_equal(few.in_order, many.in_order[:100])


@given(plans())
@settings(max_examples=examples(40), deadline=None)
def test_with_nothing_uncertain_every_run_is_the_schedule(plan):
    found = simulate(plan, uncertainty=None, systemic=None, iterations=3)
    assert found.p10 == found.p90 == found.deterministic == schedule(plan).finish


def test_recorded_and_typed_dates_are_never_drawn():
    done = Task(1, "Done", days(10), actual_start=MONDAY, actual_finish=datetime(2026, 3, 13, 17))
    manual = Task(2, "Fair", days(2), manual=True, start=datetime(2026, 4, 7, 8), finish=datetime(2026, 4, 8, 17))
    found = simulate(Plan("Fixed", MONDAY, (done, manual), (Link(1, 2),)), iterations=50)
    assert found.p10 == found.p90 == datetime(2026, 4, 8, 17)


def test_only_what_remains_of_a_started_task_is_drawn():
    begun = Task(1, "Begun", days(10), actual_start=MONDAY, remaining_min=days(2))
    found = simulate(Plan("Begun", MONDAY, (begun,)), iterations=2000, systemic=None)
    assert datetime(2026, 3, 13) < found.quantile(0.001) and found.quantile(0.999) <= datetime(2026, 3, 17, 17)


def test_a_three_point_estimate_replaces_the_default_spread(plan):
    only_uat = simulate(plan, uncertainty=None, systemic=None, iterations=4000)
    slip = only_uat.days_between(only_uat.deterministic, only_uat.p50)
    assert 0 < slip < 3  # the mean of PERT 8-10-20 is 11.3


def test_a_shared_factor_widens_the_forecast(plan):
    alone, together = (simulate(plan, systemic=factor, iterations=2000) for factor in (None, Systemic(0.3)))
    assert together.days_between(together.p10, together.p90) > 1.5 * alone.days_between(alone.p10, alone.p90)


def test_the_finish_has_a_chance_per_window_and_they_sum_to_one(plan):
    found = simulate(plan, windows=Windows.every(14, date(2026, 5, 9)), iterations=500)
    assert sum(chance.probability for chance in found.windows) == pytest.approx(1)
    assert found.windows[-1].by_then == 1
    assert found.window_at(0.8) in [chance.window for chance in found.windows]


def test_no_window_left_is_said(plan):
    found = simulate(plan, windows=Windows.on([date(2026, 5, 9)]), iterations=200)
    assert found.windows[-1].window is None


def test_the_interval_encloses_its_quantile(plan):
    found = simulate(plan, iterations=1000)
    for p in (0.1, 0.5, 0.8, 0.9):
        low, high = found.interval(p)
        assert low <= found.quantile(p) <= high
    assert found.probability(found.p80) == pytest.approx(0.8, abs=0.002)


def test_weeks_of_the_histogram_follow_each_other_and_hold_all_runs(plan):
    histogram = simulate(plan, iterations=300).histogram
    assert sum(number for _, number in histogram) == 300
    assert all((b[0] - a[0]).days == 7 for a, b in itertools.pairwise(histogram))
    assert all(week.weekday() == 0 for week, _ in histogram)


def test_a_risk_that_has_occurred_delays_every_run(plan):
    sure = Risk("R-9", "Freeze", 1.0, days=5, tasks=(3,))
    with_it, without = (simulate(plan, risks=risks, iterations=200) for risks in ((sure,), ()))
    gaps = [with_it.days_between(*map(_moment, pair)) for pair in zip(without.in_order, with_it.in_order, strict=True)]
    assert min(gaps) >= 4.99 and max(gaps) <= 5.01


def _moment(tick: float) -> datetime:
    return from_ticks(round(tick))


def test_a_risk_without_tasks_delays_the_target(plan):
    sure = Risk("R-9", "Freeze", 1.0, days=5)
    certain = replace(plan, tasks=tuple(replace(task, three_point=None) for task in plan.tasks))
    calm = {"uncertainty": None, "systemic": None, "iterations": 10}
    found = simulate(certain, risks=(sure,), target="Go-live", **calm)
    assert found.days_between(found.deterministic, found.p50) == 5
    assert simulate(certain, risks=(sure,), **calm).p50 == found.p50


@given(st.floats(0, 1), st.integers(0, 20), st.integers(0, 20), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_removing_a_risk_never_worsens_p80(probability, low, more, seed):
    tasks = Task(1, "A", days(5)), Task(2, "B", days(8)), Task(3, "C", days(3))
    plan = Plan("Small", MONDAY, tasks, (Link(1, 3), Link(2, 3)))
    risk = Risk("R", "Any", probability, days=ThreePoint(low, low, low + more), tasks=(1,))
    other = Risk("S", "Other", 0.5, factor=1.2, tasks=(2,))
    both, fewer = (simulate(plan, risks=risks, iterations=100, seed=seed) for risks in ((risk, other), (other,)))
    assert fewer.p80 <= both.p80
    assert all(effect.days_p80 >= 0 for effect in both.tornado)


def test_the_tornado_orders_risks_by_what_they_cost(plan):
    found = simulate(plan, risks=(LATE_DATA, replace(LATE_DATA, id="R-7", days=40, tasks=(3,))), iterations=800)
    assert [effect.id for effect in found.tornado] == ["R-7", "R-1"]
    assert found.tornado[0].days_p80 > found.tornado[1].days_p80 >= 0


def test_sensitivity_puts_the_uncertain_driver_first(plan):
    found = simulate(plan, iterations=1000)
    assert found.sensitivity[0].name == "Build"
    assert {row.name: row.criticality for row in found.sensitivity}["Go-live"] == 1


def test_an_edited_plan_meets_the_same_luck(plan):
    longer = replace(plan, tasks=(*plan.tasks, Task(9, "Party", days(1))))
    assert np.array_equal(simulate(plan, iterations=100).in_order, simulate(longer, iterations=100).in_order)


def test_an_override_stands_in_for_a_duration(plan):
    certain = simulate(plan, overrides={3: days(40)}, uncertainty=None, systemic=None, iterations=20)
    assert certain.deterministic > schedule(plan).finish
    assert certain.p50 >= certain.deterministic
    spread = simulate(plan, overrides={3: ThreePoint(days(10), days(20), days(60))}, systemic=None, iterations=400)
    assert spread.p90 > simulate(plan, systemic=None, iterations=400).p90


def test_constraints_hold_in_every_run(plan):
    pinned = replace(plan.tasks[4], constraint=Constraint.FNET, constraint_at=datetime(2027, 3, 1, 17))
    found = simulate(replace(plan, tasks=(*plan.tasks[:4], pinned)), iterations=100, target=5)
    assert found.p10 >= datetime(2027, 3, 1, 17)


@pytest.mark.parametrize(
    ("risk", "text"),
    [
        (Risk("R", "Sure", 1.5, days=3), "probability 1.5"),
        (Risk("R", "Nothing", 0.5), "no impact"),
        (Risk("R", "Where", 0.5, days=3, tasks=(77,)), "task 77"),
        (Risk("R", "Upside down", 0.5, days=ThreePoint(9, 5, 1)), "impact"),
        (Risk("R", "Nowhere", 0.5, factor=2), "no tasks"),
        (Risk("R", "Aeons", 0.5, days=447_393), "447,393 days.*at most 36,525"),
        (Risk("R", "Aeons", 0.5, days=ThreePoint(1, 2, 1e9), tasks=(2,)), "1,000,000,000 days"),
        (Risk("R", "Standstill", 0.5, factor=1e9, tasks=(2,)), "1,000,000,000 as a factor.*at most 1,000"),
        (Risk("R", "No number", 0.5, days=float("nan")), "impact nan"),
    ],
)
def test_a_risk_that_makes_no_sense_is_refused(plan, risk, text):
    with pytest.raises(PlanError, match=text):
        simulate(plan, risks=(risk,))


@pytest.mark.parametrize("fast", [False, None])
def test_a_risk_whose_tail_reaches_past_all_calendars_is_never_taken_for_a_gain(plan, fast):
    tail = Risk("R", "Long tail", 1.0, days=ThreePoint(0, 1, 36_000, Shape.LOGNORMAL), tasks=(3,))
    with pytest.raises(PlanError, match="more than a century"):
        simulate(plan, risks=(tail,), iterations=4096, fast=fast)


@pytest.mark.parametrize("estimate", [ThreePoint(-960, 0, 960), ThreePoint(5, 3, 9), ThreePoint(1, 2, float("inf"))])
def test_an_estimate_that_no_duration_can_follow_is_refused_by_its_task(plan, estimate):
    own = replace(plan, tasks=(replace(plan.tasks[0], three_point=estimate), *plan.tasks[1:]))
    for asked in ({"plan": own}, {"plan": plan, "overrides": {1: estimate}}):
        with pytest.raises(PlanError, match=r"Design.*low ≤ likely ≤ high"):
            simulate(**asked, iterations=8)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda: Systemic(-1), "sigma -1. Use 0 to 5"),
        (lambda: Systemic(float("nan")), "sigma nan"),
        (lambda: Systemic(0.3, median=0), "median 0"),
        (lambda: Systemic(0.3, phase_sigma=-0.1), "phase_sigma -0.1"),
        (lambda: Systemic(0, ratios=(0.5, -2)), "programmes are -2"),
        (lambda: Uncertainty(-1, 1, 2), "-1, 1, 2. Use factors"),
        (lambda: Uncertainty(0.5, 2, 1), "0.5, 2, 1"),
    ],
)
def test_a_spread_that_is_none_is_refused_with_its_figure(made, text):
    with pytest.raises(ValueError, match=text):
        made()


def test_a_target_named_like_another_task_is_refused_with_their_uids(plan):
    twins = replace(plan, tasks=(*plan.tasks, Task(9, "uat", days(1))))
    with pytest.raises(ValueError, match="2 tasks are named UAT: uid 4, 9"):
        simulate(twins, target="UAT", iterations=8)


def test_a_quantile_is_asked_for_by_a_share(plan):
    found = simulate(plan, iterations=8)
    for asked in (found.quantile, found.interval):
        with pytest.raises(ValueError, match=r"at 80, .* Write 0.8"):
            asked(80)
        with pytest.raises(ValueError, match="between 0 and 1"):
            asked(0)


def test_a_precision_is_not_believed_before_there_are_enough_runs(plan):
    found = simulate(plan, iterations=1, precision=1000)
    assert (found.iterations, found.precision_met) == (1024, True)
    assert np.array_equal(found.in_order, simulate(plan, iterations=1024).in_order)


def test_a_precision_that_is_not_reached_is_known(plan):
    found = simulate(plan, iterations=65_536, precision=0.05, sensitivity=False)
    assert not found.precision_met and found.p80_width > 0.05
    with pytest.raises(PlanError, match="Use a number above 0"):
        simulate(plan, precision=float("nan"))


def test_all_that_is_wrong_with_the_risks_is_said_at_once(plan):
    with pytest.raises(PlanError) as wrong:
        simulate(plan, risks=(Risk("R", "A", 2, days=1), Risk("R", "B", -1, days=1)))
    assert len(wrong.value.findings) == 3


@given(st.floats(0.05, 0.95), st.sampled_from([Shape.TRIANGULAR, Shape.PERT]))
@settings(deadline=None)
def test_a_spread_lies_between_its_ends_and_its_mean_where_theory_says(mode, shape):
    spread = ThreePoint(0, mode, 1, shape)
    drawn = quantile(spread, uniforms(stream(1, "any"), counters(0, 20_000)))
    mean = (0 + 4 * mode + 1) / 6 if shape is Shape.PERT else (0 + mode + 1) / 3
    assert drawn.min() >= 0 and drawn.max() <= 1
    assert drawn.mean() == pytest.approx(mean, abs=0.01)


def test_uniform_numbers_are_uniform_and_streams_are_independent():
    steps = counters(0, 50_000)
    one, two = uniforms(stream(1, "task", 1), steps), uniforms(stream(1, "task", 2), steps)
    assert one.min() > 0 and one.max() < 1
    assert np.histogram(one, 10, (0, 1))[0] == pytest.approx(np.full(10, 5000), abs=300)
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.02


def test_settings_are_said_with_their_provenance(plan):
    used = simulate(plan, iterations=10, uncertainty=Uncertainty(0.9, 1, 1.2)).settings
    assert any("92 finished real projects" in setting.provenance for setting in used)
    assert any("0.9-1-1.2" in setting.value for setting in used)
