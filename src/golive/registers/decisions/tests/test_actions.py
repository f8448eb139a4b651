from datetime import date, timedelta

import pytest

from golive.foundation import audit
from golive.foundation.implementations import actions as implementations
from golive.plain.seat import Role
from golive.plain.verdict import Refused
from golive.registers.decisions import actions, queries, rules
from golive.registers.decisions.models import ReadBack
from tests.world import World

pytestmark = pytest.mark.django_db


def asked(world: World, **changes: object):
    facts = {
        "title": "Which price list leads?",
        "recommendation": "Take the ERP's price list.",
        "due": date(2026, 3, 20),
        "decider": world.sponsor,
    } | changes
    return actions.ask(world.acme, by=world.manager, **facts)


def test_a_wanted_decision_stands_on_the_agenda_until_it_is_taken(world: World) -> None:
    decision = asked(world)
    assert [w.ref for w in queries.as_wanted(world.acme)] == [decision.ref]
    actions.decide(decision, by=world.sponsor, outcome="ERP leads", because="One source of truth.")
    assert queries.as_wanted(world.acme) == []
    verbs = [entry.verb for entry in audit.history_of(decision, limit=5)]
    assert sorted(verbs) == ["decision.asked", "decision.taken"]


def test_asking_without_title_recommendation_and_date_names_all_three(world: World) -> None:
    with pytest.raises(Refused) as refused:
        asked(world, title=" ", recommendation="", due=None)
    assert [r.field for r in refused.value.refusals] == ["title", "recommendation", "due"]


def test_a_viewer_may_not_ask_and_is_told_whom_to_ask(world: World) -> None:
    with pytest.raises(Refused, match=r"Omar Haddad \(viewer\) may not ask for a decision\. Ask a manager"):
        actions.ask(world.acme, by=world.viewer, title="x", recommendation="y", due=date(2026, 3, 20))


def test_a_decision_needs_a_reason(world: World) -> None:
    decision = asked(world)
    with pytest.raises(Refused, match=f"{decision.ref} has no reason"):
        actions.decide(decision, by=world.sponsor, outcome="ERP leads", because=" ")


def test_a_decision_is_taken_once(world: World) -> None:
    decision = actions.decide(asked(world), by=world.sponsor, outcome="A", because="b")
    with pytest.raises(Refused, match="is already decided"):
        actions.decide(decision, by=world.sponsor, outcome="B", because="c")


def test_two_people_who_decide_at_once_are_told_of_each_other(world: World) -> None:
    decision = asked(world)
    seen = decision.version
    actions.decide(decision, by=world.sponsor, outcome="A", because="b", version=seen)
    stale = type(decision).objects.get(pk=decision.pk)
    stale.state = rules.WANTED
    with pytest.raises(Refused, match="was changed by somebody else"):
        actions.decide(stale, by=world.sponsor, outcome="B", because="c", version=seen)


def test_the_people_concerned_are_told_and_confirm(world: World) -> None:
    decision = actions.decide(
        asked(world), by=world.sponsor, outcome="A", because="b", concerned=[world.lead, world.client]
    )
    assert [r.decision for r in queries.owed_by(world.acme, world.lead)] == [decision]
    actions.confirm(decision, by=world.lead)
    assert list(queries.owed_by(world.acme, world.lead)) == []
    assert "decision.read" in [entry.verb for entry in audit.history_of(decision, limit=5)]


def test_who_was_not_told_cannot_confirm(world: World) -> None:
    decision = actions.decide(asked(world), by=world.sponsor, outcome="A", because="b")
    with pytest.raises(Refused, match="was not told"):
        actions.confirm(decision, by=world.lead)


def test_dissent_stands_with_the_decision(world: World) -> None:
    decision = asked(world)
    with pytest.raises(Refused, match="is not decided yet"):
        actions.dissent(decision, by=world.lead, text="Too early.")
    actions.decide(decision, by=world.sponsor, outcome="A", because="b")
    actions.dissent(decision, by=world.lead, text="The ERP has no regional prices.")
    assert [d.person for d in queries.dissents(decision)] == [world.lead]
    assert "decision.disputed" in [entry.verb for entry in audit.history_of(decision, limit=5)]


def test_a_read_back_unconfirmed_for_too_long_is_found_by_the_check(world: World) -> None:
    decision = actions.decide(asked(world), by=world.sponsor, outcome="A", because="b", concerned=[world.client])
    judged = rules.read_back_reaches(queries.read_back_facts(world.acme))
    assert judged.met
    days = int(rules.READ_BACK_DAYS.default) + 1
    ReadBack.objects.filter(decision=decision).update(sent_at=world.acme.now() - timedelta(days=days))
    judged = rules.read_back_reaches(queries.read_back_facts(world.acme))
    assert not judged.met
    assert "Dana Lee" in judged.cure


def test_an_implementation_may_allow_more_days_for_the_read_back(world: World) -> None:
    decision = actions.decide(asked(world), by=world.sponsor, outcome="A", because="b", concerned=[world.client])
    ReadBack.objects.filter(decision=decision).update(sent_at=world.acme.now() - timedelta(days=5))
    assert not rules.read_back_reaches(queries.read_back_facts(world.acme)).met
    implementations.choose_value(world.acme, "decisions.read_back_days", 10, by=world.manager, because="Holidays.")
    assert rules.read_back_reaches(queries.read_back_facts(world.acme)).met


def test_a_person_who_lost_the_role_may_no_longer_decide(world: World) -> None:
    decision = asked(world)
    implementations.end(world.acme, world.sponsor, Role.SPONSOR, by=world.manager)
    with pytest.raises(Refused, match="no role"):
        actions.decide(decision, by=world.sponsor, outcome="A", because="b")


def test_a_lead_does_not_decide_what_was_put_to_the_sponsor(world: World) -> None:
    decision = asked(world)
    for person in (world.lead, world.manager, world.committee):
        with pytest.raises(Refused, match=r"was put to Ruth Amadi; .* has not that authority"):
            actions.decide(decision, by=person, outcome="A", because="b")
    actions.decide(decision, by=world.sponsor, outcome="A", because="b")


def test_a_question_that_nobody_needs_any_more_is_withdrawn_for_good(world: World) -> None:
    decision = asked(world)
    with pytest.raises(Refused, match="without a reason"):
        actions.withdraw(decision, by=world.manager, because=" ")
    with pytest.raises(Refused, match="may not withdraw"):
        actions.withdraw(decision, by=world.sponsor, because="x")
    decision = actions.withdraw(decision, by=world.manager, because="The ERP is fixed by contract.")
    assert decision.state == rules.WITHDRAWN
    assert queries.as_wanted(world.acme) == []
    entry = audit.history_of(decision, limit=1)[0]
    assert (entry.verb, entry.because) == ("decision.withdrawn", "The ERP is fixed by contract.")
    with pytest.raises(Refused, match="is already withdrawn"):
        actions.decide(decision, by=world.sponsor, outcome="A", because="b")


def test_a_decision_stands_until_the_one_that_replaces_it_is_taken(world: World) -> None:
    first = actions.decide(asked(world), by=world.sponsor, outcome="A", because="b", concerned=[world.client])
    again = asked(world, title="Which price list, after the merger?", decider=world.lead, supersedes=first)
    assert first.state == rules.DECIDED
    with pytest.raises(Refused, match=f"{again.ref} is to replace {first.ref} already"):
        asked(world, supersedes=first)
    with pytest.raises(Refused, match="has not that authority"):
        actions.decide(again, by=world.lead, outcome="CRM leads", because="Mine.")
    again = actions.decide(again, by=world.sponsor, outcome="CRM leads", because="The merger.")
    first.refresh_from_db()
    assert first.state == rules.SUPERSEDED
    entry = audit.history_of(first, limit=1)[0]
    assert entry.verb == "decision.superseded"
    assert again.ref in entry.sentence
    # Who was told of the first has to know the second, and owes no word on the first any more.
    assert [each.decision for each in queries.owed_by(world.acme, world.client)] == [again]
    assert set(queries.taken(world.acme, 1)) == {first, again}
    with pytest.raises(Refused, match=f"{first.ref} is superseded"):
        asked(world, supersedes=first)


def test_a_withdrawn_replacement_leaves_the_first_decision_standing(world: World) -> None:
    first = actions.decide(asked(world), by=world.sponsor, outcome="A", because="b")
    again = asked(world, supersedes=first)
    actions.withdraw(again, by=world.manager, because="No need.")
    first.refresh_from_db()
    assert (first.state, queries.successor(first)) == (rules.DECIDED, None)
    assert asked(world, supersedes=first).supersedes == first
