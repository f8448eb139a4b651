"""How is an item raised, assessed, owned, answered, reviewed, triggered and closed? The only writers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from golive.foundation import audit
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_ref
from golive.foundation.implementations.store import change
from golive.foundation.people.models import Person
from golive.plain.seat import TEAM, lacks_role
from golive.plain.verdict import require
from golive.registers.raid import queries, rules
from golive.registers.raid.models import Item, Reading, Review
from golive.registers.raid.scoring import score

audit.verb("raid.raised", "{by} raised {on} ({kind}): {title}")
audit.verb("raid.assessed", "{by} assessed {on}: score {was} → {to}")
audit.verb("raid.assigned", "{by} made {person} owner of {on}")
audit.verb("raid.answered", "{by} planned the response to {on}: {response}")
audit.verb("raid.quantified", "{by} quantified {on}: {days} working days, {cost}")
audit.verb("raid.reviewed", "{by} reviewed {on}")
audit.verb("raid.measured", "{by} recorded {measure}: {value} {unit} in {on}")
audit.verb(
    "raid.triggered",
    "The trigger of {on} was reached by the reading of {by}: {measure} {comparator} {threshold}, measured {value}",
)
audit.verb("raid.occurred", "{by} recorded that {on} has occurred; its contingency begins")
audit.verb("raid.closed", "{by} closed {on}")


@transaction.atomic
def raise_item(implementation: Implementation, *, by: Person, kind: str, title: str, **facts: Any) -> Item:
    """Raise a risk, an assumption, an issue or a dependency."""
    require(rules.may_raise(seat_of(by, implementation), kind=kind, title=title))
    item = Item.begin(
        implementation,
        by=by,
        ref=next_ref(implementation, rules.KINDS[kind]),
        reviewed_at=implementation.now(),
        kind=kind,
        title=title,
        **facts,
    )
    audit.record("raid.raised", on=item, by=by, kind=kind, title=title)
    return item


@transaction.atomic
def assess(item: Item, *, by: Person, version: int | None = None, because: str = "", **figures: int | None) -> Item:
    """Score likelihood and impact, before and after the response, each 1–5."""
    seat = seat_of(by, item.implementation)
    merged = {name: figures.get(name, getattr(item, name)) for name in FIGURES}
    require(rules.may_assess(item, seat, figures=merged))
    was, points = item.points, score(merged["likelihood"], merged["impact"])
    state = rules.ASSESSED if item.state == rules.IDENTIFIED and points else item.state
    item = change(item, version=version, points=points, state=state, **merged)
    audit.record("raid.assessed", on=item, by=by, because=because, was=was, to=points)
    return item


FIGURES = ["likelihood", "impact", "residual_likelihood", "residual_impact"]


@transaction.atomic
def assign(item: Item, owner: Person, *, by: Person, version: int | None = None) -> Item:
    """Name the owner: somebody who can act, and never the implementation manager."""
    implementation = item.implementation
    require(
        rules.may_own(item, seat_of(by, implementation), name=owner.name, roles=seat_of(owner, implementation).roles)
    )
    item = change(item, version=version, owner=owner)
    audit.record("raid.assigned", on=item, by=by, person=owner)
    return item


@transaction.atomic
def plan_response(
    item: Item,
    *,
    by: Person,
    response: str,
    mitigation: str = "",
    contingency: str = "",
    trigger: Mapping[str, Any] | None = None,
    due: date | None = None,
    version: int | None = None,
) -> Item:
    """Say what is done about it, what if that fails, and at which measured value the contingency begins."""
    seat = seat_of(by, item.implementation)
    require(rules.may_plan_response(item, seat, response=response, mitigation=mitigation, trigger=trigger))
    early = item.state in {rules.IDENTIFIED, rules.ASSESSED}
    item = change(
        item,
        version=version,
        response=response,
        mitigation=mitigation,
        contingency=contingency,
        trigger=dict(trigger) if trigger else None,
        due=due or item.due,
        state=rules.PLANNED if early else item.state,
    )
    audit.record("raid.answered", on=item, by=by, response=response)
    return item


@transaction.atomic
def quantify(
    item: Item,
    *,
    by: Person,
    days: tuple[float, float, float] | None,
    cost_minor: int | None = None,
    task_uids: Sequence[int] = (),
    version: int | None = None,
) -> Item:
    """Say what it would cost in working days (low, likely, high) on which tasks, and in money; the forecast uses it."""
    require(rules.may_quantify(item, seat_of(by, item.implementation), days=days, cost_minor=cost_minor))
    low, likely, high = days or (None, None, None)
    item = change(
        item,
        version=version,
        days_low=low,
        days_likely=likely,
        days_high=high,
        cost_minor=cost_minor,
        task_uids=list(task_uids),
    )
    told = f"{low:g}–{likely:g}–{high:g}" if days else "no"
    audit.record(
        "raid.quantified", on=item, by=by, days=told, cost="no cost" if cost_minor is None else cost_minor / 100
    )
    return item


@transaction.atomic
def review(item: Item, *, by: Person, note: str = "", version: int | None = None) -> Item:
    """Look at an item; with or without a change it now counts as reviewed."""
    require(rules.may_work_on(item, seat_of(by, item.implementation), "review"))
    now = item.implementation.now()
    state = rules.MONITORING if item.state == rules.PLANNED else item.state
    item = change(item, version=version, reviewed_at=now, state=state)
    Review.objects.create(item=item, at=now, by=by, note=note, points=item.points)
    audit.record("raid.reviewed", on=item, by=by, because=note)
    return item


@transaction.atomic
def measure(
    implementation: Implementation, *, by: Person, measure: str, value: float, unit: str = "", origin: str = ""
) -> list[Item]:
    """Record a measured value and evaluate every trigger that looks at it; returns the risks that fired."""
    require(lacks_role(seat_of(by, implementation), TEAM, "record a reading"))
    now = implementation.now()
    Reading.objects.create(
        implementation=implementation, measure=measure, value=value, unit=unit, origin=origin, at=now, by=by
    )
    audit.record("raid.measured", on=implementation, by=by, measure=measure, value=value, unit=unit)
    watching = queries.open_items(implementation).filter(trigger__measure=measure).select_related("implementation")
    return [item for item in watching if _evaluate(item, value, by)]


def _evaluate(item: Item, value: float, by: Person) -> bool:
    trigger = item.trigger or {}
    reached = rules.fires(trigger, value)
    if reached and item.fired_at is None:
        change(item, fired_at=item.implementation.now())
        told = {key: trigger[key] for key in ("measure", "comparator", "threshold")}
        audit.record("raid.triggered", on=item, by=by, value=value, **told)
    elif not reached and item.fired_at is not None and item.state != rules.OCCURRED:
        change(item, fired_at=None)
    return reached


@transaction.atomic
def occur(item: Item, *, by: Person, because: str = "", version: int | None = None) -> Item:
    """It happened: the contingency begins, and the forecast counts it as certain."""
    require(rules.may_work_on(item, seat_of(by, item.implementation), "record"))
    item = change(item, version=version, state=rules.OCCURRED, reviewed_at=item.implementation.now())
    audit.record("raid.occurred", on=item, by=by, because=because)
    return item


@transaction.atomic
def close(item: Item, *, by: Person, because: str, version: int | None = None) -> Item:
    """Close an item, and say what became of it."""
    require(rules.may_close(item, seat_of(by, item.implementation), because=because))
    item = change(item, version=version, state=rules.CLOSED)
    audit.record("raid.closed", on=item, by=by, because=because)
    return item
