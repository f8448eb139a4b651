"""What is the plan now, what does the forecast say, what is late, and what would a change do?"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from golive.engines.schedule import (
    Cliff,
    Comparison,
    Plan,
    Risk,
    Schedule,
    Windows,
    change,
    cliff,
    compare,
    schedule,
)
from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import registry
from golive.foundation.register_kit.searching import words_of
from golive.plain.verdict import require
from golive.registers.plan import content, forecasting, rules
from golive.registers.plan.models import Baseline, Forecast, PlanState, Revision, Slip, Task, Workstream


@asked_once
def state(implementation: Implementation) -> PlanState | None:
    return PlanState.objects.filter(implementation=implementation).first()


@asked_once
def revision(implementation: Implementation) -> Revision | None:
    """The revision that counts, without its content."""
    current = Revision.objects.filter(pk__in=PlanState.objects.filter(implementation=implementation).values("revision"))
    return current.defer("content").first()


WORDS = 12
# What has to reach a go-live date where no milestone is named for it.
WHOLE_PLAN = "Finish of the plan"
# Plans with their dates by the hash of their content, which never changes, whoever wrote it and even if it was undone.
_OPENED: dict[str, tuple[Plan, Schedule]] = {}
MOST_OPENED = 8


def keep(sha256: str, plan: Plan, found: Schedule) -> tuple[Plan, Schedule]:
    """Have this content at hand for the next page; the one kept longest makes room."""
    for oldest in list(_OPENED)[: max(0, len(_OPENED) + 1 - MOST_OPENED)]:
        _OPENED.pop(oldest, None)
    _OPENED[sha256] = (plan, found)
    return plan, found


def forget() -> None:
    """What a restart does: nothing is at hand."""
    _OPENED.clear()


def _opened(sha256: str, pk: int) -> tuple[Plan, Schedule]:
    if sha256 in _OPENED:
        return _OPENED[sha256]
    plan = content.load(bytes(Revision.objects.values_list("content", flat=True).get(pk=pk)))
    return keep(sha256, plan, schedule(plan))


def opened(implementation: Implementation) -> tuple[Plan, Schedule] | None:
    """The current plan and its dates; None where none was loaded."""
    current = revision(implementation)
    return _opened(current.sha256, current.pk) if current else None


def network(implementation: Implementation) -> Plan:
    """The current plan; refused with the cure where there is none."""
    found = opened(implementation)
    if found is None:
        require([rules.no_plan()])
    assert found is not None
    return found[0]


def dates(implementation: Implementation) -> Schedule:
    """The current schedule; refused with the cure where there is no plan."""
    network(implementation)
    found = opened(implementation)
    assert found is not None
    return found[1]


def windows(implementation: Implementation) -> Windows | None:
    """The permitted go-live dates; None where nobody limited them."""
    held = state(implementation)
    return Windows.from_json(held.windows) if held and held.windows else None


def target(implementation: Implementation) -> int | None:
    held = state(implementation)
    return held.target_uid if held else None


def readiness_title(implementation: Implementation) -> str:
    """What the plan calls the milestone that has to reach a go-live date; the finish where none is named."""
    held = task_of(implementation, target(implementation))
    return held.title if held and not held.gone else WHOLE_PLAN


@asked_once
def drivers(implementation: Implementation) -> list[Risk]:
    """The risk events that registers above declare for the forecast."""
    return [risk for register in registry.all() for risk in register.drivers(implementation)]


@asked_once
def latest_forecast(implementation: Implementation) -> Forecast | None:
    found = Forecast.objects.filter(implementation=implementation).order_by("-computed_at", "-pk")
    return found.select_related("revision").defer("revision__content").first()


def forecast_history(implementation: Implementation, limit: int = 26) -> list[Forecast]:
    """The last forecasts, oldest first."""
    found = Forecast.objects.filter(implementation=implementation).order_by("-computed_at", "-pk").defer("result")
    return list(found[:limit])[::-1]


def inputs_now(implementation: Implementation) -> str | None:
    """The hash of what a forecast would be computed from now."""
    current, held = revision(implementation), state(implementation)
    if current is None or held is None:
        return None
    runs = int(implementations.value(implementation, rules.ITERATIONS))
    return forecasting.inputs_hash(current.sha256, held.target_uid, held.windows, drivers(implementation), runs)


def has_passed(implementation: Implementation, forecast: Forecast) -> bool:
    """Whether the committed date is over while the plan still ends on it or later: then nobody can promise it."""
    committed = implementation.committed_on
    return committed is not None and committed < implementation.today() and forecast.finish_at.date() >= committed


def is_stale(forecast: Forecast) -> bool:
    """Whether plan, windows or risks changed after the forecast was computed."""
    return forecast.inputs_hash != inputs_now(forecast.implementation)


def revised_at(implementation: Implementation, *reasons: str) -> datetime | None:
    """When the plan was last revised for one of these reasons."""
    made = Revision.objects.filter(implementation=implementation, reason__in=reasons)
    return made.aggregate(at=Max("made_at"))["at"]


def tasks(implementation: Implementation) -> QuerySet[Task]:
    """The planned rows in the order of the plan."""
    return here(Task, implementation).filter(gone=False).order_by("row")


def find_tasks(implementation: Implementation, words: str) -> QuerySet[Task]:
    """The tasks and milestones ahead that have every one of the first words in their title, or as their number."""
    rows = tasks(implementation).exclude(kind="summary").filter(actual_finish=None)
    for word in words_of(words, WORDS):
        rows = rows.filter(Q(title__icontains=word) | Q(ref__istartswith=word) | Q(wbs__istartswith=word))
    return rows


def meant(implementation: Implementation, text: str, most: int) -> list[Task]:
    """Which tasks ahead somebody may mean, at most so many: one by its number or whole title, else all that are found.

    ``text`` is such as “T-41”, “41”, “T-41 User acceptance test” or “acceptance”.
    """
    if numbered := re.match(r"(?:T-)?(\d{1,9})$|T-(\d{1,9})\s", text, re.IGNORECASE):
        return list(find_tasks(implementation, "").filter(uid=int(numbered[1] or numbered[2])))
    whole = list(find_tasks(implementation, "").filter(title__iexact=text)[:most])
    return whole or list(find_tasks(implementation, text)[:most])


def milestones(implementation: Implementation) -> QuerySet[Task]:
    return tasks(implementation).filter(kind="milestone").order_by("finish", "row")


def driving_tasks(implementation: Implementation) -> QuerySet[Task]:
    """The tasks that set the go-live date, first to last."""
    return tasks(implementation).filter(driving=True).order_by("start", "row")


def overdue_tasks(implementation: Implementation) -> QuerySet[Task]:
    """Leaf tasks that should have finished by now by their baseline and have not."""
    late = tasks(implementation).filter(baseline_finish__lt=implementation.now(), actual_finish=None)
    return late.exclude(kind="summary").order_by("baseline_finish")


def task_of(implementation: Implementation, uid: int | None) -> Task | None:
    if uid is None:
        return None
    return Task.objects.filter(implementation=implementation, uid=uid).select_related("workstream").first()


def baselines(implementation: Implementation) -> QuerySet[Baseline]:
    rows = Baseline.objects.filter(implementation=implementation).select_related("revision", "created_by")
    return rows.defer("revision__content").order_by("-created_at", "-pk")


def slips(implementation: Implementation) -> QuerySet[Slip]:
    rows = here(Slip, implementation).select_related("created_by")
    return rows.order_by("-created_at", "-pk")


def slip_by_cause(implementation: Implementation) -> dict[str, float]:
    """Working days of slip by cause, the largest first: “client 9, scope change 8, …”."""
    totals: dict[str, float] = {}
    for cause, days in Slip.objects.filter(implementation=implementation).values_list("cause", "days"):
        totals[cause] = round(totals.get(cause, 0) + days, 2)
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


@dataclass(frozen=True)
class WorkstreamFacts:
    """How a workstream stands: counts of leaf tasks, the smallest float, and its worst task."""

    workstream: Workstream
    tasks: int
    done: int
    late: int
    driving: int
    overdue: int


def workstream_facts(implementation: Implementation) -> list[WorkstreamFacts]:
    """One entry per workstream, in one query."""
    leaf = ~Q(kind="summary")
    late = leaf & Q(actual_finish=None, baseline_finish__lt=implementation.now())
    counted = (
        tasks(implementation)
        .exclude(workstream=None)
        .order_by()
        .values("workstream")
        .annotate(
            tasks=Count("pk", filter=leaf),
            done=Count("pk", filter=leaf & ~Q(actual_finish=None)),
            late=Count("pk", filter=late),
            driving=Count("pk", filter=Q(driving=True, actual_finish=None)),
            overdue=Count("pk", filter=leaf & Q(actual_finish=None, finish__lt=implementation.now())),
        )
    )
    streams = {ws.pk: ws for ws in workstreams(implementation)}
    rows = [
        WorkstreamFacts(streams[c["workstream"]], c["tasks"], c["done"], c["late"], c["driving"], c["overdue"])
        for c in counted
    ]
    return sorted(rows, key=lambda facts: facts.workstream.ref)


def workstreams(implementation: Implementation) -> QuerySet[Workstream]:
    return here(Workstream, implementation).select_related("lead").order_by("ref")


def cliff_of(implementation: Implementation, uid: int) -> Cliff | None:
    """What happens to go-live if this task is released late; None without a plan, the task, or windows."""
    found, permitted = opened(implementation), windows(implementation)
    if found is None or permitted is None or uid not in found[1]:
        return None
    return cliff(found[1], permitted, uid, target=target(implementation))


@lru_cache(maxsize=4096)
def _edge(sha256: str, pk: int, uid: int, windows: str, target: int | None) -> Cliff:
    permitted = Windows.from_json(json.loads(windows))
    return cliff(_opened(sha256, pk)[1], permitted, uid, target=target)


def cliffs(implementation: Implementation, uids: Sequence[int]) -> dict[int, Cliff]:
    """What a late release of each of these tasks does to go-live; those that the plan does not know are left out."""
    current, held = revision(implementation), state(implementation)
    if current is None or held is None or not held.windows:
        return {}
    dates, told = _opened(current.sha256, current.pk)[1], json.dumps(held.windows, sort_keys=True, default=str)
    return {uid: _edge(current.sha256, current.pk, uid, told, held.target_uid) for uid in uids if uid in dates}


def groups(implementation: Implementation) -> dict[str, list[int]]:
    """The uids of each workstream's leaf tasks, for floats per workstream."""
    rows = tasks(implementation).exclude(kind="summary").exclude(workstream=None)
    found: dict[str, list[int]] = {}
    for name, uid in rows.values_list("workstream__title", "uid"):
        found.setdefault(name, []).append(uid)
    return found


def simulate_patch(implementation: Implementation, patch: Mapping[str, Any], *, iterations: int = 1024) -> Comparison:
    """The plan before and after a change, under the same luck. Refused with every fault of the patch."""
    base = network(implementation)
    known: Sequence[Risk] = [r for r in drivers(implementation) if all(uid in base.by_uid for uid in r.tasks)]
    return compare(
        base,
        change(base, patch),
        windows=windows(implementation),
        risks=known,
        target=target(implementation),
        iterations=iterations,
        seed=forecasting.SEED,
        groups=groups(implementation) or None,
    )


def outlook(implementation: Implementation) -> rules.Outlook:
    """The facts behind the plan's checks."""
    current, forecast = revision(implementation), latest_forecast(implementation)
    chosen = implementations.values(implementation)
    return rules.Outlook(
        tasks=current.tasks if current else 0,
        revised_at=current.made_at if current else None,
        baselined=Baseline.objects.filter(implementation=implementation).exists(),
        committed_on=implementation.committed_on,
        window_on=current.window_on if current else None,
        slack_days=current.slack_days if current else None,
        forecast_at=forecast.computed_at if forecast else None,
        forecast_stale=is_stale(forecast) if forecast else False,
        p50_window=forecast.p50_window if forecast else None,
        p80_window=forecast.p80_window if forecast else None,
        chance=forecast.chance if forecast else None,
        now=implementation.now(),
        fresh_days=int(chosen[rules.FRESH_DAYS.key].value),
        health_failed=(),
        health_allowed=int(chosen[rules.HEALTH_FINDINGS.key].value),
    )


def changed_since(implementation: Implementation, moment: datetime) -> list[Revision]:
    rows = Revision.objects.filter(implementation=implementation, made_at__gt=moment).defer("content")
    return list(rows.select_related("made_by").order_by("number"))
