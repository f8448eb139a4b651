"""How does the engine refuse what it cannot use? Always with the place, the figure and the cure."""

from __future__ import annotations

from typing import NoReturn

from golive.plain.verdict import Kind, Refusal, Refused


def refusal(code: str, problem: str, cure: str = "", where: str = "") -> Refusal:
    """One reason; ``where`` names the field, column or file at fault."""
    return Refusal(f"data.{code}", problem, cure, Kind.INPUT, where)


def refuse(code: str, problem: str, cure: str = "", where: str = "") -> NoReturn:
    """Refuse with one reason."""
    raise Refused([refusal(code, problem, cure, where)])
