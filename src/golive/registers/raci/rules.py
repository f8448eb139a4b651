"""May the matrix be written, held, delegated, accepted, asked and told, and if not why? And is it valid?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from golive.plain.seat import TEAM, Role, Seat, lacks_role
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable
from golive.registers.raci.validity import LETTERS, A, Finding, R

OPEN, CLOSED = "open", "closed"
MAY_WRITE = frozenset({Role.MANAGER})
MAY_ASK = frozenset({Role.MANAGER, Role.LEAD, Role.SPONSOR})

PROVENANCE = "Practice 7: these four rows stand in every matrix, each with the letter that is most often missing."
# (key, title, kind, the letter that the row may never lack)
COMPULSORY = (
    ("data_migration.sign_off", "Data-migration sign-off", "sign-off", "A"),
    ("training.delivery", "Training delivery", "deliverable", "R"),
    ("configuration.decisions", "Configuration decisions", "decision", "C"),
    ("go_no_go", "Go/no-go", "decision", "I"),
)


@dataclass(frozen=True)
class Validity:
    """The facts of the whole matrix."""

    rows: int
    findings: Sequence[Finding]
    unaccepted: Sequence[tuple[str, str]]  # (row, person) who has not accepted the A
    missing: Sequence[str]  # titles of compulsory rows that are not there
    youngest: datetime | None = None


def may_write(seat: Seat, what: str) -> list[Refusal]:
    return lacks_role(seat, MAY_WRITE, what)


def may_add(seat: Seat, *, title: str, key: str, taken: Collection[str]) -> list[Refusal]:
    refusals = may_write(seat, "add a row to the matrix")
    if not title.strip():
        refusals.append(_missing("title", "The row has no title.", "Name the deliverable, decision or sign-off."))
    if key and key in taken:
        refusals.append(_missing("about", f"Another row already stands for “{key}”.", "One key stands for one row."))
    return refusals


def may_assign(
    seat: Seat, *, ref: str, role: str, letter: str, own: Collection[str], a_role: str, because: str
) -> list[Refusal]:
    """``own`` are the letters that this role has on the row, ``a_role`` the role that has the A now."""
    refusals = may_write(seat, f"assign letters on {ref}")
    if letter not in LETTERS:
        refusals.append(_missing("letter", f"“{letter}” is no letter of the matrix.", "Choose R, A, C or I."))
    if letter == A and a_role not in ("", role) and not because.strip():
        problem = f"{ref} is already answered for by {a_role}, and a row has one A."
        refusals.append(_missing("because", problem, f"Say why the A moves to {role}."))
    if A in own and letter not in (A, R):
        problem = f"{role} has the A on {ref}, so it cannot be {letter} as well."
        refusals.append(Refusal("raci.one_letter", problem, "Give the A to another role first."))
    return refusals


def may_delegate(seat: Seat, *, giver: int, taker: int, until: date | None, today: date, because: str) -> list[Refusal]:
    """One's own letters, or anybody's for the manager; never without an end."""
    refusals = [] if seat.person_id == giver else lacks_role(seat, MAY_WRITE, "delegate for somebody else")
    if giver == taker:
        refusals.append(_missing("to_person", "Nobody delegates to themselves.", "Name somebody else."))
    if until is None or until < today:
        refusals.append(_missing("until_on", "The delegation has no end in the future.", "Say until when it holds."))
    if not because.strip():
        refusals.append(_missing("because", "The delegation has no reason.", "Say why, for instance the absence."))
    return refusals


def may_accept(seat: Seat, *, ref: str, accountable: int | None, accepted: bool) -> list[Refusal]:
    if accountable != seat.person_id:
        problem = f"{seat.name} does not hold the A of {ref}."
        return [Refusal("raci.not_accountable", problem, "Only whoever holds the A accepts it.", Kind.RIGHTS)]
    if accepted:
        return [Refusal("raci.accepted", f"{seat.name} has already accepted {ref}.", "Once is enough.")]
    return []


def may_consult(seat: Seat, *, ref: str, question: str, due: date | None, today: date, people: int) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ASK, f"ask for opinions on {ref}")
    if not question.strip():
        refusals.append(_missing("question", "Nothing is asked.", "Say what you want to know."))
    if due is None or due < today:
        refusals.append(_missing("due", "The answer has no date.", "Say by when you need it; silence is recorded."))
    if not people:
        refusals.append(
            Refusal("raci.nobody_consulted", f"{ref} has nobody to consult.", "Give a role with a holder the C.")
        )
    return refusals


def may_answer(seat: Seat, *, ref: str, asked: bool, answered: bool, answer: str) -> list[Refusal]:
    if not asked:
        problem = f"{seat.name} was not asked about {ref}."
        return [Refusal("raci.not_asked", problem, "Only those who were asked answer.", Kind.RIGHTS)]
    refusals = []
    if answered:
        refusals.append(Refusal("raci.answered", f"{seat.name} has already answered.", "Ask again for a new opinion."))
    if not answer.strip():
        refusals.append(_missing("answer", "The answer says nothing.", "Say what you think."))
    return refusals


def may_inform(seat: Seat, *, ref: str, text: str, people: int) -> list[Refusal]:
    refusals = lacks_role(seat, TEAM, f"tell people of {ref}")
    if not text.strip():
        refusals.append(_missing("text", "The notice says nothing.", "Say what happened."))
    if not people:
        refusals.append(
            Refusal("raci.nobody_informed", f"{ref} has nobody to inform.", "Give a role with a holder the I.")
        )
    return refusals


def may_close(seat: Seat, *, ref: str, state: str, required: str, because: str) -> list[Refusal]:
    refusals = may_write(seat, f"close {ref}")
    if required:
        refusals.append(Refusal("raci.compulsory", f"{ref} is one of the four compulsory rows.", PROVENANCE))
    if state != OPEN:
        refusals.append(Refusal("raci.closed", f"{ref} is already closed.", "There is nothing left to do."))
    if not because.strip():
        refusals.append(
            _missing("because", f"The closing of {ref} has no reason.", "Say why nobody needs it any more.")
        )
    return refusals


def consulting_state(*, due: date, answered_on: date | None, today: date) -> str:
    """What became of a question: silence past the date is an answer of its own.

    >>> consulting_state(due=date(2026, 3, 12), answered_on=None, today=date(2026, 3, 16))
    'silent'
    """
    if answered_on is not None:
        return "answered" if answered_on <= due else "answered late"
    return "silent" if today > due else "asked"


def matrix_is_valid(facts: Validity) -> Verdict:
    """Practice 7: exactly one A and at least one R on every row, the four compulsory rows among them."""
    if not facts.rows:
        return undecidable("no matrix", cure="Seed the four compulsory rows on the RACI page, then add your own.")
    hard = [each for each in facts.findings if each.hard]
    if facts.missing or hard:
        first = hard[0].text if hard else f"The compulsory row “{facts.missing[0]}” is not there."
        cure = f"{first} {hard[0].cure}" if hard else f"{first} Seed the compulsory rows."
        figure = f"{len(hard) + len(facts.missing)} faults on {facts.rows} rows"
        return not_met(figure, cure=cure, record=hard[0].row if hard else "", evidence_at=facts.youngest)
    warnings = f", {len(facts.findings)} warnings" if facts.findings else ""
    if facts.unaccepted:
        ref, person = facts.unaccepted[0]
        figure = f"{len(facts.unaccepted)} of {facts.rows} rows whose A has not accepted{warnings}"
        return undecidable(figure, cure=f"Ask {person} to accept {ref}.", record=ref, evidence_at=facts.youngest)
    return met(f"{facts.rows} rows, each with one A who accepted{warnings}", evidence_at=facts.youngest)


def _missing(field: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"raci.{field}", problem, cure, Kind.INPUT, field)
