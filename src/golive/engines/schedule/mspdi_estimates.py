"""Which tasks of the file carry an optimistic and a pessimistic duration in custom fields?"""

# A field counts by its alias, as the planner named it. Planners keep such estimates in custom duration fields since
# MS Project dropped its PERT toolbar. The likely value is the task's own duration unless a field of that meaning
# is filled.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from golive.engines.schedule.findings import Finding, warning
from golive.engines.schedule.mspdi_values import children, minutes, row_of
from golive.engines.schedule.plan import Plan, Task, ThreePoint

_LOW, _LIKELY, _HIGH = "low", "likely", "high"
_WORDS = {
    _LOW: ("optimistic", "low", "best case", "minimum", "min"),
    _LIKELY: ("most likely", "likely", "expected", "realistic"),
    _HIGH: ("pessimistic", "high", "worst case", "maximum", "max"),
}
_MEANING = {word: meaning for meaning, words in _WORDS.items() for word in words}


def with_estimates(plan: Plan, root: Element) -> Plan:
    """The plan with the three-point estimates that its custom fields hold; impossible ones become findings."""
    names = dict(_named_fields(root))
    if not {_LOW, _HIGH} <= set(names.values()):
        return plan
    findings: list[Finding] = []
    tasks = tuple(_estimated(task, names, findings) for task in plan.tasks)
    return replace(plan, tasks=tasks, findings=(*plan.findings, *findings))


def _named_fields(root: Element) -> Iterator[tuple[str, str]]:
    for group in children(root, "ExtendedAttributes"):
        for definition in children(group, "ExtendedAttribute"):
            row = row_of(definition)
            alias = row.get("Alias", "").strip().lower().removesuffix("duration").strip()
            if alias in _MEANING:
                yield row.get("FieldID", ""), _MEANING[alias]


def _estimated(task: Task, names: dict[str, str], findings: list[Finding]) -> Task:
    given = {names[field]: value for field, value in task.fields if field in names}
    if not {_LOW, _HIGH} <= set(given) or task.summary:
        return task
    try:
        low, likely, high = (
            minutes(given[name]) if name in given else task.duration_min for name in (_LOW, _LIKELY, _HIGH)
        )
    except ValueError:
        low, likely, high = 1, 0, -1
    if low == high == 0 and task.duration_min:  # MS Project writes PT0H0M0S for a field that was emptied
        return task
    if not 0 <= low <= likely <= high:
        shown = ", ".join(f"{name} {given.get(name, 'as planned')}" for name in (_LOW, _LIKELY, _HIGH))
        findings.append(
            warning(
                "task.estimate",
                f"{task}: the three-point estimate is not in order ({shown}); the default spread is used.",
                "Write optimistic ≤ duration ≤ pessimistic.",
                task=task.uid,
            )
        )
        return task
    return replace(task, three_point=ThreePoint(low, likely, high))
