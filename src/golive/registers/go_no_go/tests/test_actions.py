from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from golive.foundation import audit
from golive.foundation.implementations import actions as implementations
from golive.foundation.people.confirming import Proof
from golive.plain.seat import Role
from golive.plain.verdict import Refused
from golive.registers.decisions import queries as decisions
from golive.registers.go_no_go import actions, queries, rules
from golive.registers.go_no_go.judging import GateVerdict
from golive.registers.go_no_go.models import Criterion, GateVote, Ruling, Snapshot
from golive.registers.go_no_go.tests.cast import (
    PASSWORD,
    cast_vote,
    committee,
    fresh,
    gate,
    put_to_vote,
    question,
    ready_to_rule,
    rule,
    sign_scope,
    small_gate,
    with_password,
    yes,
)
from golive.registers.steering import actions as steering
from tests.world import World

pytestmark = pytest.mark.django_db


def verbs(record: object) -> list[str]:
    return [entry.verb for entry in audit.history_of(record, limit=20)]


def last_entry(record: object) -> str:
    return next(iter(audit.history_of(record, limit=1))).sentence


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {refusal.code for refusal in refused.value.refusals}


def test_the_five_gates_are_opened_once_with_their_criteria(world: World) -> None:
    opened = actions.open_gates(world.acme, by=world.manager)
    assert [g.kind for g in opened] == ["kickoff", "uat_exit", "go_no_go", "hypercare_exit", "close"]
    assert opened[0].due == world.acme.kickoff_on
    assert opened[2].due == world.acme.committed_on
    assert actions.open_gates(world.acme, by=world.manager) == []
    assert verbs(opened[0]) == ["gate.opened"]
    assert Criterion.objects.exclude(provenance="").count() == Criterion.objects.count()


def test_only_the_manager_opens_gates(world: World) -> None:
    with pytest.raises(Refused, match="may not open the gates"):
        actions.open_gates(world.acme, by=world.lead)


def test_the_kickoff_gate_is_not_decidable_until_the_scope_is_signed(world: World) -> None:
    found = gate(world)
    before = queries.standing(found)
    assert before.verdict is GateVerdict.UNDECIDABLE
    assert before.items[0].verdict.figure == "no scope recorded"
    sign_scope(world)
    after = queries.standing(found)
    assert after.items[0].is_met
    assert "SB-001 signed by" in after.items[0].verdict.figure


def test_every_check_of_the_kickoff_gate_but_the_scorecard_is_declared_or_named(world: World) -> None:
    asked = {i.criterion.check_id for i in queries.standing(gate(world)).items}
    assert asked == {
        "scope.signed", "raci.valid", "steering.can_decide", "plan.baselined", "raid.owned", "commitments.promised",
        "scorecard.frozen",
    }  # fmt: skip


def test_a_criterion_without_its_register_is_answered_by_hand_with_a_document(world: World) -> None:
    found = gate(world)
    scorecard = next(i for i in queries.standing(found).items if i.criterion.check_id == "scorecard.frozen")
    assert not scorecard.is_met
    criterion, until = scorecard.criterion, world.acme.today() + timedelta(days=90)
    with pytest.raises(Refused, match="A yes without a document is a claim"):
        actions.answer(criterion, by=world.manager, met=True, until=until)
    actions.answer(
        criterion,
        by=world.manager,
        met=True,
        until=until,
        note="Frozen.",
        file=("card.pdf", "application/pdf", b"%PDF"),
    )
    assert queries.item_of(criterion).is_met
    assert verbs(found)[0] == "gate.answered"


def test_what_is_measured_is_not_answered_by_hand(world: World) -> None:
    signed = queries.standing(gate(world)).items[0].criterion
    with pytest.raises(Refused, match="is measured by golive itself"):
        actions.answer(signed, by=world.manager, met=False, until=world.acme.today())


def test_a_viewer_answers_nothing_unless_the_criterion_is_theirs(world: World) -> None:
    found = small_gate(world)
    with pytest.raises(Refused, match="may not answer"):
        yes(world, found, by=world.viewer)
    actions.assign(question(found), by=world.manager, owner=world.viewer)
    assert verbs(found)[0] == "gate.criterion_assigned"
    yes(world, found, by=world.viewer)
    assert queries.standing(found).verdict is GateVerdict.GO


def test_an_answer_without_yes_or_no_and_expiry_is_refused_with_both(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.answer(question(small_gate(world)), by=world.manager, met=None, until=None)
    assert codes(refused) == {"answer.met", "answer.until"}


def test_the_date_of_a_gate_is_set(world: World) -> None:
    found, due = gate(world, "uat_exit"), world.acme.today()
    assert actions.set_date(found, by=world.manager, due=due, version=found.version).due == due
    assert verbs(found)[0] == "gate.dated"
    with pytest.raises(Refused, match="may not date"):
        actions.set_date(found, by=world.client, due=due)


def test_a_criterion_is_added_and_an_empty_one_is_not(world: World) -> None:
    found = gate(world)
    added = actions.add_criterion(found, by=world.manager, question="Is the room booked?")
    assert added.number == queries.criteria(found).count()
    assert verbs(found)[0] == "gate.criterion_added"
    with pytest.raises(Refused, match="asks nothing"):
        actions.add_criterion(found, by=world.manager, question=" ")


def test_freezing_keeps_the_evidence_with_its_hash_and_puts_the_gate_to_vote(world: World) -> None:
    committee(world)
    found = gate(world)
    snapshot = put_to_vote(world, found)
    assert fresh(found).state == rules.VOTING
    assert snapshot.verdict == "NOT DECIDABLE"
    assert snapshot.content_hash == queries.standing(found).content_hash == queries.frozen(found).content_hash
    assert snapshot.content == queries.standing(found).content
    assert snapshot.content_hash[:12] in last_entry(found)


def test_freezing_is_refused_without_a_committee_and_without_the_right(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.freeze(gate(world), by=world.lead)
    assert codes(refused) == {"rights.role", "gate.voters"}


def test_the_same_evidence_is_not_frozen_twice(world: World) -> None:
    committee(world)
    found = gate(world)
    put_to_vote(world, found)
    with pytest.raises(Refused, match="is frozen as it stands now"):
        put_to_vote(world, found)


def test_a_voting_seat_votes_once_and_never_twice(world: World) -> None:
    committee(world)
    found = small_gate(world)
    put_to_vote(world, found)
    cast_vote(found, world.sponsor)
    assert verbs(found)[0] == "gate.voted"
    with pytest.raises(Refused, match="has already voted"):
        cast_vote(found, world.sponsor, "no-go", "I changed my mind.")
    assert GateVote.objects.count() == 1


def test_the_database_itself_refuses_a_second_vote_of_a_seat(world: World) -> None:
    committee(world)
    found = small_gate(world)
    snapshot = put_to_vote(world, found)
    cast_vote(found, world.sponsor)
    with pytest.raises(IntegrityError), transaction.atomic():
        GateVote.objects.create(snapshot=snapshot, person=world.sponsor, choice="go")


@pytest.mark.parametrize("who", ["manager", "lead", "viewer", "stranger"])
def test_who_holds_no_voting_seat_does_not_vote(world: World, who: str) -> None:
    committee(world)
    found = small_gate(world)
    put_to_vote(world, found)
    with pytest.raises(Refused, match="holds no seat with a vote in Steering committee"):
        cast_vote(found, world.cast[who])


def test_a_seat_that_ended_or_a_role_that_was_taken_votes_no_more(world: World) -> None:
    founded = committee(world)
    found = small_gate(world)
    put_to_vote(world, found)
    steering.unseat(founded, world.client, by=world.manager)
    implementations.end(world.acme, world.committee, Role.COMMITTEE, by=world.manager)
    for person in (world.client, world.committee):
        with pytest.raises(Refused, match="holds no seat with a vote"):
            cast_vote(found, person)


def test_stale_evidence_refuses_the_vote_and_says_freeze_again(world: World) -> None:
    committee(world)
    found = small_gate(world)
    put_to_vote(world, found)
    yes(world, found)
    with pytest.raises(Refused, match=r"“Is it handed over\?” was missing .*Freeze again") as refused:
        cast_vote(found, world.sponsor)
    assert codes(refused) == {"gate.stale"}
    put_to_vote(world, found)
    cast_vote(found, world.sponsor)


def test_evidence_that_expires_in_the_meantime_refuses_the_vote(world: World) -> None:
    committee(world)
    found = small_gate(world)
    yes(world, found, days=1)
    put_to_vote(world, found)
    type(world.acme).objects.filter(pk=world.acme.pk).update(clock=world.acme.clock + timedelta(days=2))
    with pytest.raises(Refused, match="changed after it was frozen"):
        cast_vote(fresh(found), world.sponsor)


def test_a_vote_on_other_evidence_than_was_shown_is_a_conflict(world: World) -> None:
    committee(world)
    found = small_gate(world)
    old = put_to_vote(world, found)
    yes(world, found)
    put_to_vote(world, found)
    with pytest.raises(Refused, match="is no longer the evidence you were shown") as refused:
        actions.vote(found, by=world.sponsor, choice="go", because="", seen_hash=old.content_hash)
    assert refused.value.kind == "conflict"
    seen = queries.frozen(found).content_hash
    with pytest.raises(Refused, match="version 1 against"):
        actions.vote(found, by=world.sponsor, choice="go", because="", seen_hash=seen, version=1)


def test_nobody_votes_before_the_evidence_is_frozen(world: World) -> None:
    committee(world)
    with pytest.raises(Refused, match="is not put to vote"):
        actions.vote(small_gate(world), by=world.sponsor, choice="go", because="", seen_hash="")


def test_a_dissent_needs_a_reason_and_a_vote_a_choice(world: World) -> None:
    committee(world)
    found = small_gate(world)
    put_to_vote(world, found)
    with pytest.raises(Refused, match="A vote of no-go has no reason"):
        cast_vote(found, world.sponsor, "no-go")
    with pytest.raises(Refused, match="The vote says nothing"):
        cast_vote(found, world.sponsor, "")


def test_the_chair_rules_and_the_decision_carries_the_votes(world: World) -> None:
    found = ready_to_rule(world)
    ruling = rule(world, found)
    assert (ruling.ref, ruling.outcome, fresh(found).state) == ("RUL-001", "GO", rules.PASSED)
    assert ruling.confirmed == "confirmed with the password"
    assert sorted(v.choice for v in decisions.votes(ruling.decision)) == ["Go", "Go", "Go"]
    assert ruling.decision.about == found.ref
    assert world.manager in [r.person for r in decisions.read_backs(ruling.decision)]
    assert verbs(found)[0] == "gate.ruled"
    assert "ruled G-005: GO, confirmed with the password (RUL-001)" in last_entry(found)


def test_who_does_not_chair_cannot_rule(world: World) -> None:
    found = ready_to_rule(world)
    for person in (world.manager, world.committee, world.lead):
        with pytest.raises(Refused, match=r"does not chair Steering committee\. Ask Ruth Amadi"):
            rule(world, found, by=person)


def test_the_ruling_checks_the_password_really(world: World) -> None:
    found = ready_to_rule(world)
    for wrong in ("", "guess"):
        with pytest.raises(Refused, match="This is not the password of Ruth Amadi"):
            rule(world, found, proof=Proof(password=wrong))
    assert not Ruling.objects.exists()


def test_too_many_wrong_passwords_are_stopped_although_each_ruling_was_refused(world: World) -> None:
    found = ready_to_rule(world)
    for _ in range(10):
        with pytest.raises(Refused, match="not the password"):
            rule(world, found, proof=Proof(password="guess"))
    with pytest.raises(Refused, match="too many tries"):
        rule(world, found, proof=Proof(password=PASSWORD))


def test_who_has_no_password_is_told_how_to_confirm(world: World) -> None:
    found = ready_to_rule(world)
    world.sponsor.set_unusable_password()
    world.sponsor.save()
    with pytest.raises(Refused, match="Have a code mailed"):
        rule(world, found)


def test_a_gate_is_ruled_once(world: World) -> None:
    found = ready_to_rule(world)
    rule(world, found)
    with pytest.raises(Refused, match="was passed"):
        rule(world, fresh(found))
    assert Ruling.objects.count() == 1


def test_go_against_what_is_not_decidable_is_refused_and_names_each_criterion(world: World) -> None:
    committee(world)
    found = gate(world)
    put_to_vote(world, found)
    for person in (world.sponsor, world.committee, world.client):
        cast_vote(found, person)
    with_password(world.sponsor)
    with pytest.raises(Refused, match=r"G-001 is NOT DECIDABLE: “Is the scope signed\?” is missing") as refused:
        rule(world, fresh(found))
    assert "It cannot be waived" in str(refused.value)
    assert "Or ask the executive sponsor for a waiver" in str(refused.value)
    stopped = rule(world, fresh(found), outcome="no-go", because="Sign the scope first.")
    assert (stopped.outcome, fresh(found).state) == ("NO-GO", rules.STOPPED)


def test_a_stopped_gate_is_frozen_again_and_may_pass_later(world: World) -> None:
    found = ready_to_rule(world)
    rule(world, found, outcome="no-go", because="Not today.")
    yes(world, fresh(found))
    put_to_vote(world, fresh(found))
    for person in (world.sponsor, world.committee, world.client):
        cast_vote(fresh(found), person)
    assert rule(world, fresh(found)).outcome == "GO"
    assert [r.outcome for r in queries.rulings(found)] == ["GO", "NO-GO"]


def waive(world: World, found, *, by=None, days: int = 7, **changes: str):
    text = {"because": "The handover is on 20 Mar.", "condition": "Omar writes it down."} | changes
    until = world.acme.today() + timedelta(days=days)
    return actions.waive(question(found), by=by or world.sponsor, until=until, **text)


def test_a_waiver_of_the_entitled_role_makes_it_go_with_conditions(world: World) -> None:
    committee(world)
    found = small_gate(world, waivable_by="executive sponsor")
    assert queries.standing(found).verdict is GateVerdict.UNDECIDABLE
    waive(world, found)
    assert verbs(found)[0] == "gate.waived"
    assert queries.standing(found).verdict is GateVerdict.CONDITIONS
    put_to_vote(world, found)
    for person in (world.sponsor, world.committee, world.client):
        cast_vote(found, person)
    with_password(world.sponsor)
    ruling = rule(world, fresh(found))
    assert ruling.outcome == "GO WITH CONDITIONS"
    assert ruling.conditions == [
        {"question": "Is it handed over?", "condition": "Omar writes it down.", "until": "2026-03-23"}
    ]


def test_a_waiver_ends_by_itself(world: World) -> None:
    found = small_gate(world, waivable_by="executive sponsor")
    waive(world, found, days=1)
    type(world.acme).objects.filter(pk=world.acme.pk).update(clock=world.acme.clock + timedelta(days=2))
    assert queries.standing(fresh(found)).verdict is GateVerdict.UNDECIDABLE


def test_what_can_never_be_waived_is_not_waived_by_anybody(world: World) -> None:
    found = small_gate(world)
    for person in (world.sponsor, world.manager):
        with pytest.raises(Refused, match="can never be waived"):
            waive(world, found, by=person)


def test_a_waiver_needs_the_role_a_reason_a_condition_and_an_early_end(world: World) -> None:
    found = small_gate(world, waivable_by="executive sponsor")
    with pytest.raises(Refused) as refused:
        waive(world, found, by=world.manager, days=15, because=" ", condition="")
    assert codes(refused) == {"rights.role", "waiver.because", "waiver.condition", "waiver.until"}
    waive(world, found, days=14)


def test_the_owner_of_a_criterion_does_not_waive_it(world: World) -> None:
    found = small_gate(world, waivable_by="executive sponsor")
    actions.assign(question(found), by=world.manager, owner=world.sponsor)
    with pytest.raises(Refused, match="owns “Is it handed over"):
        waive(world, found)


def test_what_is_met_needs_no_waiver(world: World) -> None:
    found = small_gate(world, waivable_by="executive sponsor")
    yes(world, found)
    with pytest.raises(Refused, match="There is nothing to waive"):
        waive(world, found)


def test_an_implementation_sets_its_own_length_of_a_waiver(world: World) -> None:
    found = small_gate(world, waivable_by="executive sponsor")
    implementations.choose_value(world.acme, "go_no_go.waiver_days", 3, by=world.manager, because="Strict.")
    with pytest.raises(Refused, match=r"up to 19 Mar 2026 \(3 days\)"):
        waive(world, found, days=4)


def test_an_optional_open_point_needs_a_date_in_the_ruling(world: World) -> None:
    committee(world)
    found = small_gate(world, mandatory=False)
    assert queries.standing(found).verdict is GateVerdict.CONDITIONS
    put_to_vote(world, found)
    for person in (world.sponsor, world.committee, world.client):
        cast_vote(found, person)
    with_password(world.sponsor)
    with pytest.raises(Refused, match="1 open points have no date"):
        rule(world, fresh(found))
    ruling = rule(world, fresh(found), conditions_by=world.acme.today() + timedelta(days=10))
    assert ruling.conditions[0]["until"] == "2026-03-26"


def test_a_go_needs_enough_votes_and_more_for_than_against(world: World) -> None:
    committee(world)
    found = small_gate(world)
    yes(world, found)
    put_to_vote(world, found)
    with_password(world.sponsor)
    cast_vote(found, world.sponsor)
    with pytest.raises(Refused, match="1 of 3 seats voted on G-005; 3 are needed"):
        rule(world, fresh(found))
    cast_vote(found, world.committee, "no-go", "Denver is not ready.")
    cast_vote(found, world.client, "abstain", "I was away.")
    with pytest.raises(Refused, match="1 go, 1 no-go"):
        rule(world, fresh(found))


def test_a_ruling_needs_an_outcome_and_a_reason(world: World) -> None:
    found = ready_to_rule(world)
    with pytest.raises(Refused) as refused:
        rule(world, found, outcome="", because="")
    assert codes(refused) == {"ruling.outcome", "ruling.because"}


def test_evidence_that_changed_since_the_vote_refuses_the_ruling(world: World) -> None:
    found = ready_to_rule(world)
    actions.answer(question(found), by=world.manager, met=False, until=world.acme.today())
    with pytest.raises(Refused, match="Freeze again"):
        rule(world, found)


def test_a_passed_gate_is_history(world: World) -> None:
    found = ready_to_rule(world)
    rule(world, found)
    with pytest.raises(Refused, match="was passed"):
        yes(world, fresh(found))
    with pytest.raises(Refused, match="was passed"):
        put_to_vote(world, fresh(found))
    assert Snapshot.objects.count() == 1


def test_a_gate_near_its_date_is_wanted_on_the_agenda_and_a_passed_one_is_not(world: World) -> None:
    found = ready_to_rule(world)
    wanted = {w.ref: w for w in queries.wanted(world.acme)}
    assert set(wanted) == {"G-001", "G-005"}  # the kickoff is past its date, the close gate is put to vote
    assert "NOT DECIDABLE: Is the scope signed?" in wanted["G-001"].recommendation
    assert "GO: vote on it" in wanted["G-005"].recommendation
    rule(world, found)
    assert {w.ref for w in queries.wanted(world.acme)} == {"G-001"}


def test_the_check_of_the_kickoff_follows_the_ruling(world: World) -> None:
    found = ready_to_rule(world)
    type(found).objects.filter(kind="kickoff").update(kind="uat_exit")
    type(found).objects.filter(pk=found.pk).update(kind="kickoff")
    found = fresh(found)
    put_to_vote(world, found)
    for person in (world.sponsor, world.committee, world.client):
        cast_vote(found, person)
    assert not rules.gate_is_passed(queries.kickoff_facts(world.acme)).met
    rule(world, fresh(found))
    judged = rules.gate_is_passed(queries.kickoff_facts(world.acme))
    assert judged.met
    assert judged.figure == "G-005: GO, RUL-001"
