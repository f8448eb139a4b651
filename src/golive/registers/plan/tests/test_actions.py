import gzip
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from golive.engines.schedule import LateMilestones, Options, Risk
from golive.foundation import audit
from golive.foundation.register_kit.declaration import registry
from golive.plain.verdict import Refused
from golive.registers.plan import actions, content, queries, rules
from golive.registers.plan.models import Baseline, Forecast, Revision, Slip, Task
from golive.registers.plan.tests.plans import EIGHT_DAYS, STREAMS, WINDOWS, acme_plan
from tests.world import World

pytestmark = pytest.mark.django_db


def loaded(world: World) -> Revision:
    revision = actions.load(world.acme, acme_plan(), by=world.manager, source="test", streams=STREAMS)
    actions.set_windows(world.acme, WINDOWS, by=world.manager)
    return revision


def verbs(record) -> list[str]:
    return [entry.verb for entry in audit.history_of(record, limit=50)]


def current(world: World) -> Revision:
    found = queries.revision(world.acme)
    assert found is not None
    return found


def test_a_plan_is_kept_exactly_and_comes_back(world: World) -> None:
    plan = acme_plan()
    packed = content.dump(plan)
    assert content.load(packed) == plan
    assert content.dump(content.load(packed)) == packed


def test_an_option_is_written_where_it_is_chosen_and_a_plan_without_it_keeps_its_bytes(world: World) -> None:
    plan = acme_plan()
    late = replace(plan, options=replace(plan.options, late_milestones=LateMilestones.WORK_ENDS))
    assert content.load(content.dump(late)) == late
    assert b'"late_milestones":"work_ends"' in gzip.decompress(content.dump(late))
    assert b"late_milestones" not in gzip.decompress(content.dump(plan))
    chosen = replace(plan, options=replace(plan.options, late_milestones=Options().late_milestones))
    assert content.dump(chosen) == content.dump(plan)


def test_the_first_plan_is_the_baseline_and_reaches_the_window_with_eight_days_to_spare(world: World) -> None:
    loaded(world)
    now = current(world)
    assert (now.window_on, now.slack_days) == (date(2026, 5, 23), 8)
    assert now.finish_at == datetime(2026, 5, 12, 17, tzinfo=UTC)
    assert [b.ref for b in queries.baselines(world.acme)] == ["BL-001"]
    assert {"plan.loaded", "plan.windows_set"} <= set(verbs(world.acme))
    assert rules.plan_is_baselined(queries.outlook(world.acme)).met


def test_a_viewer_may_not_load_a_plan_and_an_empty_plan_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="may not load a plan"):
        actions.load(world.acme, acme_plan(), by=world.viewer, source="test")
    with pytest.raises(Refused, match="The plan has no task"):
        actions.load(world.acme, replace(acme_plan(), tasks=(), links=()), by=world.manager, source="test")


def test_the_same_plan_again_changes_nothing(world: World) -> None:
    loaded(world)
    before, entries = current(world).number, len(verbs(world.acme))
    actions.load(world.acme, acme_plan(), by=world.manager, source="test", streams=STREAMS)
    assert (current(world).number, len(verbs(world.acme))) == (before, entries)


def test_rows_know_their_stream_their_float_and_whether_they_drive_go_live(world: World) -> None:
    loaded(world)
    rows = {task.uid: task for task in Task.objects.filter(implementation=world.acme).select_related("workstream")}
    assert (rows[4].workstream.title, rows[4].driving, rows[4].total_float_days) == ("Finance", True, 0)
    assert (rows[5].driving, rows[5].total_float_days) == (False, 20)
    assert (rows[1].kind, rows[9].kind, rows[2].level) == ("summary", "milestone", 2)


def test_eight_days_before_the_test_take_the_whole_reserve_and_the_window_stays(world: World) -> None:
    loaded(world)
    delta = queries.simulate_patch(world.acme, EIGHT_DAYS, iterations=200)
    assert (delta.finish_days, delta.window_moved, delta.slack_before, delta.slack_after) == (8, False, 8, 0)


def test_five_days_off_the_path_cost_nothing(world: World) -> None:
    loaded(world)
    patch = {"insert": [{"uid": 901, "name": "More help texts", "duration_days": 5, "after": 5}]}
    delta = queries.simulate_patch(world.acme, patch, iterations=200)
    assert (delta.finish_days, delta.slack_after) == (0, 8)


def test_an_approved_change_moves_the_plan_takes_a_baseline_and_enters_the_ledger(world: World) -> None:
    loaded(world)
    actions.apply_patch(world.acme, EIGHT_DAYS, by=world.manager, because="Approved.", about="CR-012")
    now = current(world)
    assert (now.window_on, now.slack_days, now.about) == (date(2026, 5, 23), 0, "CR-012")
    assert Baseline.objects.filter(implementation=world.acme, about="CR-012").count() == 1
    slip = Slip.objects.get(implementation=world.acme)
    assert (slip.days, slip.cause, slip.about, slip.from_window, slip.to_window) == (
        8, "scope change", "CR-012", date(2026, 5, 23), date(2026, 5, 23),
    )  # fmt: skip
    assert queries.slip_by_cause(world.acme) == {"scope change": 8}
    inserted = Task.objects.get(implementation=world.acme, uid=900)
    assert inserted.driving


def test_the_late_chart_of_accounts_has_two_dates_and_a_window_to_lose(world: World) -> None:
    loaded(world)
    found = queries.cliff_of(world.acme, 2)
    assert found is not None
    assert (found.plan_date, found.drop_dead) == (date(2026, 3, 20), date(2026, 4, 1))
    assert found.from_window and found.to_window
    assert (found.from_window.day, found.to_window.day) == (date(2026, 5, 23), date(2026, 6, 6))


def test_progress_moves_the_dates_behind_it_and_is_audited_on_the_task(world: World) -> None:
    loaded(world)
    task = Task.objects.get(implementation=world.acme, uid=2)
    actions.report_progress(task, by=world.lead, remaining_days=15, actual_start=datetime(2026, 3, 3, 8, tzinfo=UTC))
    assert current(world).finish_at > datetime(2026, 5, 12, 17, tzinfo=UTC)
    assert verbs(task) == ["plan.progress"]


def test_progress_of_a_viewer_above_a_hundred_and_in_the_future_is_refused_all_at_once(world: World) -> None:
    loaded(world)
    task = Task.objects.get(implementation=world.acme, uid=2)
    with pytest.raises(Refused) as refused:
        actions.report_progress(
            task, by=world.viewer, percent_complete=120, actual_finish=datetime(2027, 1, 1, tzinfo=UTC)
        )
    assert [r.code for r in refused.value.refusals] == ["rights.role", "progress.percent", "progress.future"]
    with pytest.raises(Refused, match="Nothing was reported"):
        actions.report_progress(task, by=world.lead)


def test_a_second_baseline_needs_a_change_request(world: World) -> None:
    loaded(world)
    with pytest.raises(Refused, match="Raise a change request"):
        actions.take_baseline(world.acme, by=world.manager, because="I would like to.")


def test_an_edit_needs_a_reason_and_a_plan(world: World) -> None:
    with pytest.raises(Refused, match="There is no plan yet"):
        actions.edit(world.acme, EIGHT_DAYS, by=world.manager, because="x")
    loaded(world)
    with pytest.raises(Refused, match="has no reason"):
        actions.edit(world.acme, EIGHT_DAYS, by=world.manager, because=" ")
    actions.edit(world.acme, EIGHT_DAYS, by=world.manager, because="The vendor needs it.", cause="vendor")
    assert queries.slip_by_cause(world.acme) == {"vendor": 8}


def test_the_forecast_is_kept_with_its_seed_and_goes_stale_when_the_plan_changes(world: World) -> None:
    loaded(world)
    forecast = actions.recompute(world.acme, by=world.manager)
    again = actions.recompute(world.acme, by=world.manager)
    assert forecast.p50_at == again.p50_at
    assert forecast.p10_at <= forecast.p50_at <= forecast.p80_at <= forecast.p90_at
    assert forecast.chance is not None
    assert forecast.result["milestones"][0]["name"] == "Ready for go-live"
    assert not queries.is_stale(forecast)
    actions.apply_patch(world.acme, EIGHT_DAYS, by=world.manager, because="b", about="CR-012")
    assert queries.is_stale(forecast)
    judged = rules.forecast_is_fresh(queries.outlook(world.acme))
    assert not judged.met
    assert "the plan changed since" in judged.figure
    assert Forecast.objects.count() == 2


def test_a_risk_that_a_register_declares_makes_the_forecast_later(world: World, monkeypatch) -> None:
    loaded(world)
    calm = actions.recompute(world.acme, by=world.manager)
    register = registry.by_name["plan"]
    risk = Risk("R-001", "The API fails", 0.9, days=20, tasks=(4,))
    monkeypatch.setitem(registry.by_name, "plan", replace(register, drivers=lambda _: [risk]))
    assert queries.is_stale(calm)
    rough = actions.recompute(world.acme, by=world.manager)
    assert rough.p80_at > calm.p80_at
    assert rough.result["tornado"][0]["id"] == "R-001"


def test_go_live_holds_only_if_eight_in_ten_worlds_reach_the_committed_date(world: World) -> None:
    assert not rules.go_live_holds(queries.outlook(world.acme)).met
    loaded(world)
    actions.recompute(world.acme, by=world.manager)
    judged = rules.go_live_holds(queries.outlook(world.acme))
    assert not judged.met  # committed 9 May, the plan itself reaches 23 May
    assert "committed 9 May 2026" in judged.figure


def test_unreadable_windows_and_an_unknown_target_are_refused(world: World) -> None:
    loaded(world)
    with pytest.raises(Refused, match="cannot be read"):
        actions.set_windows(world.acme, ["first of May"], by=world.manager)
    with pytest.raises(Refused, match="has no task 77"):
        actions.set_target(world.acme, 77, by=world.manager)
    actions.set_target(world.acme, 8, by=world.manager)
    assert queries.target(world.acme) == 8


def test_a_slip_is_put_down_to_a_cause_by_the_manager_only(world: World) -> None:
    loaded(world)
    actions.edit(world.acme, EIGHT_DAYS, by=world.manager, because="Late data.")
    slip = Slip.objects.get(implementation=world.acme)
    with pytest.raises(Refused) as refused:
        actions.attribute(slip, by=world.lead, cause="weather", because="x")
    assert [r.code for r in refused.value.refusals] == ["rights.role", "slip.cause"]
    actions.attribute(slip, by=world.manager, cause="client", because="CM-003 came eight days late.")
    assert queries.slip_by_cause(world.acme) == {"client": 8}
    assert verbs(slip) == ["slip.attributed"]


def test_a_task_that_is_no_longer_planned_is_marked_not_lost(world: World) -> None:
    loaded(world)
    plan = acme_plan()
    shorter = replace(
        plan,
        tasks=tuple(t for t in plan.tasks if t.uid != 5),
        links=tuple(k for k in plan.links if 5 not in (k.pred, k.succ)),
    )
    actions.load(world.acme, shorter, by=world.manager, source="test", streams=STREAMS)
    assert Task.objects.get(implementation=world.acme, uid=5).gone
    assert 5 not in [task.uid for task in queries.tasks(world.acme)]


def test_workstreams_are_counted_in_one_query(world: World, django_assert_num_queries) -> None:
    loaded(world)
    with django_assert_num_queries(2):
        facts = queries.workstream_facts(world.acme)
    assert {f.workstream.title: (f.tasks, f.driving) for f in facts}["Testing"] == (2, 2)
