"""Which migration do the tests play with? Accounts and contacts, three test migrations, one sign-off."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from golive.foundation.implementations.store import change
from golive.registers.data_migration import actions, rules
from golive.registers.data_migration.models import MigrationObject, MigrationSignOff, TestMigration
from golive.registers.raci import actions as raci
from golive.registers.raci.models import Deliverable
from tests.world import World


def an_object(world: World, title: str = "Accounts", **more: Any) -> MigrationObject:
    given = {"owner": world.client, "source_system": "Legacy CRM", "target_system": "New CRM"} | more
    return actions.add_object(world.acme, by=world.manager, title=title, **given)


def result(missing: int = 0, changed: int = 0, rows: int = 1000, **more: Any) -> tuple[str, bytes]:
    """A file as `golive data reconcile --json` writes it."""
    causes = (
        [{"column": "Name", "signature": "truncated at 40", "count": changed, "examples": ["Ä"]}] if changed else []
    )
    counts = {"source": rows, "target": rows - missing, "matched": rows - missing - changed, "missing": missing}
    counts |= {"extra": 0, "changed": changed, "duplicate_key": 0}
    told = {"rows": counts, "columns": {"Name": changed, "City": 0}, "causes": causes}
    told["verdict"] = "differs" if missing or changed else "agrees"
    return "accounts.json", json.dumps(told | more).encode()


def audit_file(*findings: dict[str, Any], source: str = "legacy.csv") -> tuple[str, bytes]:
    """A file as `golive data audit --json` writes it."""
    plain = {"table": "customers", "column": "CITY", "detector": "whitespace", "pattern": "trailing", "count": 12}
    plain |= {"rows": 600, "says": "12 values end in blanks.", "weight": "repair", "examples": ["Boston "]}
    plain |= {"rule": "when CITY <> trim(CITY) then trim(CITY)"}
    told = [plain | {"id": f"f{number}"} | each for number, each in enumerate(findings)]
    return "audit.json", json.dumps({"source": source, "tables": [{"rows": 600}], "findings": told}).encode()


def a_test(world: World, title: str = "First", volume: int = 100) -> TestMigration:
    """A test migration that ended an hour ago and took two hours."""
    now = world.acme.now()
    made = actions.plan_test(world.acme, by=world.manager, title=title, volume_percent=volume)
    made = actions.start_test(made, by=world.manager, started_at=now - timedelta(hours=3))
    return actions.finish_test(made, by=world.manager, finished_at=now - timedelta(hours=1))


def accountable(world: World) -> None:
    """The sponsor has the A of the data-migration sign-off."""
    raci.seed_compulsory(world.acme, by=world.manager)
    row = Deliverable.objects.get(implementation=world.acme, about=rules.SIGN_OFF_ROW)
    role = raci.name_role(world.acme, by=world.manager, name="Owner of the data")
    raci.hold(role, world.sponsor, by=world.manager)
    raci.assign(row, role, "A", by=world.manager)


def rehearsed(world: World, times: int = 3) -> tuple[MigrationObject, TestMigration]:
    """One object in so many test migrations, the last without difference, in full, timed and frozen."""
    migrated, test = an_object(world, "Customers"), None
    for number in range(times):
        test = a_test(world, f"Test migration {number + 1}", 100 if number == times - 1 else 20)
        file = result() if number == times - 1 else result(missing=5 - number, changed=9)
        actions.attach(test, migrated, by=world.lead, file=file, minutes=90)
    assert test is not None
    before = world.acme.now() - timedelta(hours=4)
    test = fresh(test)
    test = actions.check_freeze(
        test, by=world.manager, extracted_at=before, source_changed_at=before - timedelta(hours=2)
    )
    return migrated, test


def drawn_up(world: World) -> MigrationSignOff:
    """The evidence of the third test migration, waiting for the sponsor."""
    accountable(world)
    _, test = rehearsed(world)
    return actions.draw_up(fresh(test), by=world.manager)


def fresh(record: Any) -> Any:
    """The record as it is now, on the clock of its world."""
    found = type(record)._default_manager.select_related("implementation").get(pk=record.pk)
    return found


def touch(record: Any, **fields: Any) -> Any:
    return change(fresh(record), **fields)
