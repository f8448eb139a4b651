"""Does Acme's plan file say what the story needs, and does the schedule engine agree with it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from golive.engines import schedule as engine
from golive.plain.verdict import Outcome
from golive.web.demo.plan import facts
from golive.web.demo.plan.calendars import STANDARD
from golive.web.demo.plan.lines import LINES, uid, work_before
from golive.web.demo.plan.mspdi import plan_file
from golive.web.demo.raid_rows import RISKS
from golive.web.demo.story import CHANGES, QUANTIFIED, WORLD

WINDOWS = engine.Windows.every(WORLD.window_every_days, WORLD.first_window)
MODES = ("as_ms_project", "retained", "override")
STATUS = datetime(2026, 3, 16, 8)


@pytest.fixture(scope="module")
def plan() -> engine.Plan:
    return engine.read_plan(plan_file(), name="acme-crm-plan.xml")


@pytest.mark.parametrize("mode", MODES)
def test_ready_for_go_live_is_tue_12_may_and_reaches_23_may_with_eight_days_to_spare(plan, mode):
    dates = engine.schedule(plan, mode=mode)
    ready = dates[WORLD.target]
    reached = WINDOWS.snap(ready.finish)
    assert (ready.name, ready.finish) == (WORLD.target_name, datetime(2026, 5, 12, 17))
    assert reached.window is not None
    assert (reached.window.day, reached.slack_days(dates.calendar)) == (date(2026, 5, 23), 8)


@pytest.mark.parametrize("mode", MODES)
def test_the_chart_of_accounts_is_needed_by_fri_20_march_and_costs_the_window_after_wed_1_april(plan, mode):
    dates = engine.schedule(plan, mode=mode)
    late = engine.cliff(dates, WINDOWS, uid("coa_signed"), target=WORLD.target)
    assert (late.plan_date, late.drop_dead, late.days_to_cliff) == (date(2026, 3, 20), date(2026, 4, 1), 9)
    assert late.from_window is not None and late.to_window is not None
    assert (late.from_window.day, late.to_window.day) == (date(2026, 5, 23), date(2026, 6, 6))
    chart = dates[uid("coa_signed")]
    assert (chart.late_finish, chart.total_float_min, chart.critical) == (datetime(2026, 3, 20, 17), 0, True)


@pytest.mark.parametrize(("late", "window"), [(8, date(2026, 5, 23)), (9, date(2026, 6, 6))])
def test_eight_days_late_still_reach_the_window_and_nine_do_not(plan, late, window):
    released = STANDARD.shift(date(2026, 3, 16), late)
    patch = {"set": [{"task": uid("coa_signed"), "constraint": "SNET", "constraint_at": f"{released}T08:00"}]}
    moved = engine.schedule(engine.change(plan, patch))
    reached = engine.snap(moved[WORLD.target].finish, WINDOWS)
    assert reached is not None and reached.day == window


def test_cr_012_costs_eight_days_and_the_whole_reserve_but_no_window(plan):
    effect = _effect(plan, "CR-012")
    assert (effect.finish_days, effect.window_moved, effect.slack_before, effect.slack_after) == (8, False, 8, 0)


def test_cr_011_lies_off_the_path_and_costs_nothing(plan):
    effect = _effect(plan, "CR-011")
    assert (effect.finish_days, effect.window_moved, effect.slack_before, effect.slack_after) == (0, False, 8, 8)


def _effect(plan: engine.Plan, ref: str) -> engine.Comparison:
    patch = next(change.patch for change in CHANGES if change.ref == ref)
    return engine.compare(plan, engine.change(plan, patch), windows=WINDOWS, target=WORLD.target, simulate_both=False)


@pytest.mark.parametrize("mode", MODES)
def test_every_date_stored_in_the_file_is_the_one_the_engine_computes(plan, mode):
    dates = engine.schedule(plan, mode=mode)
    differing = []
    for fact in facts.all_facts():
        found = dates[uid(fact.line.key)]
        if (found.early_start, found.early_finish) != (fact.now.start, fact.now.finish):
            differing.append((fact.line.key, found.early_start, found.early_finish))
        open_leaf = not fact.complete and not fact.line.summary
        if open_leaf and (found.late_finish, found.total_float_days, found.free_float_days) != (
            fact.late.finish,
            fact.slack,
            fact.free,
        ):
            differing.append((fact.line.key, found.late_finish, found.total_float_days, found.free_float_days))
    assert differing == []


def test_a_changed_duration_is_noticed_by_that_comparison(plan):
    longer = replace(plan.task(uid("uat_1")), duration_min=engine.days(7))
    changed = replace(plan, tasks=tuple(longer if task.uid == longer.uid else task for task in plan.tasks))
    assert engine.schedule(changed)[WORLD.target].finish != datetime(2026, 5, 12, 17)


def test_the_baseline_was_one_window_earlier(plan):
    ready, weekend = plan.task(WORLD.target).baselines[0], plan.task(uid("cu_weekend")).baselines[0]
    assert ready.finish is not None and weekend.finish is not None
    assert STANDARD.between(ready.finish.date(), date(2026, 5, 12)) - 1 == 10
    assert weekend.finish.date() == WORLD.baselined_go_live
    assert engine.snap(ready.finish, WINDOWS) == engine.snap(datetime(2026, 5, 9), WINDOWS)


def test_nothing_unfinished_lies_before_the_status_date(plan):
    dates = engine.schedule(plan, mode="as_ms_project")
    unstarted = [t for t in plan.tasks if not t.summary and t.actual_start is None]
    assert [str(t) for t in unstarted if dates[t.uid].early_start < STATUS] == []
    assert [str(t) for t in plan.tasks if t.actual_finish and t.actual_finish > STATUS] == []
    assert plan.status_date == STATUS


def test_the_plan_is_read_without_a_finding_and_looks_like_a_plan(plan):
    leaves = [task for task in plan.tasks if not task.summary]
    assert plan.findings == () and engine.schedule(plan).findings == ()
    assert 120 <= len(leaves) <= 180
    assert sum(task.three_point is not None for task in leaves) >= 25
    assert {link.type for link in plan.links} == {engine.LinkType.FS, engine.LinkType.SS, engine.LinkType.FF}
    assert sum(link.type is engine.LinkType.FS for link in plan.links) >= 0.9 * len(plan.links)
    assert all(link.lag >= 0 for link in plan.links)


def test_three_point_estimates_enclose_the_duration():
    bounded = [line for line in LINES if line.low is not None and line.high is not None]
    assert bounded
    assert [line.key for line in bounded if not line.low <= line.days <= line.high] == []


def test_the_chart_of_accounts_lies_before_ready_for_go_live_and_the_audits_sample_too():
    assert {"coa_signed", "tm2_recon", "tr_denver", "pen"} <= work_before("ready")
    assert "h_1" not in work_before("ready")


def test_the_p50_reaches_the_window_and_the_p80_does_not(plan):
    rows = {item.ref: item for item in RISKS}
    drivers = [
        engine.Risk(risk.ref, rows[risk.ref].title, 0.2, days=engine.ThreePoint(*risk.days), tasks=risk.tasks)
        for risk in QUANTIFIED
        if any(risk.days)
    ]
    found = engine.simulate(plan, windows=WINDOWS, risks=drivers, target=WORLD.target, iterations=2048, seed=1)
    assert engine.snap(found.p50, WINDOWS) == engine.snap(datetime(2026, 5, 12, 17), WINDOWS)
    p80 = engine.snap(found.p80, WINDOWS)
    assert p80 is not None and p80.day > date(2026, 5, 23)


def test_the_health_check_finds_some_things_and_not_everything(plan):
    failed = {check.code for check in engine.health(plan).checks if check.outcome is not Outcome.MET}
    assert failed == {"high_float", "missed", "critical_path", "cpli", "bei"}
