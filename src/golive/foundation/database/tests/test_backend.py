"""Does the backend keep what it acknowledged, let every writer have a turn, and nest transactions?"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import Error
from django.db import OperationalError, transaction
from django.db.utils import ConnectionHandler

from golive.foundation.database import engine, soundness
from golive.foundation.database.base import DatabaseWrapper
from golive.foundation.database.write_lock import WriteLock
from tests.installations import Installation

HERE = "golive.foundation.database.tests"
pytestmark = pytest.mark.django_db  # the connections made here are beside the one of the tests


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "golive.sqlite3"


@pytest.fixture
def connection(file: Path) -> Iterator[DatabaseWrapper]:
    made = connect(file)
    made.cursor().execute("CREATE TABLE note (text TEXT)")
    yield made
    made.close()


def connect(name: object) -> DatabaseWrapper:
    handler = ConnectionHandler({"default": {"ENGINE": "golive.foundation.database", "NAME": str(name)}})
    made = handler["default"]
    assert isinstance(made, DatabaseWrapper)
    return made


def ask(connection: DatabaseWrapper, question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_a_file_is_written_ahead_fully_synchronised_and_with_foreign_keys(connection: DatabaseWrapper) -> None:
    assert ask(connection, "PRAGMA journal_mode") == "wal"
    assert ask(connection, "PRAGMA synchronous") == 2
    assert ask(connection, "PRAGMA foreign_keys") == 1
    assert ask(connection, "PRAGMA busy_timeout") == 20_000
    assert connection.transaction_mode == "IMMEDIATE"


def test_the_library_in_use_is_a_sound_one() -> None:
    assert engine.is_sound(tuple(map(int, str(ask(connect(":memory:"), "SELECT sqlite_version()")).split("."))))


def test_a_database_in_memory_works_and_leaves_no_lock_file(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    memory = connect(":memory:")
    memory.cursor().execute("CREATE TABLE note (text TEXT)")
    memory.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    memory.cursor().execute("INSERT INTO note VALUES ('kept')")
    memory.commit()
    assert ask(memory, "SELECT COUNT(*) FROM note") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_second_writer_waits_and_then_writes(connection: DatabaseWrapper, file: Path) -> None:
    begin(connection)
    second, wrote = connect(file), threading.Event()

    def write() -> None:
        begin(second)
        second.cursor().execute("INSERT INTO note VALUES ('second')")
        end(second)
        second.close()
        wrote.set()

    thread = threading.Thread(target=write)
    second.inc_thread_sharing()
    thread.start()
    connection.cursor().execute("INSERT INTO note VALUES ('first')")
    assert not wrote.wait(0.2)
    end(connection)
    assert wrote.wait(10)
    thread.join()
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT text FROM note").fetchall() == [("first",), ("second",)]


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection: DatabaseWrapper) -> None:
    connection.commit()
    connection.set_autocommit(True)


@pytest.mark.parametrize("ending", ["commit", "rollback", "close"])
def test_however_a_transaction_ends_the_next_writer_gets_in(connection, file, ending: str) -> None:  # type: ignore[no-untyped-def]
    begin(connection)
    getattr(connection, ending)()
    second = connect(file)
    second.ensure_connection()
    second._write_lock.wait_seconds = 0.1
    begin(second)
    end(second)
    second.close()


def test_who_waits_too_long_is_told_and_leaves_no_lock_behind(connection, file) -> None:  # type: ignore[no-untyped-def]
    begin(connection)
    second = connect(file)
    second.ensure_connection()
    second._write_lock.wait_seconds = 0.05
    with pytest.raises(OperationalError, match=r"has been busy.*Try again"):
        begin(second)
    end(connection)
    begin(connection)
    end(connection)
    second.close()


def test_a_place_in_the_queue_that_was_given_up_does_not_hold_the_lock(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    first, impatient, patient = WriteLock(path, 5), WriteLock(path, 0.05), WriteLock(path, 5)
    assert first.acquire()
    assert not impatient.acquire()
    first.release()
    assert patient.acquire()
    for lock in (first, impatient, patient):
        lock.close()


def test_the_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    child = os.fork()
    if child == 0:
        WriteLock(path, 1).acquire()
        os._exit(0)
    os.waitpid(child, 0)
    assert WriteLock(path, 1).acquire()


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_is_undone_alone(django_user_model) -> None:  # type: ignore[no-untyped-def]
    people = django_user_model.objects
    with transaction.atomic():
        people.create(email="maya@acme.example", name="Maya Ortiz")
        with transaction.atomic():
            people.create(email="sam@acme.example", name="Sam Reed")
            transaction.set_rollback(True)
    assert [person.name for person in people.all()] == ["Maya Ortiz"]


def test_an_unsound_sqlite_is_named_with_its_cure(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(soundness, "current", lambda: (3, 40, 1))
    monkeypatch.setattr(soundness, "connections", ConnectionHandler({"default": {"ENGINE": soundness.OURS}}))
    [warning] = soundness.check_sqlite()
    assert "SQLite 3.40.1 can lose commits" in warning.msg
    assert "pysqlite3" in str(warning.hint)
    assert [found.id for found in soundness._refuse_unsound_wal("wal")] == ["database.E003"]
    assert soundness._refuse_unsound_wal("delete") == []


def test_the_stock_backend_is_refused(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    stock = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3"}})
    monkeypatch.setattr(soundness, "connections", stock)
    [error] = soundness.check_sqlite()
    assert isinstance(error, Error)
    assert soundness.OURS in str(error.hint)


def test_asynchronous_commit_is_refused_and_synchronous_is_not() -> None:
    assert soundness._refuse_asynchronous_commit("off")[0].id == "database.E002"
    assert soundness._refuse_asynchronous_commit("on") == []


@pytest.mark.slow
def test_twelve_processes_that_count_together_lose_no_turn(installation: Installation) -> None:
    installation.run(f"{HERE}.counter")
    crowd = [installation.start(f"{HERE}.contention", 30) for _ in range(12)]
    assert [process.communicate()[0] for process in crowd] == ["30\n"] * 12
    assert installation.run(f"{HERE}.counter") == "360\n"
