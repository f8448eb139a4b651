"""Does the matrix hold, row by row and column by column? Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from golive.plain.setting import Setting

R, A, C, I = "R", "A", "C", "I"  # noqa: E741 - the trade's own letters
LETTERS = (R, A, C, I)
WORDS = {R: "responsible", A: "accountable", C: "consulted", I: "informed"}
GO_NO_GO = "go_no_go"

MOST_R = Setting("raci.most_r", 3, "roles", "More responsible roles than this on a row.", "rule of thumb")
MOST_C = Setting("raci.most_c", 4, "roles", "More consulted roles than this slow a row.", "rule of thumb: 3 to 4")
MOST_A = Setting(
    "raci.most_a_share", 0.25, "share", "One person accountable for more of the open rows than this.", "our own choice"
)


@dataclass(frozen=True)
class Row:
    """One deliverable, decision or sign-off with its letters by role. ``required`` is the letter it may never lack."""

    ref: str
    title: str
    key: str = ""
    required: str = ""
    letters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cost_minor: int | None = None
    made_by: str = ""
    accepted: bool = True

    def roles(self, letter: str) -> list[str]:
        return [role for role, letters in self.letters.items() if letter in letters]


@dataclass(frozen=True)
class Column:
    """One role with whoever holds it today. ``present`` is False for a person who has left."""

    name: str
    person: str = ""
    organisation: str = ""
    deputy: str = ""
    authority_minor: int | None = None
    present: bool = True


@dataclass(frozen=True)
class Finding:
    """What is wrong with a row or a role. ``hard`` makes the matrix invalid; the others are warnings."""

    code: str
    hard: bool
    row: str
    role: str
    text: str
    cure: str


@dataclass(frozen=True)
class Limits:
    most_r: int = 3
    most_c: int = 4
    most_a_share: float = 0.25


def findings(rows: Sequence[Row], columns: Sequence[Column], limits: Limits = Limits()) -> list[Finding]:
    """Every finding: the rows first, then the columns."""
    holding = {column.name: column for column in columns}
    found = [each for row in rows for each in [*horizontal(row, limits), *_people(row, holding)]]
    return found + [each for column in columns for each in vertical(column, rows)] + _too_much(rows, holding, limits)


def horizontal(row: Row, limits: Limits = Limits()) -> list[Finding]:
    """What a row lacks or has too much of.

    >>> [f.code for f in horizontal(Row("RA-001", "Scope", letters={"Sponsor": frozenset("A")}))]
    ['raci.no_r', 'raci.no_c', 'raci.no_i']
    """
    count = {letter: len(row.roles(letter)) for letter in LETTERS}
    found = []
    if count[A] != 1:
        text = f"{row.ref} has {count[A] or 'no'} A: {_nobody(count[A])} answers for it."
        found.append(
            _row(row, "raci.no_a" if not count[A] else "raci.many_a", text, "Give exactly one role the A.", True)
        )
    if not count[R]:
        found.append(_row(row, "raci.no_r", f"{row.ref} has no R: nobody does it.", "Name who does it.", True))
    for letter in (C, I):
        if not count[letter]:
            hard = row.required == letter or (letter == I and row.key == GO_NO_GO)
            text = f"{row.ref} has no {letter}: nobody is {WORDS[letter]}."
            found.append(_row(row, f"raci.no_{letter.lower()}", text, f"Name who is {WORDS[letter]}.", hard))
    for letter, most in ((R, limits.most_r), (C, limits.most_c)):
        if count[letter] > most:
            text = f"{row.ref} has {count[letter]} {letter}, more than {most}."
            cure = "Let one do it and the others help." if letter == R else "Inform those whose answer changes nothing."
            found.append(_row(row, f"raci.many_{letter.lower()}", text, cure, False))
    for role, letters in row.letters.items():
        if len(letters) > 1 and letters != {A, R}:
            text = f"{role} has {' and '.join(sorted(letters))} on {row.ref}."
            found.append(
                Finding(
                    "raci.two_letters",
                    False,
                    row.ref,
                    role,
                    text,
                    "Keep the stronger letter; only A and R go together.",
                )
            )
    return found


def vertical(column: Column, rows: Sequence[Row]) -> list[Finding]:
    """What is wrong with one role over all rows."""
    carried = [row for row in rows if column.name in row.letters]
    owned = [row for row in carried if A in row.letters[column.name]]
    if not carried:
        return []
    found = []
    refs = ", ".join(row.ref for row in owned[:4]) + (" …" if len(owned) > 4 else "")
    if not column.person:
        text = f"Nobody holds the role {column.name}" + (f", which answers for {refs}." if owned else ".")
        found.append(_role(column, "raci.no_holder", text, "Name who holds it.", bool(owned)))
    elif not column.present:
        text = f"{column.person} ({column.name}) has left" + (f" and still answers for {refs}." if owned else ".")
        found.append(_role(column, "raci.holder_left", text, "Name the successor.", bool(owned)))
    elif owned and not column.deputy:
        text = f"{column.person} ({column.name}) answers for {refs} and has no deputy."
        found.append(_role(column, "raci.no_deputy", text, "Name a deputy for absences.", False))
    if len(rows) > 3 and len(carried) == len(rows):
        text = f"{column.name} has a letter on every one of {len(rows)} rows."
        found.append(_role(column, "raci.no_blank", text, "Take them out where they change nothing.", False))
    return found


def _people(row: Row, holding: Mapping[str, Column]) -> list[Finding]:
    """What the letters of a row mean once the roles have names."""
    found = []
    for role in row.roles(A):
        column = holding.get(role)
        if column is None:
            continue
        if row.made_by and column.organisation == row.made_by:
            text = f"{row.made_by} makes {row.ref} and {column.person} of {row.made_by} answers for it."
            found.append(_row(row, "raci.own_work", text, "Let the one who receives it answer for it.", False))
        if row.cost_minor and (column.authority_minor is None or column.authority_minor < row.cost_minor):
            known = "is not known" if column.authority_minor is None else "does not reach its cost"
            text = f"{row.ref} has a cost, and the authority of {role} {known}."
            found.append(_row(row, "raci.authority", text, "Enter the authority of the role, or move the A.", False))
    letters: dict[str, set[str]] = {}
    for role, own in row.letters.items():
        if (person := holding[role].person if role in holding else "") != "":
            letters.setdefault(person, set()).update(own)
    for person, held in letters.items():
        roles = [role for role in row.letters if role in holding and holding[role].person == person]
        if len(held) > 1 and held != {A, R} and len(roles) > 1:
            text = f"{person} has {' and '.join(sorted(held))} on {row.ref}, as {' and '.join(roles)}."
            found.append(
                _row(row, "raci.two_hats", text, "One letter per person and row; only A and R go together.", False)
            )
    return found


def _too_much(rows: Sequence[Row], holding: Mapping[str, Column], limits: Limits) -> list[Finding]:
    owned: dict[str, list[str]] = {}
    for row in rows:
        for role in row.roles(A):
            if role in holding and holding[role].person:
                owned.setdefault(holding[role].person, []).append(row.ref)
    return [
        Finding(
            "raci.many_rows",
            False,
            "",
            next(name for name, column in holding.items() if column.person == person),
            f"{person} answers for {len(refs)} of {len(rows)} open rows, more than {limits.most_a_share:.0%}.",
            "Move an A to whoever really decides.",
        )
        for person, refs in owned.items()
        if len(rows) > 3 and len(refs) > limits.most_a_share * len(rows)
    ]


def _nobody(count: int) -> str:
    return "nobody" if count == 0 else "nobody alone"


def _row(row: Row, code: str, text: str, cure: str, hard: bool) -> Finding:
    return Finding(code, hard, row.ref, "", text, cure)


def _role(column: Column, code: str, text: str, cure: str, hard: bool) -> Finding:
    return Finding(code, hard, "", column.name, text, cure)
