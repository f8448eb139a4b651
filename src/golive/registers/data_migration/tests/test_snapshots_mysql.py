"""Does a table of a MySQL or MariaDB server come in like one of PostgreSQL, with the same refusals?"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pymysql
import pytest
from django.test import Client

from golive.engines.reconcile.sources import copying_from
from golive.engines.reconcile.sources.copying import ServerPlace
from golive.foundation.audit.models import Entry
from golive.foundation.implementations import actions as implementations
from golive.foundation.jobs import run_pending
from golive.foundation.jobs.actions import stop
from golive.foundation.jobs.models import Job
from golive.foundation.register_kit.contract import signed_in
from golive.plain.verdict import Refused
from golive.registers.data_migration import rules, snapshots
from golive.registers.data_migration.models import Extract, MigrationObject, vault
from golive.registers.data_migration.tests.acme import an_object
from golive.registers.data_migration.tests.test_snapshots import everything_said, free_port
from tests.mariadb import mariadb, server_program
from tests.world import World

pytestmark = [
    pytest.mark.process,
    pytest.mark.django_db,
    pytest.mark.skipif(server_program() is None, reason="MariaDB's server is not installed."),
]
SECRET = "correct-horse-7781"
TABLES = f"""
CREATE USER reader@'127.0.0.1' IDENTIFIED BY '{SECRET}';
CREATE TABLE accounts (nr char(8) PRIMARY KEY, name text, amount decimal(14,2), since date, big bigint unsigned);
INSERT INTO accounts VALUES ('000001', 'Zoë "x",\n1', 1.25, '2024-02-29', 18446744073709551615),
  ('000002', NULL, -2.50, '2024-03-01', 2), ('000003', '\\\\N', 3, NULL, 3);
CREATE TABLE hidden (salary int);
CREATE VIEW endless AS SELECT a.nr, sleep(0.2) AS said FROM accounts a, seq_1_to_10000 b;
GRANT SELECT ON crm.accounts TO reader@'127.0.0.1';
GRANT SELECT, SHOW VIEW ON crm.endless TO reader@'127.0.0.1'
"""


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    port = free_port()
    with mariadb(port) as address:
        at = address.rpartition("unix_socket=")[2]
        with pymysql.connect(user="root", unix_socket=at, database="crm", autocommit=True, charset="utf8mb4") as root:
            root.query("SET sql_mode = 'NO_BACKSLASH_ESCAPES'")
            for statement in TABLES.replace("\\\\", "\\").split(";\n"):
                root.query(statement)
        yield port


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Callable[..., None]:
    def write(port: int, *, internal: bool = True) -> None:
        settings.CONNECTIONS = tmp_path / "connections.toml"
        settings.CONNECTIONS.write_text(
            f'[legacy]\ntitle = "Legacy CRM"\naddress = "mariadb://reader@127.0.0.1:{port}/crm"\n'
            'password_from = "ACME_CRM_PASSWORD"\nimplementations = ["acme-crm"]\n'
        )
        settings.INTERNAL_HOSTS = frozenset({f"127.0.0.1:{port}"} if internal else ())
        monkeypatch.setenv("ACME_CRM_PASSWORD", SECRET)

    return write


def page_of(client: Client, migrated: MigrationObject) -> str:
    return client.get(migrated.get_absolute_url() + "rows/from/legacy/").content.decode()


def ask(client: Client, migrated: MigrationObject, table: str) -> Any:
    return client.post(migrated.get_absolute_url() + "rows/from/legacy/", {"side": "source", "table": table})


def test_a_table_comes_in_with_its_types_and_is_audited(world: World, server: int, declare: Any) -> None:
    declare(server)
    migrated, client = an_object(world), signed_in(world.lead)
    page = page_of(client, migrated)
    assert ">accounts<" in page and ">hidden<" not in page and SECRET not in page
    assert ask(client, migrated, "accounts").status_code == 302
    assert run_pending() == 2
    made = Extract.objects.get()
    assert (made.name, made.table["rows"]) == ("accounts.parquet", 3)
    assert made.origin["server"] == f"mysql://127.0.0.1:{server}/crm"
    kept = duckdb.sql(f"SELECT nr, name, amount, since, big FROM read_parquet('{vault(made.sha256)}') ORDER BY nr")
    found = [tuple(map(str, row)) for row in kept.fetchall()]
    assert found[0] == ("000001", 'Zoë "x",\n1', "1.25", "2024-02-29", "18446744073709551615")
    assert found[1][1] == "None" and found[2][1] == "\\N"
    assert Entry.objects.filter(verb="migration.snapshot_taken").count() == 1
    assert SECRET not in everything_said()


def test_what_is_not_there_not_reached_or_not_allowed_is_refused_without_the_password(
    world: World, server: int, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    declare(server, internal=False)
    assert "127.0.0.1 leads to 127.0.0.1, which is not a public address" in page_of(client, migrated)
    declare(free_port())
    off = page_of(client, migrated)
    assert "cannot be read" in off and "refused" in off and "Check that it runs" in off
    declare(server)
    assert ask(client, migrated, "hidden").status_code == 422
    assert client.post(migrated.get_absolute_url() + "rows/from/legacy/", {"side": "source"}).status_code == 422
    monkeypatch.setenv("ACME_CRM_PASSWORD", "wrong-horse-4432")
    wrong = page_of(client, migrated)
    assert "Access denied" in wrong and "wrong-horse-4432" not in wrong
    assert not Job.objects.exists()


def test_too_many_rows_and_bytes_are_not_taken(
    world: World, server: int, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(server)
    migrated, client = an_object(world), signed_in(world.lead)
    with monkeypatch.context() as small:
        small.setattr(snapshots, "MOST_BYTES", 20)
        ask(client, migrated, "accounts")
        run_pending()
    assert "MB of text" in Job.objects.latest("pk").error
    implementations.choose_value(world.acme, rules.SNAPSHOT_ROWS.key, 2, by=world.manager, because="small")
    ask(client, migrated, "accounts")
    run_pending()
    assert "more than 2 rows" in Job.objects.latest("pk").error
    assert not Extract.objects.exists()


def test_a_snapshot_that_is_stopped_ends_on_the_server_too(
    world: World, server: int, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(server)
    migrated, client, advance = an_object(world), signed_in(world.lead), Job.advance

    def stopped(running: Job, *told: Any) -> None:
        stop(Job.objects.get(pk=running.pk), by=world.lead)
        advance(running, *told)

    assert ask(client, migrated, "endless").status_code == 302
    monkeypatch.setattr(snapshots, "SECONDS_TO_END", 30)  # so that hanging up does not hide what asking did
    began = time.monotonic()
    monkeypatch.setattr(Job, "advance", stopped)
    run_pending()
    assert time.monotonic() - began < 15
    assert Job.objects.get().state == "cancelled" and not Extract.objects.exists()
    for thread in [each for each in threading.enumerate() if each.name == "snapshot"]:
        thread.join(5)
        assert not thread.is_alive()
    with pymysql.connect(host="127.0.0.1", port=server, user="reader", password=SECRET) as other:
        cursor = other.cursor()
        cursor.execute("SHOW PROCESSLIST")
        assert not [row for row in cursor.fetchall() if "taken" in str(row)]


def test_a_server_that_does_not_prove_itself_is_sent_no_password(server: int) -> None:
    """A public host needs a certificate of its name; this server has none that anybody signed."""
    place = ServerPlace(
        "mysql", "Legacy CRM", "db.example.com", ("127.0.0.1",), server, "crm", "reader", SECRET, proves=True
    )
    with pytest.raises(Refused) as caught, copying_from.open_session(place, connect_seconds=5, seconds=5):
        pass
    assert "SSL" in str(caught.value) or "certificate" in str(caught.value)
    assert SECRET not in str(caught.value) + repr(place)


def test_a_server_that_wants_the_password_in_the_clear_does_not_get_it() -> None:
    heard: list[bytes] = []

    def pretend(listening: socket.socket) -> None:
        line, _ = listening.accept()
        with line:
            greeting = b"\x0a5.7.0\0" + b"\1\0\0\0" + b"saltsalt\0" + b"\xff\xf7\x21\2\0\xff\x81\x15" + b"\0" * 10
            greeting += b"saltsaltsalt\0mysql_native_password\0"
            line.sendall(len(greeting).to_bytes(3, "little") + b"\0" + greeting)
            heard.append(line.recv(65_536))
            switch = b"\xfemysql_clear_password\0"
            line.sendall(len(switch).to_bytes(3, "little") + b"\2" + switch)
            heard.append(line.recv(65_536))

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=pretend, args=[listening])
        thread.start()
        port = listening.getsockname()[1]
        place = ServerPlace("mysql", "CRM", "crm", ("127.0.0.1",), port, "crm", "reader", SECRET, proves=False)
        with pytest.raises(Refused) as caught, copying_from.open_session(place, connect_seconds=5, seconds=5):
            pass
        thread.join()
    assert "password in the clear" in str(caught.value)
    assert SECRET.encode() not in b"".join(heard) and b"reader" in heard[0]
