"""What follows from the criteria of a gate: GO, GO WITH CONDITIONS, NO-GO or NOT DECIDABLE?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from golive.plain.verdict import Outcome, Verdict, met, not_met, undecidable


class GateVerdict(StrEnum):
    GO = "GO"
    CONDITIONS = "GO WITH CONDITIONS"
    NO_GO = "NO-GO"
    UNDECIDABLE = "NOT DECIDABLE"

    @property
    def opens(self) -> bool:
        """Whether a committee may rule GO on it."""
        return self in {GateVerdict.GO, GateVerdict.CONDITIONS}


class Standing(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    MISSING = "missing"
    STALE = "stale"


RULE = (
    "NO-GO when a mandatory criterion is not met. NOT DECIDABLE when evidence for a mandatory one is missing or too "
    "old. GO WITH CONDITIONS when all that is left is waived or not mandatory. GO when every criterion is met."
)


@dataclass(frozen=True)
class Weighed:
    """One criterion as it stands: ``waived`` counts only while the waiver has not expired."""

    question: str
    mandatory: bool
    standing: Standing
    waived: bool = False

    @property
    def stands_against(self) -> bool:
        """It keeps the gate shut."""
        return self.mandatory and not self.waived and self.standing is not Standing.MET


def verdict_of(criteria: Iterable[Weighed]) -> GateVerdict:
    """The verdict of a gate. A gate that asks nothing cannot be decided.

    >>> verdict_of([Weighed("Signed?", True, Standing.MET), Weighed("Trained?", True, Standing.STALE)]).value
    'NOT DECIDABLE'
    """
    weighed = list(criteria)
    against = {each.standing for each in weighed if each.stands_against}
    if Standing.NOT_MET in against:
        return GateVerdict.NO_GO
    if against or not weighed:
        return GateVerdict.UNDECIDABLE
    if any(each.standing is not Standing.MET for each in weighed):
        return GateVerdict.CONDITIONS
    return GateVerdict.GO


def standing_of(verdict: Verdict, max_age_days: int | None, now: datetime) -> Standing:
    """Good news ages: evidence older than allowed, or of unknown age, proves nothing. Bad news does not."""
    if verdict.outcome is Outcome.UNDECIDABLE:
        return Standing.MISSING
    if verdict.outcome is Outcome.NOT_MET:
        return Standing.NOT_MET
    if max_age_days is None:
        return Standing.MET
    at = verdict.evidence_at
    return Standing.MET if at is not None and now - at <= timedelta(days=max_age_days) else Standing.STALE


def as_weighed(verdict: Verdict, standing: Standing, max_age_days: int | None) -> Verdict:
    """The verdict as the gate shows it: stale evidence is no longer a success."""
    if standing is not Standing.STALE:
        return verdict
    # The day and not the age: an age in the frozen text would make the evidence differ on every morning.
    said = f"of {verdict.evidence_at:%-d %b %Y}" if verdict.evidence_at else "without a date"
    because = f"evidence {said}, at most {max_age_days} days old is accepted"
    return replace(verdict, outcome=Outcome.UNDECIDABLE, because=because, cure="Bring the evidence up to date.")


def not_measured(check_id: str, *, by_hand: bool) -> Verdict:
    """The criterion names a check that no register of this installation declares."""
    way_out = "Answer it by hand, with a document as evidence."
    cure = way_out if by_hand else "It can be decided once the register that measures it is installed."
    return undecidable(f"nothing here measures {check_id} yet", cure=cure)


@dataclass(frozen=True)
class Answered:
    """What somebody answered by hand, on which document, and until when it holds."""

    met: bool
    who: str
    at: datetime
    note: str
    document: str
    until: date


def judge_answer(answer: Answered | None, today: date) -> Verdict:
    if answer is None:
        return undecidable("nobody has answered it", cure="Answer it, with a document as evidence.")
    said = f"{answer.who}, {answer.at:%-d %b %Y}" + (f", {answer.document}" if answer.document else "")
    facts = {"because": answer.note, "record": answer.document, "evidence_at": answer.at}
    if answer.until < today:
        expired = f"the answer of {said} expired on {answer.until:%-d %b %Y}"
        return undecidable(expired, cure="Answer it again, with a document of today.", **facts)
    if answer.met:
        return met(f"yes, says {said}, good until {answer.until:%-d %b %Y}", **facts)
    return not_met(f"no, says {said}", cure="Do what is missing, then answer it again.", **facts)
