"""How does the plan look: as a Gantt chart, and its forecast as figures?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from markupsafe import Markup

from golive.engines.schedule import Plan
from golive.foundation.implementations.local_time import naive
from golive.foundation.implementations.models import Implementation
from golive.foundation.look import charts
from golive.foundation.look.charts import Bin, Forecast, GanttLink, GanttRow, MilestoneRow, Stair, Step, Window
from golive.foundation.look.words import full
from golive.registers.plan import models as kept
from golive.registers.plan import queries
from golive.registers.plan.outline import Line, Sight

AHEAD = 26
WHOLE, MOST = 3000, 600
# What a row of the chart needs: of three thousand rows, each moment that is read and not shown is felt.
DRAWN = (
    *("uid", "title", "level", "kind", "ref", "wbs", "percent_complete", "critical", "driving", "total_float_days"),
    *("start", "finish", "baseline_start", "baseline_finish", "deadline"),
)


def outline(implementation: Implementation, stream: str, *, all_work: bool) -> list[Line]:
    """The rows as an outline, of the plan or of one workstream: what is needed to know which of them are in sight.

    What is finished is left out unless it is asked for, or nothing else is left.
    """
    if queries.revision(implementation) is None:
        return []
    found = list(_of_stream(implementation, stream) if stream else _of_plan(queries.network(implementation)))
    ahead = [line for line, finished in found if not finished]
    if all_work or all(line.summary for line in ahead):
        return [line for line, _ in found]
    return ahead


def _of_stream(implementation: Implementation, stream: str) -> Iterator[tuple[Line, bool]]:
    rows = queries.tasks(implementation).filter(workstream__ref=stream)
    for uid, level, kind, finished in rows.values_list("uid", "level", "kind", "actual_finish"):
        yield Line(uid, level, kind == "summary"), finished is not None


def _of_plan(plan: Plan) -> Iterator[tuple[Line, bool]]:
    """The plan is at hand; ten thousand rows would have to be read."""
    levels: dict[int | None, int] = {None: 0}
    for task in plan.tasks:
        levels[task.uid] = level = levels.get(task.parent, 0) + 1
        if task.active:
            yield Line(task.uid, level, task.summary), task.actual_finish is not None


def room(implementation: Implementation, count: int) -> int:
    """How many rows the page has room for: a plan of up to 3,000 is shown whole, of a longer one 600 rows at a time."""
    if count <= MOST or queries.tasks(implementation).count() <= WHOLE:
        return WHOLE
    return MOST


def drawn(implementation: Implementation, uids: list[int]) -> list[Any]:
    """The tasks of these uids in the order of the plan, with the columns that the chart needs (DRAWN)."""
    return list(queries.tasks(implementation).filter(uid__in=uids).values_list(*DRAWN, named=True))


def rows(
    implementation: Implementation, found: list[Any], seen: Sight, turning: Callable[[int], str]
) -> list[GanttRow]:
    """The rows of the chart, in the order of the plan; ``turning`` is the address that folds or unfolds one."""
    base, local = implementation.url("plan"), cache(naive)  # a plan has many tasks and few distinct moments
    return [
        GanttRow(
            uid=str(task.uid),
            name=task.title,
            level=task.level - 1,
            start=local(task.start),
            finish=local(task.finish),
            progress=task.percent_complete / 100,
            critical=task.critical,
            driving=task.driving,
            milestone=task.kind == "milestone",
            summary=task.kind == "summary",
            baseline_start=local(task.baseline_start),
            baseline_finish=local(task.baseline_finish),
            url=f"{base}{task.ref}/",
            float_days=task.total_float_days,
            number=task.wbs,
            deadline=local(task.deadline),
            toggle_url=turning(task.uid) if task.uid in seen.summaries else "",
            open=task.uid in seen.open,
        )
        for task in found
    ]


def links(implementation: Implementation, found: list[Any]) -> list[GanttLink]:
    """The links between rows that are shown."""
    shown, driving = {task.uid for task in found}, {task.uid for task in found if task.driving}
    return [
        GanttLink(str(k.pred), str(k.succ), str(k.type), driving=k.pred in driving and k.succ in driving)
        for k in queries.network(implementation).links
        if k.pred in shown and k.succ in shown
    ]


def bands(implementation: Implementation, first: date, last: date) -> list[Window]:
    """The permitted go-live dates between two days."""
    permitted, found = queries.windows(implementation), []
    for window in permitted or ():
        if window.day > last + timedelta(days=1):
            break
        if window.day >= first:
            found.append(Window(window.day, window.day, str(window)))
    return found[:AHEAD]


def zoom_for(found: list[Any]) -> str:
    """The zoom in which most of the plan fits on a screen."""
    leaves = [task for task in found if task.kind != "summary"]
    days = [moment for task in leaves for moment in (task.start, task.finish) if moment]
    span = (max(days) - min(days)).days if days else 0
    return "days" if span <= 30 else "weeks" if span <= 90 else "months" if span <= 210 else "quarters"


@dataclass(frozen=True)
class Chance:
    """How likely one permitted date is reached: exactly this one, and this or an earlier one; None = none of them."""

    on: date | None
    share: float
    by_then: float


def chances(forecast: kept.Forecast) -> list[Chance]:
    """The chance of each permitted date that at least one in a thousand plans reaches."""
    found = [
        Chance(w["on"] and date.fromisoformat(w["on"]), w["share"], w["by_then"]) for w in forecast.result["windows"]
    ]
    return [chance for chance in found if chance.share >= 0.001]


def interval(forecast: kept.Forecast) -> str:
    """Between which days the P80 of the finish lies, in words."""
    low, high = (date.fromisoformat(day) for day in forecast.result["p80_interval"])
    return f"{full(low)} – {full(high)}" if low != high else full(low)


def spread(forecast: kept.Forecast) -> Markup:
    """When will we go live? The chance of each permitted date, or of each week where every date is permitted."""
    dates = [Step(each.on, each.share, each.by_then) for each in chances(forecast) if each.on]
    if not dates:
        return charts.histogram(histogram(forecast))
    return charts.stair(
        Stair(
            dates, forecast.iterations, forecast.p50_window, forecast.p80_window, _committed(forecast), forecast.chance
        )
    )


def _committed(forecast: kept.Forecast) -> date | None:
    day = forecast.result.get("committed")
    return date.fromisoformat(day) if day else None


def histogram(forecast: kept.Forecast) -> Forecast:
    """The forecast as the chart takes it."""
    bins, so_far = [], 0.0
    for week, count in forecast.result["histogram"]:
        share = count / forecast.iterations
        so_far += share
        bins.append(Bin(date.fromisoformat(week), share, min(1.0, so_far)))
    return Forecast(
        bins,
        forecast.iterations,
        forecast.p50_at.date(),
        forecast.p80_at.date(),
        _committed(forecast),
        forecast.chance,
    )


def milestone_rows(forecast: kept.Forecast, implementation: Implementation) -> list[MilestoneRow]:
    """The next milestones: baseline, P50 and P80, coloured by what the P80 leaves of the baseline."""
    base, found = implementation.url("plan"), []
    for each in forecast.result["milestones"]:
        baseline = each["baseline"] and date.fromisoformat(each["baseline"])
        p50, p80 = date.fromisoformat(each["p50"]), date.fromisoformat(each["p80"])
        found.append(
            MilestoneRow(
                each["name"], baseline, p50, _colour(baseline, p50, p80), url=f"{base}T-{each['uid']}/", p80=p80
            )
        )
    return found


def _colour(baseline: date | None, p50: date, p80: date) -> str:
    if baseline is None:
        return "grey"
    return "green" if p80 <= baseline else "amber" if p50 <= baseline else "red"


def headline(implementation: Implementation, forecast: kept.Forecast | None) -> dict[str, Any]:
    """The answer first: one sentence, its tone, and what holds the date."""
    if forecast is None:
        missing = [
            "" if queries.revision(implementation) else "import the plan",
            "" if queries.windows(implementation) else "say on which dates go-live is permitted",
            "press “Compute anew”",
        ]
        text = ", then ".join(filter(None, missing))
        return {
            "title": "Nobody knows yet when this goes live.",
            "text": f"{text[0].upper()}{text[1:]}.",
            "tone": "grey",
        }
    committed, p80 = implementation.committed_on, forecast.p80_window or forecast.p80_at.date()
    plan_on = f"Plan on {p80:%-d %b %Y}."
    if committed is None or forecast.chance is None:
        return {"title": plan_on, "text": "There is no committed go-live date to compare with.", "tone": "grey"}
    if queries.has_passed(implementation, forecast):
        title = f"The committed date, {committed:%-d %b %Y}, has passed."
        return {
            "title": title,
            "text": f"Commit to a new one, or import what was done meanwhile. {plan_on}",
            "tone": "grey",
        }
    tone = "green" if p80 <= committed else "amber" if (forecast.p50_window or p80) <= committed else "red"
    title = f"{forecast.chance:.0%} chance of going live on {committed:%-d %b %Y}. ".replace("%", " %") + plan_on
    return {"title": title, "text": _holds(implementation, forecast), "tone": tone}


def _holds(implementation: Implementation, forecast: kept.Forecast) -> str:
    driving = queries.driving_tasks(implementation).filter(actual_finish=None).select_related("workstream").first()
    text = f"The next task on the driving path is {driving.title}." if driving else ""
    if forecast.slack_days is not None and forecast.window_on:
        text += f" The plan reaches {forecast.window_on:%-d %b} with {forecast.slack_days} working days to spare."
    return text.strip()
