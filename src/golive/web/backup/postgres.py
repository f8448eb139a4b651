"""How is a PostgreSQL record copied? By pg_dump of one snapshot; on trial it goes into a database made for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from golive.web.backup import contents
from golive.web.backup.contents import Contents

FILE_NAME = "golive.pgdump"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


def dump(file: Path) -> Contents:
    """Dump one snapshot of the live database to ``file`` and tell what that snapshot holds."""
    with closing(_connect()) as session:
        session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (snapshot,) = session.execute("SELECT pg_export_snapshot()").fetchall()[0]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}")
        return _read(session)


def read_back(file: Path) -> Contents:
    """Restore ``file`` into a database of its own, tell what it holds, and drop it again."""
    with _database_on_trial() as name:
        _run("pg_restore", "--no-owner", "--exit-on-error", str(file), database=name, restore=True)
        with closing(_connect(name)) as session:
            return _read(session)


@contextmanager
def _database_on_trial() -> Iterator[str]:
    name = f"golive_restore_check_{os.getpid()}"
    with closing(_connect(autocommit=True)) as session:
        session.execute(f'CREATE DATABASE "{name}"')
        try:
            yield name
        finally:
            session.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _connect(database: str = "", autocommit: bool = False) -> psycopg.Connection[Any]:
    settings = connection.settings_dict
    place = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
    given = {key: value for key, value in place.items() if value}
    return psycopg.connect(dbname=database or settings["NAME"], autocommit=autocommit, **given)


def _read(session: psycopg.Connection[Any]) -> Contents:
    def ask(query: str) -> list[tuple[Any, ...]]:
        return session.execute(query.encode()).fetchall()

    return contents.read(ask, [name for (name,) in ask(TABLES)])


def _run(program: str, *arguments: str, database: str = "", restore: bool = False) -> None:
    """The server's own client; the password goes by the environment, never by the command line."""
    found = shutil.which(program)
    if found is None:
        raise FileNotFoundError(
            f"{program} is not installed. Install it (Debian, Ubuntu: apt-get install postgresql-client)."
        )
    settings = connection.settings_dict
    by_environment = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": database or settings["NAME"],
    }
    environment = {**os.environ, **{key: value for key, value in by_environment.items() if value}}
    target = [f"--dbname={database}"] if restore else []
    answer = subprocess.run([found, *target, *arguments], env=environment, capture_output=True, text=True)
    if answer.returncode:
        raise ValueError(f"{program}: {answer.stderr.strip()}")
