"""How is a file refused? Always with its name, the figure and the cure."""

from __future__ import annotations

from typing import NoReturn

from golive.plain.verdict import Kind, Refusal, Refused


def refuse(code: str, problem: str, cure: str) -> NoReturn:
    """Refuse the file at hand; the parent puts the name of the file in front of the problem."""
    raise Refused([Refusal(f"file.{code}", problem, cure, Kind.INPUT)])


def named(name: str, refusal: Refusal) -> Refusal:
    """The same refusal, beginning with the file's name, once.

    >>> named("raid.xlsx", Refusal("file.empty", "The file is empty.", "Export it again.")).problem
    'raid.xlsx: The file is empty.'
    >>> named("raid.csv", Refusal("file.row", "raid.csv, line 3: a quote is never closed.", "Close it.")).problem
    'raid.csv, line 3: a quote is never closed.'
    """
    if refusal.problem.startswith((f"{name}, ", f"{name}: ")):
        return refusal
    return Refusal(refusal.code, f"{name}: {refusal.problem}", refusal.cure, refusal.kind, refusal.field)
