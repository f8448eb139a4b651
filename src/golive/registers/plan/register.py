"""What is the plan to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.engines.schedule import explain
from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Filter, Register, Verb, lookup, registry
from golive.plain.seat import lacks_role
from golive.registers.plan import queries, rules
from golive.registers.plan.models import Task
from golive.registers.plan.stories import STORIES

YES = [("yes", "On the driving path")]


def tabs(place: Place, current: str) -> list[tuple[str, str, bool]]:
    names = [
        ("gantt", "Gantt", "gantt"),
        ("tasks", "Tasks", ""),
        ("forecast", "Forecast", "forecast"),
        ("slips", "Slip ledger", "slips"),
    ]
    return [
        (label, place.url("plan", part) if part else place.url("plan"), key == current) for key, label, part in names
    ]


def plan_verbs(place: Place) -> list[Verb]:
    may = lacks_role(place.seat, rules.MAY_PLAN, "change the plan")
    return [
        Verb("Go-live dates", place.url("plan", "windows"), "calendar-range", may),
        Verb("Take the baseline", place.url("plan", "baselines", "new"), "milestone", may),
    ]


def _badge(implementation: Implementation) -> Badge | None:
    late = queries.overdue_tasks(implementation).count()
    return Badge(late, meaning=f"{late} tasks past their baseline") if late else None


def _verbs(place: Place, task: Task) -> list[Verb]:
    may = lacks_role(place.seat, rules.MAY_REPORT, "report progress")
    if task.kind == "summary":
        return []
    return [Verb("Report progress", f"{task.get_absolute_url()}progress/", "circle-check", may, primary=True)]


def _detail(place: Place, task: Task) -> dict[str, Any]:
    implementation = place.implementation
    found = queries.opened(implementation)
    known = found is not None and task.uid in found[1] and not task.gone
    return {
        "reasons": explain(found[1], task.uid).sentences if known and found else (),
        "cliff": queries.cliff_of(implementation, task.uid) if known and task.driving else None,
        "before": _neighbours(implementation, task, before=True) if known else [],
        "after": _neighbours(implementation, task, before=False) if known else [],
    }


def _neighbours(implementation: Implementation, task: Task, *, before: bool) -> list[tuple[Task, Any]]:
    links = queries.network(implementation).links
    near = {k.pred if before else k.succ: k for k in links if (k.succ if before else k.pred) == task.uid}
    rows = queries.tasks(implementation).filter(uid__in=near)
    return [(row, near[row.uid]) for row in rows]


register = registry.add(
    Register(
        name="plan",
        title="Plan",
        one="task",
        many="tasks",
        icon="chart-gantt",
        group="Plan & control",
        question="What happens when, and what holds the date?",
        model=Task,
        practices=(1, 5, 18),
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="uid"),
            Column("title", "Task", "title", order="row"),
            Column("wbs", "WBS", wide=True),
            Column(
                "workstream",
                "Workstream",
                value=lambda t: t.workstream and t.workstream.title,
                order="workstream__title",
            ),
            Column("owner", "Owner", wide=True),
            Column("start", "Start", "time", order="start"),
            Column("finish", "Finish", "time", order="finish"),
            Column("days_late", "Days late", "number"),
            Column("total_float_days", "Float, days", "number", order="total_float_days"),
            Column(
                "percent_complete", "Done", "share", value=lambda t: t.percent_complete / 100, order="percent_complete"
            ),
            Column("kind", "Kind", listed=False),
            Column("critical", "Critical", "yes", listed=False),
            Column("driving", "Driving", "yes", listed=False),
            Column("baseline_finish", "Baseline finish", "time", listed=False),
            Column("deadline", "Deadline", "time", listed=False),
        ],
        filters=[
            lookup("kind", "Kind", Task.KINDS),
            Filter("driving", "Path", lambda _: YES, lambda rows, _, __: rows.filter(driving=True)),
            Filter(
                "state",
                "State",
                lambda _: [("open", "Open"), ("done", "Done"), ("late", "Past baseline")],
                lambda rows, value, place: _in_state(rows, value, place),
            ),
        ],
        search=("title", "owner", "wbs", "workstream__title"),
        order="row",
        related=("workstream",),
        empty="Import the plan you have, as a Microsoft Project XML file, on the Imports page.",
        rows=lambda place: queries.tasks(place.implementation),
        overview=lambda place: {"tabs": tabs(place, "tasks")},
        new=lambda place: Verb("Import a plan", place.url("imports"), "upload", primary=True),
        more=plan_verbs,
        verbs=_verbs,
        detail=_detail,
        home="gantt",
        list_template="plan/list.html",
        detail_template="plan/detail.html",
        badge=_badge,
        checks=[
            Check("plan.baselined", 1, "Is the plan baselined?", queries.outlook, rules.plan_is_baselined),
            Check(
                "plan.forecast_fresh", 15, "Is the forecast of today’s plan?", queries.outlook, rules.forecast_is_fresh
            ),
            Check(
                "plan.go_live_holds",
                5,
                "Does the P80 reach the committed go-live?",
                queries.outlook,
                rules.go_live_holds,
            ),
        ],
    )
)


def _in_state(rows: Any, value: str, place: Place) -> Any:
    if value == "done":
        return rows.exclude(actual_finish=None)
    rows = rows.filter(actual_finish=None)
    return rows.filter(baseline_finish__lt=place.implementation.now()) if value == "late" else rows
