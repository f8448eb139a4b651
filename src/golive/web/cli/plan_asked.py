"""What was asked of `golive plan`: the JSON file, the risks, the task that counts?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from golive.engines import schedule as engine
from golive.engines.schedule import json_form
from golive.engines.schedule.calibration.form import learnt_from_form

ALL = "all"


def json_of(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except RecursionError:
        raise ValueError(f"{path} is nested too deeply to be read. Look for brackets that are never closed.") from None
    except ValueError as wrong:
        raise ValueError(f"{path} is not JSON ({wrong}). Correct it.") from None


def risks_of(path: Path | None) -> tuple[engine.Risk, ...]:
    return () if path is None else json_form.risks_from_json(json_of(path))


def target_of(plan: engine.Plan, text: str) -> int | None:
    """The uid of the task that is meant by a uid or a name; None for the whole plan."""
    return task_of(plan, text) if text else None


def task_of(plan: engine.Plan, text: str) -> int:
    """The uid of the task that is meant by a uid or a name; ValueError where none or several are."""
    if not text.strip():
        raise ValueError("No task is named. Write its uid or its name.")
    if text.isdecimal() and int(text) in plan.by_uid:
        return int(text)
    return plan.named(text).uid


def spread_of(path: Path | None, kind: str) -> dict[str, Any]:
    """The spread that finished projects have taught; nothing for the shipped one."""
    if path is None:
        if kind != ALL:
            raise ValueError(f"--class {kind} has no effect without --calibration. Name the file, or leave it out.")
        return {}
    learnt = learnt_from_form(json_of(path), kind)
    return {"uncertainty": learnt.uncertainty, "systemic": learnt.systemic}
