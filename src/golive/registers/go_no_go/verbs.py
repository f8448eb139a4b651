"""What may this person do with a gate or one of its criteria now?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Verb
from golive.plain.seat import lacks_role
from golive.registers.go_no_go import queries, rules
from golive.registers.go_no_go.evidence import Item
from golive.registers.go_no_go.models import Gate


def gate_verbs(place: Place, gate: Gate, looked: queries.Looked) -> list[Verb]:
    """In the order of a gate's life; what was passed is history."""
    if gate.state == rules.PASSED:
        return []
    base, facts = gate.get_absolute_url(), looked.facts
    seen, criteria = facts.frozen_hash, len(looked.stands.items)
    voted = any(vote.person_id == place.person.pk for vote in looked.votes)
    may_freeze = rules.may_freeze(facts, place.seat, criteria=criteria)
    may_vote = rules.may_vote(
        facts, place.seat, has_voted=voted, choice=rules.GO, because="-", seen_hash=seen, version=None
    )
    may_rule = rules.chairs(facts, place.seat) + rules.evidence_holds(facts, seen_hash=seen, version=None)
    prepare = rules.may_prepare(place.seat, f"prepare {gate.ref}")
    put = gate.state == rules.VOTING and facts.live_hash == facts.frozen_hash
    return [
        Verb("Freeze the evidence", f"{base}evidence/", "snowflake", may_freeze, primary=not put),
        Verb("Vote", f"{base}vote/", "vote", may_vote, primary=put and not voted),
        Verb("Rule", f"{base}ruling/", "gavel", may_rule, primary=put and place.person.pk == facts.chair_id and voted),
        Verb("Add a criterion", f"{base}criteria/new/", "plus", prepare),
        Verb("Set the date", f"{base}date/", "calendar", prepare),
    ]


def new_verb(place: Place) -> Verb | None:
    """Offered until every kind of gate is open."""
    if queries.all_open(place.implementation):
        return None
    refusals = rules.may_prepare(place.seat, "open the gates")
    return Verb("Open the gates", place.url("go_no_go", "new"), "door-open", refusals, primary=True)


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    about: str


def criterion_links(place: Place, gate: Gate, item: Item) -> list[Link]:
    """What this person may do for one criterion; only what is allowed is offered, the list is long enough."""
    if gate.state == rules.PASSED:
        return []
    criterion, links = item.criterion, []
    base = f"{gate.get_absolute_url()}criteria/{criterion.number}/"
    owns = criterion.owner_id == place.person.pk
    if item.by_hand and (owns or not lacks_role(place.seat, rules.MAY_ANSWER, "")):
        links.append(Link("Answer", f"{base}answer/", item.question))
    if criterion.waivable_by in place.seat.roles and not owns and not item.is_met:
        links.append(Link("Waive anew" if item.waiver else "Waive", f"{base}waiver/", item.question))
    if not rules.may_prepare(place.seat, ""):
        links.append(
            Link("Change the owner" if criterion.owner_id else "Name an owner", f"{base}owner/", item.question)
        )
    return links
