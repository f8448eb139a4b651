"""Which colour may a report show: rolled up, held back, overridden, and how far from what was said?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from golive.plain.rag import Rag, worst
from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.verdict import Kind, Refusal
from golive.registers.status.sentences import count, full_day
from golive.registers.status.thresholds import (
    FORECAST_DAYS,
    GOOD_EVALUATIONS_TO_IMPROVE,
    OVERRIDE_DAYS,
    OVERRIDE_REASON_LENGTH,
    WATERMELON_REPORTS,
)

MAY_OVERRIDE = frozenset({Role.MANAGER, Role.SPONSOR})


class Trend(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEW = "new"


def roll_up(colours: Sequence[Rag]) -> Rag:
    """The worst of all; one grey is enough to keep the whole from green, and nothing at all is grey.

    >>> roll_up([Rag.GREEN, Rag.GREY])
    <Rag.GREY: 'grey'>
    """
    return worst(list(colours))


@dataclass(frozen=True)
class Shown:
    """The colour to show, and why it is not the one just computed (empty where it is)."""

    colour: Rag
    because: str = ""


def held_back(history: Sequence[Rag]) -> Shown:
    """The colour to show after these evaluations, oldest first: worse at once, better only after two in a row.

    Missing evidence shows grey at once and breaks the run; the last known colour is remembered behind it, so that
    a red cannot be washed to green by a report without evidence.

    >>> held_back([Rag.RED, Rag.GREEN]).colour, held_back([Rag.RED, Rag.GREEN, Rag.GREEN]).colour
    (<Rag.RED: 'red'>, <Rag.GREEN: 'green'>)
    """
    known: Rag | None = None
    run: list[Rag] = []
    for colour in history:
        if colour is Rag.GREY:
            run = []
        elif known is None or colour.severity >= known.severity:
            known, run = colour, []
        else:
            run.append(colour)
            if len(run) >= GOOD_EVALUATIONS_TO_IMPROVE:
                known = worst(run[-GOOD_EVALUATIONS_TO_IMPROVE:])
    return _explained(history[-1] if history else Rag.GREY, known)


def _explained(latest: Rag, known: Rag | None) -> Shown:
    if latest is Rag.GREY or known is None:
        last = f"It was {known.word.lower()} when last measured." if known not in (None, Rag.GREEN) else ""
        return Shown(Rag.GREY, last)
    if latest is known:
        return Shown(known)
    need = GOOD_EVALUATIONS_TO_IMPROVE
    return Shown(known, f"Computed {latest.word.lower()}; an improvement is shown after {need} evaluations in a row.")


def trend(previous: Rag | None, current: Rag) -> Trend:
    """How a colour moved since the last report."""
    if previous is None:
        return Trend.NEW
    if previous is current:
        return Trend.SAME
    if current is Rag.GREY:
        return Trend.WORSE  # a red that nobody measures any more has not become better
    return Trend.WORSE if current.severity > previous.severity else Trend.BETTER


def may_override(
    seat: Seat, *, line: str, computed: Rag, colour: Rag, reason: str, on: date, expires: date | None
) -> list[Refusal]:
    """Every reason why this person may not override this line's colour; empty where it is allowed."""
    refusals = lacks_role(seat, MAY_OVERRIDE, f"override the colour of {line}")
    refusals += _colour_refusals(line, computed, colour)
    if len(reason.strip()) < OVERRIDE_REASON_LENGTH:
        problem = f"The override of {line} has no reason that a reader could judge ({len(reason.strip())} characters)."
        cure = f"Write at least {OVERRIDE_REASON_LENGTH} characters."
        refusals.append(Refusal("status.override.reason", problem, cure, Kind.INPUT, "reason"))
    return refusals + _expiry_refusals(line, on, expires)


def _colour_refusals(line: str, computed: Rag, colour: Rag) -> list[Refusal]:
    if colour is Rag.GREY:
        problem = f"{line} cannot be overridden to grey: grey means that nobody measured it."
        return [Refusal("status.override.to_grey", problem, "Choose green, amber or red.", Kind.INPUT, "colour")]
    if computed is Rag.GREY and colour is Rag.GREEN:
        problem = f"{line} has no evidence, so it cannot be called {colour.word.lower()}."
        return [Refusal("status.override.grey", problem, "Record the evidence; the colour follows.", field="colour")]
    if computed is colour:
        problem = f"{line} is already computed {colour.word.lower()}; there is nothing to override."
        return [Refusal("status.override.same", problem, "Leave the computed colour.", Kind.INPUT, "colour")]
    return []


def _expiry_refusals(line: str, on: date, expires: date | None) -> list[Refusal]:
    last = on + timedelta(days=OVERRIDE_DAYS)
    cure = f"Choose a day from {full_day(on)} to {full_day(last)}."
    if expires is None:
        return [
            Refusal("status.override.no_expiry", f"The override of {line} has no end.", cure, Kind.INPUT, "expires")
        ]
    if expires < on:
        problem = f"The override of {line} ends on {full_day(expires)}, before it begins."
        return [Refusal("status.override.past", problem, cure, Kind.INPUT, "expires")]
    if expires > last:
        problem = f"The override of {line} lasts {(expires - on).days} days; {OVERRIDE_DAYS} are allowed."
        return [Refusal("status.override.too_long", problem, cure, Kind.INPUT, "expires")]
    return []


def forecast_problems(
    *, run_at: datetime | None, forecast_of: str, current_plan: str, as_of: date, limit_days: int = FORECAST_DAYS
) -> tuple[str, ...]:
    """Why a forecast may not colour the report: never run, run on another version of the plan, or too old."""
    if run_at is None:
        return ("No forecast was run. Run it on the Plan page.",)
    problems = []
    if forecast_of != current_plan:
        problems.append(f"The forecast is of plan {forecast_of}; the plan is now {current_plan}. Run it again.")
    age = (as_of - run_at.date()).days
    if age > limit_days:
        problems.append(f"The forecast is {count(age, 'day')} old; the limit is {limit_days}. Run it again.")
    return tuple(problems)


_ORDINAL = {Rag.GREEN: 0, Rag.GREY: 1, Rag.AMBER: 1, Rag.RED: 2}


def divergence(computed: Rag, reported: Rag) -> int:
    """How much greener the reported colour is than the computed one, in steps; negative where it is darker.

    Not knowing counts as one step: calling green what nobody measured is already a watermelon.

    >>> divergence(Rag.RED, Rag.GREEN), divergence(Rag.GREY, Rag.GREEN), divergence(Rag.GREEN, Rag.AMBER)
    (2, 1, -1)
    """
    return _ORDINAL[computed] - _ORDINAL[reported]


Said = Mapping[str, tuple[Rag, Rag | None]]  # line name -> (computed, reported)


def watermelon_index(reports: Sequence[Said], weights: Mapping[str, float] | None = None) -> float | None:
    """The sum of all steps by which reports were greener than the evidence, over the last six, oldest first.

    None where nobody reported a colour beside the computed one: then there is nothing to compare.

    >>> watermelon_index([{"Data": (Rag.RED, Rag.GREEN)}, {"Data": (Rag.AMBER, Rag.GREEN)}])
    3.0
    """
    weights = weights or {}
    gaps = [
        max(0, divergence(computed, reported)) * weights.get(line, 1.0)
        for report in reports[-WATERMELON_REPORTS:]
        for line, (computed, reported) in report.items()
        if reported is not None
    ]
    return float(sum(gaps)) if gaps else None
