"""How does a run get its tables? From a copy of an earlier run's, as long as no migration changed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parent.parent
# What makes the tables: the migrations, and the triggers and functions that are laid over them.
MAKERS = ("*/*/migrations/*.py", "foundation/audit/*.py", "foundation/database/*.py")


def fingerprint() -> str:
    """One hash over everything that the tables are made by."""
    found = hashlib.sha256(f"{django.get_version()} {sqlite3.sqlite_version}".encode())
    for path in sorted(path for pattern in MAKERS for path in (ROOT / "src" / "golive").glob(pattern)):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:24]


def kept_tables(config: pytest.Config) -> Path | None:
    """Where the tables are kept, once a run has made them; None where each run makes its own."""
    if connection.vendor != "sqlite" or os.environ.get("CI") or not hasattr(config, "cache"):
        return None
    folder: Path = config.cache.mkdir("template")  # type: ignore[union-attr]
    return folder / f"{fingerprint()}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """Lay the kept tables under the test database before it is migrated: the migrations then find nothing to do.

    They still run, so that what was kept can be short of something and never wrong. Without a kept copy the run makes
    one. ``--create-db`` makes it anew; PostgreSQL, CI and runs without a cache always migrate from nothing.
    """
    kept = kept_tables(request.config)
    if kept is None:
        yield
        return
    if request.config.getvalue("create_db"):
        kept.unlink(missing_ok=True)
    make, finish = DatabaseCreation._create_test_db, DatabaseCreation.create_test_db  # type: ignore[attr-defined]

    def create(self: Any, *args: Any, **options: Any) -> Any:
        made = make(self, *args, **options)
        if kept.exists():
            _copy(kept, made)
        return made

    def created(self: Any, *args: Any, **options: Any) -> Any:
        name = finish(self, *args, **options)
        if not kept.exists():
            for old in kept.parent.glob("*.sqlite3"):
                old.unlink(missing_ok=True)
            self.connection.ensure_connection()
            _keep(self.connection.connection, kept)
        return name

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "_create_test_db", create)
        patch.setattr(DatabaseCreation, "create_test_db", created)
        yield


def _copy(kept: Path, name: str) -> None:
    """Fill the database in memory; it lives as long as Django holds a connection to it."""
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with sqlite3.connect(kept) as source:
        source.backup(connection.connection)
    source.close()


def _keep(source: sqlite3.Connection, kept: Path) -> None:
    """Write the copy beside its place first: another worker sees all of it or nothing."""
    part = kept.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(part) as target:
        source.backup(target)
    target.close()
    part.replace(kept)
