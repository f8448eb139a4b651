"""What would a RAID sheet change here, and what of it may the import touch?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from golive.foundation import audit
from golive.foundation.implementations.access import holders, seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_refs, numbered_until
from golive.foundation.people.models import Person
from golive.plain.interchange import RaidItem, RaidKind, RaidStatus
from golive.plain.seat import Role, lacks_role
from golive.plain.verdict import require
from golive.registers.raid import rules
from golive.registers.raid.models import Item
from golive.registers.raid.scoring import score

audit.verb("raid.imported", "{by} imported {new} new and {changed} changed items into {on} from {source}")

MAY_IMPORT = frozenset({Role.MANAGER, Role.LEAD})
SOURCE = "raid_sheet"
TAKEN = {RaidKind.RISK, RaidKind.ASSUMPTION, RaidKind.ISSUE, RaidKind.DEPENDENCY}
STATES = {
    RaidStatus.ASSESSED: rules.ASSESSED,
    RaidStatus.PLANNED: rules.PLANNED,
    RaidStatus.MONITORING: rules.MONITORING,
    RaidStatus.OCCURRED: rules.OCCURRED,
    RaidStatus.CLOSED: rules.CLOSED,
}
BATCH = 500
OWN_NUMBER = re.compile(r"([A-Za-z]+)[-_ ]?0*([1-9]\d{0,5})")


@dataclass(frozen=True)
class Line:
    """What one row of the sheet would do: new, changed (field → before and after) or same."""

    item: RaidItem
    kind: str
    ref: str = ""
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def preview(implementation: Implementation, items: Iterable[RaidItem]) -> list[Line]:
    """Compare the sheet with the log; the same sheet again changes nothing."""
    known = {item.source_id: item for item in Item.objects.filter(implementation=implementation, source=SOURCE)}
    people = owners(implementation)
    return [_line(item, known.get(item.identity[1]), _values(item, people)) for item in items if item.kind in TAKEN]


def _line(item: RaidItem, held: Item | None, values: dict[str, Any]) -> Line:
    if held is None:
        return Line(item, "new")
    values = _said(held, values)
    changes = {name: (getattr(held, name), value) for name, value in values.items() if getattr(held, name) != value}
    return Line(item, "changed" if changes else "same", held.ref, changes)


@transaction.atomic
def apply(implementation: Implementation, items: Iterable[RaidItem], *, by: Person, source: str) -> tuple[int, int]:
    """Write what the preview showed, all of it or nothing. Returns how many were new and how many changed."""
    require(lacks_role(seat_of(by, implementation), MAY_IMPORT, "import a RAID log"))
    wanted, people = list(items), owners(implementation)
    known = {item.source_id: item for item in Item.objects.filter(implementation=implementation, source=SOURCE)}
    new, changed = [], []
    for item in wanted:
        if item.kind not in TAKEN:
            continue
        values, held = _values(item, people), known.get(item.identity[1])
        if held is None:
            new.append((item, values))
            continue
        values = _said(held, values)
        if any(getattr(held, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(held, name, value)
            held.version += 1
            changed.append(held)
    made = _create(implementation, new, by)
    Item.objects.bulk_update(changed, [*FIELDS, "version"], batch_size=BATCH)
    if made or changed:
        audit.record(
            "raid.imported", on=implementation, by=by, source=source, new=len(made), changed=len(changed),
            refs=[item.ref for item in [*made, *changed]],
        )  # fmt: skip
    return len(made), len(changed)


def _said(held: Item, values: dict[str, Any]) -> dict[str, Any]:
    """What the sheet says about an item that is here: an empty cell erases nothing, and no state goes backwards."""
    behind = rules.STATES.index(str(values["state"])) < rules.STATES.index(held.state)
    told = {name: value for name, value in values.items() if value not in ("", None, {})}
    return {name: value for name, value in told.items() if not (behind and name == "state")}


def _create(implementation: Implementation, new: list[tuple[RaidItem, dict[str, Any]]], by: Person) -> list[Item]:
    refs = {kind: _refs(implementation, kind, [i for i, _ in new if i.kind.value == kind]) for kind in rules.KINDS}
    rows = [
        Item(
            implementation=implementation,
            ref=refs[item.kind.value][item.identity[1]],
            created_at=implementation.now(),
            created_by=by,
            source=SOURCE,
            source_id=item.identity[1],
            **values,
        )
        for item, values in new
    ]
    return Item.objects.bulk_create(rows, batch_size=BATCH)


def _refs(implementation: Implementation, kind: str, items: list[RaidItem]) -> dict[str, str]:
    """The reference of each item: the sheet's own number where it is free, because minutes and mails quote it."""
    prefix = rules.KINDS[kind]
    taken = set(Item.objects.filter(implementation=implementation, kind=kind).values_list("ref", flat=True))
    found: dict[str, str] = {}
    for item in items:
        number = OWN_NUMBER.fullmatch(item.id)
        if number and not item.id_derived and number[1].upper() == prefix:
            ref = f"{prefix}-{int(number[2]):03d}"
            if ref not in taken:
                found[item.identity[1]] = ref
                taken.add(ref)
    numbered_until(implementation, prefix, max((int(ref.split("-")[1]) for ref in found.values()), default=0))
    rest = [item.identity[1] for item in items if item.identity[1] not in found]
    return found | dict(zip(rest, next_refs(implementation, prefix, len(rest)) if rest else [], strict=True))


# Who may own an item by the name in the sheet: members who are not the implementation manager.
def owners(implementation: Implementation) -> dict[str, Person]:
    managers = set(holders(implementation, Role.MANAGER).values_list("pk", flat=True))
    return {person.name.casefold(): person for person in holders(implementation) if person.pk not in managers}


FIELDS = [
    "kind", "title", "description", "because", "may", "which", "category", "workstream", "likelihood", "impact",
    "residual_likelihood", "residual_impact", "points", "response", "mitigation", "contingency", "owner_id",
    "owner_given", "trigger_text", "due", "state", "extra",
]  # fmt: skip


def _values(item: RaidItem, people: Mapping[str, Person]) -> dict[str, Any]:
    given = str(item.owner or "")
    owner = people.get(given.casefold())
    return {
        "kind": item.kind.value,
        "title": item.title[:300],
        "description": item.description,
        "because": item.because,
        "may": item.may,
        "which": item.which,
        "category": item.category[:80],
        "workstream": item.workstream[:120],
        "likelihood": item.likelihood,
        "impact": item.impact,
        "residual_likelihood": item.residual_likelihood,
        "residual_impact": item.residual_impact,
        "points": score(item.likelihood, item.impact),
        "response": item.response.value if item.response else "",
        "mitigation": item.plan,
        "contingency": item.contingency,
        "owner_id": owner.pk if owner else None,
        "owner_given": given[:200],
        "trigger_text": item.trigger,
        "due": item.due or item.need_by or item.validate_by,
        "state": STATES.get(item.status, rules.IDENTIFIED) if item.status else rules.IDENTIFIED,
        "extra": dict(item.extra),
    }
