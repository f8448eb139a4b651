"""How is what a change would do shown to those who decide it? Rows of label, before, after, difference and tone."""

from __future__ import annotations

from datetime import date
from typing import Any

from golive.foundation.look.words import full, signed
from golive.registers.changes.models import Impact
from golive.registers.plan import queries as plan_queries


def before_after(found: Impact) -> list[tuple[Any, ...]]:
    """The comparison that everybody looks at: finish, window, reserve, forecast, cost."""
    late = "late" if (found.finish_days or 0) > 0 else "ok"
    eaten = "late" if found.slack_after == 0 and found.slack_before else late
    rows: list[tuple[Any, ...]] = [
        (
            plan_queries.readiness_title(found.change.implementation),
            full(found.finish_before),
            full(found.finish_after),
            f"{signed(found.finish_days)} working days",
            late,
        ),
        (
            "Go-live window",
            full(found.window_before),
            full(found.window_after),
            _windows(found),
            "late" if found.windows_moved else "ok",
        ),
        (
            "Window slack, working days",
            found.slack_before,
            found.slack_after,
            _difference(found.slack_before, found.slack_after),
            eaten,
        ),
        ("Ready, P50", *_quantile(found, "p50"), f"{signed(found.p50_days)} working days", ""),
    ]
    return rows + at_p80(found)


def at_p80(found: Impact) -> list[tuple[Any, ...]]:
    """What eight in ten simulated plans reach without and with the change; the days with their 95 % interval."""
    ready = ("Ready, P80", *_quantile(found, "p80"), f"{signed(found.p80_days)} working days{_interval(found)}", "")
    sure = found.result.get("p80_windows")
    return [ready, ("Go-live, P80", *_go_lives(sure), *_moved(*sure))] if sure else [ready]


def _go_lives(sure: list[str | None]) -> list[str]:
    return [full(date.fromisoformat(day)) if day else "beyond every window" for day in sure]


def _moved(before: str | None, after: str | None) -> tuple[str, str]:
    """By how many calendar days the permitted date moves, and how that is coloured."""
    if before == after:
        return "stays", "ok"
    if before is None or after is None:
        return ("within the windows again", "ok") if after else ("no window left", "late")
    days = (date.fromisoformat(after) - date.fromisoformat(before)).days
    return f"{signed(days)} days", "late" if days > 0 else "ok"


def _quantile(found: Impact, name: str) -> tuple[str, str]:
    """The two dates of a quantile; dashes where the change moves nothing in the plan."""
    before, after = found.result.get(name) or (None, None)
    return tuple(full(day and date.fromisoformat(day)) for day in (before, after))  # type: ignore[return-value]


def floats(found: Impact) -> list[tuple[Any, ...]]:
    """The smallest float of each workstream that changes, in working days."""
    return [
        (name, _days(before), _days(after), _difference(before, after), "late" if after < 0 else "")
        for name, before, after in found.result.get("floats", ())
        if before is not None and after is not None and before != after
    ]


def _days(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _windows(found: Impact) -> str:
    if found.windows_moved is None:
        return "beyond every window" if found.window_after is None else "back from beyond every window"
    return f"{signed(found.windows_moved)} windows" if found.windows_moved else "stays"


def _difference(before: float | None, after: float | None) -> str:
    return "" if before is None or after is None else str(signed(after - before))


def _interval(found: Impact) -> str:
    ends = found.result.get("p80_interval")
    return f" ({signed(round(ends[0], 1))} to {signed(round(ends[1], 1))})" if ends else ""
