"""Would this database keep what it acknowledged? The questions asked at every start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.db import connections

from golive.foundation.database.engine import current, is_sound

OURS = "golive.foundation.database"


def check_sqlite(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Asked without opening the database: the SQLite version, and the engine that settings name."""
    engines = {connections[alias].settings_dict["ENGINE"] for alias in connections}
    found: list[CheckMessage] = []
    if "django.db.backends.sqlite3" in engines:
        found.append(
            Error(
                "Django's own SQLite backend loses commits when the power fails and refuses writers under load.",
                hint=f'Set ENGINE to "{OURS}".',
                id="database.E001",
            )
        )
    if OURS in engines and not is_sound(current()):
        version = ".".join(map(str, current()))
        found.append(
            Warning(
                f"SQLite {version} can lose commits in WAL mode, so the slower rollback journal is used.",
                hint="Install pysqlite3 0.6.1 or newer, or a Python with SQLite 3.51.3 or newer.",
                id="database.W001",
            )
        )
    return found


def check_server(app_configs: Any = None, databases: Sequence[str] | None = None, **kw: Any) -> list[CheckMessage]:
    """Asked of the open database: does it still write what it acknowledges?"""
    return [message for alias in databases or () for message in _ask(alias)]


def _ask(alias: str) -> list[CheckMessage]:
    connection = connections[alias]
    if connection.vendor == "postgresql":
        return _refuse_asynchronous_commit(_answer(connection, "SHOW synchronous_commit"))
    if connection.settings_dict["ENGINE"] == OURS and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        return _refuse_unsound_wal(_answer(connection, "PRAGMA journal_mode"))
    return []


def _answer(connection: Any, question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def _refuse_asynchronous_commit(setting: str) -> list[CheckMessage]:
    if setting != "off":
        return []
    return [
        Error(
            "PostgreSQL runs with synchronous_commit=off: a crash loses commits that were acknowledged.",
            hint="ALTER SYSTEM SET synchronous_commit = on; SELECT pg_reload_conf();",
            id="database.E002",
        )
    ]


def _refuse_unsound_wal(journal: str) -> list[CheckMessage]:
    if journal != "wal" or is_sound(current()):
        return []
    return [
        Error(
            "The database file is in WAL mode, but this process has a SQLite that can lose commits there.",
            hint="End the other processes that use the file, or install pysqlite3 0.6.1 or newer.",
            id="database.E003",
        )
    ]
