"""Does the database answer, is it of this version, and is its audit log whole?"""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from golive.foundation.audit.queries import head
from golive.foundation.audit.triggers import missing_triggers
from golive.plain.verdict import Refused
from golive.registers.data_migration.connections import declared
from golive.web.checkup.finding import Check, Finding, Level

MIGRATE = "Run `golive migrate`."


def database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0]
    yield Finding("database", Level.OK, f"{connection.display_name} {version}, {connection.settings_dict['NAME']}")


def migrations() -> Iterator[Finding]:
    waiting = _not_applied()
    if waiting:
        yield Finding("migrations", Level.FAIL, f"{len(waiting)} not applied, the first {waiting[0]}", MIGRATE)
    else:
        yield Finding("migrations", Level.OK, "all applied")


def _not_applied() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def audit() -> Iterator[Finding]:
    if _not_applied():
        return  # its tables may not even be there; the finding above says so
    missing = missing_triggers(connection)
    if missing:
        yield Finding("audit triggers", Level.FAIL, f"the log can be altered: {', '.join(missing)} missing", MIGRATE)
    else:
        yield Finding("audit triggers", Level.OK, "all present")
    yield Finding("audit chain", Level.OK, f"ends with {head()}", "`golive audit verify` reads the whole of it.")


def connections() -> Iterator[Finding]:
    """The servers that rows may be taken from: whether each is declared whole, and has its password."""
    try:
        found = declared()
    except Refused as refused:
        for each in refused.refusals:
            yield Finding(
                "connections", Level.WARN, each.problem.rstrip("."), "Mend the file; nothing is taken until then."
            )
        return
    for one in found:
        if one.password_from and not os.environ.get(one.password_from):
            cure = f"Set {one.password_from} for the account that runs golive."
            yield Finding("connections", Level.WARN, f"the password of {one.title} is not set", cure)
    if found:
        names = ", ".join(f"{one.title} for {', '.join(sorted(one.implementations))}" for one in found)
        yield Finding("connections", Level.OK, names)


def warnings() -> Iterator[Finding]:
    """What Django and the parts of the house find at every start."""
    for message in checks.run_checks(databases=["default"]):
        level = Level.FAIL if message.level >= checks.ERROR else Level.WARN
        yield Finding(str(message.id), level, message.msg, message.hint or "")


CHECKS: list[Check] = [database, migrations, audit, connections, warnings]
