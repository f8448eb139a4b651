import pytest

from golive.foundation import audit
from golive.foundation.implementations import actions as implementations
from golive.plain.seat import Role
from golive.plain.verdict import Kind, Refused
from golive.registers.decisions import actions as decisions
from golive.registers.decisions.models import Decision
from golive.registers.scope import actions, queries, rules
from golive.registers.scope.models import ScopeBaseline, ScopeItem
from tests.world import World

pytestmark = pytest.mark.django_db


def line(world: World, **changes: object) -> ScopeItem:
    facts = {"title": "Quotes with price books", "kind": "in", "acceptance": "20 quotes equal the ERP."} | changes
    return actions.add(world.acme, by=world.manager, **facts)


def drawn_up(world: World) -> ScopeBaseline:
    line(world)
    line(world, title="Partner portal", kind="out", acceptance="Release 2")
    return actions.draw_up(world.acme, by=world.manager)


def signed(world: World) -> ScopeBaseline:
    baseline = drawn_up(world)
    for person in (world.manager, world.sponsor):
        baseline = actions.sign(baseline, by=person, seen_hash=baseline.content_hash)
    return baseline


def approved(world: World) -> Decision:
    return decisions.record(
        world.acme, by=world.sponsor, title="CR-001", outcome="Approved", because="Denver needs it."
    )


def verbs_of(record: object) -> list[str]:
    return [entry.verb for entry in audit.history_of(record, limit=20)]  # type: ignore[arg-type]


def test_the_scope_is_signed_when_manager_and_sponsor_have_signed_the_same_text(world: World) -> None:
    baseline = drawn_up(world)
    assert [p.name for p in queries.required_signatories(world.acme)] == ["Jo Marsh", "Ruth Amadi"]
    actions.sign(baseline, by=world.manager, seen_hash=baseline.content_hash)
    assert not queries.is_signed(world.acme)
    assert [wanted.who for wanted in queries.as_wanted(world.acme)] == ["Ruth Amadi"]
    actions.sign(baseline, by=world.sponsor, seen_hash=baseline.content_hash)
    assert queries.is_signed(world.acme)
    assert queries.as_wanted(world.acme) == []
    assert sorted(verbs_of(baseline)) == ["content.signed", "content.signed", "scope.drawn_up", "scope.signed"]


def test_nobody_signs_twice(world: World) -> None:
    baseline = drawn_up(world)
    actions.sign(baseline, by=world.manager, seen_hash=baseline.content_hash)
    with pytest.raises(Refused, match="Jo Marsh has already signed SB-001"):
        actions.sign(baseline, by=world.manager, seen_hash=baseline.content_hash)


def test_who_saw_another_text_cannot_sign_this_one(world: World) -> None:
    baseline = drawn_up(world)
    with pytest.raises(Refused) as refused:
        actions.sign(baseline, by=world.sponsor, seen_hash="0" * 64)
    assert refused.value.kind is Kind.CONFLICT


def test_a_text_that_was_replaced_can_no_longer_be_signed(world: World) -> None:
    first = drawn_up(world)
    second = actions.draw_up(world.acme, by=world.manager)
    with pytest.raises(Refused, match=f"Read {second.ref} and sign that") as refused:
        actions.sign(first, by=world.sponsor, seen_hash=first.content_hash)
    assert refused.value.kind is Kind.CONFLICT


def test_a_text_is_not_signed_when_a_line_changed_after_it_was_drawn_up(world: World) -> None:
    baseline = drawn_up(world)
    actions.edit(queries.items(world.acme)[0], by=world.manager, title="Quotes and orders")
    with pytest.raises(Refused, match="SC-001 changed"):
        actions.sign(baseline, by=world.sponsor, seen_hash=baseline.content_hash)


def test_only_the_required_signatories_sign(world: World) -> None:
    baseline = drawn_up(world)
    with pytest.raises(Refused, match="may not sign the scope SB-001"):
        actions.sign(baseline, by=world.lead, seen_hash=baseline.content_hash)


def test_the_lines_close_with_the_first_signature_and_the_cure_is_a_change_request(world: World) -> None:
    baseline = signed(world)
    item = queries.items(world.acme)[0]
    for attempt in (
        lambda: actions.edit(item, by=world.manager, title="More"),
        lambda: actions.remove(item, by=world.manager, because="Too dear."),
        lambda: line(world, title="Portal"),
        lambda: actions.draw_up(world.acme, by=world.manager),
    ):
        with pytest.raises(Refused, match="Raise a change request") as refused:
            attempt()
        assert [r.code for r in refused.value.refusals] == ["scope.frozen"]
    assert queries.baseline(world.acme) == baseline


def test_owner_and_estimate_stay_open_after_the_signature(world: World) -> None:
    signed(world)
    item = actions.edit(queries.items(world.acme)[0], by=world.manager, owner=world.lead)
    assert item.owner == world.lead
    assert queries.unapproved_changes(world.acme) == []
    assert "scope.edited" in verbs_of(item)


def test_before_the_first_signature_lines_are_written_edited_and_removed_with_a_reason(world: World) -> None:
    item = line(world)
    with pytest.raises(Refused, match="has no reason"):
        actions.remove(item, by=world.manager, because=" ")
    actions.edit(item, by=world.lead, title="Quotes per legal entity")
    actions.remove(item, by=world.manager, because="Not in the business case.")
    assert list(queries.items(world.acme)) == []
    assert sorted(verbs_of(item)) == ["scope.added", "scope.edited", "scope.removed"]


def test_two_people_who_edit_a_line_at_once_are_told_of_each_other(world: World) -> None:
    item = line(world)
    seen = item.version
    actions.edit(item, by=world.manager, title="A", version=seen)
    with pytest.raises(Refused, match="was changed by somebody else"):
        actions.edit(ScopeItem.objects.get(pk=item.pk), by=world.lead, title="B", version=seen)


def test_a_half_signed_text_is_taken_back_and_its_signatures_bind_nobody(world: World) -> None:
    baseline = drawn_up(world)
    actions.sign(baseline, by=world.manager, seen_hash=baseline.content_hash)
    baseline = actions.take_back(baseline, by=world.manager, because="Ruth Amadi wants Denver named.")
    assert "scope.taken_back" in verbs_of(baseline)
    actions.edit(queries.items(world.acme)[0], by=world.manager, title="Quotes, Denver included")
    again = actions.draw_up(world.acme, by=world.manager)
    assert queries.signing_facts(world.acme).signed == []
    assert again.number == 2


def test_a_fully_signed_text_is_not_taken_back(world: World) -> None:
    with pytest.raises(Refused, match="is fully signed"):
        actions.take_back(signed(world), by=world.manager, because="Second thoughts.")


def test_a_new_sponsor_does_not_undo_what_the_old_one_signed(world: World) -> None:
    signed(world)
    implementations.end(world.acme, world.sponsor, Role.SPONSOR, by=world.manager)
    implementations.grant(world.acme, world.committee, Role.SPONSOR, by=world.manager)
    assert queries.is_signed(world.acme)


def test_a_decision_amends_the_signed_scope_and_signs_the_new_text(world: World) -> None:
    signed(world)
    decision = approved(world)
    delta = {
        "add": [{"title": "Spanish interface", "kind": "in", "acceptance": "UAT in Spanish", "area": "Config"}],
        "remove": ["SC-002"],
        "change": [{"ref": "SC-001", "acceptance": "30 quotes equal the ERP."}],
    }
    baseline = actions.amend(world.acme, delta, by=world.sponsor, because=decision)
    assert [(d.ref, d.word) for d in queries.changed_by(baseline)] == [
        ("SC-001", "changed"),
        ("SC-002", "removed"),
        ("SC-003", "added"),
    ]
    assert queries.is_signed(world.acme)
    assert baseline.agreed_at == decision.decided_at
    facts = queries.signing_facts(world.acme)
    assert rules.scope_is_signed(facts).figure == f"SB-002 signed by decision {decision.ref}"
    assert rules.scope_is_unchanged(facts).met
    assert verbs_of(baseline) == ["scope.amended"]
    assert "scope.line_amended" in verbs_of(ScopeItem.objects.get(ref="SC-003"))


def test_a_wrong_delta_changes_nothing_and_names_every_fault(world: World) -> None:
    signed(world)
    delta = {"add": [{"title": "", "kind": "out"}], "remove": ["SC-099"]}
    with pytest.raises(Refused) as refused:
        actions.amend(world.acme, delta, by=world.sponsor, because=approved(world))
    assert sorted(r.code for r in refused.value.refusals) == ["scope.delta_ref", "scope.title"]
    assert [r.code for r in queries.delta_refusals(world.acme, delta)] == [r.code for r in refused.value.refusals]
    assert queries.items(world.acme).count() == 2


def test_a_scope_that_nobody_signed_is_not_amended(world: World) -> None:
    drawn_up(world)
    with pytest.raises(Refused, match="is not fully signed"):
        actions.amend(world.acme, {"remove": ["SC-001"]}, by=world.sponsor, because=approved(world))


def test_a_line_that_moved_past_the_actions_is_found(world: World) -> None:
    signed(world)
    ScopeItem.objects.filter(ref="SC-001").update(title="Everything")
    assert [d.ref for d in queries.unapproved_changes(world.acme)] == ["SC-001"]
    verdict = rules.scope_is_signed(queries.signing_facts(world.acme))
    assert (verdict.outcome, verdict.record) == ("not met", "SB-001")
