"""How does each gate stand on the evidence of this moment, what was frozen, who voted, and what was ruled?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from golive.foundation.database.reading import asked_once
from golive.foundation.documents.actions import content_hash
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.declaration import Wanted
from golive.registers.go_no_go import catalogue, evidence, judging, rules
from golive.registers.go_no_go.evidence import Item, Measured
from golive.registers.go_no_go.judging import GateVerdict, verdict_of
from golive.registers.go_no_go.models import Answer, Criterion, Gate, GateVote, Ruling, Snapshot, Waiver
from golive.registers.steering import queries as steering
from golive.registers.steering.rules import CHAIR, QUORUM


@dataclass(frozen=True)
class Standing:
    """A gate on the evidence of this moment: its criteria, the verdict that follows, and the hash of both."""

    gate: Gate
    items: Sequence[Item]
    verdict: GateVerdict
    content: dict[str, Any]
    content_hash: str

    @property
    def met(self) -> int:
        return sum(item.is_met for item in self.items)

    @property
    def blocking(self) -> list[rules.Blocking]:
        return [item.blocking for item in self.items if item.weighed.stands_against]

    @property
    def undated(self) -> list[str]:
        """What is neither met nor waived, and may be done after the gate."""
        return [i.question for i in self.items if not i.is_met and not i.waiver and not i.criterion.mandatory]

    @property
    def parts(self) -> list[tuple[int, str]]:
        """What is not met, each criterion in one part: with `met` they add up to all of them."""
        against = self.blocking
        not_met = sum(each.standing == judging.Standing.NOT_MET for each in against)
        waived = sum(item.waiver is not None and not item.is_met for item in self.items)
        return [
            (not_met, "not met"),
            (len(against) - not_met, "without evidence that holds"),
            (waived, "waived"),
            (len(self.undated), "not mandatory and open"),
        ]

    @property
    def told(self) -> str:
        """The sum in words, such as “5 of 7 criteria met, 1 not met, 1 waived”."""
        left = [f"{count} {word}" for count, word in self.parts if count]
        return ", ".join([f"{self.met} of {len(self.items)} criteria met", *left])


def gates(implementation: Implementation) -> QuerySet[Gate]:
    """Every gate, in the order in which they are passed."""
    rows = here(Gate, implementation)
    return rows.order_by("pk")


@asked_once
def ahead(implementation: Implementation) -> list[Gate]:
    """The gates that are not passed yet."""
    return list(gates(implementation).exclude(state=rules.PASSED))


def criteria(gate: Gate) -> QuerySet[Criterion]:
    return Criterion.objects.filter(gate=gate).select_related("owner").order_by("number")


def standings(implementation: Implementation, chosen: Sequence[Gate] | None = None) -> list[Standing]:
    """The gates with their live verdicts; every check is asked once, however many gates ask it."""
    asked = list(gates(implementation)) if chosen is None else list(chosen)
    rows = Criterion.objects.filter(gate__in=asked).select_related("owner").order_by("number")
    by_gate: dict[int, list[Criterion]] = {}
    for row in rows:
        by_gate.setdefault(row.gate_id, []).append(row)
    answers, waived = _last_answers(asked), _live_waivers(implementation, asked)
    measured = Measured(implementation)
    return [
        _stand(gate, [measured.item(row, answers.get(row.pk), waived.get(row.pk)) for row in by_gate.get(gate.pk, [])])
        for gate in asked
    ]


def standing(gate: Gate) -> Standing:
    return standings(gate.implementation, [gate])[0]


def _stand(gate: Gate, items: list[Item]) -> Standing:
    verdict = verdict_of(item.weighed for item in items)
    content = evidence.content_of(gate, items, verdict)
    return Standing(gate, items, verdict, content, content_hash(content))


def _last_answers(asked: Sequence[Gate]) -> dict[int, Answer]:
    rows = Answer.objects.filter(criterion__gate__in=asked).select_related("by", "document").order_by("pk")
    return {row.criterion_id: row for row in rows}


def _live_waivers(implementation: Implementation, asked: Sequence[Gate]) -> dict[int, Waiver]:
    rows = Waiver.objects.filter(criterion__gate__in=asked, until__gte=implementation.today())
    return {row.criterion_id: row for row in rows.select_related("by").order_by("pk")}


def waivers(gate: Gate) -> QuerySet[Waiver]:
    """Every waiver ever given here, the newest first; what has expired stays in sight."""
    return Waiver.objects.filter(criterion__gate=gate).select_related("criterion", "by").order_by("-pk")


def frozen(gate: Gate) -> Snapshot | None:
    """The evidence that was put to vote last."""
    return Snapshot.objects.filter(gate=gate).select_related("frozen_by").order_by("-number").first()


def votes(snapshot: Snapshot | None) -> list[GateVote]:
    rows = GateVote.objects.filter(snapshot=snapshot).select_related("person").order_by("cast_at", "pk")
    return list(rows) if snapshot else []


def rulings(gate: Gate) -> QuerySet[Ruling]:
    rows = Ruling.objects.filter(gate=gate).select_related("implementation", "gate", "snapshot", "created_by")
    return rows.order_by("-pk")


@dataclass(frozen=True)
class Looked:
    """A gate as one page needs it, read once: the live evidence, the frozen one, its votes, and the rules' facts."""

    stands: Standing
    snapshot: Snapshot | None
    votes: Sequence[GateVote]
    facts: rules.Put


def look_at(gate: Gate) -> Looked:
    stands, snapshot = standing(gate), frozen(gate)
    cast = votes(snapshot)
    return Looked(stands, snapshot, cast, _facts(gate, stands, snapshot, cast))


def put(gate: Gate) -> rules.Put:
    """What the rules need to know before somebody freezes, votes or rules."""
    return look_at(gate).facts


def _facts(gate: Gate, stands: Standing, snapshot: Snapshot | None, cast: Sequence[GateVote]) -> rules.Put:
    committee = steering.main_committee(gate.implementation)
    seats = list(steering.members(committee)) if committee else []
    chair = next((seat.person for seat in seats if seat.seat == CHAIR), None)
    return rules.Put(
        ref=gate.ref,
        state=gate.state,
        version=gate.version,
        verdict=stands.verdict,
        frozen_hash=snapshot.content_hash if snapshot else "",
        live_hash=stands.content_hash,
        changed=evidence.changes(snapshot.content, stands.content) if snapshot else (),
        committee=committee.title if committee else "",
        chair_id=chair.pk if chair else None,
        chair=chair.name if chair else "",
        voters=[seat.person_id for seat in seats if seat.votes],
        quorum=int(implementations.value(gate.implementation, QUORUM)),
        votes=[vote.choice for vote in cast],
        blocking=stands.blocking,
        undated=stands.undated,
    )


def put_briefly(gate: Gate) -> rules.Put:
    """For what needs neither evidence nor votes."""
    return rules.Put(gate.ref, gate.state, gate.version)


def item_of(criterion: Criterion) -> Item:
    """One criterion with its evidence."""
    return next(item for item in standing(criterion.gate).items if item.criterion.pk == criterion.pk)


def seats_of_committee(implementation: Implementation) -> list[tuple[Person, str]]:
    """The people with a vote, and their seats, the chair first."""
    committee = steering.main_committee(implementation)
    return [(m.person, m.get_seat_display()) for m in steering.members(committee) if m.votes] if committee else []


def wanted(implementation: Implementation) -> Sequence[Wanted]:
    """The gates that are put to vote or near their date, with what the evidence recommends."""
    days = int(implementations.value(implementation, rules.AGENDA_DAYS))
    last = implementation.today() + timedelta(days=days)
    near = [gate for gate in ahead(implementation) if gate.state == rules.VOTING or (gate.due and gate.due <= last)]
    committee = steering.main_committee(implementation) if near else None
    who = committee.title if committee else "the steering committee"
    return [_as_wanted(each, who) for each in (standings(implementation, near) if near else [])]


def _as_wanted(stands: Standing, who: str) -> Wanted:
    gate, against = stands.gate, stands.blocking
    if stands.verdict.opens:
        said = f"The evidence says {stands.verdict}: vote on it."
    else:
        said = f"{stands.verdict}: {against[0].question} {against[0].cure}" if against else f"{stands.verdict}."
    return Wanted(
        title=f"{gate.title} gate",
        recommendation=said,
        ref=gate.ref,
        url=gate.get_absolute_url(),
        who=who,
        due=gate.due,
        consequence=f"{stands.told}.",
        since=gate.created_at,
        weight=1 if gate.state == rules.VOTING else 0,
    )


def kickoff_facts(implementation: Implementation) -> rules.Ruled:
    return _ruled(implementation, "kickoff", "kickoff")


def uat_facts(implementation: Implementation) -> rules.Ruled:
    return _ruled(implementation, "uat_exit", "UAT exit")


def _ruled(implementation: Implementation, kind: str, said: str) -> rules.Ruled:
    """The last gate of its kind; with several waves each has its own."""
    gate = gates(implementation).filter(kind=kind).last()
    last = rulings(gate).first() if gate else None
    if gate is None or last is None:
        return rules.Ruled(said, gate.ref if gate else "")
    return rules.Ruled(said, gate.ref, gate.state, last.outcome, last.ref, last.decided_at)


def all_open(implementation: Implementation) -> bool:
    """Whether every kind of gate is there."""
    there = set(gates(implementation).values_list("kind", flat=True))
    return there >= {template.kind for template in catalogue.TEMPLATES}
