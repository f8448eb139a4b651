"""How does a plan get from one tool's file into another's, and what is lost on the way?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from golive.engines import schedule as engine
from golive.engines.schedule import json_form


class TargetExists(ValueError):
    """The file to be written is there already."""


def converted(source: Path, target: Path, format: str, *, replace: bool = False) -> dict[str, Any]:
    """Write the plan of one file as another, read it back and compare the dates: the JSON form of `plan convert`.

    PlanError where the source cannot be used; TargetExists, OSError or ValueError where nothing was written.
    """
    if target.exists() and not replace:
        raise TargetExists(f"{target} exists. Choose another name, or add --force to replace it.")
    format = engine.format_of(target, format)
    plan = engine.read_plan(source)
    lost = engine.lost_in(plan, format)
    before, content = engine.schedule(plan), engine.write_plan(plan, format, gzipped=target.suffix.lower() == ".gz")
    after = engine.schedule(engine.read_plan(content, plan.name))
    moved = _moved(before, after)
    target.write_bytes(content)
    problems = [*before.findings, *lost]
    return {
        "source": str(source),
        "target": str(target),
        "format": format,
        "tasks": len(plan.tasks),
        "links": len(plan.links),
        "finish": {"before": before.finish.isoformat(), "after": after.finish.isoformat()},
        "moved": moved,
        "problems": [json_form.finding_form(finding) for finding in problems],
    }


def _moved(before: engine.Schedule, after: engine.Schedule) -> list[dict[str, Any]]:
    """Tasks of which the written file computes other dates than the plan that was read."""
    rows = {row.uid: row for row in after.tasks}
    return [
        {
            "uid": row.uid,
            "name": row.name,
            "before": [row.start.isoformat(), row.finish.isoformat()],
            "after": [rows[row.uid].start.isoformat(), rows[row.uid].finish.isoformat()],
        }
        for row in before.tasks
        if row.uid in rows and (rows[row.uid].start, rows[row.uid].finish) != (row.start, row.finish)
    ]
