"""May a gate be dated, answered, waived, put to vote, voted on and ruled, and if not why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable
from golive.registers.go_no_go.judging import GateVerdict

OPEN, VOTING, PASSED, STOPPED = "open", "voting", "passed", "stopped"
GO, NO_GO, ABSTAIN = "go", "no-go", "abstain"
CHOICES = (GO, NO_GO, ABSTAIN)
MAY_PREPARE = frozenset({Role.MANAGER})
MAY_ANSWER = frozenset({Role.MANAGER, Role.SPONSOR, Role.LEAD, Role.CLIENT})

WAIVER_DAYS = Setting(
    "go_no_go.waiver_days",
    14,
    "days",
    "A waiver lasts no longer; what is still missing then stands against the gate again.",
    "our own choice, the same as for a status that somebody overrides",
)
AGENDA_DAYS = Setting(
    "go_no_go.agenda_days",
    14,
    "days",
    "So many days before its date a gate is put on the committee's agenda.",
    "our own choice: one meeting ahead where the committee meets every two weeks",
)


@dataclass(frozen=True)
class Blocking:
    """A criterion that keeps the gate shut: its question, how it stands, its cure, and who may waive it."""

    question: str
    standing: str
    cure: str
    waivable_by: str = ""


@dataclass(frozen=True)
class Put:
    """A gate as it is put to vote: the frozen evidence, the evidence of this moment, the seats and the votes."""

    ref: str
    state: str
    version: int
    verdict: GateVerdict = GateVerdict.UNDECIDABLE
    frozen_hash: str = ""
    live_hash: str = ""
    changed: Sequence[str] = ()
    committee: str = ""
    chair_id: int | None = None
    chair: str = ""
    voters: Sequence[int] = ()
    quorum: int = 0
    votes: Sequence[str] = ()
    blocking: Sequence[Blocking] = ()
    undated: Sequence[str] = ()

    def count(self, choice: str) -> int:
        return sum(vote == choice for vote in self.votes)


def may_prepare(seat: Seat, action: str) -> list[Refusal]:
    return lacks_role(seat, MAY_PREPARE, action)


def is_open(ref: str, state: str) -> list[Refusal]:
    """A gate that was passed is history."""
    if state != PASSED:
        return []
    return [Refusal("gate.passed", f"{ref} was passed.", "What was ruled stands; open the ruling.")]


def may_add(seat: Seat, *, ref: str, state: str, question: str) -> list[Refusal]:
    refusals = may_prepare(seat, f"add a criterion to {ref}") + is_open(ref, state)
    if not question.strip():
        refusals.append(_missing("question", "The criterion asks nothing.", "Write it as a question."))
    return refusals


def may_answer(
    seat: Seat,
    *,
    gate: Put,
    question: str,
    measured: bool,
    owner_id: int | None,
    met: bool | None,
    documented: bool,
    until: date | None,
    today: date,
) -> list[Refusal]:
    refusals = [] if owner_id == seat.person_id else lacks_role(seat, MAY_ANSWER, f"answer for {gate.ref}")
    refusals += is_open(gate.ref, gate.state)
    if measured:
        problem = f"“{question}” is measured by golive itself."
        refusals.append(Refusal("answer.measured", problem, "Change what it measures, in its register."))
    if met is None:
        refusals.append(_missing("met", f"“{question}” has no answer.", "Say yes or no.", "answer"))
    if met and not documented:
        cure = "Name or upload the document that shows it."
        refusals.append(_missing("document", "A yes without a document is a claim.", cure, "answer"))
    if until is None or until < today:
        problem = "The answer has no expiry." if until is None else f"The answer would expire on {until:%-d %b %Y}."
        refusals.append(_missing("until", problem, "Say until when it holds.", "answer"))
    return refusals


def may_waive(
    seat: Seat,
    *,
    gate: Put,
    question: str,
    waivable_by: str,
    owner_id: int | None,
    is_met: bool,
    because: str,
    condition: str,
    until: date | None,
    today: date,
    days: int,
) -> list[Refusal]:
    """Only the entitled role, never the one who owes it, with a reason, a condition and an early end."""
    refusals = is_open(gate.ref, gate.state)
    if not waivable_by:
        cure = "Do what it asks; nobody may waive it."
        refusals.append(Refusal("waiver.never", f"“{question}” can never be waived.", cure, Kind.RIGHTS))
    else:
        refusals += lacks_role(seat, {Role(waivable_by)}, f"waive “{question}”")
    if owner_id == seat.person_id:
        problem = f"{seat.name} owns “{question}” and cannot waive it."
        refusals.append(Refusal("waiver.owner", problem, f"Ask another {waivable_by}.", Kind.RIGHTS))
    if is_met:
        refusals.append(Refusal("waiver.met", f"“{question}” is met.", "There is nothing to waive."))
    if not because.strip():
        refusals.append(_missing("because", "The waiver has no reason.", "Say why the gate may pass.", "waiver"))
    if not condition.strip():
        cure = "Say what is done instead, and by whom."
        refusals.append(_missing("condition", "The waiver has no condition.", cure, "waiver"))
    last = today + timedelta(days=days)
    if until is None or not today <= until <= last:
        problem = "The waiver has no expiry." if until is None else f"The waiver would end on {until:%-d %b %Y}."
        cure = f"Choose a day up to {last:%-d %b %Y} ({days} days)."
        refusals.append(_missing("until", problem, cure, "waiver"))
    return refusals


def may_freeze(gate: Put, seat: Seat, *, criteria: int) -> list[Refusal]:
    """Put the gate to vote on exactly the evidence of this moment."""
    refusals = lacks_role(seat, MAY_PREPARE, f"put {gate.ref} to vote") + is_open(gate.ref, gate.state)
    if not criteria:
        refusals.append(Refusal("gate.empty", f"{gate.ref} asks nothing.", "Add its criteria first."))
    if not gate.voters:
        problem = "Nobody has a vote: there is no steering committee with voting seats."
        refusals.append(Refusal("gate.voters", problem, "Found the committee and give its seats, on Steering."))
    if gate.state == VOTING and gate.live_hash == gate.frozen_hash:
        problem = f"The evidence of {gate.ref} is frozen as it stands now ({gate.frozen_hash[:12]})."
        refusals.append(Refusal("gate.frozen", problem, "Collect the votes."))
    return refusals


def evidence_holds(gate: Put, *, seen_hash: str, version: int | None) -> list[Refusal]:
    """What was shown, what was frozen and what stands now must be the same."""
    if gate.state != VOTING:
        cure = "Ask the manager to freeze the evidence first."
        return is_open(gate.ref, gate.state) or [Refusal("gate.not_put", f"{gate.ref} is not put to vote.", cure)]
    if seen_hash != gate.frozen_hash or (version is not None and version != gate.version):
        problem = (
            f"{gate.ref} is no longer the evidence you were shown ({seen_hash[:12] or 'none'} against "
            f"{gate.frozen_hash[:12]}, version {version or gate.version} against {gate.version})."
        )
        return [Refusal("gate.other_evidence", problem, "Open it again and read what it says now.", Kind.CONFLICT)]
    if gate.live_hash != gate.frozen_hash:
        what = "; ".join(gate.changed) or "the criteria changed"
        problem = f"The evidence of {gate.ref} changed after it was frozen: {what}."
        return [Refusal("gate.stale", problem, "Freeze again and vote on what is true now.", Kind.CONFLICT)]
    return []


def may_vote(
    gate: Put, seat: Seat, *, has_voted: bool, choice: str, because: str, seen_hash: str, version: int | None
) -> list[Refusal]:
    """One vote for each voting seat of the committee, on the evidence that was shown."""
    refusals = has_vote(gate, seat) + evidence_holds(gate, seen_hash=seen_hash, version=version)
    if has_voted:
        problem = f"{seat.name} has already voted on {gate.ref}."
        refusals.append(Refusal("vote.twice", problem, "A vote is given once; speak in the committee."))
    if choice not in CHOICES:
        refusals.append(_missing("choice", "The vote says nothing.", "Vote go, no-go or abstain.", "vote"))
    if choice in {NO_GO, ABSTAIN} and not because.strip():
        cure = "Say why: a dissent is printed with the ruling."
        refusals.append(_missing("because", f"A vote of {choice} has no reason.", cure, "vote"))
    return refusals


def has_vote(gate: Put, seat: Seat) -> list[Refusal]:
    """The seat as it stands now, and still a role in the implementation."""
    if seat.person_id in gate.voters and seat.roles:
        return []
    problem = f"{seat.name} holds no seat with a vote in {gate.committee or 'a steering committee'}."
    return [Refusal("vote.seat", problem, "Only its voting members vote; seats are given on Steering.", Kind.RIGHTS)]


def may_rule(
    gate: Put,
    seat: Seat,
    *,
    outcome: str,
    because: str,
    conditions_by: date | None,
    today: date,
    seen_hash: str,
    version: int | None,
) -> list[Refusal]:
    """The chair rules, on the frozen evidence and the votes. A gate that is not open cannot be talked open."""
    refusals = chairs(gate, seat) + evidence_holds(gate, seen_hash=seen_hash, version=version)
    if outcome not in {GO, NO_GO}:
        refusals.append(_missing("outcome", "The ruling says nothing.", "Rule go or no-go.", "ruling"))
    if not because.strip():
        cure = "Say why: it is read back to everybody."
        refusals.append(_missing("because", f"The ruling on {gate.ref} has no reason.", cure, "ruling"))
    if outcome == GO:
        refusals += _may_open(gate, conditions_by, today)
    return refusals


def chairs(gate: Put, seat: Seat) -> list[Refusal]:
    if seat.person_id == gate.chair_id and seat.roles:
        return []
    cure = f"Ask {gate.chair}." if gate.chair else "Name the chair on Steering."
    problem = f"{seat.name} does not chair {gate.committee or 'a steering committee'}."
    return [Refusal("ruling.chair", problem, cure, Kind.RIGHTS)]


def _may_open(gate: Put, conditions_by: date | None, today: date) -> list[Refusal]:
    refusals = [
        Refusal("ruling.blocked", f"{gate.ref} is {gate.verdict}: “{each.question}” is {each.standing}.", _way(each))
        for each in gate.blocking
    ]
    if not gate.verdict.opens and not refusals:
        refusals.append(Refusal("ruling.blocked", f"{gate.ref} is {gate.verdict}.", "Add its criteria."))
    if len(gate.votes) < gate.quorum:
        problem = f"{len(gate.votes)} of {len(gate.voters)} seats voted on {gate.ref}; {gate.quorum} are needed."
        refusals.append(Refusal("ruling.quorum", problem, "Collect the votes."))
    elif gate.count(GO) <= gate.count(NO_GO):
        problem = f"The votes on {gate.ref} do not carry it: {gate.count(GO)} go, {gate.count(NO_GO)} no-go."
        refusals.append(Refusal("ruling.votes", problem, "Rule no-go, or change what the votes object to."))
    if gate.undated and (conditions_by is None or conditions_by < today):
        problem = f"{len(gate.undated)} open points have no date: {', '.join(gate.undated)}."
        cure = "Say by when they must be done."
        refusals.append(_missing("conditions_by", problem, cure, "ruling"))
    return refusals


def _way(blocking: Blocking) -> str:
    if not blocking.waivable_by:
        return f"{blocking.cure} It cannot be waived.".strip()
    return f"{blocking.cure} Or ask the {blocking.waivable_by} for a waiver, and freeze again.".strip()


@dataclass(frozen=True)
class Ruled:
    """How the gate of a kind was ruled last: gate, outcome, ruling and when; empty where it was not."""

    kind: str
    gate: str = ""
    state: str = ""
    outcome: str = ""
    ruling: str = ""
    decided_at: datetime | None = None


def gate_is_passed(facts: Ruled) -> Verdict:
    """Practices 1, 4 and 13: the next phase starts when the committee has ruled on evidence, and not before."""
    if not facts.gate:
        return undecidable(f"no {facts.kind} gate", cure="Open the gates on the Gates page.")
    if not facts.ruling:
        return undecidable(f"{facts.gate} not ruled", cure=f"Put {facts.gate} to vote.", record=facts.gate)
    figure = f"{facts.gate}: {facts.outcome}, {facts.ruling}"
    if facts.state == PASSED:
        return met(figure, record=facts.gate, evidence_at=facts.decided_at)
    cure = f"Do what stands against {facts.gate} and put it to vote again."
    return not_met(figure, cure=cure, record=facts.gate, evidence_at=facts.decided_at)


def _missing(name: str, problem: str, cure: str, of: str = "criterion") -> Refusal:
    return Refusal(f"{of}.{name}", problem, cure, Kind.INPUT, name)
