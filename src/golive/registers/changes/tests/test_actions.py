from datetime import date, timedelta

import pytest

from golive.foundation import audit
from golive.foundation.implementations import actions as implementations
from golive.foundation.look.words import full
from golive.plain.seat import Role
from golive.plain.verdict import Refused
from golive.registers.changes import actions, impact, queries, rules
from golive.registers.changes.models import ChangeRequest
from golive.registers.changes.showing import before_after
from golive.registers.decisions import queries as decisions
from golive.registers.plan import actions as plan
from golive.registers.plan import queries as plans
from golive.registers.plan.models import PlanState
from golive.registers.plan.tests.plans import EIGHT_DAYS, STREAMS, WINDOWS, acme_plan
from golive.registers.scope import actions as scope
from golive.registers.scope import queries as scopes
from golive.registers.steering import actions as steering
from golive.registers.steering.rules import CHAIR, MEMBER
from golive.registers.steering.tests.test_actions import THURSDAY, founded
from tests.world import World

pytestmark = pytest.mark.django_db


def planned(world: World) -> None:
    plan.load(world.acme, acme_plan(), by=world.manager, source="test", streams=STREAMS)
    plan.set_windows(world.acme, WINDOWS, by=world.manager)


def drafted(world: World, **facts) -> ChangeRequest:
    text = {"title": "Regional discount approval", "justification": "Margin leaks.", "patch": EIGHT_DAYS}
    text |= {"cost_minor": 38_400_00, "alternative": "One approver per region."}
    return actions.draft(world.acme, by=world.contributor, requested_by=world.lead, **(text | facts))


def submitted(world: World, **facts) -> ChangeRequest:
    planned(world)
    founded(world)
    change = drafted(world, **facts)
    actions.assess(change, by=world.manager)
    return actions.submit(change, by=world.lead)


def vote(world: World, change: ChangeRequest, **choices: str) -> None:
    for name, choice in choices.items():
        actions.vote(change, by=getattr(world, name), choice=choice, seen_hash=impact.dossier(change).hash)


def codes(refused) -> list[str]:
    return [r.code for r in refused.value.refusals]


def verbs(record) -> list[str]:
    return [entry.verb for entry in audit.history_of(record, limit=50)]


APPROVING = {"sponsor": "for", "committee": "for", "client": "against"}


def test_the_impact_shows_the_days_the_window_and_the_reserve_it_eats(world: World) -> None:
    planned(world)
    founded(world)
    found = actions.assess(drafted(world), by=world.manager)
    assert (found.finish_days, found.windows_moved, found.slack_before, found.slack_after) == (8, 0, 8, 0)
    assert found.sentence == (
        "Go-live stays 23 May, but the finish moves by 8 working days and the reserve falls from 8 to 0."
    )
    assert found.level == "steering committee"  # 3.2 % of the budget
    assert found.p80_days and found.p80_days > 0
    rows = {row[0]: row[1:] for row in before_after(found)}
    ready = [date.fromisoformat(day) for day in found.result["p80"]]
    before, after = (next(w.day for w in plans.windows(world.acme) or () if w.day >= day) for day in ready)
    assert before < after
    assert rows["Go-live, P80"] == (full(before), full(after), f"+{(after - before).days} days", "late")


def test_the_finish_is_called_as_the_plan_calls_the_milestone_that_it_is(world: World) -> None:
    planned(world)
    change = drafted(world)
    assert before_after(actions.assess(change, by=world.manager))[0][0] == "Ready for go-live"
    plan.set_target(world.acme, 7, by=world.manager)
    assert before_after(actions.assess(change, by=world.manager))[0][0] == "User acceptance test"
    PlanState.objects.filter(implementation=world.acme).update(target_uid=None)
    assert before_after(actions.assess(change, by=world.manager))[0][0] == "Finish of the plan"


def test_a_change_that_moves_no_date_and_costs_little_is_for_the_manager(world: World) -> None:
    planned(world)
    found = actions.assess(drafted(world, patch={}, cost_minor=1_000_00), by=world.manager)
    assert (found.level, found.finish_days) == ("implementation manager", 0)
    assert "stay as they are" in found.sentence


def test_small_changes_that_the_manager_approved_lately_count_together(world: World) -> None:
    planned(world)
    founded(world)
    for _ in range(2):
        change = drafted(world, patch={}, cost_minor=5_000_00)
        actions.assess(change, by=world.manager)
        actions.submit(change, by=world.contributor)
        actions.decide(change, by=world.manager, outcome=rules.APPROVE, because="Small.")
    found = actions.assess(drafted(world, patch={}, cost_minor=5_000_00), by=world.manager)
    assert found.level == "change authority"
    assert "in the last 30 days" in found.result["because"][0]
    world.acme.clock = world.acme.now() + timedelta(days=31)
    world.acme.save()
    later = ChangeRequest.objects.select_related("implementation").get(pk=found.change_id)
    assert actions.assess(later, by=world.manager).level == "implementation manager"


def test_nothing_is_submitted_without_justification_and_without_an_impact_of_todays_plan(world: World) -> None:
    planned(world)
    founded(world)
    with pytest.raises(Refused, match="no business justification"):
        drafted(world, justification=" ")
    change = drafted(world)
    with pytest.raises(Refused) as refused:
        actions.submit(change, by=world.lead)
    assert str(refused.value) == (
        "The effect of CR-001 on the plan has not been assessed. Press “Assess the impact” on its page."
    )
    actions.assess(change, by=world.manager)
    plan.edit(world.acme, {"set": [{"task": 4, "duration_days": 21}]}, by=world.manager, because="Late.")
    with pytest.raises(Refused) as refused:
        actions.submit(change, by=world.lead)
    assert codes(refused) == ["change.impact_stale"]
    actions.assess(change, by=world.manager)
    assert actions.submit(change, by=world.lead).state == rules.SUBMITTED
    assert verbs(change) == ["change.submitted", "change.assessed", "change.assessed", "change.drafted"]


def test_a_patch_that_does_not_fit_the_plan_is_refused_with_every_fault(world: World) -> None:
    planned(world)
    patch = {"set": [{"task": 77, "duration_days": 2}], "remove_tasks": [88]}
    with pytest.raises(Refused) as refused:
        actions.assess(drafted(world, patch=patch), by=world.manager)
    assert len(refused.value.refusals) == 2


def test_an_edited_draft_needs_a_new_impact_and_a_submitted_one_is_fixed(world: World) -> None:
    planned(world)
    founded(world)
    change = drafted(world)
    actions.assess(change, by=world.manager)
    change.refresh_from_db()
    assert change.predicted_days == 8
    change = actions.edit(change, by=world.contributor, cost_minor=1)
    assert impact.dossier(change).stale and change.predicted_days is None
    actions.assess(change, by=world.manager)
    change = actions.submit(change, by=world.lead)
    with pytest.raises(Refused, match="CR-001 is submitted"):
        actions.edit(change, by=world.contributor, title="Something else")


def test_an_approval_moves_plan_and_scope_in_one_step_and_tells_who_asked(world: World) -> None:
    item = scope.add(world.acme, by=world.manager, title="Discounts by e-mail", kind="in", acceptance="As today.")
    baseline = scope.draw_up(world.acme, by=world.manager)
    for person in (world.manager, world.sponsor):
        scope.sign(baseline, by=person, seen_hash=baseline.content_hash)
    delta = {"add": [{"title": "Discount workflow", "kind": "in", "acceptance": "Two steps."}], "remove": [item.ref]}
    change = submitted(world, scope_delta=delta)
    vote(world, change, **APPROVING)
    decision = actions.decide(change, by=world.sponsor, outcome=rules.APPROVE, because="Margin first.")
    cast = [(each.person, each.choice) for each in decisions.votes(decision)]
    assert cast == [(world.sponsor, "for"), (world.committee, "for"), (world.client, "against")]
    now = plans.revision(world.acme)
    assert now and (now.slack_days, now.about) == (0, change.ref)
    assert [line["title"] for line in scopes.lines(world.acme)] == ["Discount workflow"]
    assert scopes.is_signed(world.acme)
    told = [r.person.name for r in decisions.read_backs(decision)]
    assert told == ["Lena Fischer", "Priya Nair"]
    change.refresh_from_db()
    assert (change.state, change.predicted_days) == (rules.APPROVED, 8)
    assert verbs(change)[0] == "change.decided"


def test_a_refused_approval_changes_neither_plan_nor_scope(world: World) -> None:
    item = scope.add(world.acme, by=world.manager, title="Discounts by e-mail", kind="in", acceptance="As today.")
    change = submitted(world, scope_delta={"remove": [item.ref]})
    before = plans.revision(world.acme)
    vote(world, change, **APPROVING)
    with pytest.raises(Refused) as refused:
        actions.decide(change, by=world.sponsor, outcome=rules.APPROVE, because="x")
    assert all(code.startswith("scope.") for code in codes(refused))
    after = plans.revision(world.acme)
    assert before and after and before.pk == after.pk


def test_the_sponsor_rejects_and_the_reason_stands_in_log_and_audit(world: World) -> None:
    change = submitted(world)
    decision = actions.decide(
        change, by=world.sponsor, outcome=rules.REJECT, because="It spends the whole reserve.", offered="Release 2."
    )
    change.refresh_from_db()
    assert (change.state, change.offered) == (rules.REJECTED, "Release 2.")
    assert decision.outcome == "CR-001 rejected"
    entry = audit.history_of(change)[0]
    assert (entry.verb, entry.because) == ("change.decided", "It spends the whole reserve.")
    assert [r.decision for r in decisions.owed_by(world.acme, world.lead)] == [decision]
    now = plans.revision(world.acme)
    assert now and now.slack_days == 8


def test_who_asked_cannot_decide_nor_vote_even_with_a_seat(world: World) -> None:
    planned(world)
    founded(world)
    change = actions.draft(
        world.acme, by=world.contributor, requested_by=world.sponsor, title="x", justification="y", patch=EIGHT_DAYS
    )
    actions.assess(change, by=world.manager)
    actions.submit(change, by=world.sponsor)
    with pytest.raises(Refused) as refused:
        vote(world, change, sponsor="for")
    assert codes(refused) == ["change.own"]
    vote(world, change, committee="for", client="for")
    with pytest.raises(Refused) as refused:
        actions.decide(change, by=world.sponsor, outcome=rules.APPROVE, because="Mine.")
    assert codes(refused) == ["change.own"]


def test_who_has_no_seat_neither_decides_nor_votes(world: World) -> None:
    change = submitted(world)
    with pytest.raises(Refused, match="Jo Marsh has no vote in Steering committee, which decides CR-001"):
        actions.decide(change, by=world.manager, outcome=rules.REJECT, because="No.")
    with pytest.raises(Refused) as refused:
        vote(world, change, viewer="for")
    assert codes(refused) == ["change.no_seat"]


def test_a_vote_belongs_to_who_casts_it_and_is_given_once(world: World) -> None:
    change = submitted(world)
    with pytest.raises(TypeError):
        actions.decide(
            change,
            by=world.committee,
            outcome=rules.APPROVE,
            because="x",
            votes={world.sponsor: ("for", "")},  # type: ignore[call-arg]
        )
    vote(world, change, committee="for")
    assert verbs(change)[0] == "change.voted"
    with pytest.raises(Refused) as refused:
        vote(world, change, committee="against")
    assert codes(refused) == ["vote.twice"]
    with pytest.raises(Refused) as refused:
        actions.decide(change, by=world.committee, outcome=rules.APPROVE, because="Mine is enough.")
    assert codes(refused) == ["vote.quorum"]
    with pytest.raises(Refused) as refused:
        vote(world, change, sponsor="perhaps")
    assert codes(refused) == ["change.choice"]


def test_a_vote_counts_for_the_impact_it_was_cast_on_and_while_its_seat_is_held(world: World) -> None:
    change = submitted(world)
    vote(world, change, **APPROVING)
    committee = queries.committee_of(change, "steering committee")
    assert committee
    steering.unseat(committee, world.client, by=world.manager, because="Left the company.")
    table = queries.votes(change, queries.bench(change), impact.dossier(change))
    assert [each.person for each in table] == [world.sponsor, world.committee]
    actions.assess(change, by=world.manager)
    assert not queries.votes(change, queries.bench(change), impact.dossier(change))
    vote(world, change, sponsor="against")


def test_nobody_votes_on_what_the_manager_decides_alone(world: World) -> None:
    planned(world)
    founded(world)
    change = drafted(world, patch={}, cost_minor=1_000_00)
    actions.assess(change, by=world.manager)
    actions.submit(change, by=world.lead)
    with pytest.raises(Refused, match="The implementation manager decides CR-001 alone"):
        vote(world, change, manager="for")


def test_an_approval_needs_quorum_and_majority_and_a_rejection_the_chair_or_the_majority(world: World) -> None:
    change = submitted(world)
    vote(world, change, sponsor="against")
    with pytest.raises(Refused) as refused:
        actions.decide(change, by=world.sponsor, outcome=rules.APPROVE, because="x")
    assert codes(refused) == ["vote.quorum", "vote.majority"]
    vote(world, change, committee="for")
    with pytest.raises(Refused) as refused:
        actions.decide(change, by=world.committee, outcome=rules.REJECT, because="x")
    assert codes(refused) == ["vote.chair"]
    vote(world, change, client="against")
    actions.decide(change, by=world.committee, outcome=rules.REJECT, because="Two of three.")


def test_a_decision_on_something_else_than_was_shown_is_a_conflict(world: World) -> None:
    change = submitted(world)
    shown = impact.dossier(change).hash
    actions.assess(change, by=world.manager)
    with pytest.raises(Refused) as refused:
        actions.decide(change, by=world.sponsor, outcome=rules.REJECT, because="x", seen_hash=shown)
    assert codes(refused) == ["change.content_changed"]


def test_a_stale_impact_blocks_the_approval_and_a_vote_for_it_but_never_a_rejection(world: World) -> None:
    change = submitted(world)
    vote(world, change, committee="for", client="for")
    plan.edit(world.acme, {"set": [{"task": 4, "duration_days": 22}]}, by=world.manager, because="Late.")
    assert not rules.changes_carry_their_impact(queries.control(world.acme)).met
    with pytest.raises(Refused) as refused:
        vote(world, change, sponsor="for")
    assert codes(refused) == ["change.impact_stale"]
    vote(world, change, sponsor="against")
    with pytest.raises(Refused) as refused:
        actions.decide(change, by=world.sponsor, outcome=rules.APPROVE, because="x")
    assert codes(refused) == ["change.impact_stale"]
    actions.decide(change, by=world.sponsor, outcome=rules.REJECT, because="Whatever it does to today's plan.")
    change.refresh_from_db()
    assert (change.state, verbs(change)[0]) == (rules.REJECTED, "change.decided")


def test_a_decision_is_taken_once_and_a_withdrawn_request_never(world: World) -> None:
    change = submitted(world)
    actions.decide(change, by=world.sponsor, outcome=rules.REJECT, because="x")
    with pytest.raises(Refused, match="CR-001 is rejected"):
        actions.decide(change, by=world.sponsor, outcome=rules.REJECT, because="x")
    other = drafted(world)
    with pytest.raises(Refused, match="withdrawn without a reason"):
        actions.withdraw(other, by=world.lead, because="")
    other = actions.withdraw(other, by=world.lead, because="Not needed.")
    with pytest.raises(Refused, match="CR-002 is already withdrawn"):
        actions.submit(other, by=world.lead)


def test_a_change_is_carried_out_verified_and_closed_in_this_order_and_teaches_us_to_estimate(world: World) -> None:
    change = submitted(world)
    vote(world, change, **APPROVING)
    actions.decide(change, by=world.sponsor, outcome=rules.APPROVE, because="x")
    with pytest.raises(Refused, match="must be implemented first"):
        actions.verify(change, by=world.lead)
    actions.implement(change, by=world.lead)
    with pytest.raises(Refused, match="cannot verify it"):
        actions.verify(change, by=world.lead)
    actions.verify(change, by=world.manager)
    actions.close(change, by=world.manager, actual_days=10)
    assert queries.bias(world.acme) == (1, 2)
    assert verbs(change)[:3] == ["change.closed", "change.verified", "change.implemented"]


def test_it_stands_on_the_agenda_with_its_effect_until_it_is_decided(world: World) -> None:
    change = submitted(world)
    meeting = steering.call_meeting(
        change.implementation and queries.committee_of(change, change.level or "steering committee"),
        by=world.manager,
        on=THURSDAY,
    )
    change.refresh_from_db()
    actions.put_on_agenda(change, meeting, by=world.manager)
    wanted = queries.as_wanted(world.acme)
    assert [(w.ref, w.due) for w in wanted] == [(change.ref, THURSDAY.date())]
    assert wanted[0].recommendation.startswith("Instead: One approver per region. If approved: Go-live stays")
    assert "reserve falls from 8 to 0" in wanted[0].recommendation
    assert verbs(change)[0] == "change.scheduled"


def test_a_request_that_waits_too_long_is_found(world: World) -> None:
    change = submitted(world)
    ChangeRequest.objects.filter(pk=change.pk).update(submitted_at=world.acme.now() - timedelta(days=15))
    judged = rules.changes_are_decided_in_time(queries.control(world.acme))
    assert not judged.met
    assert "submitted 15 days ago" in judged.cure


def test_more_information_sends_it_back_to_its_author(world: World) -> None:
    change = submitted(world)
    actions.decide(change, by=world.sponsor, outcome=rules.MORE, because="How many quotes?")
    change.refresh_from_db()
    assert change.state == rules.DRAFT
    actions.edit(change, by=world.lead, need="40 quotes a week.")
    assert verbs(change)[:2] == ["change.edited", "change.decided"]


def test_small_changes_assessed_before_the_first_was_approved_count_together_too(
    world: World,
) -> None:
    planned(world)
    founded(world)
    drafts = [drafted(world, patch={}, cost_minor=9_000_00) for _ in range(2)]
    for change in drafts:
        actions.assess(change, by=world.manager)
        actions.submit(change, by=world.contributor)
    actions.decide(drafts[0], by=world.manager, outcome=rules.APPROVE, because="Small.")
    with pytest.raises(Refused) as refused:
        actions.decide(drafts[1], by=world.manager, outcome=rules.APPROVE, because="Small too.")
    assert codes(refused) == ["change.level_moved"]
    assert "now it is for the change authority" in str(refused.value)
    actions.decide(drafts[1], by=world.manager, outcome=rules.DEFER, because="Not this month.")


def test_a_deferred_change_is_assessed_and_decided_again(world: World) -> None:
    change = submitted(world)
    actions.decide(change, by=world.sponsor, outcome=rules.DEFER, because="After UAT.", offered="Release 2.")
    plan.edit(world.acme, {"set": [{"task": 4, "duration_days": 21}]}, by=world.manager, because="Late.")
    actions.assess(change, by=world.manager)
    actions.decide(change, by=world.sponsor, outcome=rules.REJECT, because="Not worth it.")
    change.refresh_from_db()
    assert change.state == rules.REJECTED


def test_who_is_refused_without_an_offer_was_not_offered_anything(world: World) -> None:
    change = submitted(world)
    actions.decide(change, by=world.sponsor, outcome=rules.REJECT, because="No.")
    assert not rules.refusals_offer_an_alternative(queries.control(world.acme)).met


def test_the_seat_of_who_asked_does_not_count_for_the_quorum(world: World) -> None:
    planned(world)
    founded(world)
    change = actions.draft(
        world.acme, by=world.contributor, requested_by=world.client, title="x", justification="y", patch=EIGHT_DAYS
    )
    actions.assess(change, by=world.manager)
    actions.submit(change, by=world.client)
    vote(world, change, sponsor="for", committee="for")
    actions.decide(change, by=world.sponsor, outcome=rules.APPROVE, because="Yes.")
    change.refresh_from_db()
    assert change.state == rules.APPROVED


def test_who_wrote_a_small_change_does_not_approve_it_alone(world: World) -> None:
    planned(world)
    change = actions.draft(
        world.acme, by=world.manager, requested_by=world.lead, title="x", justification="y", cost_minor=100
    )
    actions.assess(change, by=world.manager)
    with pytest.raises(Refused, match="there is none besides who asked for it or wrote it") as refused:
        actions.submit(change, by=world.manager)
    assert codes(refused) == ["change.nobody_decides"]
    assert "Make somebody else a manager too under “People & roles”" in str(refused.value)
    implementations.grant(world.acme, world.sponsor, Role.MANAGER, by=world.manager)
    change = actions.submit(change, by=world.manager)
    with pytest.raises(Refused, match="Jo Marsh wrote CR-001 and cannot decide it"):
        actions.decide(change, by=world.manager, outcome=rules.APPROVE, because="Mine.")
    actions.decide(change, by=world.sponsor, outcome=rules.APPROVE, because="Small.")
    assert verbs(change)[0] == "change.decided"


def test_nothing_is_submitted_to_a_committee_in_which_nobody_holds_a_vote(world: World) -> None:
    planned(world)
    change = drafted(world)
    actions.assess(change, by=world.manager)
    with pytest.raises(Refused) as refused:
        actions.submit(change, by=world.lead)
    assert codes(refused) == ["change.nobody_decides"]
    assert str(refused.value) == (
        "CR-001 is for the steering committee, and there is no committee yet. Found one under “Steering” and give "
        "seats for Felix Brandt, Ruth Amadi; an approval needs 3 votes."
    )
    committee = steering.found(world.acme, by=world.manager, title="Steering committee")
    steering.seat(committee, world.lead, by=world.manager, seat=CHAIR)
    with pytest.raises(Refused) as refused:
        actions.submit(change, by=world.lead)
    assert str(refused.value) == (
        "Nobody who may decide CR-001 holds a vote in Steering committee. Press “Give a seat” on its page under "
        "“Steering” for Felix Brandt, Ruth Amadi; an approval needs 2 votes."
    )
    steering.seat(committee, world.sponsor, by=world.manager, seat=MEMBER)
    assert actions.submit(change, by=world.lead).state == rules.SUBMITTED
    assert verbs(change)[0] == "change.submitted"


def test_a_malformed_patch_is_refused_before_anything_is_kept(world: World) -> None:
    planned(world)
    for patch in ({"insert": 5}, {"insert": ["a"]}, {"insert": [{"name": "x", "duration_days": "8", "before": 7}]}):
        with pytest.raises(Refused):
            drafted(world, patch=patch)
    assert not ChangeRequest.objects.exists()


def test_who_asked_and_is_only_a_viewer_now_edits_submits_and_withdraws_nothing(world: World) -> None:
    planned(world)
    founded(world)
    change = drafted(world)
    actions.assess(change, by=world.manager)
    implementations.grant(world.acme, world.contributor, Role.VIEWER, by=world.manager)
    implementations.end(world.acme, world.contributor, Role.CONTRIBUTOR, by=world.manager)
    for act in (
        lambda: actions.edit(change, by=world.contributor, title="x"),
        lambda: actions.submit(change, by=world.contributor),
        lambda: actions.withdraw(change, by=world.contributor, because="x"),
    ):
        with pytest.raises(Refused, match=r"Lena Fischer \(viewer\) may not"):
            act()
    assert actions.submit(change, by=world.lead).state == rules.SUBMITTED


def test_a_draft_cannot_lose_its_title(world: World) -> None:
    planned(world)
    with pytest.raises(Refused, match="has no title"):
        actions.edit(drafted(world), by=world.contributor, title=" ")


def test_the_effect_is_told_right_in_every_direction() -> None:
    effect = rules.Effect
    said = rules.effect_sentence
    assert said(effect(0.5, False, "23 May", "23 May", 8, 8)).endswith("by 0.5 working days and the reserve stays 8.")
    assert said(effect(-8, True, "6 Jun", "23 May", 8, 2)) == (
        "Go-live moves 6 Jun → 23 May; the finish comes earlier by 8 working days."
    )
    assert "grows from 2 to 5" in said(effect(-3, False, "23 May", "23 May", 2, 5))
