"""What does the page of a gate say: the verdict first, then the evidence, the votes and what was frozen?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from golive.foundation.implementations.access import Place
from golive.plain.practices import PRACTICES
from golive.plain.verdict import Verdict
from golive.registers.go_no_go import evidence, judging, queries, rules, verbs
from golive.registers.go_no_go.judging import GateVerdict
from golive.registers.go_no_go.models import Gate, GateVote, Ruling, Snapshot

TONE = {
    GateVerdict.GO: "green",
    GateVerdict.CONDITIONS: "amber",
    GateVerdict.NO_GO: "red",
    GateVerdict.UNDECIDABLE: "grey",
}
VOTE = {rules.GO: "for", rules.NO_GO: "against", rules.ABSTAIN: "abstained", "": "waiting"}
WHAT_FOLLOWS = {
    GateVerdict.GO: "Nothing stands against it. The committee votes, the chair rules.",
    GateVerdict.CONDITIONS: "It may pass; what is waived or left open is printed with its date.",
    GateVerdict.NO_GO: "It stays shut until what is not met is met, or is waived by whoever may.",
    GateVerdict.UNDECIDABLE: "Evidence is missing or too old. Until it is there, a vote would rest on memory.",
}


@dataclass(frozen=True)
class Shown:
    """One criterion on the page."""

    question: str
    verdict: Verdict
    waiver: str
    why: tuple[str, list[tuple[str, Any]]]
    note: str
    links: list[verbs.Link]


@dataclass(frozen=True)
class Said:
    """One seat and its vote."""

    name: str
    role: str
    vote: str
    because: str


def tone(verdict: str) -> str:
    return TONE[GateVerdict(verdict)]


def headline(stands: queries.Standing) -> str:
    """The verdict and the figure behind it in one line."""
    if not stands.items:
        return f"{stands.verdict}: it asks nothing yet."
    return f"{stands.verdict}: {stands.told}."


def gate_page(place: Place, gate: Gate, looked: queries.Looked) -> dict[str, Any]:
    stands, snapshot = looked.stands, looked.snapshot
    return {
        "stands": stands,
        "headline": headline(stands),
        "follows": WHAT_FOLLOWS[stands.verdict],
        "tone": TONE[stands.verdict],
        "rule": judging.RULE,
        "inputs": _inputs(stands),
        "criteria": [_shown(place, gate, item) for item in stands.items],
        "frozen": snapshot,
        "facts": looked.facts,
        "holds": looked.facts.frozen_hash == looked.facts.live_hash,
        "votes": _said(place, looked.votes),
        "waivers": list(queries.waivers(gate)),
        "rulings": [(ruling, tone(ruling.outcome)) for ruling in queries.rulings(gate)],
        "today": place.implementation.today(),
    }


def _inputs(stands: queries.Standing) -> list[tuple[str, Any]]:
    return [
        ("Met", f"{stands.met} of {len(stands.items)}"),
        *((word.capitalize(), str(count)) for count, word in stands.parts),
        ("SHA-256 of the evidence now", stands.content_hash[:12]),
    ]


def _shown(place: Place, gate: Gate, item: evidence.Item) -> Shown:
    criterion, waiver = item.criterion, item.waiver
    said = evidence.waived(waiver.by.name, waiver.until, waiver.condition, waiver.because) if waiver else ""
    owner = f"Owner: {criterion.owner.name}" if criterion.owner else "No owner yet"
    note = f"{'Mandatory' if criterion.mandatory else 'Optional'} · {owner}"
    verdict = evidence.addressed(place.implementation, item)
    return Shown(item.question, verdict, said, _why(item), note, verbs.criterion_links(place, gate, item))


def _why(item: evidence.Item) -> tuple[str, list[tuple[str, Any]]]:
    criterion = item.criterion
    asked = "Judged by golive from its own records." if item.measured else "Answered by hand, with a document."
    practice = f"{criterion.practice} {PRACTICES[criterion.practice]}" if criterion.practice else None
    return asked, [
        ("Check", criterion.check_id or "answered by hand"),
        ("Record", item.verdict.record or None),
        ("Evidence of", f"{item.verdict.evidence_at:%-d %b %Y}" if item.verdict.evidence_at else None),
        ("Oldest evidence accepted", f"{criterion.max_age_days} days" if criterion.max_age_days else "any age"),
        ("May be waived by", criterion.waivable_by or "nobody"),
        ("Practice", practice),
        ("Who says so", criterion.provenance),
    ]


def _said(place: Place, votes: Sequence[GateVote]) -> list[Said]:
    """Every seat with a vote, and whoever voted and has left since."""
    cast = {vote.person_id: vote for vote in votes}
    seated = queries.seats_of_committee(place.implementation)
    here = {person.pk for person, _ in seated}
    people = [*seated, *((vote.person, "held a seat then") for vote in votes if vote.person_id not in here)]
    return [_one(person.name, role, cast.get(person.pk)) for person, role in people]


def _one(name: str, role: str, vote: GateVote | None) -> Said:
    return Said(name, role, VOTE[vote.choice if vote else ""], vote.because if vote else "")


def ruling_page(place: Place, ruling: Ruling) -> dict[str, Any]:
    """What was ruled, on exactly which evidence, with every vote and dissent."""
    votes = queries.votes(ruling.snapshot)
    return {
        "tone": tone(ruling.outcome),
        "votes": [_one(vote.person.name, vote.person.job_title or vote.person.organisation, vote) for vote in votes],
        "dissents": [vote for vote in votes if against(ruling, vote)],
        "conditions": [{**each, "until": date.fromisoformat(each["until"])} for each in ruling.conditions],
        **frozen_text(place, ruling.snapshot),
    }


def against(ruling: Ruling, vote: GateVote) -> bool:
    """Who voted the other way; whoever abstained did not dissent."""
    return vote.choice == (rules.NO_GO if GateVerdict(ruling.outcome).opens else rules.GO)


def frozen_text(place: Place, snapshot: Snapshot | None) -> dict[str, Any]:
    if snapshot is None:
        return {"frozen": None, "kept": []}
    return {
        "frozen": snapshot,
        "frozen_tone": tone(snapshot.verdict),
        "kept": evidence.frozen_items(place.implementation, snapshot.content),
    }


def rule_page(place: Place, looked: queries.Looked) -> dict[str, Any]:
    """What the chair reads before ruling: the frozen evidence and the votes on it."""
    return {"votes": _said(place, looked.votes), **frozen_text(place, looked.snapshot)}


def board(place: Place) -> dict[str, Any]:
    """Every gate with its verdict, for the page of the gates."""
    rows = []
    for stands in queries.standings(place.implementation):
        gate = stands.gate
        passed = gate.state == rules.PASSED
        rows.append((gate, stands, "done" if passed else TONE[stands.verdict], headline(stands)))
    return {"gates": rows, "next_gate": next((row for row in rows if row[0].state != rules.PASSED), None)}
