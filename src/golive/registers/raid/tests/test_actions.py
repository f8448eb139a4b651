from datetime import date, timedelta

import pytest

from golive.foundation import audit
from golive.foundation.implementations import actions as implementations
from golive.plain.interchange import PersonGiven, RaidItem, RaidKind, RaidStatus
from golive.plain.verdict import Refused
from golive.registers.plan import actions as plan
from golive.registers.plan.tests.plans import STREAMS, WINDOWS, acme_plan
from golive.registers.raid import actions, importing, queries, rules
from golive.registers.raid.models import Item
from tests.world import World

pytestmark = pytest.mark.django_db
TRIGGER = {"measure": "Duplicates after load", "comparator": ">", "threshold": 2.0, "unit": "%"}


def risk(world: World, **facts) -> Item:
    return actions.raise_item(world.acme, by=world.lead, kind="risk", title="Legacy data is dirty", **facts)


def verbs(record) -> list[str]:
    return [entry.verb for entry in audit.history_of(record, limit=20)]


def codes(refused) -> list[str]:
    return [r.code for r in refused.value.refusals]


def test_an_item_lives_from_raised_to_closed_and_every_step_is_told(world: World) -> None:
    item = risk(world)
    item = actions.assess(item, by=world.lead, likelihood=4, impact=5, residual_likelihood=2, residual_impact=4)
    assert (item.points, item.residual_points, item.state) == (20, 8, rules.ASSESSED)
    item = actions.assign(item, world.risk_owner, by=world.manager)
    item = actions.plan_response(item, by=world.risk_owner, response="reduce", mitigation="Cleanse.", trigger=TRIGGER)
    assert item.state == rules.PLANNED
    item = actions.review(item, by=world.risk_owner, note="Still dirty.")
    assert item.state == rules.MONITORING
    item = actions.close(item, by=world.risk_owner, because="Clean at test migration 2.")
    assert verbs(item) == [
        "raid.closed", "raid.reviewed", "raid.answered", "raid.assigned", "raid.assessed", "raid.raised",
    ]  # fmt: skip
    with pytest.raises(Refused, match="R-001 is closed"):
        actions.review(item, by=world.risk_owner)


def test_the_manager_cannot_own_a_risk_and_a_stranger_neither(world: World) -> None:
    item = risk(world)
    with pytest.raises(Refused) as refused:
        actions.assign(item, world.manager, by=world.manager)
    assert codes(refused) == ["owner.manager"]
    with pytest.raises(Refused) as refused:
        actions.assign(item, world.stranger, by=world.manager)
    assert codes(refused) == ["owner.stranger"]


def test_figures_outside_the_scale_and_a_residual_above_the_score_are_refused_at_once(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.assess(risk(world), by=world.lead, likelihood=7, impact=1, residual_likelihood=5, residual_impact=5)
    assert codes(refused) == ["raid.likelihood", "raid.residual"]


def test_a_viewer_may_not_raise_and_a_nameless_item_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.raise_item(world.acme, by=world.viewer, kind="worry", title="")
    assert codes(refused) == ["rights.role", "raid.kind", "raid.title"]


def test_a_response_that_reduces_says_what_is_done_and_its_trigger_is_measurable(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.plan_response(risk(world), by=world.lead, response="reduce", trigger={"measure": "", "comparator": "~"})
    assert codes(refused) == ["raid.mitigation", "trigger.measure", "trigger.comparator", "trigger.threshold"]


def test_a_reading_above_the_threshold_fires_the_trigger_and_one_below_calms_it(world: World) -> None:
    item = actions.plan_response(risk(world), by=world.lead, response="accept", trigger=TRIGGER)
    assert actions.measure(world.acme, by=world.lead, measure="Duplicates after load", value=1.2, unit="%") == []
    fired = actions.measure(world.acme, by=world.lead, measure="Duplicates after load", value=3.1, unit="%")
    assert [each.ref for each in fired] == [item.ref]
    assert verbs(item)[0] == "raid.triggered"
    judged = rules.triggers_are_answered(queries.log(world.acme))
    assert not judged.met
    assert item.ref in judged.cure
    actions.measure(world.acme, by=world.lead, measure="Duplicates after load", value=0.4, unit="%")
    assert list(queries.fired(world.acme)) == []


def test_without_any_trigger_nobody_can_say_whether_one_was_reached(world: World) -> None:
    item = risk(world)
    judged = rules.triggers_are_answered(queries.log(world.acme))
    assert (judged.outcome.value, item.ref in judged.cure) == ("not decidable", True)


def test_a_risk_that_occurred_is_certain_in_the_forecast(world: World) -> None:
    item = actions.assess(risk(world), by=world.lead, likelihood=2, impact=4)
    item = actions.quantify(item, by=world.lead, days=(2, 4, 8), cost_minor=36_000_00, task_uids=[4])
    assert [driver.probability for driver in queries.drivers(world.acme)] == [0.2]
    actions.occur(item, by=world.risk_owner, because="It did.")
    assert [driver.probability for driver in queries.drivers(world.acme)] == [1.0]
    assert verbs(item)[:2] == ["raid.occurred", "raid.quantified"]


def test_days_out_of_order_and_a_negative_cost_are_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.quantify(risk(world), by=world.lead, days=(5, 4, 8), cost_minor=-1)
    assert codes(refused) == ["raid.days", "raid.cost"]


def test_the_forecast_counts_the_quantified_risks_of_the_log(world: World) -> None:
    plan.load(world.acme, acme_plan(), by=world.manager, source="test", streams=STREAMS)
    plan.set_windows(world.acme, WINDOWS, by=world.manager)
    calm = plan.recompute(world.acme, by=world.manager)
    item = actions.assess(risk(world), by=world.lead, likelihood=5, impact=5)
    actions.quantify(item, by=world.lead, days=(10, 15, 20), task_uids=[4])
    rough = plan.recompute(world.acme, by=world.manager)
    assert rough.p80_at > calm.p80_at
    assert [effect["id"] for effect in rough.result["tornado"]] == [item.ref]


def test_an_item_nobody_looked_at_for_eight_days_owes_a_review(world: World) -> None:
    item = risk(world)
    assert not queries.owe_review(world.acme).exists()
    Item.objects.filter(pk=item.pk).update(reviewed_at=world.acme.now() - timedelta(days=8))
    judged = rules.log_is_reviewed(queries.log(world.acme))
    assert not judged.met
    assert "8 days ago" in judged.cure
    implementations.choose_value(world.acme, "raid.review_days", 14, by=world.manager, because="Holidays.")
    assert rules.log_is_reviewed(queries.log(world.acme)).met


def test_an_assumption_past_its_date_is_found(world: World) -> None:
    actions.raise_item(world.acme, by=world.lead, kind="assumption", title="Users are free", due=date(2026, 3, 1))
    judged = rules.assumptions_are_validated(queries.log(world.acme))
    assert not judged.met
    assert "1 Mar 2026" in judged.cure


def test_exposure_covers_eight_in_ten_outcomes_and_says_how_much_is_priced(world: World) -> None:
    for cost in (120_000_00, 40_000_00):
        item = actions.assess(risk(world), by=world.lead, likelihood=3, impact=4)
        actions.quantify(item, by=world.lead, days=None, cost_minor=cost)
    risk(world)
    found = queries.exposure(world.acme)
    assert (found.expected, found.quantified, found.of) == (64_000_00, 2, 3)


def sheet(**facts) -> RaidItem:
    given = {"id": "R-01", "kind": RaidKind.RISK, "title": "Dirty data", "line": 5, "likelihood": 4, "impact": 5}
    return RaidItem(**(given | facts))


def test_a_sheet_is_previewed_applied_once_and_changes_nothing_the_second_time(world: World) -> None:
    rows = [
        sheet(owner=PersonGiven("Tomasz Wrona"), status=RaidStatus.MONITORING),
        sheet(id="I-1", kind=RaidKind.ISSUE, title="No test users", owner=PersonGiven("Jo Marsh")),
    ]
    assert [line.kind for line in importing.preview(world.acme, rows)] == ["new", "new"]
    assert Item.objects.count() == 0
    assert importing.apply(world.acme, rows, by=world.manager, source="log.xlsx") == (2, 0)
    held = Item.objects.get(source_id="risk:R-01")
    assert (held.ref, held.points, held.owner, held.state) == ("R-001", 20, world.risk_owner, rules.MONITORING)
    assert Item.objects.get(kind="issue").owner is None  # the implementation manager may not own it
    assert importing.apply(world.acme, rows, by=world.manager, source="log.xlsx") == (0, 0)
    assert [line.kind for line in importing.preview(world.acme, rows)] == ["same", "same"]
    assert verbs(world.acme).count("raid.imported") == 1


def test_a_changed_row_shows_before_and_after(world: World) -> None:
    importing.apply(world.acme, [sheet()], by=world.manager, source="log.xlsx")
    line = importing.preview(world.acme, [sheet(likelihood=2)])[0]
    assert (line.kind, line.changes["likelihood"], line.changes["points"]) == ("changed", (4, 2), (20, 10))
    assert importing.apply(world.acme, [sheet(likelihood=2)], by=world.manager, source="log.xlsx") == (0, 1)


def test_a_contributor_may_not_import_a_log(world: World) -> None:
    with pytest.raises(Refused, match="may not import a RAID log"):
        importing.apply(world.acme, [sheet()], by=world.contributor, source="log.xlsx")
