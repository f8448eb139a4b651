"""May a report be made, a colour be said or a report be sent, and do the executives know how it stands?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from golive.plain.rag import Rag
from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable
from golive.registers.status.sentences import count, full_day, listed, short_day

MAY_PUBLISH = frozenset({Role.MANAGER})
MAY_SAY = frozenset({Role.MANAGER, Role.LEAD})
NOTE_LENGTH, NOTES = 300, 6

REPORT_DAYS = Setting(
    "status.report_days", 7, "days", "The executives get a report at least this often.", "weekly or two-weekly reports"
)
WATERMELON_LIMIT = Setting(
    "status.watermelon_limit",
    3,
    "steps",
    "So many steps greener than the evidence, summed over six reports, are still honest.",
    "our own choice",
)
SAID_DAYS = Setting(
    "status.said_days",
    14,
    "days",
    "A colour that a lead said longer ago is not shown beside the computed one.",
    "our own choice: two reports",
)
CONTINGENCY = Setting(
    "status.contingency",
    0,
    "whole units of the currency",
    "Money set aside for risks; 0 = nobody said how much, and Risk stays grey.",
    "our own choice",
)


def may_report(seat: Seat, *, notes: Collection[str], last: date | None, today: date) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_PUBLISH, "make the status report")
    if last is not None and last >= today:
        problem = f"There is already a report as of {full_day(last)}."
        refusals.append(Refusal("status.report.today", problem, "A report never changes; make the next one tomorrow."))
    return refusals + _note_refusals(notes)


def _note_refusals(notes: Collection[str]) -> list[Refusal]:
    found = []
    if len(notes) > NOTES:
        problem = f"There are {len(notes)} notes; a page holds {NOTES}."
        found.append(Refusal("status.notes.many", problem, "Keep the most important.", Kind.INPUT, "notes"))
    for note in notes:
        if len(note) > NOTE_LENGTH:
            problem = f"The note “{note[:30]}…” has {len(note)} characters; {NOTE_LENGTH} fit."
            found.append(Refusal("status.notes.long", problem, "Say it in a sentence.", Kind.INPUT, "notes"))
    return found


def may_say(seat: Seat, *, line: str, known: bool, colour: Rag, lead: int | None, lead_name: str = "") -> list[Refusal]:
    """``lead`` is the person who leads the workstream; None where the line has no lead."""
    refusals = lacks_role(seat, MAY_SAY, f"say how {line} stands")
    if not known:
        problem = f"The report has no line “{line}”."
        refusals.append(Refusal("status.line", problem, "Choose one of its lines.", Kind.INPUT, "line"))
    if colour is Rag.GREY:
        cure = "Choose green, amber or red."
        refusals.append(
            Refusal("status.said.grey", "Grey means that nobody knows; it cannot be said.", cure, Kind.INPUT, "colour")
        )
    if lead is not None and lead != seat.person_id and not seat.holds(Role.MANAGER):
        problem = f"{line} is led by {lead_name}, not by {seat.name}."
        refusals.append(Refusal("status.said.lead", problem, f"Ask {lead_name}.", Kind.RIGHTS))
    return refusals


def may_send(seat: Seat, *, ref: str, recipients: int, newest: bool, newest_ref: str) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_PUBLISH, f"send {ref}")
    if not newest:
        refusals.append(Refusal("status.send.old", f"{ref} is not the latest report.", f"Send {newest_ref}."))
    if recipients == 0:
        problem = f"{ref} has no recipient."
        refusals.append(Refusal("status.send.nobody", problem, "Choose at least one person.", Kind.INPUT, "to"))
    return refusals


@dataclass(frozen=True)
class Told:
    """When the last report was made and sent, and the watermelon index of the last one."""

    reports: int
    last: date | None
    last_at: datetime | None
    last_ref: str
    sent: bool
    limit_days: int
    today: date
    watermelon: float | None
    watermelon_limit: int
    greener: Collection[str] = ()


def status_is_reported(facts: Told) -> Verdict:
    """Practice 15: the executives were told how it stands, this week.

    >>> status_is_reported(Told(0, None, None, "", False, 7, date(2026, 3, 16), None, 3)).outcome.value
    'not decidable'
    """
    if facts.last is None:
        return undecidable("no status report yet", cure="Make the first report on the Status page.")
    age = (facts.today - facts.last).days
    figure = f"{facts.last_ref} is {count(age, 'day')} old" + ("" if facts.sent else ", not sent")
    if age > facts.limit_days:
        cure = f"Make a report: the limit is {count(facts.limit_days, 'day')}."
        return not_met(figure, cure=cure, record=facts.last_ref, evidence_at=facts.last_at)
    if not facts.sent:
        cure = f"Send {facts.last_ref} to sponsor and committee."
        return not_met(figure, cure=cure, record=facts.last_ref, evidence_at=facts.last_at)
    return met(figure, record=facts.last_ref, evidence_at=facts.last_at)


def status_is_honest(facts: Told) -> Verdict:
    """Practice 15: what is said is not greener than what is measured."""
    if facts.last is None or facts.watermelon is None:
        cure = "Let each lead say a colour beside the computed one, then make a report."
        return undecidable("no colour was said beside the computed ones", cure=cure)
    of = f"{facts.last_ref}, the last report, of {short_day(facts.last)}"
    figure = f"watermelon index {facts.watermelon:g} in {of}; limit {facts.watermelon_limit}"
    if facts.watermelon <= facts.watermelon_limit:
        return met(figure, record=facts.last_ref, evidence_at=facts.last_at)
    who = listed(list(facts.greener)) or "the last reports"
    return not_met(
        figure,
        cure=f"Talk about {who}: the evidence is worse than what was said.",
        record=facts.last_ref,
        evidence_at=facts.last_at,
    )
