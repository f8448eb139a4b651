"""What in this plan is doubtful, unsupported or wrong, and what cures it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing to know about a plan: a stable rule, the task it concerns, the figure and the cure."""

    severity: Severity
    rule: str
    text: str
    cure: str = ""
    task: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        where = f"Line {self.line}: " if self.line else ""
        return f"{where}{self.text} {self.cure}".strip()


class PlanError(ValueError):
    """A plan cannot be used; carries every reason at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


def error(rule: str, text: str, cure: str = "", *, task: int | None = None, line: int | None = None) -> Finding:
    return Finding(Severity.ERROR, rule, text, cure, task, line)


def warning(rule: str, text: str, cure: str = "", *, task: int | None = None) -> Finding:
    return Finding(Severity.WARNING, rule, text, cure, task)


def note(rule: str, text: str, cure: str = "", *, task: int | None = None) -> Finding:
    return Finding(Severity.NOTE, rule, text, cure, task)
