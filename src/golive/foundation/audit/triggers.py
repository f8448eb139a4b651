"""Who stops a careless UPDATE? The database itself, by triggers that are put back after every migration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, TEXT = "audit_entry", "audit_entrytext"
REASON = "The audit log is append-only: write a new entry instead."
# The only change of a text is its erasure; SQLite spells "is not" and PostgreSQL "is distinct from".
_KEPT = ("id", "entry_id", "field", "person_id")

_SQLITE = {
    "audit_entry_update": (ENTRY, "UPDATE", ""),
    "audit_entry_delete": (ENTRY, "DELETE", ""),
    # INSERT OR REPLACE deletes without asking the DELETE trigger.
    "audit_entry_insert": (ENTRY, "INSERT", f"WHEN NEW.seq <= (SELECT COALESCE(MAX(seq), 0) FROM {ENTRY})"),
    "audit_text_update": (
        TEXT,
        "UPDATE",
        "WHEN NEW.text <> '' OR NEW.salt <> '' OR " + " OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in _KEPT),
    ),
    "audit_text_delete": (TEXT, "DELETE", ""),
    "audit_text_insert": (
        TEXT,
        "INSERT",
        f"WHEN EXISTS (SELECT 1 FROM {TEXT} WHERE id = NEW.id OR (entry_id = NEW.entry_id AND field = NEW.field))",
    ),
}
_POSTGRES = {
    "audit_entry_update": (ENTRY, "UPDATE", "FOR EACH ROW"),
    "audit_entry_delete": (ENTRY, "DELETE", "FOR EACH ROW"),
    "audit_entry_truncate": (ENTRY, "TRUNCATE", "FOR EACH STATEMENT"),
    "audit_text_update": (
        TEXT,
        "UPDATE",
        "FOR EACH ROW WHEN (NEW.text <> '' OR NEW.salt <> '' OR "
        + " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in _KEPT)
        + ")",
    ),
    "audit_text_delete": (TEXT, "DELETE", "FOR EACH ROW"),
    "audit_text_truncate": (TEXT, "TRUNCATE", "FOR EACH STATEMENT"),
}


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make or make again every trigger, where the tables are there."""
    if not _tables_exist(connection):
        return
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that this database lacks or has switched off; all of them where the tables are not there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'"
        )
        present = {name for (name,) in cursor.fetchall()}
    return sorted(_declared(connection).keys() - present)


def check_triggers(app_configs: Any = None, databases: Sequence[str] | None = None, **kw: Any) -> list[CheckMessage]:
    """A warning and not an error, for `migrate` (which is the cure) asks it too."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        lacking = missing_triggers(connections[alias]) if _tables_exist(connections[alias]) else []
        if lacking:
            problem = f"The audit log can be altered: the database lacks {', '.join(lacking)}."
            found.append(Warning(problem, hint="Run `golive migrate`; it puts them back.", id="audit.W001"))
    return found


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without the triggers; for tests that tamper, and for emptying a test database."""
    with connection.cursor() as cursor:
        for statement in [*_settle(connection), *_drops(connection)]:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in _settle(connection):
                cursor.execute(statement)
        create_triggers(connection)


def _declared(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str, str]]:
    return _SQLITE if connection.vendor == "sqlite" else _POSTGRES


def _tables_exist(connection: BaseDatabaseWrapper) -> bool:
    return {ENTRY, TEXT} <= set(connection.introspection.table_names())


def _settle(connection: BaseDatabaseWrapper) -> list[str]:
    """PostgreSQL alters no table while foreign keys wait to be checked at the end of the transaction."""
    if connection.vendor == "sqlite" or not connection.in_atomic_block:
        return []
    return ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"]


def _drops(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (table, _, _) in _POSTGRES.items()]


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    yield from _drops(connection)
    if connection.vendor == "sqlite":
        for name, (table, event, when) in _SQLITE.items():
            yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{REASON}'); END"
        return
    yield (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REASON}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for name, (table, event, how) in _POSTGRES.items():
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} {how} EXECUTE FUNCTION audit_refuse()"
        # ALWAYS: session_replication_role = replica would otherwise switch it off.
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
