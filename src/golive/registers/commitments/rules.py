"""Who owes us what by when, what does a delay cost, may it be promised or escalated, and if not why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from golive.plain.money import Money
from golive.plain.rag import Rag
from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable

OPEN, KEPT, CANCELLED = "open", "kept", "cancelled"
MAY_ASK = frozenset({Role.MANAGER, Role.LEAD})
MAY_ANSWER = frozenset({Role.MANAGER, Role.LEAD, Role.CLIENT, Role.SPONSOR})
MAY_ESCALATE = frozenset({Role.MANAGER})

WATCH_DAYS = Setting(
    "commitments.watch_days",
    5,
    "working days",
    "A delivery expected fewer working days before its need-by date than this is amber.",
    "our own choice: one week",
)


class Owed(Protocol):
    ref: str
    state: str
    title: str


def may_ask(seat: Seat, *, title: str, counterpart: bool, task: bool) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ASK, "ask for a delivery")
    if not title.strip():
        refusals.append(_input("title", "The delivery has no name.", "Say what is needed."))
    if not counterpart:
        refusals.append(_input("counterpart", "Nobody is asked.", "Name the one person who owes it."))
    if not task:
        cure = "Choose the task of the plan that is this delivery: its need-by date is computed from it."
        refusals.append(_input("task_uid", "The delivery is not in the plan.", cure))
    return refusals


def may_promise(owed: Owed, seat: Seat, *, on: date | None, today: date) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ANSWER, f"promise {owed.ref}") + _closed(owed)
    if on is None:
        refusals.append(_input("on", f"{owed.ref} is promised for no day.", "Give the day."))
    elif on < today:
        refusals.append(_input("on", f"{on:%-d %b %Y} has passed.", "Promise a day to come."))
    return refusals


def may_deliver(owed: Owed, seat: Seat, *, on: date, today: date) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ANSWER, f"record the delivery of {owed.ref}") + _closed(owed)
    if on > today:
        refusals.append(_input("on", f"{on:%-d %b %Y} is still to come.", "Record it when it is there."))
    return refusals


def may_escalate(owed: Owed, seat: Seat, *, words: str, sentence: str | None) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ESCALATE, f"escalate {owed.ref}") + _closed(owed)
    if sentence is None:
        problem = f"What a delay of {owed.ref} costs cannot be computed."
        refusals.append(Refusal("escalation.sentence", problem, "Link it to a task and set the go-live dates."))
    if not words.strip():
        refusals.append(_input("words", "The letter is empty.", "Put the sentence into your own words."))
    return refusals


def may_cancel(owed: Owed, seat: Seat, *, because: str) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ASK, f"cancel {owed.ref}") + _closed(owed)
    if not because.strip():
        refusals.append(_input("because", f"{owed.ref} is cancelled without a reason.", "Say why it is not needed."))
    return refusals


def _closed(owed: Owed) -> list[Refusal]:
    if owed.state == OPEN:
        return []
    return [Refusal("commitment.closed", f"{owed.ref} is already {owed.state}.", "Ask for a new delivery.")]


def _input(field: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"commitment.{field}", problem, cure, Kind.INPUT, field)


@dataclass(frozen=True)
class Delay:
    """What a late delivery costs: two dates, two windows, and money; None where it cannot be computed."""

    need_by: date
    drop_dead: date | None
    from_window: date | None
    to_window: date | None
    cost: Money | None

    @property
    def weeks(self) -> int | None:
        if self.from_window is None or self.to_window is None:
            return None
        return round((self.to_window - self.from_window).days / 7)


def sentence(title: str, who: str, delay: Delay) -> str:
    """The escalation in one sentence: what, from whom, by when, and what happens otherwise.

    >>> delay = Delay(date(2026, 3, 20), date(2026, 4, 1), date(2026, 5, 23), date(2026, 6, 6), Money(7_000_000))
    >>> sentence("signed chart of accounts", "Dana Lee", delay)[:60]
    'We need signed chart of accounts from Dana Lee by Fri 20 Mar'
    """
    text = f"We need {_inside(title)} from {who} by {_day(delay.need_by)}"
    if delay.drop_dead is None or delay.to_window is None or delay.from_window is None:
        return f"{text}; every day after that eats reserve, no go-live date is lost yet."
    text += f"; every day after that eats reserve, and after {_day(delay.drop_dead)} go-live moves "
    text += f"{delay.from_window:%-d %b} → {delay.to_window:%-d %b}"
    price = f", about {delay.cost}" if delay.cost else ""
    weeks = f"{delay.weeks} week{'s' if delay.weeks != 1 else ''}"
    return f"{text} ({weeks}{price})."


def _inside(title: str) -> str:
    """A title as it stands inside a sentence: “Signed list” becomes “signed list”, “UAT rooms” stays."""
    return title[0].lower() + title[1:] if title[1:2].islower() else title


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def colour(expected: date | None, delay: Delay | None, spare: int | None, watch: int) -> Rag:
    """How a delivery stands: green in time, amber close to need-by, red past the last day of the window.

    ``spare`` is how many working days lie between the expected delivery and the need-by date, negative past it.
    """
    if expected is None or delay is None or spare is None:
        return Rag.GREY
    if delay.drop_dead is not None and expected > delay.drop_dead:
        return Rag.RED
    return Rag.GREEN if spare >= watch else Rag.AMBER


@dataclass(frozen=True)
class Dues:
    """What is owed: open deliveries, those without a person, past their need-by date, and missed promises."""

    asked: int
    open: int
    unlinked: Sequence[str]
    unpromised: Sequence[tuple[str, str]]
    past_need_by: Sequence[tuple[str, date]]
    promises: int
    promises_kept: int
    youngest: datetime | None


def nothing_is_past_its_need_by(facts: Dues) -> Verdict:
    """Practice 10: the plan does not wait on the client."""
    if facts.asked == 0:
        return undecidable("nothing asked of the client", cure="Write down what you need from the client, from whom.")
    figure = f"{facts.open} open, {len(facts.past_need_by)} past their need-by date"
    if not facts.past_need_by:
        return met(figure, evidence_at=facts.youngest)
    ref, day = facts.past_need_by[0]
    cure = f"Escalate {ref}, needed by {day:%-d %b %Y}."
    return not_met(figure, cure=cure, record=ref, evidence_at=facts.youngest)


def every_delivery_is_promised(facts: Dues) -> Verdict:
    """Practice 10: one named person has promised each delivery."""
    if facts.asked == 0:
        return undecidable("nothing asked of the client", cure="Write down what you need from the client, from whom.")
    figure = f"{facts.open - len(facts.unpromised)} of {facts.open} open deliveries promised"
    if not facts.unpromised:
        return met(figure, evidence_at=facts.youngest)
    ref, who = facts.unpromised[0]
    return not_met(figure, cure=f"Ask {who} for a day for {ref}.", record=ref, evidence_at=facts.youngest)
