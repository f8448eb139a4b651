"""What would MS Project show for each line: dates, progress, slack, work and cost, summaries rolled up?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from golive.web.demo.plan import dates, people
from golive.web.demo.plan.calendars import STANDARD, STATUS_DATE
from golive.web.demo.plan.dates import Dates
from golive.web.demo.plan.lines import LINES
from golive.web.demo.plan.rows import Row

MORNING, EVENING = time(8), time(17)


@dataclass(frozen=True)
class Moments:
    """Start and finish as clock times; a milestone has one moment."""

    start: datetime
    finish: datetime


@dataclass
class Fact:
    """One line as the plan's software shows it; days are working days, money is cents."""

    line: Row
    number: int
    outline: str
    now: Moments
    late: Moments
    base: Moments | None
    days: int
    done: int
    base_days: int
    slack: int
    free: int
    cents: int
    base_cents: int
    minutes: int
    base_minutes: int

    @property
    def complete(self) -> bool:
        if self.days:
            return self.done == self.days
        return self.now.finish < datetime.combine(STATUS_DATE, MORNING)

    @property
    def percent(self) -> int:
        return 100 if self.complete else round(100 * self.done / self.days) if self.days else 0

    @property
    def critical(self) -> bool:
        return not self.complete and self.slack <= 0


def all_facts() -> list[Fact]:
    """Every line in the order of the plan."""
    now, base = dates.current(LINES), dates.baseline(LINES)
    outlines = _outline_numbers()
    end = max(found.finish for found in now.values())
    leaves = {
        line.key: _leaf(line, number, outlines[line.key], now[line.key], base.get(line.key), end)
        for number, line in enumerate(LINES, start=1)
        if not line.summary
    }
    return [
        leaves.get(line.key) or _summary(line, number, outlines[line.key], _under(number - 1, leaves))
        for number, line in enumerate(LINES, start=1)
    ]


def _outline_numbers() -> dict[str, str]:
    counts: list[int] = []
    found = {}
    for line in LINES:
        counts = [*counts[: line.level], *([0] * (line.level - len(counts)))]
        counts[line.level - 1] += 1
        found[line.key] = ".".join(map(str, counts))
    return found


def _leaf(line: Row, number: int, outline: str, now: Dates, base: Dates | None, end: date) -> Fact:
    calendar = dates.calendar_of(line)
    done = calendar.between(now.start, STATUS_DATE - timedelta(days=1)) if now.begun and line.days else 0
    base_days = line.baseline_days if base else 0
    return Fact(
        line,
        number,
        outline,
        _moments(line, now.start, now.finish),
        _late(line, now, end),
        _moments(line, base.start, base.finish) if base else None,
        line.days,
        min(done, line.days),
        base_days,
        now.slack,
        now.free,
        people.cents(line, line.days),
        people.cents(line, base_days) if base else 0,
        people.minutes(line, line.days),
        people.minutes(line, base_days),
    )


def _moments(line: Row, start: date, finish: date) -> Moments:
    if line.milestone and not line.links:
        return Moments(datetime.combine(start, MORNING), datetime.combine(start, MORNING))
    end = datetime.combine(finish, EVENING)
    return Moments(end if line.milestone else datetime.combine(start, MORNING), end)


def _late(line: Row, now: Dates, end: date) -> Moments:
    if now.complete:
        return _moments(line, now.start, now.finish)
    if line.milestone and now.late_finish not in (end, line.deadline):  # MS Project keeps these on the morning side
        morning = datetime.combine(now.late_start, MORNING)
        return Moments(morning, morning)
    evening = datetime.combine(now.late_finish, EVENING)  # … the last one at the project's finish, others at their date
    return Moments(evening if line.milestone else datetime.combine(now.late_start, MORNING), evening)


def _under(index: int, leaves: dict[str, Fact]) -> list[Fact]:
    level, found = LINES[index].level, []
    for line in LINES[index + 1 :]:
        if line.level <= level:
            break
        if line.key in leaves:
            found.append(leaves[line.key])
    return found


def _summary(line: Row, number: int, outline: str, under: list[Fact]) -> Fact:
    based = [fact.base for fact in under if fact.base]
    now, late = _span([fact.now for fact in under]), _span([fact.late for fact in under])
    base = _span(based) if based else None
    total = sum(fact.days for fact in under)
    days = STANDARD.between(now.start.date(), now.finish.date())
    return Fact(
        line,
        number,
        outline,
        now,
        late,
        base,
        days,
        round(days * sum(fact.done for fact in under) / total) if total else 0,
        STANDARD.between(base.start.date(), base.finish.date()) if base else 0,
        min((fact.slack for fact in under if not fact.complete), default=0),
        0,
        sum(fact.cents for fact in under),
        sum(fact.base_cents for fact in under),
        sum(fact.minutes for fact in under),
        sum(fact.base_minutes for fact in under),
    )


def project(facts: list[Fact]) -> Fact:
    """Line 0, the project itself."""
    head = _summary(
        Row("project", "Acme CRM roll-out", 0, summary=True), 0, "0", [f for f in facts if not f.line.summary]
    )
    return head


def _span(moments: list[Moments]) -> Moments:
    return Moments(min(m.start for m in moments), max(m.finish for m in moments))
