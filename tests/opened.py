"""How does each test get Acme's world? It is built once per run; a test is given its rows anew."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from golive.foundation.people.models import Person
from tests.world import World, build_world


@dataclass(frozen=True)
class Opened:
    """The rows that building the world wrote, by the statement that enters them; and its records as they were."""

    rows: list[tuple[str, list[Any]]]
    world: World

    def again(self) -> World:
        """Enter the rows into an empty database; the records are the caller's own."""
        cursor = connection.connection.cursor()
        for statement, rows in self.rows:
            cursor.executemany(statement, rows)
        return copy.deepcopy(self.world)


@pytest.fixture(scope="session")
def opened(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Opened | None:
    """The world of this run, taken back before the first test; None where the rows cannot be laid under."""
    if connection.vendor != "sqlite":
        return None
    with django_db_blocker.unblock(), transaction.atomic():
        before = dict(_rows())
        world = build_world()
        rows = [(table, [row for row in found if row not in before.get(table, [])]) for table, found in _rows()]
        made = Opened([(_insertion(table, new), new) for table, new in rows if new], world)
        transaction.set_rollback(True)
    return made


def _rows() -> Iterator[tuple[str, list[Any]]]:
    cursor = connection.connection.cursor()
    for table in connection.introspection.django_table_names(only_existing=True):
        yield (
            table,
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall(),
        )  # the log is entered in order


def _insertion(table: str, rows: list[Any]) -> str:
    return f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(rows[0]))})'


@pytest.fixture
def world(opened: Opened | None, db: None) -> World:
    """Acme's CRM roll-out with its cast; see tests/world.py."""
    if opened is None or not connection.in_atomic_block or Person.objects.exists():
        return build_world()  # somebody was here first, or all of it is committed and the ears of the log hear it
    return opened.again()
