"""How does the matrix look: rows by roles, with the letters, and what is wrong beside each row?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from golive.foundation.implementations.models import Implementation
from golive.foundation.look import words
from golive.foundation.look.tables import Column, Row
from golive.registers.raci import liveness as live
from golive.registers.raci import queries, rules
from golive.registers.raci.matrix import Matrix, load
from golive.registers.raci.models import Deliverable
from golive.registers.raci.validity import WORDS, Finding

TONE = {"A": "accent", "R": "green", "C": "amber", "I": ""}


@dataclass(frozen=True)
class Seat:
    """One role as the page shows it: who holds it, and who acts for them."""

    short: str
    role: str
    person: str
    deputy: str
    acting: str
    findings: list[Finding]


def matrix_page(implementation: Implementation) -> dict[str, Any]:
    """Everything that the matrix page shows."""
    matrix, validity = load(implementation), queries.validity_facts(implementation)
    alive, today, found = queries.liveness(implementation), implementation.today(), list(validity.findings)
    short = short_names([role.name for role in matrix.roles])
    return {
        "columns": [
            Column("Row"),
            Column("Answers (A)"),
            Column("Findings", css="tight"),
            *(Column(short[role.name], css="tight", narrow=False) for role in matrix.roles),
        ],
        "rows": [_row(matrix, row, found, today) for row in matrix.rows],
        "seats": _seats(matrix, short, found, today),
        "validity": validity,
        "hard": [each for each in found if each.hard],
        "row_findings": [each for each in found if each.row],
        "valid": rules.matrix_is_valid(validity),
        "liveness": alive,
        "alive": live.matrix_is_alive(alive),
    }


def short_names(names: list[str]) -> dict[str, str]:
    """A short head for each role: its initials, with more letters where two would be the same.

    >>> short_names(["Test lead", "Training lead", "CIO"])
    {'Test lead': 'TeL', 'Training lead': 'TrL', 'CIO': 'CIO'}
    """
    found: dict[str, str] = {}
    for length in (1, 2, 3, 4):
        tried = {name: _short(name, length) for name in names if name not in found}
        taken = [*found.values(), *tried.values()]
        found |= {name: text for name, text in tried.items() if taken.count(text) == 1}
    return {name: found.get(name, name) for name in names}


def _short(name: str, length: int) -> str:
    words = name.split() or ["?"]
    if len(words) == 1:
        return name if name.isupper() else name[: length + 1].capitalize()
    first = words[0][:length]
    return (first[:1].upper() + first[1:]) + "".join(word[:1].upper() for word in words[1:3])


def _row(matrix: Matrix, row: Deliverable, findings: list[Finding], today: date) -> Row:
    here, letters = [each for each in findings if each.row == row.ref], matrix.letters.get(row.pk, [])
    answers = matrix.accountable(row, today)
    cells = [_cell(role.name, {each.letter for each in letters if each.role_id == role.pk}) for role in matrix.roles]
    nobody = Markup('<span class="missing">Nobody</span>')
    shown = [row.title, answers.name if answers else nobody, _marks(here), *cells]
    return Row(shown, row.get_absolute_url(), tone="hot" if any(each.hard for each in here) else "")


def _cell(role: str, letters: set[str]) -> Markup:
    """The letters of one role on one row, each with its word for those who do not see the colour."""
    chips = [
        Markup('<span class="chip {}"><abbr title="{}: {}">{}</abbr></span>').format(
            TONE[letter], role, WORDS[letter], letter
        )
        for letter in TONE
        if letter in letters
    ]
    return Markup(" ").join(chips)


def _marks(findings: list[Finding]) -> Markup:
    """How many faults and warnings stand beside the row; the list below and the row itself say which."""
    if not findings:
        return Markup('<span class="chip green">in order</span>')
    faults = sum(each.hard for each in findings)
    counts = [("red", faults, "fault"), ("amber", len(findings) - faults, "warning")]
    return Markup(" ").join(
        Markup('<span class="chip {}" title="{}">{}</span>').format(
            tone,
            " ".join(each.text for each in findings if each.hard is (noun == "fault")),
            words.plural(count, noun),
        )
        for tone, count, noun in counts
        if count
    )


def _seats(matrix: Matrix, short: dict[str, str], findings: list[Finding], today: date) -> list[Seat]:
    found = []
    for role in matrix.roles:
        holding = matrix.holding(role.pk, today)
        given = matrix.delegation(holding.person, today) if holding else None
        found.append(
            Seat(
                short[role.name],
                role.name,
                holding.person.name if holding else "",
                holding.deputy.name if holding and holding.deputy else "",
                f"{given.to_person.name} until {words.full(given.until_on)}" if given else "",
                [each for each in findings if each.role == role.name],
            )
        )
    return found
