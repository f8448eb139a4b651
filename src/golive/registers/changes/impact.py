"""What would this change do to finish, window, reserve, forecast and cost?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from golive.engines.schedule import Comparison, Windows, snap
from golive.foundation.database.reading import asked_once
from golive.foundation.documents.actions import content_hash
from golive.foundation.implementations.models import Implementation
from golive.registers.changes import rules
from golive.registers.changes.models import ChangeRequest, Impact
from golive.registers.plan import queries as plan_queries
from golive.registers.steering import queries as steering_queries
from golive.registers.steering.rules import Authority, Level

ITERATIONS = 1024


def inputs_hash(change: ChangeRequest, plan_inputs: str | None) -> str:
    """One hash over the text of the change and everything its impact is computed from."""
    return content_hash([change.text(), plan_inputs])


def compute(change: ChangeRequest) -> dict[str, Any]:
    """The figures of an `Impact`. Refused with every fault of the patch where it does not fit the plan."""
    implementation = change.implementation
    moved = _on_the_plan(change)
    found = authority(change, moved["windows_moved"])
    budget = implementation.budget_minor
    share = change.cost_minor / budget if budget and change.cost_minor is not None else None
    result = {**moved.pop("result"), "because": list(found.because)}
    inputs = inputs_hash(change, plan_queries.inputs_now(implementation))
    return {**moved, "inputs_hash": inputs, "cost_share": share, "level": found.level.value, "result": result}


def authority(change: ChangeRequest, windows_moved: int | None) -> Authority:
    """Who may approve it, with what the manager approved alone lately."""
    return steering_queries.authority_for(
        change.implementation,
        cost_minor=change.cost_minor,
        windows_moved=windows_moved,
        acceptance_changed=change.acceptance_changed,
        cumulative_cost_minor=approved_lately(change.implementation),
    )


def _on_the_plan(change: ChangeRequest) -> dict[str, Any]:
    if not change.patch:
        return _unchanged(change.implementation)
    delta = plan_queries.simulate_patch(change.implementation, change.patch, iterations=ITERATIONS)
    windows = plan_queries.windows(change.implementation)
    before, after = (w.day if w else None for w in (delta.window_before, delta.window_after))
    return {
        "finish_days": delta.finish_days,
        "finish_before": timezone.make_aware(delta.finish_before),
        "finish_after": timezone.make_aware(delta.finish_after),
        "window_before": before,
        "window_after": after,
        "windows_moved": _windows_between(windows, before, after),
        "slack_before": delta.slack_before,
        "slack_after": delta.slack_after,
        "p50_days": delta.p50_days,
        "p80_days": delta.p80_days,
        "result": _details(delta) | {"p80_windows": _two_windows(delta, windows)},
    }


def _unchanged(implementation: Implementation) -> dict[str, Any]:
    """A change without a patch moves nothing in the plan: said, not guessed."""
    now = plan_queries.revision(implementation)
    return {
        "finish_days": 0.0,
        "finish_before": now.finish_at if now else None,
        "finish_after": now.finish_at if now else None,
        "window_before": now.window_on if now else None,
        "window_after": now.window_on if now else None,
        "windows_moved": 0,
        "slack_before": now.slack_days if now else None,
        "slack_after": now.slack_days if now else None,
        "p50_days": 0.0,
        "p80_days": 0.0,
        "result": {"new_critical": [], "lost_critical": [], "floats": [], "p80_interval": None},
    }


def _windows_between(windows: Windows | None, before: date | None, after: date | None) -> int | None:
    """How many permitted dates go-live moves; negative = earlier; None = beyond every window, or not known."""
    if windows is None:
        return 0
    if before is None or after is None:
        return None if before != after else 0
    low, high = min(before, after), max(before, after)
    count = 0
    for window in windows:
        if window.day > high:
            break
        count += window.day > low
    return count if after >= before else -count


def _details(delta: Comparison) -> dict[str, Any]:
    return {
        "new_critical": [[task.uid, task.name] for task in delta.new_critical],
        "lost_critical": [[task.uid, task.name] for task in delta.lost_critical],
        "floats": [[group.group, group.before, group.after] for group in delta.float_by_group],
        "p80_interval": list(delta.p80_interval) if delta.p80_interval else None,
        "iterations": ITERATIONS,
        "p50": _two_dates(delta, 0.5),
        "p80": _two_dates(delta, 0.8),
    }


def _two_dates(delta: Comparison, p: float) -> list[str] | None:
    """A quantile of the finish before and after, as ISO dates."""
    if delta.before is None or delta.after is None:
        return None
    return [each.quantile(p).date().isoformat() for each in (delta.before, delta.after)]


def _two_windows(delta: Comparison, windows: Windows | None) -> list[str | None] | None:
    """The permitted date that eight in ten plans reach, before and after; None = beyond every window."""
    if windows is None or delta.before is None or delta.after is None:
        return None
    reached = [snap(each.quantile(0.8), windows) for each in (delta.before, delta.after)]
    return [window.day.isoformat() if window else None for window in reached]


def approved_lately(implementation: Implementation, now: datetime | None = None) -> int:
    """What the manager approved alone in the days that count together, in minor units: no salami."""
    since = (now or implementation.now()) - timedelta(days=steering_queries.limits(implementation).days)
    done = ChangeRequest.objects.filter(
        implementation=implementation,
        level=Level.MANAGER.value,
        outcome__in=[rules.APPROVE, rules.CONDITIONS],
        decided_at__gte=since,
    )
    return sum(cost or 0 for cost in done.values_list("cost_minor", flat=True))


@asked_once
def latest(change: ChangeRequest) -> Impact | None:
    found = Impact.objects.filter(change=change).select_related("assessed_by", "change__implementation")
    return found.order_by("-assessed_at", "-pk").first()


def dossier(change: ChangeRequest) -> rules.Dossier:
    """What lies on the table now: the impact, whether it still holds, and the hash a vote has to carry."""
    return on_the_table(change, latest(change), plan_queries.inputs_now(change.implementation))


def on_the_table(change: ChangeRequest, found: Impact | None, plan_inputs: str | None) -> rules.Dossier:
    if found is None:
        return rules.Dossier(False, False, "")
    stale = found.inputs_hash != inputs_hash(change, plan_inputs)
    return rules.Dossier(True, stale, content_hash([found.inputs_hash, found.pk]), found.assessed_at)
