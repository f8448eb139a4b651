"""How much of what was agreed is done, at which pace, and what is a slip consistent with?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from golive.engines import schedule as engine
from golive.engines.schedule import json_form
from golive.engines.schedule.performance.attribution import FEW, Attributed, Cause, attribute
from golive.engines.schedule.performance.earned import Earned, earned
from golive.web.cli.plan_answers import day, print_findings, print_json, say, table, usable
from golive.web.cli.plan_asked import json_of, target_of

COST = "cost"
File = Annotated[Path, typer.Argument(help="A plan: Microsoft Project XML, P6 XER or XML, .mpp.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/plan.md).")]


def earned_value(
    file: File,
    as_json: AsJson = False,
    status: Annotated[datetime | None, typer.Option(help="The status date; the file's own if not given.")] = None,
    baseline: Annotated[int, typer.Option(min=0, max=10, help="Which baseline was promised.")] = 0,
) -> None:
    """Earned value and earned schedule against a baseline, and the finish at this pace."""
    with usable(as_json):
        found = earned(engine.read_plan(file), at=_evening(status), baseline=baseline)
        if as_json:
            return print_json(_earned_form(found))
    rows = table("At " + day(found.at), found.unit)
    share, places = (100, 2) if found.unit == COST else (1, 1)  # a file holds cost in hundredths
    for name, value in (("planned", found.planned), ("earned", found.earned), ("at completion", found.at_completion)):
        rows.add_row(name, f"{value / share:,.{places}f}")
    rows.add_row("SPI", _index(found.spi))
    Console().print(rows)
    off = round(found.variance_days, 1)
    ahead = "ahead of" if off > 0 else "behind" if off < 0 else "on"
    by = f"{abs(off):.1f} working days " if off else ""
    say(
        f"Earned schedule: day {found.earned_days:.1f} after {found.actual_days:.1f} of {found.planned_days:.1f} days, "
        f"{by}{ahead} the baseline, SPI(t) {_index(found.spi_t)}"
    )
    say(f"Promised {day(found.promised)}; {_pace(found)}")
    print_findings(found.findings)


def _pace(found: Earned) -> str:
    if found.forecast is None:
        return "at this pace it cannot be told" + ("" if found.earned else ": nothing is earned yet")
    return f"{'done' if found.done else 'at this pace'} {day(found.forecast)}"


def _evening(status: datetime | None) -> datetime | None:
    """A day without a time means its end."""
    return status.replace(hour=23, minute=59) if status and (status.hour, status.minute) == (0, 0) else status


def _index(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _earned_form(found: Earned) -> dict[str, Any]:
    return {
        "status_date": found.at.isoformat(),
        "unit": found.unit,
        "value": {"planned": found.planned, "earned": found.earned, "at_completion": found.at_completion},
        "schedule": {
            "earned_days": found.earned_days,
            "actual_days": found.actual_days,
            "planned_days": found.planned_days,
            "variance_days": found.variance_days,
        },
        "spi": found.spi,
        "spi_t": found.spi_t,
        "start": found.start.isoformat(),
        "promised": found.promised.isoformat(),
        "forecast": found.forecast.isoformat() if found.forecast else None,
        "done": found.done,
        "left_out": list(found.left_out),
        "problems": [json_form.finding_form(finding) for finding in found.findings],
    }


def slip(
    file: File,
    causes: Annotated[
        Path, typer.Argument(help='JSON: [{"cause": "client", "patch": {…}}, …], in order.', show_default=False)
    ],
    as_json: AsJson = False,
    target: Annotated[str, typer.Option(help="Uid or name of the task that counts; the whole plan if not given.")] = "",
    few: Annotated[int, typer.Option(min=0, max=12, help="Up to so many changes every order is weighed.")] = FEW,
    mode: Annotated[
        engine.Mode | None, typer.Option("--mode", help="What the status date does to unfinished work.")
    ] = None,
) -> None:
    """Which change moved the finish, and by how many working days: together exactly the whole slip."""
    with usable(as_json):
        plan = engine.read_plan(file)
        found = attribute(plan, _causes(json_of(causes), plan), target=target_of(plan, target), mode=mode, few=few)
        if as_json:
            return print_json(_slip_form(found))
    rows = table("Consistent with", "Working days")
    for name, days in found.by_cause().items():
        rows.add_row(name, f"{days:+.1f}")
    Console().print(rows)
    how = "shared over every order in which they may have come" if found.method == "shapley" else "in their order"
    say(f"{found.total:+.1f} working days together; each change's part is what it adds, {how}.")


def _causes(form: Any, plan: engine.Plan) -> list[Cause]:
    """The changes with their names; ValueError with every entry that is none."""
    rows = form if isinstance(form, list) else []
    wrong = [
        f"{place}: write a “cause” and a “patch”"
        for place, row in enumerate(rows, 1)
        if not isinstance(row, dict)
        or not str(row.get("cause") or "").strip()
        or not isinstance(row.get("patch"), dict)
    ]
    if wrong or not rows:
        raise ValueError(
            "; ".join(wrong) + "." if wrong else 'It holds no list of changes: [{"cause": …, "patch": …}].'
        )
    minutes = plan.options.minutes_per_day
    return [Cause(str(row["cause"]), engine.patch_from_json(row["patch"], minutes)) for row in rows]


def _slip_form(found: Attributed) -> dict[str, Any]:
    return {
        "total_days": found.total,
        "method": found.method,
        "changes": [{"cause": name, "days": days} for name, days in found.days],
        "by_cause": [{"cause": name, "days": days} for name, days in found.by_cause().items()],
    }
