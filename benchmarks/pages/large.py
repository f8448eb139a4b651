"""What does a large implementation hold? Acme's, with some thousand risks and tasks, through the bulk actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from golive.engines.schedule import Baseline, Link, Plan, Task, days
from golive.foundation.implementations.models import Implementation
from golive.plain.interchange import PersonGiven, RaidItem, RaidKind
from golive.registers.changes import actions as changes
from golive.registers.commitments import actions as commitments
from golive.registers.decisions import actions as decisions
from golive.registers.plan import actions as plan
from golive.registers.plan.tests.plans import WINDOWS
from golive.registers.raid import importing
from golive.registers.scope import actions as scope
from golive.registers.steering import actions as steering
from tests.world import NOW, World, build_world

BRANCH = 20
STREAMS = ["Finance", "Sales", "Data", "Testing", "Training"]


def large_plan(count: int) -> Plan:
    """Branches of twenty tasks, each in a row, all of them before one milestone; a summary above each branch."""
    tasks, links = [], []
    start = datetime(2026, 3, 2, 8)
    held = Baseline(0, start, start + timedelta(days=60))
    ready = count + 1
    for uid in range(1, count + 1):
        place = uid % BRANCH
        if place == 1:
            tasks.append(Task(uid, f"Branch {uid // BRANCH + 1}", summary=True, wbs=str(uid // BRANCH + 1)))
            continue
        head = uid - (place - 1) % BRANCH
        length = days(1 + uid % 3)
        tasks.append(Task(uid, f"Task {uid} of the roll-out", length, parent=head, wbs=str(uid), baselines=(held,)))
        if place == 2:
            continue
        links.append(Link(uid - 1, uid))
        if place == 0:
            links.append(Link(uid, ready))
    tasks.append(Task(ready, "Ready for go-live", 0, milestone=True, wbs="9999"))
    return Plan("Acme CRM roll-out", start, tuple(tasks), tuple(links))


def large_log(count: int) -> list[RaidItem]:
    kinds = list(RaidKind)
    return [
        RaidItem(
            id=f"X{number}",
            kind=kinds[number % len(kinds)],
            title=f"Item {number}: the interface to the warehouse delivers late",
            line=number + 1,
            because="The vendor changed its team.",
            may="deliveries slip",
            which="the training starts late",
            likelihood=1 + number % 5,
            impact=1 + number // 5 % 5,
            owner=PersonGiven("Tomasz Wrona", "tomasz.wrona@example.com"),
            due=date(2026, 1, 5) + timedelta(days=number % 200),
        )
        for number in range(1, count + 1)
    ]


def build(items: int, tasks: int) -> World:
    """The implementation in one go; one record of the other registers, so that their pages have something to show."""
    world = build_world()
    acme, manager = world.acme, world.manager
    streams = {uid: STREAMS[uid // BRANCH % len(STREAMS)] for uid in range(1, tasks + 1)}
    plan.load(acme, large_plan(tasks), by=manager, source="benchmark", streams=streams)
    plan.set_windows(acme, WINDOWS, by=manager)
    with transaction.atomic():
        importing.apply(acme, large_log(items), by=manager, source="benchmark")
    _others(acme, world)
    return world


def _others(acme: Implementation, world: World) -> None:
    manager = world.manager
    committee = steering.found(acme, by=manager, title="Steering committee")
    for person, seat in ((world.sponsor, "chair"), (world.committee, "member")):
        steering.seat(committee, person, by=manager, seat=seat)
    asked = {"recommendation": "Take the ERP's.", "due": NOW.date(), "decider": world.sponsor}
    for number in range(40):
        decisions.ask(acme, by=manager, title=f"Which price list leads in office {number}?", **asked)
        scope.add(acme, by=manager, title=f"Quotes {number}", kind="in", acceptance="20 quotes equal the ERP.")
    commitments.ask(acme, by=manager, title="signed chart of accounts", counterpart=world.client, task_uid=3)
    text = {"title": "Discounts", "justification": "Margin leaks.", "alternative": "None.", "cost_minor": 100_00}
    patch = {"name": "CR-001", "set": [{"task": 3, "duration_days": 9}]}
    changes.draft(acme, by=world.contributor, requested_by=world.lead, patch=patch, **text)
