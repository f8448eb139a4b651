"""How did the RAID log grow: imported month by month, quantified, measured and looked at?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from golive.connectors.imports import actions as imports
from golive.connectors.imports.models import ImportBatch
from golive.connectors.raid_sheet import Mapping
from golive.foundation.implementations.access import seat_of
from golive.foundation.people.models import Person
from golive.registers.raid import actions, rules
from golive.registers.raid.models import Item
from golive.web.demo.files import RAID, RAID_COLUMNS_BY_HAND
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.raid_rows import GOOD_ROWS
from golive.web.demo.raid_rows import Item as Row
from golive.web.demo.raid_sheet import sheet
from golive.web.demo.story import QUANTIFIED
from golive.web.demo.story.risks import Quantified

# On these days Maya's sheet of then was imported; the sheet of 16 March is the file in the folder.
IMPORTED = (date(2026, 1, 8), date(2026, 2, 5), date(2026, 2, 20), date(2026, 3, 6))
MEASURED = {"R-01": date(2026, 1, 22), "R-03": date(2026, 2, 24), "R-07": date(2026, 3, 6)}


def events() -> Iterator[Event]:
    for day in IMPORTED:
        yield Event(on(day, 9), partial(_import_of, day))
        yield Event(on(day, 9, 30), quantify)
    for risk in QUANTIFIED:
        if risk.ref in MEASURED:
            yield Event(on(MEASURED[risk.ref], 15), partial(_measure, risk))
    for row in GOOD_ROWS:
        if isinstance(row.reviewed, date) and row.reviewed > IMPORTED[0]:
            yield Event(on(row.reviewed, 16), partial(_review, row))


def ref_of(sheet_ref: str) -> str:
    """The number in the log of an item that the sheet calls R-01."""
    prefix, number = sheet_ref.split("-")
    return f"{prefix}-{int(number):03d}"


def _import_of(day: date, stage: Stage) -> None:
    bring(stage, RAID, sheet(until=day))


def bring(stage: Stage, name: str, content: bytes) -> ImportBatch:
    """Preview a file, name the columns that no importer can know, and accept it."""
    batch = imports.preview(stage.implementation, content, by=stage.manager, name=name)
    batch.implementation = stage.implementation
    if batch.kind == "raid_sheet" and batch.mapping and not _knows(batch.mapping):
        imports.remap(batch, by_hand(batch.mapping), by=stage.manager)
    return imports.accept(batch, by=stage.manager)


def _knows(mapping: dict[str, Any]) -> bool:
    fields = {column["field"] for found in mapping["sheets"] for column in found["columns"]}
    return set(RAID_COLUMNS_BY_HAND.values()) <= fields


def by_hand(mapping: dict[str, Any]) -> dict[str, Any]:
    """The mapping with the two columns set that a person has to name."""
    chosen = Mapping.from_json({"sheets": mapping["sheets"]})
    for found in mapping["sheets"]:
        for column in found["columns"]:
            if column["header"] in RAID_COLUMNS_BY_HAND:
                field = RAID_COLUMNS_BY_HAND[column["header"]]
                chosen = chosen.with_field(found["sheet"], column["index"], field)
    return {**mapping, **chosen.to_json()}


def quantify(stage: Stage) -> None:
    """Give days, money and a trigger that a machine can read to the risks that have none yet."""
    there = set(Item.objects.filter(implementation=stage.implementation, days_low=None).values_list("ref", flat=True))
    for risk in QUANTIFIED:
        if ref_of(risk.ref) in there:
            _quantify(risk, stage)


def _quantify(risk: Quantified, stage: Stage) -> None:
    item = stage.record(Item, ref_of(risk.ref))
    actor = _actor(item, stage)
    days = (float(risk.days[0]), float(risk.days[1]), float(risk.days[2]))
    actions.quantify(item, by=actor, days=days, cost_minor=risk.cost.minor, task_uids=risk.tasks)
    item = stage.record(Item, item.ref)
    actions.plan_response(
        item,
        by=actor,
        response=risk.response,
        mitigation=item.mitigation,
        contingency=item.contingency,
        trigger=_trigger(risk),
    )


def _trigger(risk: Quantified) -> dict[str, Any] | None:
    if risk.trigger is None:
        return None
    measure, comparator, threshold, unit = risk.trigger
    return {"measure": measure, "comparator": comparator, "threshold": threshold, "unit": unit}


def _measure(risk: Quantified, stage: Stage) -> None:
    assert risk.trigger and risk.last_measured is not None
    measure, _, _, unit = risk.trigger
    by = _actor(stage.record(Item, ref_of(risk.ref)), stage)
    actions.measure(
        stage.implementation, by=by, measure=measure, value=risk.last_measured, unit=unit, origin=_origin(risk)
    )


def _origin(risk: Quantified) -> str:
    return {"R-01": "Test migration 1", "R-03": "Pulse survey 1", "R-07": "Security test"}[risk.ref]


def _review(row: Row, stage: Stage) -> None:
    found = Item.objects.filter(implementation=stage.implementation, ref=ref_of(row.ref)).exclude(state=rules.CLOSED)
    for item in found.select_related("owner"):
        item.implementation = stage.implementation
        actions.review(item, by=_actor(item, stage), note=row.remark)


def _actor(item: Item, stage: Stage) -> Person:
    """The owner; Maya where the owner's role does not let them work on the log."""
    owner = item.owner
    if owner is not None and seat_of(owner, stage.implementation).roles & rules.MAY_WORK:
        return owner
    return stage.manager


def look_at_the_new(stage: Stage) -> None:
    """What came in today and was never looked at gets its first look."""
    new = Item.objects.filter(implementation=stage.implementation, reviewed_at=None).exclude(state=rules.CLOSED)
    for item in new.select_related("owner").order_by("ref"):
        item.implementation = stage.implementation
        actions.review(item, by=_actor(item, stage), note="First look.")
