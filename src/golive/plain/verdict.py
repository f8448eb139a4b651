"""Is it met, and if not why? The answers that rules, checks and gates give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What stands against an action; the web floor turns it into an HTTP status."""

    RIGHTS = "rights"  # 403: this person's role may not
    STATE = "state"  # 422: the record is not ready for it
    CONFLICT = "conflict"  # 409: somebody changed the record meanwhile
    INPUT = "input"  # 422: a field is missing or wrong


@dataclass(frozen=True)
class Refusal:
    """One reason against an action: what is wrong (record and figure), then the cure.

    ``code`` is stable and belongs to the API contract; ``field`` names the form field, if one is at fault; ``roles``
    are those that carry the right that is missing.
    """

    code: str
    problem: str
    cure: str = ""
    kind: Kind = Kind.STATE
    field: str = ""
    roles: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.problem} {self.cure}".strip()


class Refused(Exception):
    """An action was refused; carries every reason at once."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(map(str, self.refusals)))

    @property
    def kind(self) -> Kind:
        """The kind that decides the HTTP status: rights before conflict before the rest."""
        kinds = {refusal.kind for refusal in self.refusals}
        for kind in (Kind.RIGHTS, Kind.CONFLICT, Kind.STATE, Kind.INPUT):
            if kind in kinds:
                return kind
        return Kind.STATE


def require(refusals: Iterable[Refusal]) -> None:
    """Raise `Refused` with all reasons if there is any.

    >>> require([])
    >>> require([Refusal("scope.unsigned", "The scope SC-1 is not signed.", "Sign it on the Scope page.")])
    Traceback (most recent call last):
    ...
    golive.plain.verdict.Refused: The scope SC-1 is not signed. Sign it on the Scope page.
    """
    reasons = tuple(refusals)
    if reasons:
        raise Refused(reasons)


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    UNDECIDABLE = "not decidable"


@dataclass(frozen=True)
class Verdict:
    """What a check answers: met, not met or not decidable, always with figure, record and cure.

    ``figure`` is the measured value in words ("7 of 9 signed"); ``because`` says how it was judged;
    ``evidence_at`` is when the youngest fact behind it was recorded (None = no evidence at all).
    """

    outcome: Outcome
    figure: str
    because: str = ""
    cure: str = ""
    record: str = ""
    url: str = ""
    evidence_at: datetime | None = None
    inputs: dict[str, object] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        return self.outcome is Outcome.MET


def met(figure: str, **more: object) -> Verdict:
    return Verdict(Outcome.MET, figure, **more)  # type: ignore[arg-type]


def not_met(figure: str, *, cure: str, **more: object) -> Verdict:
    return Verdict(Outcome.NOT_MET, figure, cure=cure, **more)  # type: ignore[arg-type]


def undecidable(figure: str, *, cure: str, **more: object) -> Verdict:
    return Verdict(Outcome.UNDECIDABLE, figure, cure=cure, **more)  # type: ignore[arg-type]
