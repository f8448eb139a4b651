"""May the scope be written, drawn up, signed or amended, and if not why? And is it signed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable
from golive.registers.scope.delta import IN, KINDS, Difference, Line

ACTIVE, REMOVED = "active", "removed"
MAY_WRITE = frozenset({Role.MANAGER, Role.LEAD})
SIGNATORIES = (Role.MANAGER, Role.SPONSOR)
WHO_SIGNS = (
    "The implementation manager and the executive sponsor sign: the one answers for delivering exactly this, "
    "the other for paying for exactly this. Everybody who holds one of the two roles signs once."
)


@dataclass(frozen=True)
class Signing:
    """How far the current baseline is signed, and whether the items still say what was signed."""

    items: int
    baseline: str = ""
    waiting: Sequence[str] = ()
    signed: Sequence[str] = ()
    empty_roles: Sequence[str] = ()
    agreed_at: datetime | None = None
    decision: str = ""
    differing: Sequence[Difference] = ()
    amendments: int = 0

    @property
    def frozen(self) -> bool:
        """From the first signature on, the scope changes by a change request only."""
        return bool(self.signed) or self.agreed_at is not None


def may_write(seat: Seat, facts: Signing, *, touches_text: bool = True) -> list[Refusal]:
    """Write, change or remove lines; the signed text is closed after the first signature."""
    refusals = lacks_role(seat, MAY_WRITE, "change the scope")
    if touches_text and facts.frozen:
        problem = f"The scope {facts.baseline} carries {_signatures(facts)}, so its text is closed."
        refusals.append(Refusal("scope.frozen", problem, _way_out(facts)))
    return refusals


def line_is_whole(*, title: str, kind: str) -> list[Refusal]:
    refusals = []
    if not title.strip():
        refusals.append(
            _missing("title", "The scope line has no title.", "Say in one line what is delivered or left out.")
        )
    if kind not in KINDS:
        refusals.append(_missing("kind", f"The scope line is of the kind “{kind}”.", "It is in, out or assumption."))
    return refusals


def may_remove(seat: Seat, facts: Signing, *, ref: str, state: str, because: str) -> list[Refusal]:
    refusals = may_write(seat, facts)
    if state == REMOVED:
        refusals.append(Refusal("scope.removed", f"{ref} is already removed.", "There is nothing left to do."))
    if not because.strip():
        refusals.append(
            _missing("because", f"The removal of {ref} has no reason.", "Say why it is no longer in scope.")
        )
    return refusals


def may_draw_up(seat: Seat, facts: Signing, lines: Sequence[Line]) -> list[Refusal]:
    """Put the text before the signatories: complete, and not while a signed one holds."""
    refusals = lacks_role(seat, {Role.MANAGER}, "draw up the scope for signature")
    if facts.frozen:
        problem = f"{facts.baseline} already carries {_signatures(facts)}."
        refusals.append(Refusal("scope.frozen", problem, _way_out(facts)))
    if not any(line["kind"] == IN for line in lines):
        refusals.append(Refusal("scope.empty", "Nothing is in scope yet.", "Add what is to be delivered."))
    for line in lines:
        if line["kind"] == IN and not line["acceptance"].strip():
            problem = f"{line['ref']} “{line['title']}” has no acceptance."
            refusals.append(Refusal("scope.acceptance", problem, "Say how the client will accept it."))
    return refusals


def may_take_back(seat: Seat, facts: Signing, *, ref: str, because: str) -> list[Refusal]:
    """Take back a text that is not fully signed, so that it can be put right; what was signed stays on record."""
    refusals = lacks_role(seat, {Role.MANAGER}, f"take back {ref}")
    if ref != facts.baseline:
        refusals.append(Refusal("scope.superseded", f"{ref} is not the current text.", "Only the current one counts."))
    elif facts.agreed_at is not None:
        refusals.append(
            Refusal("scope.agreed", f"{ref} is fully signed.", "Raise a change request on the Changes page.")
        )
    if not because.strip():
        refusals.append(_missing("because", f"{ref} is taken back without a reason.", "Say what has to be put right."))
    return refusals


def may_sign(seat: Seat, facts: Signing, *, ref: str, has_signed: bool) -> list[Refusal]:
    """Only a required signatory, only the current text, and only once."""
    refusals = lacks_role(seat, frozenset(SIGNATORIES), f"sign the scope {ref}")
    if ref != facts.baseline:
        problem, now = f"{ref} is no longer the text that is put before you.", facts.baseline or "the next one"
        refusals.append(Refusal("scope.superseded", problem, f"Read {now} and sign that.", Kind.CONFLICT))
    elif facts.decision:
        problem = f"{ref} is already signed by the decision {facts.decision}."
        refusals.append(Refusal("scope.by_decision", problem, "It needs no further signature."))
    elif has_signed:
        refusals.append(Refusal("scope.signed_twice", f"{seat.name} has already signed {ref}.", "One signature holds."))
    elif facts.differing:
        problem = f"{_count(facts.differing)} changed after {ref} was drawn up: {_refs(facts.differing)}."
        refusals.append(
            Refusal("scope.items_differ", problem, "Ask the manager to draw the scope up anew.", Kind.CONFLICT)
        )
    return refusals


def may_amend(facts: Signing) -> list[Refusal]:
    """A decision amends a signed scope only: it cannot stand for signatures that were never given."""
    if facts.agreed_at is None:
        name = facts.baseline or "The scope"
        cure = "Change the lines on the Scope page before the first signature, or have it signed first."
        return [Refusal("scope.unsigned", f"{name} is not fully signed, so no decision can amend it.", cure)]
    if facts.differing:
        problem = f"{_count(facts.differing)} of the scope differ from {facts.baseline}: {_refs(facts.differing)}."
        return [Refusal("scope.items_differ", problem, "Bring the lines back to the signed text first.")]
    return []


def scope_is_signed(facts: Signing) -> Verdict:
    """Practice 3: what is delivered is agreed in writing before anybody builds it."""
    if not facts.baseline:
        cure = (
            "Draw up the scope on the Scope page and have it signed."
            if facts.items
            else "Write down what is in and out."
        )
        return undecidable(f"{facts.items} lines, none signed" if facts.items else "no scope recorded", cure=cure)
    if facts.agreed_at is None:
        return _waiting(facts)
    if facts.differing:
        figure = f"{_count(facts.differing)} differ from {facts.baseline}: {_refs(facts.differing)}"
        cure = "Raise a change request for them, or bring them back to the signed text."
        return not_met(figure, cure=cure, record=facts.baseline, evidence_at=facts.agreed_at)
    by = f"by decision {facts.decision}" if facts.decision else f"by {' and '.join(facts.signed)}"
    return met(f"{facts.baseline} signed {by}", record=facts.baseline, evidence_at=facts.agreed_at)


def _waiting(facts: Signing) -> Verdict:
    given = len(facts.signed)
    figure = f"{facts.baseline}: {given} of {given + len(facts.waiting)} signatures"
    if facts.differing:
        cure = f"{_refs(facts.differing)} changed since: draw the scope up anew."
    elif facts.empty_roles:
        cure = f"Name the {' and the '.join(facts.empty_roles)}: nobody holds that role, so nobody can sign."
    else:
        cure = f"Ask {' and '.join(facts.waiting)} to sign {facts.baseline}."
    return undecidable(figure, cure=cure, record=facts.baseline)


def scope_is_unchanged(facts: Signing) -> Verdict:
    """Practice 3: nothing moved in the scope without a decision."""
    if facts.agreed_at is None:
        return undecidable("no signed scope to compare with", cure="Have the scope signed first, on the Scope page.")
    if facts.differing:
        figure = f"{_count(facts.differing)} moved without a decision: {_refs(facts.differing)}"
        return not_met(
            figure, cure="Raise a change request for each.", record=facts.baseline, evidence_at=facts.agreed_at
        )
    amended = f"{facts.amendments} approved amendment{'' if facts.amendments == 1 else 's'}"
    return met(f"as in {facts.baseline}, {amended}", record=facts.baseline, evidence_at=facts.agreed_at)


def _way_out(facts: Signing) -> str:
    if facts.agreed_at is None:
        return f"Ask the manager to take {facts.baseline} back, or sign it and raise a change request."
    return "Raise a change request on the Changes page."


def _signatures(facts: Signing) -> str:
    if facts.decision:
        return f"the decision {facts.decision}"
    return f"the signature of {' and '.join(facts.signed)}" if facts.signed else "its signatures"


def _count(found: Sequence[Difference]) -> str:
    return f"{len(found)} line{'' if len(found) == 1 else 's'}"


def _refs(found: Sequence[Difference]) -> str:
    return ", ".join(f"{each.ref} {each.word}" for each in found[:5]) + (" …" if len(found) > 5 else "")


def _missing(field: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"scope.{field}", problem, cure, Kind.INPUT, field)
