from datetime import date, timedelta

import pytest

from golive.foundation import audit
from golive.foundation.implementations import actions as implementations
from golive.plain.seat import Role
from golive.plain.verdict import Kind, Refused
from golive.registers.decisions import actions as decisions
from golive.registers.decisions.models import Decision
from golive.registers.raci import actions, queries, rules
from golive.registers.raci.models import Consultation, Deliverable, RoleName
from tests.world import World

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 20)


def role(world: World, name: str, holder: str = "", deputy: str = "") -> RoleName:
    named = actions.name_role(world.acme, by=world.manager, name=name)
    if holder:
        stand_in = world.cast[deputy] if deputy else None
        actions.hold(named, world.cast[holder], by=world.manager, deputy=stand_in)
    return named


def row(world: World, **changes: str) -> Deliverable:
    facts = {"title": "Change requests", "kind": "decision", "about": "changes"} | changes
    return actions.add(world.acme, by=world.manager, **facts)  # type: ignore[arg-type]


def lettered(world: World) -> Deliverable:
    """Change requests: the sponsor answers, the manager does it, the lead is asked, the client is told."""
    made = row(world)
    for name, holder, letter in (
        ("Executive sponsor", "sponsor", "A"),
        ("Implementation manager", "manager", "R"),
        ("Functional lead", "lead", "C"),
        ("Client finance", "client", "I"),
    ):
        actions.assign(made, role(world, name, holder, "committee"), letter, by=world.manager)
    return made


def decided(world: World, by: str) -> Decision:
    about = row(world, title="About", about=f"x{Deliverable.objects.count()}")
    decision = decisions.record(about, by=world.cast[by], title="CR", outcome="Approved", because="Needed.")
    Decision.objects.filter(pk=decision.pk).update(about="CR-001")
    return decision


def verbs_of(record: object) -> list[str]:
    return [entry.verb for entry in audit.history_of(record, limit=30)]  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def test_the_four_compulsory_rows_are_seeded_once_with_their_provenance(world: World) -> None:
    made = actions.seed_compulsory(world.acme, by=world.manager)
    assert [(each.about, each.required_letter) for each in made] == [
        ("data_migration.sign_off", "A"),
        ("training.delivery", "R"),
        ("configuration.decisions", "C"),
        ("go_no_go", "I"),
    ]
    assert all(each.provenance == rules.PROVENANCE for each in made)
    assert verbs_of(made[0]) == ["raci.seeded"]
    assert actions.seed_compulsory(world.acme, by=world.manager) == []


def test_only_the_manager_writes_the_matrix(world: World) -> None:
    for attempt in (
        lambda: actions.seed_compulsory(world.acme, by=world.lead),
        lambda: actions.add(world.acme, by=world.lead, title="x"),
        lambda: actions.name_role(world.acme, by=world.lead, name="x"),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.kind is Kind.RIGHTS


def test_a_row_needs_a_title_and_a_key_of_its_own(world: World) -> None:
    row(world)
    with pytest.raises(Refused) as refused:
        row(world, title=" ")
    assert codes(refused) == ["raci.title", "raci.about"]


def test_the_letters_route_to_the_people_who_hold_the_roles(world: World) -> None:
    made = lettered(world)
    assert queries.accountable(world.acme, "changes") == world.sponsor
    assert queries.accountable(world.acme, made.ref) == world.sponsor
    assert queries.responsible(world.acme, "changes") == [world.manager]
    assert queries.consulted(world.acme, "changes") == [world.lead]
    assert queries.informed(world.acme, "changes") == [world.client]
    assert queries.letters_of(world.acme, world.sponsor) == [(made, "A")]
    assert queries.accountable(world.acme, "scope") is None
    assert verbs_of(made).count("raci.assigned") == 4


def test_the_a_moves_with_a_reason_and_a_row_never_has_two(world: World) -> None:
    made = lettered(world)
    lead = RoleName.objects.get(name="Functional lead")
    with pytest.raises(Refused, match="already answered for by Executive sponsor"):
        actions.assign(made, lead, "A", by=world.manager)
    actions.assign(made, lead, "A", by=world.manager, because="The sponsor leaves it to Priya Nair.")
    assert queries.accountable(world.acme, "changes") == world.lead
    assert [each.letter for each in queries.letters(made)].count("A") == 1


def test_only_a_and_r_go_together(world: World) -> None:
    made, sponsor = lettered(world), RoleName.objects.get(name="Executive sponsor")
    with pytest.raises(Refused, match="cannot be C as well"):
        actions.assign(made, sponsor, "C", by=world.manager)
    actions.assign(made, sponsor, "R", by=world.manager)
    assert sorted(each.letter for each in queries.letters(made) if each.role == sponsor) == ["A", "R"]
    with pytest.raises(Refused) as refused:
        actions.assign(made, RoleName.objects.get(name="Client finance"), "X", by=world.manager)
    assert codes(refused) == ["raci.letter"]


def test_letters_are_taken_away(world: World) -> None:
    made = lettered(world)
    actions.clear(made, RoleName.objects.get(name="Client finance"), by=world.manager)
    assert queries.informed(world.acme, "changes") == []
    assert "raci.cleared" in verbs_of(made)


def test_whoever_holds_the_a_accepts_it_once_and_nobody_else_does(world: World) -> None:
    made = lettered(world)
    assert queries.validity_facts(world.acme).unaccepted == [(made.ref, "Ruth Amadi")]
    with pytest.raises(Refused) as refused:
        actions.accept(made, by=world.manager)
    assert refused.value.kind is Kind.RIGHTS
    actions.accept(made, by=world.sponsor)
    assert queries.validity_facts(world.acme).unaccepted == []
    assert "raci.accepted" in verbs_of(made)
    with pytest.raises(Refused, match="already accepted"):
        actions.accept(made, by=world.sponsor)


def test_a_new_holder_has_to_accept_again(world: World) -> None:
    made = lettered(world)
    actions.accept(made, by=world.sponsor)
    actions.hold(RoleName.objects.get(name="Executive sponsor"), world.committee, by=world.manager)
    assert queries.accountable(world.acme, "changes") == world.committee
    assert queries.validity_facts(world.acme).unaccepted == [(made.ref, "Felix Brandt")]
    assert "raci.held" in verbs_of(RoleName.objects.get(name="Executive sponsor"))


def test_a_delegate_acts_until_the_end_of_the_last_day(world: World) -> None:
    lettered(world)
    actions.delegate(
        world.acme, world.sponsor, world.committee, by=world.sponsor, until_on=FRIDAY, because="At the trade fair."
    )
    assert queries.accountable(world.acme, "changes") == world.committee
    assert queries.entitled(world.acme, "changes") == [world.sponsor, world.committee]
    world.acme.clock = world.acme.now() + timedelta(days=5)
    world.acme.save()
    assert queries.accountable(world.acme, "changes") == world.sponsor
    assert "raci.delegated" in verbs_of(world.acme)


def test_a_delegation_needs_an_end_a_reason_and_somebody_else(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.delegate(world.acme, world.sponsor, world.sponsor, by=world.sponsor, until_on=None, because="")
    assert codes(refused) == ["raci.to_person", "raci.until_on", "raci.because"]


def test_nobody_but_the_manager_delegates_for_somebody_else(world: World) -> None:
    facts = {"until_on": FRIDAY, "because": "Ill."}
    with pytest.raises(Refused, match="may not delegate for somebody else"):
        actions.delegate(world.acme, world.sponsor, world.lead, by=world.lead, **facts)
    actions.delegate(world.acme, world.sponsor, world.lead, by=world.manager, **facts)
    with pytest.raises(Refused, match="Sam Outis holds no role"):
        actions.delegate(world.acme, world.sponsor, world.stranger, by=world.manager, **facts)


def test_a_person_who_left_is_listed_with_every_row_they_answer_for(world: World) -> None:
    made = lettered(world)
    implementations.end(world.acme, world.sponsor, Role.SPONSOR, by=world.manager)
    found = [each for each in queries.findings(world.acme) if each.code == "raci.holder_left"]
    assert [(each.hard, made.ref in each.text) for each in found] == [(True, True)]


def test_the_consulted_are_asked_and_their_answer_or_their_silence_is_kept(world: World) -> None:
    made = lettered(world)
    actions.consult(made, by=world.manager, question="Is eight days right?", due=FRIDAY)
    assert [each.person for each in queries.owed_by(world.acme, world.lead)] == [world.lead]
    with pytest.raises(Refused, match="says nothing"):
        actions.answer(made, by=world.lead, answer=" ")
    answered = actions.answer(made, by=world.lead, answer="Ten, with the tests.")
    assert answered.answered_on == world.acme.today()
    assert list(queries.owed_by(world.acme, world.lead)) == []
    assert {"raci.asked", "raci.answered"} <= set(verbs_of(made))
    with pytest.raises(Refused, match="was not asked"):
        actions.answer(made, by=world.client, answer="Yes.")


def test_silence_past_the_date_shows_and_a_late_answer_stays_late(world: World) -> None:
    made = lettered(world)
    actions.consult(made, by=world.manager, question="Right?", due=FRIDAY)
    Consultation.objects.update(due=world.acme.today() - timedelta(days=1))
    asked = queries.consultations(made)[0]
    assert rules.consulting_state(due=asked.due, answered_on=None, today=world.acme.today()) == "silent"
    late = actions.answer(made, by=world.lead, answer="Yes.")
    state = rules.consulting_state(due=late.due, answered_on=late.answered_on, today=world.acme.today())
    assert state == "answered late"


def test_asking_needs_a_question_a_date_and_somebody_to_ask(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.consult(row(world), by=world.manager, question=" ", due=None)
    assert codes(refused) == ["raci.question", "raci.due", "raci.nobody_consulted"]


def test_the_informed_are_told(world: World) -> None:
    made = lettered(world)
    told = actions.inform(made, by=world.lead, text="CR-001 was approved.")
    assert [each.person for each in told] == [world.client]
    assert [each.text for each in queries.notices(made)] == ["CR-001 was approved."]
    assert "raci.told" in verbs_of(made)
    with pytest.raises(Refused) as refused:
        actions.inform(row(world, about="scope"), by=world.lead, text="")
    assert codes(refused) == ["raci.text", "raci.nobody_informed"]


def test_a_row_is_closed_with_a_reason_but_a_compulsory_row_stays(world: World) -> None:
    made = actions.close(row(world), by=world.manager, because="No change is open any more.")
    assert "raci.closed" in verbs_of(made)
    seeded = actions.seed_compulsory(world.acme, by=world.manager)[0]
    with pytest.raises(Refused) as refused:
        actions.close(seeded, by=world.manager, because="")
    assert codes(refused) == ["raci.compulsory", "raci.because"]


def test_decisions_taken_by_whoever_answers_keep_the_matrix_alive(world: World) -> None:
    lettered(world)
    decided(world, "sponsor")
    assert queries.liveness(world.acme).index == 1
    decided(world, "manager")
    facts = queries.liveness(world.acme)
    assert (facts.index, [miss.by for miss in facts.misses]) == (0.5, ["Jo Marsh"])


def test_a_delegate_counts_on_the_days_of_the_delegation_only(world: World) -> None:
    lettered(world)
    actions.delegate(world.acme, world.sponsor, world.committee, by=world.sponsor, until_on=FRIDAY, because="Away.")
    inside = decided(world, "committee")
    assert queries.liveness(world.acme).index == 1
    Decision.objects.filter(pk=inside.pk).update(decided_at=world.acme.now() - timedelta(days=2))
    assert queries.liveness(world.acme).index == 0


def test_old_decisions_and_those_without_a_row_are_not_measured(world: World) -> None:
    assert queries.liveness(world.acme).index is None
    old = decided(world, "sponsor")
    assert (queries.liveness(world.acme).index, queries.liveness(world.acme).outside) == (None, 1)
    lettered(world)
    Decision.objects.filter(pk=old.pk).update(decided_at=world.acme.now() - timedelta(days=31))
    assert (queries.liveness(world.acme).index, queries.liveness(world.acme).outside) == (None, 0)


def test_a_role_of_another_implementation_gets_no_letter_here(world: World, other: object) -> None:
    elsewhere = RoleName.objects.create(implementation=other, name="Elsewhere")
    with pytest.raises(Refused, match="belongs to another implementation"):
        actions.assign(row(world), elsewhere, "R", by=world.manager)
