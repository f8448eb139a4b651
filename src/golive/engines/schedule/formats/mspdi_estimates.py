"""Which tasks of the file carry an optimistic and a pessimistic duration in custom fields?"""

# A field counts by its alias, as the planner named it. Planners keep such estimates in custom duration fields since
# MS Project dropped its PERT toolbar. The likely value is the task's own duration unless a field of that meaning
# is filled.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from golive.engines.schedule.findings import Finding, warning
from golive.engines.schedule.formats.mspdi_values import children, duration, minutes, row_of
from golive.engines.schedule.plan import Plan, Task, ThreePoint

_LOW, _LIKELY, _HIGH = "low", "likely", "high"
_WORDS = {
    _LOW: ("optimistic", "low", "best case", "minimum", "min"),
    _LIKELY: ("most likely", "likely", "expected", "realistic"),
    _HIGH: ("pessimistic", "high", "worst case", "maximum", "max"),
}
# Duration1 to Duration3, the fields in which Microsoft Project itself kept its PERT estimates.
_OURS = (("188743783", "Optimistic"), ("188743784", "Most likely"), ("188743785", "Pessimistic"))
_MEANING = {word: meaning for meaning, words in _WORDS.items() for word in words}


def with_estimates(plan: Plan, root: Element) -> Plan:
    """The plan with the three-point estimates that its custom fields hold; impossible ones become findings."""
    named = tuple(_named_fields(root))
    plan = replace(plan, field_names=named)
    names = {field: meaning for field, alias in named if (meaning := _MEANING.get(_plain(alias)))}
    if not {_LOW, _HIGH} <= set(names.values()):
        return plan
    findings: list[Finding] = []
    tasks = tuple(_estimated(task, names, findings) for task in plan.tasks)
    return replace(plan, tasks=tasks, findings=(*plan.findings, *findings))


def _plain(alias: str) -> str:
    return alias.strip().lower().removesuffix("duration").strip()


def _named_fields(root: Element) -> Iterator[tuple[str, str]]:
    for group in children(root, "ExtendedAttributes"):
        for definition in children(group, "ExtendedAttribute"):
            row = row_of(definition)
            if row.get("FieldID") and row.get("Alias"):
                yield row["FieldID"], row["Alias"]


def with_fields(plan: Plan) -> Plan:
    """The plan with its three-point estimates said in custom fields, where they came from somewhere else."""
    means = {_MEANING.get(_plain(alias)) for _, alias in plan.field_names}
    taken = {field for field, _ in plan.field_names}
    ours = tuple(pair for pair in _OURS if pair[0] not in taken)
    if {_LOW, _HIGH} <= means or len(ours) < len(_OURS) or not any(task.three_point for task in plan.tasks):
        return plan
    tasks = tuple(_said(task) for task in plan.tasks)
    return replace(plan, tasks=tasks, field_names=(*plan.field_names, *ours))


def _said(task: Task) -> Task:
    if task.three_point is None:
        return task
    spread = task.three_point
    values = (duration(value) for value in (spread.low, spread.likely, spread.high))
    return replace(task, fields=(*task.fields, *zip((field for field, _ in _OURS), values, strict=True)))


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
