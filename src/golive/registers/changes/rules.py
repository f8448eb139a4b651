"""May a change be drafted, submitted, decided, carried out and closed, and if not why?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from golive.plain.seat import TEAM, Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable

DRAFT, SUBMITTED, APPROVED, REJECTED, DEFERRED, WITHDRAWN = (
    "draft", "submitted", "approved", "rejected", "deferred", "withdrawn",
)  # fmt: skip
IMPLEMENTED, VERIFIED, CLOSED = "implemented", "verified", "closed"
STATES = [DRAFT, SUBMITTED, APPROVED, REJECTED, DEFERRED, WITHDRAWN, IMPLEMENTED, VERIFIED, CLOSED]
APPROVE, CONDITIONS, REJECT, DEFER, MORE = (
    "approved", "approved with conditions", "rejected", "deferred", "more information wanted",
)  # fmt: skip
OUTCOMES = [APPROVE, CONDITIONS, REJECT, DEFER, MORE]
CARRIED_OUT = (APPROVE, CONDITIONS)
FOR, AGAINST, ABSTAINED = "for", "against", "abstained"
CHOICES = [FOR, AGAINST, ABSTAINED]
UNDECIDED = (DRAFT, SUBMITTED, DEFERRED)
MAY_DRAFT = TEAM
MAY_ASSESS = frozenset({Role.MANAGER, Role.LEAD})

DECIDE_DAYS = Setting(
    "changes.decide_days", 14, "days", "A submitted change waits at most this long for its decision.", "our own choice"
)


class Requested(Protocol):
    """What the rules need to know of a change request."""

    ref: str
    state: str
    title: str
    justification: str
    requested_by_id: int
    created_by_id: int | None
    implemented_by_id: int | None


def may_draft(seat: Seat, *, title: str, justification: str) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_DRAFT, "draft a change request")
    if not title.strip():
        refusals.append(_input("title", "The change request has no title.", "Say in one line what is to change."))
    if not justification.strip():
        cure = "Say which business need it serves: nothing moves without one."
        refusals.append(_input("justification", "The change request has no business justification.", cure))
    return refusals


def may_edit(change: Requested, seat: Seat, *, title: str = "-", justification: str = "-") -> list[Refusal]:
    refusals = [r for r in may_draft(seat, title=title, justification=justification) if r.kind is Kind.INPUT]
    refusals += _authors(seat, "edit", change)
    if change.state != DRAFT:
        cure = "Withdraw it and draft a new one, or ask the committee for more information."
        refusals.append(Refusal("change.fixed", f"{change.ref} is {change.state}.", cure))
    return refusals


def may_assess(change: Requested, seat: Seat) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ASSESS, f"assess {change.ref}")
    if change.state not in UNDECIDED:
        refusals.append(Refusal("change.closed", f"{change.ref} is {change.state}.", "Draft a new change request."))
    return refusals


@dataclass(frozen=True)
class Dossier:
    """What lies on the table: whether the impact was assessed, of this text and this plan, and by whom."""

    assessed: bool
    stale: bool
    hash: str
    assessed_at: datetime | None = None


def impact_faults(change: Requested, dossier: Dossier) -> list[Refusal]:
    """Why the impact cannot be relied on."""
    if not dossier.assessed:
        problem = f"The effect of {change.ref} on the plan has not been assessed."
        return [Refusal("change.impact_missing", problem, "Press “Assess the impact” on its page.")]
    if dossier.stale:
        problem = f"The plan, the risks or {change.ref} changed after its impact was assessed."
        return [Refusal("change.impact_stale", problem, "Press “Assess the impact” again.")]
    return []


def may_withdraw(change: Requested, seat: Seat, *, because: str) -> list[Refusal]:
    refusals = _authors(seat, "withdraw", change)
    if change.state not in (DRAFT, SUBMITTED, DEFERRED):
        refusals.append(Refusal("change.decided", f"{change.ref} is {change.state}.", "It can no longer be withdrawn."))
    if not because.strip():
        refusals.append(_input("because", f"{change.ref} is withdrawn without a reason.", "Say why."))
    return refusals


@dataclass(frozen=True)
class Bench:
    """Who may decide this change: its level, the voters with their names, the chair, and how many votes are needed.

    ``managers`` may decide it where its level is theirs; ``to_seat`` names who could be given a seat.
    """

    level: str
    committee: str
    voters: Mapping[int, str]
    chair: int | None
    quorum: int
    managers: Mapping[int, str] = field(default_factory=dict)
    founded: bool = True
    to_seat: Sequence[str] = ()

    @property
    def by_committee(self) -> bool:
        return self.level != "implementation manager"

    @property
    def lacking(self) -> int:
        """How many more voters it takes before this change can be approved."""
        return max(0, self.quorum - len(self.voters)) if self.by_committee else 0

    @property
    def needed(self) -> str:
        """What an approval takes, in words.

        >>> Bench("steering committee", "Steering committee", {1: "Kim", 2: "Lou"}, 1, 3).needed
        '3 votes are needed to approve it, and more for than against; 2 may vote.'
        """
        if not self.by_committee:
            return "Nobody votes on it: one manager decides."
        votes = "1 vote is" if self.quorum == 1 else f"{self.quorum} votes are"
        return f"{votes} needed to approve it, and more for than against; {len(self.voters) or 'nobody'} may vote."


@dataclass(frozen=True)
class Ballot:
    """The outcome, the reason, the votes that were cast by person id, and the hash of what was shown."""

    outcome: str
    because: str
    votes: Mapping[int, str]
    seen_hash: str | None
    conditions: str = ""


def may_submit(change: Requested, seat: Seat, dossier: Dossier, bench: Bench) -> list[Refusal]:
    refusals = _authors(seat, "submit", change)
    if change.state != DRAFT:
        refusals.append(
            Refusal(
                "change.submitted", f"{change.ref} is already {change.state}.", "Write a new request for anything more."
            )
        )
    if not change.justification.strip():
        problem = f"{change.ref} has no business justification."
        refusals.append(_input("justification", problem, "Add it before you submit."))
    # Who decides follows from the impact: without one that holds it is not known yet.
    return refusals + (impact_faults(change, dossier) or nobody_decides(change, bench))


def nobody_decides(change: Requested, bench: Bench) -> list[Refusal]:
    """Whoever asked for a change or wrote it never decides it: somebody else must hold the seat or the role."""
    if not bench.by_committee:
        if bench.managers:
            return []
        problem = f"The manager decides {change.ref} alone, and there is none besides who asked for it or wrote it."
        cure = "Make somebody else a manager too under “People & roles”, or have somebody else ask for it and write it."
        return [Refusal("change.nobody_decides", problem, cure)]
    if bench.voters:
        return []
    votes = "1 vote" if bench.quorum == 1 else f"{bench.quorum} votes"
    who = f" for {', '.join(bench.to_seat)}" if bench.to_seat else ""
    if not bench.founded:
        problem = f"{change.ref} is for the {bench.level}, and there is no committee yet."
        cure = f"Found one under “Steering” and give seats{who}; an approval needs {votes}."
    else:
        problem = f"Nobody who may decide {change.ref} holds a vote in {bench.committee}."
        cure = f"Press “Give a seat” on its page under “Steering”{who}; an approval needs {votes}."
    return [Refusal("change.nobody_decides", problem, cure)]


def may_open_decision(change: Requested, seat: Seat, bench: Bench) -> list[Refusal]:
    """What stands against deciding at all, before anything is typed."""
    refusals = _entitled(change, seat, bench)
    if change.state not in (SUBMITTED, DEFERRED):
        cure = "Submit it first." if change.state == DRAFT else "Draft a new change request."
        refusals.append(Refusal("change.not_submitted", f"{change.ref} is {change.state}.", cure))
    return refusals


def may_vote(
    change: Requested, seat: Seat, bench: Bench, dossier: Dossier, *, choice: str, has_voted: bool, seen_hash: str
) -> list[Refusal]:
    """One vote for each seat, cast by who holds it, on the impact that was shown."""
    refusals = may_open_decision(change, seat, bench)
    if not bench.by_committee:
        problem = f"The {bench.level} decides {change.ref} alone."
        refusals.append(Refusal("vote.alone", problem, "Nobody votes on it."))
    if has_voted:
        problem = f"{seat.name} has already voted on {change.ref}."
        refusals.append(Refusal("vote.twice", problem, "A vote is given once; speak in the committee."))
    if choice not in CHOICES:
        refusals.append(_input("choice", "The vote says nothing.", f"Use one of: {', '.join(CHOICES)}."))
    if dossier.assessed and seen_hash != dossier.hash:
        refusals.append(_shown_another(change))
    return refusals + (impact_faults(change, dossier) if choice == FOR else [])


def _shown_another(change: Requested) -> Refusal:
    problem = f"{change.ref} is no longer what you were shown."
    cure = "Open it again and decide on what it says now."
    return Refusal("change.content_changed", problem, cure, Kind.CONFLICT)


def _entitled(change: Requested, seat: Seat, bench: Bench) -> list[Refusal]:
    refusals = []
    if seat.person_id in (change.requested_by_id, change.created_by_id):
        did = "asked for" if seat.person_id == change.requested_by_id else "wrote"
        problem = f"{seat.name} {did} {change.ref} and cannot decide it."
        refusals.append(Refusal("change.own", problem, f"The {bench.level} decides without you.", Kind.RIGHTS))
    if not bench.by_committee:
        return refusals + lacks_role(seat, {Role.MANAGER}, f"decide {change.ref}")
    if seat.person_id not in bench.voters and not refusals:
        names = ", ".join(sorted(bench.voters.values())) or "nobody yet"
        problem = f"{seat.name} has no vote in {bench.committee}, which decides {change.ref}."
        refusals.append(Refusal("change.no_seat", problem, f"These have one: {names}.", Kind.RIGHTS))
    return refusals


def may_decide(change: Requested, seat: Seat, bench: Bench, dossier: Dossier, ballot: Ballot) -> list[Refusal]:
    """An approval needs an impact of today's plan; what spends nothing (a rejection, a deferral) is always possible."""
    refusals = may_open_decision(change, seat, bench)
    if ballot.outcome in CARRIED_OUT:
        refusals += impact_faults(change, dossier)
    if ballot.outcome not in OUTCOMES:
        cure = f"Use one of: {', '.join(OUTCOMES)}."
        refusals.append(_input("outcome", f"“{ballot.outcome}” is no outcome.", cure))
    if not ballot.because.strip():
        problem = f"{change.ref} is decided without a reason."
        refusals.append(_input("because", problem, "Say why: it is read back to everybody concerned."))
    if ballot.outcome == CONDITIONS and not ballot.conditions.strip():
        refusals.append(_input("conditions", "The conditions are empty.", "Say what must hold."))
    if ballot.seen_hash is not None and dossier.assessed and ballot.seen_hash != dossier.hash:
        refusals.append(_shown_another(change))
    return refusals + (_vote_faults(change, seat, bench, ballot) if bench.by_committee else [])


def _vote_faults(change: Requested, seat: Seat, bench: Bench, ballot: Ballot) -> list[Refusal]:
    """``ballot.votes`` are those of the seats that hold a vote now, each cast by its holder."""
    refusals = []
    cast = list(ballot.votes.values())
    in_favour, against = cast.count(FOR), cast.count(AGAINST)
    if ballot.outcome in CARRIED_OUT:
        if len(cast) < bench.quorum:
            problem = f"{len(cast)} votes were cast on {change.ref}; {bench.quorum} are needed to approve."
            refusals.append(Refusal("vote.quorum", problem, "Ask the others to vote; each votes for themselves."))
        if in_favour <= against:
            problem = f"{in_favour} are for and {against} against {change.ref}."
            refusals.append(Refusal("vote.majority", problem, "It cannot be approved with these votes."))
    elif seat.person_id != bench.chair and against <= in_favour:
        problem = f"{against} are against and {in_favour} for {change.ref}, and {seat.name} does not hold the chair."
        cure = "The chair may reject or defer alone; everybody else needs the majority."
        refusals.append(Refusal("vote.chair", problem, cure))
    return refusals


def may_move_on(change: Requested, seat: Seat, *, to: str) -> list[Refusal]:
    """Approved → implemented → verified → closed; whoever carried it out does not verify it."""
    before = {IMPLEMENTED: APPROVED, VERIFIED: IMPLEMENTED, CLOSED: VERIFIED}[to]
    refusals = lacks_role(seat, MAY_ASSESS, f"record that {change.ref} is {to}")
    if change.state != before:
        problem = f"{change.ref} is {change.state}; it must be {before} first."
        refusals.append(Refusal("change.order", problem, f"Record that it is {before}."))
    if to == VERIFIED and seat.person_id == change.implemented_by_id:
        problem = f"{seat.name} recorded that {change.ref} is implemented and cannot verify it."
        refusals.append(Refusal("change.own_work", problem, "Ask somebody else to verify it."))
    return refusals


def may_schedule(change: Requested, seat: Seat, *, meeting: str, planned: bool) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ASSESS, f"put {change.ref} on an agenda")
    if change.state not in UNDECIDED:
        refusals.append(Refusal("change.closed", f"{change.ref} is {change.state}.", "Draft a new change request."))
    if not planned:
        refusals.append(Refusal("meeting.closed", f"{meeting} is over.", "Choose a meeting to come."))
    return refusals


def authority_holds(change: Requested, *, assessed: str, now: str, because: Sequence[str]) -> list[Refusal]:
    """What was approved meanwhile counts too: the level is looked up again when it is decided."""
    if assessed == now:
        return []
    problem = f"{change.ref} was assessed for the {assessed}; now it is for the {now}: {'; '.join(because)}."
    return [Refusal("change.level_moved", problem, "Press “Assess the impact” again.", Kind.CONFLICT)]


def _authors(seat: Seat, action: str, change: Requested) -> list[Refusal]:
    """Who asked for it or wrote it, as long as their role still carries drafting; else the manager."""
    own = seat.person_id in (change.requested_by_id, change.created_by_id)
    return lacks_role(seat, MAY_DRAFT if own else {Role.MANAGER}, f"{action} {change.ref}")


def _input(field: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"change.{field}", problem, cure, Kind.INPUT, field)


@dataclass(frozen=True)
class Effect:
    """What a change does to go-live, in figures. Days are working days; None = not known."""

    finish_days: float | None
    window_moved: bool | None
    window_before: str | None
    window_after: str | None
    slack_before: int | None
    slack_after: int | None


def effect_sentence(effect: Effect) -> str:
    """The effect in one sentence; what looks free and spends the reserve is said to do so.

    >>> effect_sentence(Effect(8, False, "23 May", "23 May", 8, 0))
    'Go-live stays 23 May, but the finish moves by 8 working days and the reserve falls from 8 to 0.'
    >>> effect_sentence(Effect(0, False, "23 May", "23 May", 8, 8))
    'Go-live, the finish and the reserve stay as they are.'
    """
    days = effect.finish_days or 0
    unit = f"{abs(days):g} working day{'' if abs(days) == 1 else 's'}"
    moved = (
        f"the finish moves by {unit}"
        if days > 0
        else f"the finish comes earlier by {unit}"
        if days
        else "the finish stays"
    )
    if effect.window_moved:
        before, after = effect.window_before or "none", effect.window_after or "beyond every window"
        return f"Go-live moves {before} → {after}; {moved}."
    if days == 0:
        return "Go-live, the finish and the reserve stay as they are."
    if effect.slack_before is None or effect.slack_after is None:
        return f"{moved[0].upper()}{moved[1:]}."
    return f"Go-live stays {effect.window_before}, but {moved} and {_reserve(effect.slack_before, effect.slack_after)}."


def _reserve(before: int, after: int) -> str:
    if before == after:
        return f"the reserve stays {before}"
    return f"the reserve {'falls' if after < before else 'grows'} from {before} to {after}"


@dataclass(frozen=True)
class Control:
    """How change control works: submitted and undecided, without impact, and decided ones with an alternative."""

    all: int
    waiting: Sequence[tuple[str, int]]
    unassessed: Collection[str]
    refused: int
    with_alternative: int
    limit: int
    youngest: datetime | None


def changes_are_decided_in_time(facts: Control) -> Verdict:
    """Practice 3: no request waits in a corridor."""
    if facts.all == 0:
        return undecidable("no change request", cure="Raise the first change as a request.")
    late = [(ref, days) for ref, days in facts.waiting if days > facts.limit]
    figure = f"{len(facts.waiting)} wait for a decision, {len(late)} longer than {facts.limit} days"
    if not late:
        return met(figure, evidence_at=facts.youngest)
    ref, days = late[0]
    return not_met(figure, cure=f"Decide {ref}, submitted {days} days ago.", record=ref, evidence_at=facts.youngest)


def changes_carry_their_impact(facts: Control) -> Verdict:
    """Practice 3: every request before the committee carries an impact of today's plan."""
    if facts.all == 0:
        return undecidable("no change request", cure="Raise the first change as a request.")
    if not facts.unassessed:
        return met("every request that waits carries its impact", evidence_at=facts.youngest)
    ref = sorted(facts.unassessed)[0]
    figure = f"{len(facts.unassessed)} of {len(facts.waiting)} without an impact of today’s plan"
    return not_met(figure, cure=f"Assess {ref} again.", record=ref, evidence_at=facts.youngest)


def refusals_offer_an_alternative(facts: Control) -> Verdict:
    """Practice 17: who is told no is offered something else."""
    if facts.refused == 0:
        return undecidable("nothing was refused yet", cure="Nothing to do until a change is rejected or deferred.")
    figure = f"{facts.with_alternative} of {facts.refused} refused requests were offered an alternative"
    if facts.with_alternative == facts.refused:
        return met(figure, evidence_at=facts.youngest)
    return not_met(figure, cure="Write down what was offered instead.", evidence_at=facts.youngest)
