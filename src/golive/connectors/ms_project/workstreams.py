"""Which workstream does each task of the file belong to? By the field that the planner named so, else by phase."""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import iterparse

from golive.engines.schedule import Plan, Task
from golive.engines.schedule.formats.mspdi_values import local, row_of

NAMES = {"workstream", "work stream", "stream", "work-stream"}
_PROJECT_SUMMARY = 0  # the row above all others that Microsoft Project keeps for the whole project


def aliases(content: bytes) -> list[str]:
    """The ids of the custom fields that the planner called a workstream; the child calls this on checked bytes."""
    found = []
    for _, element in iterparse(BytesIO(content), events=("end",)):
        tag = local(element.tag)
        if tag == "ExtendedAttribute":
            row = row_of(element)
            if row.get("Alias", "").strip().casefold() in NAMES and row.get("FieldID"):
                found.append(row["FieldID"])
        elif tag in ("Task", "Calendar", "Resource", "Assignment"):
            element.clear()
    return found


def streams_of(plan: Plan, fields: list[str]) -> dict[int, str]:
    """The workstream of each task by uid: its own, else that of the nearest summary above it that names one.

    Where no task has such a field, the summary on level 1 stands for the workstream.
    """
    own = {task.uid: name for task in plan.tasks if (name := _value(task, fields))}
    if not own:
        own = {task.uid: task.name.strip() for task in plan.tasks if _is_phase(task)}
    found: dict[int, str] = {}
    for task in plan.tasks:  # parents stand before their children
        above = found.get(task.parent, "") if task.parent is not None else ""
        if named := own.get(task.uid) or above:
            found[task.uid] = named[:120]
    return found


def _value(task: Task, fields: list[str]) -> str:
    return next((value.strip() for field, value in task.fields if field in fields and value.strip()), "")


def _is_phase(task: Task) -> bool:
    top = task.parent is None or task.parent == _PROJECT_SUMMARY
    return task.summary and top and task.uid != _PROJECT_SUMMARY and bool(task.name.strip())
