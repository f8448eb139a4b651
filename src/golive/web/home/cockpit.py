"""Will we go live on the date, what holds it, who must decide or deliver what, and what moved since last week?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from markupsafe import Markup

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.look.charts import Event, sparkline, trend
from golive.foundation.look.words import day as told_day
from golive.foundation.look.words import percent, short
from golive.foundation.register_kit.declaration import Wanted
from golive.plain.rag import Rag
from golive.registers.commitments.queries import Standing
from golive.registers.decisions import queries as decisions
from golive.registers.plan import picture as plan_picture
from golive.registers.plan import queries as plan
from golive.registers.plan.models import Forecast, Slip
from golive.registers.raid import queries as raid
from golive.registers.raid.models import Item
from golive.registers.status import evaluating, picture, queries
from golive.registers.status.measures import Ground
from golive.registers.status.page import StatusPage
from golive.web.home import board

WEEK, AHEAD, RISKS, WANTED, WAITING, DUE, CHANGED = timedelta(days=7), timedelta(days=14), 5, 4, 6, 8, 5
COURSE = 26


@dataclass(frozen=True)
class Tile:
    label: str
    value: str
    unit: str
    note: str
    colour: str
    url: str
    spark: Markup


@dataclass(frozen=True)
class Due:
    day: date
    what: str
    who: str
    url: str
    late: bool


def cockpit(place: Place) -> dict[str, Any]:
    """Everything the cockpit shows, in a bounded number of queries."""
    implementation = place.implementation
    on = evaluating.ground(implementation)
    lines = evaluating.evaluate(on)
    page = queries.put_together(on, lines)
    history = plan.forecast_history(implementation, COURSE)
    slips = list(plan.slips(implementation)[:COURSE])
    usable = on.forecast is not None and not page.go_live.unknown
    return {
        "page": page,
        "forecast": on.forecast,
        "usable": usable,
        "verdict": _verdict(on, page),
        "inputs": _inputs(on, page),
        "tiles": _tiles(lines, implementation),
        "spread": plan_picture.spread(on.forecast) if on.forecast else "",
        "milestones": plan_picture.milestone_rows(on.forecast, implementation) if on.forecast else [],
        "course": _course(history, slips, implementation),
        "wanted": [_wanted(each, on.today) for each in on.wanted[:WANTED]],
        "wanted_count": len(on.wanted),
        "told": list(decisions.owed_by(implementation, place.person)[:WANTED]),
        "waiting": [_waiting(each, on.today) for each in _nearest(on.standings)],
        "waiting_count": len(on.standings),
        "risks": _risks(on),
        "moved": _moved(history, slips, on.today),
        "changed": page.changed[:CHANGED],
        "due": _due(on),
        "workstreams": [
            picture.row(each.line, "workstream", picture.stream_url(implementation, each.line.name))
            for each in lines
            if each.kind == evaluating.WORKSTREAM
        ],
        "board": board.latest(implementation),
        "last": queries.latest(implementation),
    }


def _verdict(on: Ground, page: StatusPage) -> tuple[str, str, str]:
    """Title, text and tone: the chance first, then what holds the date and what would win it back."""
    if page.go_live.unknown:
        return page.headline.sentence, " ".join(page.go_live.unknown), Rag.GREY.value
    told = plan_picture.headline(on.implementation, on.forecast)
    text, sharpest = [told["text"]], next((s for s in on.standings if s.sentence and s.colour is not Rag.GREEN), None)
    if sharpest and sharpest.sentence:
        text.append(sharpest.sentence)
    tone = told["tone"] if told["tone"] in {rag.value for rag in Rag} else Rag.GREY.value
    return page.headline.sentence, " ".join(filter(None, text)), tone


def _inputs(on: Ground, page: StatusPage) -> list[tuple[Any, ...]]:
    it, at = on.forecast, on.implementation.url
    if it is None:
        return []
    share = f"{page.go_live.chance} %" if page.go_live.chance is not None else None
    return [
        ("Chance", share),
        ("P50", it.p50_window and short(it.p50_window)),
        ("P80", it.p80_window and short(it.p80_window)),
        ("Simulated plans", f"{it.iterations:,}"),
        ("Seed", it.seed),
        ("Plan", f"revision {it.revision.number}", at("plan", "gantt")),
        ("Risks simulated", len(it.result.get("tornado", [])), at("raid")),
    ]


def _tiles(lines: list[evaluating.Evaluated], implementation: Implementation) -> list[Tile]:
    courses = evaluating.courses(implementation)
    found = []
    for each in lines:
        if each.kind != evaluating.DIMENSION:
            continue
        line, course = each.line, list(courses.get(each.line.name, []))
        if each.value is not None:
            course.append(each.value)
        value, unit = _shown(each)
        shown = picture.row(
            line, line.name.lower(), implementation.url(*picture.EVIDENCE.get(line.name, ("practices",)))
        )
        why = " ".join(line.reasons).removeprefix(f"{line.name}: ")
        found.append(
            Tile(line.name, value, unit, why[:1].upper() + why[1:], line.shown.value, shown.url, sparkline(course))
        )
    return found


def _shown(each: evaluating.Evaluated) -> tuple[str, str]:
    """A dimension's figure for its tile; what nobody measured is a dash."""
    if each.raw is Rag.GREY:
        return "–", ""
    if each.line.name == "Schedule" and each.value is not None:
        return f"{each.value:+g} d", "at P80"
    return _split(each.line.figure)


_FIGURE = re.compile(r"(\d+ of \d+|\d+|[^\s\d]?[\d.,]+[kM]?) (.+)")


def _split(figure: str) -> tuple[str, str]:
    """The number large, its noun small.

    >>> _split("0 of 6 past need-by"), _split("$80k of $107k"), _split("EAC $1.02M")
    (('0 of 6', 'past need-by'), ('$80k', 'of $107k'), ('$1.02M', 'EAC'))
    """
    if found := _FIGURE.fullmatch(figure):
        return found[1], found[2]
    label, _, number = figure.partition(" ")
    return (number, label) if label.isupper() else (figure, "")


def _course(history: list[Forecast], slips: list[Slip], implementation: Implementation) -> str:
    """P80 against the committed date, with the slips that moved it."""
    committed = implementation.committed_on
    if committed is None or len({f.computed_at.date() for f in history}) < 2:
        return ""
    by_day = {timezone.localdate(f.computed_at): float((_p80(f) - committed).days) for f in history}
    first, last = min(by_day), max(by_day)
    return trend(sorted(by_day.items()), _events(slips, first, last))


def _events(slips: list[Slip], first: date, last: date) -> list[Event]:
    """The largest slips, so far apart that their labels do not touch."""
    span, chosen = max(1, (last - first).days), list[Event]()
    for slip in sorted(slips, key=lambda each: -abs(each.days)):
        day = timezone.localdate(slip.created_at)
        near = any(abs((day - other.day).days) < 0.3 * span for other in chosen)
        if first <= day <= last and (last - day).days > 0.2 * span and abs(slip.days) >= 1 and not near:
            chosen.append(Event(day, f"{slip.days:+g} d {slip.cause}"))
    return chosen[:3]


def _p80(forecast: Forecast) -> date:
    return forecast.p80_window or timezone.localdate(forecast.p80_at)


@dataclass(frozen=True)
class Ask:
    title: str
    text: str
    due: str
    who: str
    url: str
    hot: bool
    label: str


def _wanted(each: Wanted, today: date) -> Ask:
    late = each.due is not None and each.due < today
    due = "No date set" if each.due is None else f"{'Overdue since' if late else 'Decide by'} {told_day(each.due)}"
    return Ask(each.title, each.recommendation, due, each.who, each.url, late, "Decide" if late else "Open")


def _nearest(standings: list[Standing]) -> list[Standing]:
    """What is needed first, the latest delivery before all; what the plan does not know stands last."""
    return sorted(standings, key=_days_left)[:WAITING]


def _days_left(each: Standing) -> tuple[bool, date, str]:
    return each.delay is None, each.delay.need_by if each.delay else date.max, each.commitment.ref


def _waiting(each: Standing, today: date) -> tuple[str, str, str, str, str]:
    """A delivery with its last day: what, the note, how long, the tone, the address."""
    it, delay = each.commitment, each.delay
    note = [it.counterpart.name, f"promised {told_day(it.expected_on)}" if it.expected_on else "no day promised"]
    if delay and delay.drop_dead and delay.to_window and delay.from_window:
        cost = f", {delay.cost}" if delay.cost else ""
        move = f"{short(delay.from_window)} → {short(delay.to_window)}"
        note.append(f"after {told_day(delay.drop_dead)} go-live moves {move}{cost}")
    tone = {Rag.RED: "", Rag.AMBER: "mid"}.get(each.colour, "ok")
    return it.title, " · ".join(note), _spare(each, today), tone, it.get_absolute_url()


def _spare(each: Standing, today: date) -> str:
    if each.delay is None:
        return "not in the plan"
    days = (each.delay.need_by - today).days
    return f"{-days} d late" if days < 0 else "due today" if days == 0 else f"{days} d left"


@dataclass(frozen=True)
class Risk:
    score: str
    tone: str
    title: str
    url: str
    figure: str
    owner: str
    note: str
    over: bool


def _risks(on: Ground) -> list[Risk]:
    days = queries.days_at_p80(on.forecast)
    return [_risk(item, days, on.today) for item in raid.top_risks(on.implementation, RISKS)]


def _risk(item: Item, days: dict[str, float], today: date) -> Risk:
    figure = f"{days[item.ref]:+.1f} d" if item.ref in days else "–"
    over = item.due is not None and item.due < today
    note = f"Response {'overdue since' if over else 'due'} {told_day(item.due)}" if item.due else ""
    owner = item.owner.name if item.owner else item.owner_given or "Nobody yet"
    points = "–" if item.points is None else str(item.points)
    return Risk(points, item.colour.value, item.title, item.get_absolute_url(), figure, owner, note, over)


def _moved(history: list[Forecast], slips: list[Slip], today: date) -> list[str]:
    """What is different from a week ago: the forecast, and the slips with their causes."""
    said = []
    before = [f for f in history if timezone.localdate(f.computed_at) <= today - WEEK]
    if history and before:
        now, then = history[-1], before[-1]
        gap = (_p80(now) - _p80(then)).days
        side = "unchanged since" if gap == 0 else f"{abs(gap)} days {'later' if gap > 0 else 'earlier'} than on"
        said.append(f"P80 {short(_p80(now))}: {side} {short(timezone.localdate(then.computed_at))}.")
        if now.chance is not None and then.chance is not None and round(100 * now.chance) != round(100 * then.chance):
            said.append(f"The chance of the committed date went from {percent(then.chance)} to {percent(now.chance)}.")
    for slip in slips:
        if timezone.localdate(slip.created_at) > today - WEEK:
            why = f": {slip.because.rstrip('.')}" if slip.because else ""
            said.append(f"{slip.ref}, {slip.days:+g} working days, consistent with {slip.cause}{why}.")
    return list(dict.fromkeys(said))[:DUE]


def _due(on: Ground) -> list[Due]:
    """Who owes what in the next two weeks, the earliest first."""
    until = on.today + AHEAD
    found = [Due(w.due, w.title, w.who, w.url, w.due < on.today) for w in on.wanted if w.due and w.due <= until]
    for each in on.standings:
        it = each.commitment
        if it.expected_on and it.expected_on <= until:
            late = it.expected_on < on.today
            found.append(Due(it.expected_on, it.title, it.counterpart.name, it.get_absolute_url(), late))
    rows = raid.open_items(on.implementation).filter(due__lte=until).select_related("owner")
    for item in rows.order_by("due", "ref")[: 3 * DUE]:
        owner = item.owner.name if item.owner else item.owner_given or "Nobody yet"
        found.append(Due(item.due, item.title, owner, item.get_absolute_url(), item.due < on.today))  # type: ignore[arg-type, operator]
    return sorted(found, key=lambda each: (each.day, each.what))[:DUE]
