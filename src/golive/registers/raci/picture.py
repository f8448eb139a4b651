"""How does the matrix look: rows by roles, with the letters, and what is wrong beside each row?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from golive.foundation.implementations.models import Implementation
from golive.foundation.look.tables import Column, Row
from golive.registers.raci import liveness as live
from golive.registers.raci import queries, rules
from golive.registers.raci.matrix import Matrix, load
from golive.registers.raci.validity import LETTERS, WORDS, Finding

TONE = {"A": "accent", "R": "green", "C": "amber", "I": ""}


@dataclass(frozen=True)
class Seat:
    """One role as the page shows it: who holds it, and who acts for them."""

    role: str
    person: str
    deputy: str
    acting: str
    findings: list[Finding]


def matrix_page(implementation: Implementation) -> dict[str, Any]:
    """Everything that the matrix page shows."""
    matrix, validity, alive = (
        load(implementation),
        queries.validity_facts(implementation),
        queries.liveness(implementation),
    )
    return {
        "matrix": matrix,
        "columns": [
            Column("Row"),
            *(Column(role.name, css="wrap") for role in matrix.roles),
            Column("Findings", css="wrap"),
        ],
        "rows": [_row(matrix, row, list(validity.findings)) for row in matrix.rows],
        "seats": _seats(matrix, implementation, list(validity.findings)),
        "validity": validity,
        "hard": [each for each in validity.findings if each.hard],
        "valid": rules.matrix_is_valid(validity),
        "liveness": alive,
        "alive": live.matrix_is_alive(alive),
        "letters": [(letter, WORDS[letter], TONE[letter]) for letter in LETTERS],
    }


def _row(matrix: Matrix, row: Any, findings: list[Finding]) -> Row:
    here = [each for each in findings if each.row == row.ref]
    cells = [
        _cell({each.letter for each in matrix.letters.get(row.pk, []) if each.role_id == r.pk}) for r in matrix.roles
    ]
    return Row(
        [row.title, *cells, _marks(here)], row.get_absolute_url(), tone="hot" if any(f.hard for f in here) else ""
    )


def _cell(letters: set[str]) -> Markup:
    """The letters of one role on one row, each with its word for those who do not see the colour."""
    chips = [
        Markup(f'<span class="chip {TONE[letter]}"><abbr title="{WORDS[letter]}">{letter}</abbr></span>')
        for letter in ("A", "R", "C", "I")
        if letter in letters
    ]
    return Markup(" ").join(chips) or Markup('<span class="missing" aria-label="no letter">·</span>')


def _marks(findings: list[Finding]) -> Markup:
    if not findings:
        return Markup('<span class="chip green">in order</span>')
    said = [
        Markup('<li><span class="chip {}">{}</span> {}</li>').format(
            "red" if each.hard else "amber", "fault" if each.hard else "warning", escape(each.text)
        )
        for each in findings
    ]
    return Markup("<ul>") + Markup("").join(said) + Markup("</ul>")


def _seats(matrix: Matrix, implementation: Implementation, findings: list[Finding]) -> list[Seat]:
    found, today = [], implementation.today()
    for role in matrix.roles:
        holding = matrix.holding(role.pk, today)
        given = matrix.delegation(holding.person, today) if holding else None
        found.append(
            Seat(
                role.name,
                holding.person.name if holding else "",
                holding.deputy.name if holding and holding.deputy else "",
                f"{given.to_person.name} until {given.until_on:%d %b %Y}" if given else "",
                [each for each in findings if each.role == role.name],
            )
        )
    return found
