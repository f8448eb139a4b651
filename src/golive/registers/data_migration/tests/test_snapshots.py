"""Does a table of a server come in like a file, from declared servers only, bounded, and without its password?"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from django.conf import settings
from django.test import Client

from golive.foundation.audit.models import Entry
from golive.foundation.implementations import actions as implementations
from golive.foundation.jobs import run_pending
from golive.foundation.jobs.actions import stop
from golive.foundation.jobs.models import Job
from golive.foundation.register_kit.contract import bearer, signed_in
from golive.registers.data_migration import connections, rules, snapshots
from golive.registers.data_migration.models import Extract, Finding, Load, MappingDocument, MigrationObject, vault
from golive.registers.data_migration.tests.acme import a_test, an_object
from tests.postgres import binaries, cluster
from tests.world import World

pytestmark = [
    pytest.mark.process,
    pytest.mark.django_db,
    pytest.mark.skipif(binaries() is None, reason="PostgreSQL's server is not installed."),
]
SECRET = "correct-horse-7781"
TABLES = f"""
CREATE ROLE reader LOGIN PASSWORD '{SECRET}';
CREATE SCHEMA sales;
CREATE TABLE sales.accounts (nr char(8) PRIMARY KEY, name text, amount numeric(14,2), since date, seen timestamptz);
INSERT INTO sales.accounts SELECT lpad(n::text, 6, '0'),
  CASE n WHEN 2 THEN NULL WHEN 3 THEN E'a "b",\\n\\\\N' ELSE 'Zoë ' || n END,
  n + 0.25, DATE '2024-02-29' + n, TIMESTAMPTZ '2024-02-29 10:00+02' FROM generate_series(1, 5) AS n;
CREATE TABLE sales.hidden (salary int);
CREATE TABLE public.loaded (id text, name text);
INSERT INTO public.loaded SELECT nr, name FROM sales.accounts WHERE nr <> '000005';
CREATE TABLE public."odd ""name/é" ("Id" int, "id " int);
CREATE VIEW public.endless AS SELECT n, pg_sleep(0.02)::text AS said FROM generate_series(1, 100000) AS n;
CREATE TABLE public.broken (amount numeric(6,2), name text);
INSERT INTO public.broken VALUES ('NaN', 'Ada');
GRANT USAGE ON SCHEMA sales TO reader;
GRANT SELECT ON sales.accounts, public.loaded, public."odd ""name/é", public.endless, public.broken TO reader;
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    port = free_port()
    with cluster(port) as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES.encode())
        yield port


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Callable[..., None]:
    """Writes the operator's file; loopback is allowed unless it is said otherwise."""

    def write(
        port: int, *, internal: bool = True, slug: str = "acme-crm", more: str = "", user: str = "reader"
    ) -> None:
        file = tmp_path / "connections.toml"
        file.write_text(
            f'[legacy]\ntitle = "Legacy CRM"\naddress = "postgresql://{user}@127.0.0.1:{port}/postgres"\n'
            f'password_from = "ACME_CRM_PASSWORD"\nimplementations = ["{slug}"]\n{more}'
        )
        settings.CONNECTIONS = file
        settings.INTERNAL_HOSTS = frozenset({f"127.0.0.1:{port}"} if internal else ())
        monkeypatch.setenv("ACME_CRM_PASSWORD", SECRET)

    return write


def ask(client: Client, migrated: MigrationObject, table: str, side: str = "source") -> Any:
    return client.post(migrated.get_absolute_url() + "rows/from/legacy/", {"side": side, "table": table})


def taken(client: Client, migrated: MigrationObject, table: str, side: str = "source") -> Job:
    sent = ask(client, migrated, table, side)
    assert sent.status_code == 302, sent.content.decode()
    assert run_pending() in (1, 2)
    return Job.objects.filter(kind="migration.snapshot").latest("pk")


def everything_said() -> str:
    """Whatever was written down: the log, the jobs, the files of rows' own records."""
    kept = [
        *Entry.objects.values_list("data", flat=True),
        *Job.objects.values_list("args", "error", "message", "result"),
    ]
    return str([*kept, *Extract.objects.values_list("origin", "tables")])


def kept_files() -> set[Path]:
    return {path for path in (Path(settings.DATA) / "migration").rglob("*") if path.is_file()}


def test_a_table_comes_in_with_its_types_and_is_audited_like_a_file(world: World, server: int, declare: Any) -> None:
    declare(server)
    migrated, client = an_object(world), signed_in(world.lead)
    page = client.get(migrated.get_absolute_url() + "rows/new/").content.decode()
    assert "Legacy CRM" in page and "rows/from/legacy/" in page and SECRET not in page
    choice = client.get(migrated.get_absolute_url() + "rows/from/legacy/").content.decode()
    assert "sales.accounts" in choice and "public.endless" in choice
    assert "sales.hidden" not in choice and "pg_catalog" not in choice and SECRET not in choice
    job = taken(client, migrated, "sales.accounts")
    assert job.state == "done", job.error
    made = Extract.objects.get()
    assert (made.name, made.side, made.table["rows"]) == ("sales.accounts.parquet", "source", 5)
    assert made.table["columns"] == [
        ["nr", "text"], ["name", "text"], ["amount", "decimal"], ["since", "date"], ["seen", "datetime"],
    ]  # fmt: skip
    assert (made.origin["rows"], made.origin["table"], made.origin["connection"]) == (5, "sales.accounts", "Legacy CRM")
    rows = duckdb.sql(f"SELECT nr, name, amount FROM read_parquet('{vault(made.sha256)}') ORDER BY nr").fetchall()
    assert [row[:2] for row in rows[:3]] == [("000001", "Zoë 1"), ("000002", None), ("000003", 'a "b",\n\\N')]
    assert str(rows[0][2]) == "1.25"
    assert Finding.objects.filter(object=migrated).exists()
    told = Entry.objects.get(verb="migration.snapshot_taken")
    assert made.sha256[:12] in str(told.data) and "sales.accounts" in str(told.data)
    assert Entry.objects.filter(verb="migration.snapshot_asked").count() == 1
    shown = client.get(migrated.get_absolute_url()).content.decode()
    assert "From sales.accounts of Legacy CRM, taken" in shown and world.lead.name in shown
    assert SECRET not in everything_said() + shown


def test_mapping_run_and_reconciliation_work_on_snapshots(world: World, server: int, declare: Any) -> None:
    declare(server)
    migrated, client, test = an_object(world), signed_in(world.lead), a_test(world)
    assert taken(client, migrated, "sales.accounts").state == "done"
    assert taken(client, migrated, "public.loaded", "target").state == "done"
    base = migrated.get_absolute_url()
    left = {f"left_{at}": "not needed" for at in (2, 3, 4)}
    mapped = {"column_0": "nr", "key_0": "on", "column_1": "name", "version": MappingDocument.objects.get().version}
    assert client.post(base + "mapping/", mapped | left).status_code == 302
    assert MappingDocument.objects.get().is_complete, MappingDocument.objects.get().checked
    client.post(base + "mapping/run/")
    run_pending()
    assert MappingDocument.objects.get().expected["rows"] == 5
    client.post(test.get_absolute_url() + "reconciliation/", {"migrated": migrated.pk})
    run_pending()
    load = Load.objects.get(test=test)
    assert (load.rows["matched"], load.rows["missing"], load.rows["changed"]) == (4, 1, 0)


def test_only_who_runs_the_migration_takes_a_snapshot(world: World, server: int, declare: Any) -> None:
    declare(server)
    migrated = an_object(world)
    assert ask(signed_in(world.client), migrated, "sales.accounts").status_code == 403
    assert ask(signed_in(world.stranger), migrated, "sales.accounts").status_code == 404
    assert not Job.objects.exists() and not Entry.objects.filter(verb__startswith="migration.snapshot").exists()


def test_a_connection_is_there_for_the_implementations_it_names_and_no_other(
    world: World, server: int, declare: Any
) -> None:
    declare(server, slug="somebody-else")
    migrated, client = an_object(world), signed_in(world.lead)
    assert ask(client, migrated, "sales.accounts").status_code == 404
    assert "Legacy CRM" not in client.get(migrated.get_absolute_url() + "rows/new/").content.decode()
    body = {"side": "source", "connection": "legacy", "table": ""}
    sent = by_api(world, migrated, body)
    assert sent.status_code == 422
    assert {each["field"] for each in sent.json()["refusals"]} == {"connection", "table"}
    assert not Job.objects.exists()


def test_a_connection_withdrawn_meanwhile_is_used_no_more(world: World, server: int, declare: Any) -> None:
    declare(server)
    migrated, client = an_object(world), signed_in(world.lead)
    ask(client, migrated, "sales.accounts")
    declare(server, slug="somebody-else")
    run_pending()
    job = Job.objects.get()
    assert job.state == "failed" and "No connection “legacy” is declared" in job.error
    assert not Extract.objects.exists()


@pytest.mark.parametrize(
    "table", ["sales.gone", "sales.hidden", "pg_catalog.pg_authid", "sales.accounts; DROP TABLE x"]
)
def test_a_table_that_is_not_there_or_not_for_its_account_is_refused(
    world: World, server: int, declare: Any, table: str
) -> None:
    declare(server)
    sent = by_api(world, an_object(world), {"side": "source", "connection": "legacy", "table": table})
    assert sent.status_code == 422
    assert f"There is no table {table} in Legacy CRM" in sent.content.decode().replace("\\", "")
    assert not Job.objects.exists()


def test_loopback_is_not_reached_without_permission(world: World, server: int, declare: Any) -> None:
    declare(server, internal=False)
    migrated, client = an_object(world), signed_in(world.lead)
    page = client.get(migrated.get_absolute_url() + "rows/from/legacy/")
    assert "127.0.0.1 leads to 127.0.0.1, which is not a public address" in page.content.decode()
    assert "sales.accounts" not in page.content.decode()
    assert ask(client, migrated, "sales.accounts").status_code == 422
    assert not Job.objects.exists()


def test_a_server_that_does_not_run_and_a_wrong_password_are_said_without_the_password(
    world: World, server: int, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    address = migrated.get_absolute_url() + "rows/from/legacy/"
    declare(free_port())
    off = client.get(address).content.decode()
    assert "cannot be read" in off and "refused" in off and "Check that it runs" in off and SECRET not in off
    declare(server)
    monkeypatch.setenv("ACME_CRM_PASSWORD", "wrong-horse-4432")
    wrong = client.get(address).content.decode()
    assert "password authentication failed" in wrong and "wrong-horse-4432" not in wrong
    monkeypatch.delenv("ACME_CRM_PASSWORD")
    none = client.get(address).content.decode()
    assert "The password of Legacy CRM is not set" in none and "ACME_CRM_PASSWORD" in none


def test_a_server_that_goes_away_ends_the_job_with_the_reason(
    world: World, server: int, declare: Any, caplog: pytest.LogCaptureFixture
) -> None:
    declare(server)
    migrated, client = an_object(world), signed_in(world.lead)
    ask(client, migrated, "sales.accounts")
    declare(free_port())
    run_pending()
    job = Job.objects.get()
    assert job.state == "failed" and "Legacy CRM" in job.error and "Check that it runs" in job.error
    assert SECRET not in everything_said() + caplog.text
    assert not Extract.objects.exists()


def test_a_server_that_says_nothing_is_left_in_time(
    world: World, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "LOOK_SECONDS", 2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        declare(silent.getsockname()[1])
        page = signed_in(world.lead).get(an_object(world).get_absolute_url() + "rows/from/legacy/")
    assert "cannot be read" in page.content.decode()


def test_a_table_with_more_rows_than_the_implementation_allows_is_not_taken(
    world: World, server: int, declare: Any
) -> None:
    declare(server)
    implementations.choose_value(world.acme, rules.SNAPSHOT_ROWS.key, 4, by=world.manager, because="small")
    job = taken(signed_in(world.lead), an_object(world), "sales.accounts")
    assert job.state == "failed"
    assert "sales.accounts of Legacy CRM" in job.error and "more than 4 rows" in job.error
    assert "data_migration.snapshot_rows" in job.error
    assert not Extract.objects.exists() and not Entry.objects.filter(verb="migration.snapshot_taken").exists()


def test_more_bytes_than_one_machine_maps_are_not_taken(
    world: World, server: int, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(server)
    monkeypatch.setattr(snapshots, "MOST_BYTES", 100)
    job = taken(signed_in(world.lead), an_object(world), "sales.accounts")
    assert job.state == "failed" and "MB of text" in job.error


def test_a_snapshot_that_is_stopped_ends_at_once_and_leaves_nothing(
    world: World, server: int, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view would take half an hour to be counted; the server is told to stop, and its session is gone."""
    declare(server)
    migrated, client, before, advance = an_object(world), signed_in(world.lead), kept_files(), Job.advance

    def stopped(running: Job, *told: Any) -> None:
        stop(Job.objects.get(pk=running.pk), by=world.lead)
        advance(running, *told)

    ask(client, migrated, "public.endless")
    monkeypatch.setattr(snapshots, "SECONDS_TO_END", 30)  # so that hanging up does not hide what asking did
    began = time.monotonic()
    monkeypatch.setattr(Job, "advance", stopped)
    run_pending()
    assert time.monotonic() - began < 15
    assert Job.objects.get().state == "cancelled"
    assert kept_files() == before and not Extract.objects.exists()
    assert not [each for each in threading.enumerate() if each.name == "snapshot"]
    assert Entry.objects.filter(verb="job.stopped").exists()


def test_a_value_that_its_type_cannot_hold_names_the_column_and_not_the_value(
    world: World, server: int, declare: Any
) -> None:
    declare(server)
    job = taken(signed_in(world.lead), an_object(world), "public.broken")
    assert job.state == "failed" and "the column amount" in job.error and "NaN" not in job.error


def test_names_that_need_quotes_and_empty_tables_come_in_too(world: World, server: int, declare: Any) -> None:
    declare(server)
    job = taken(signed_in(world.lead), an_object(world), 'public.odd "name/é')
    assert job.state == "done", job.error
    made = Extract.objects.get()
    assert made.columns == ["Id", "id_2"] and made.table["rows"] == 0


def test_a_program_lists_connections_and_tables_and_takes_one(world: World, server: int, declare: Any) -> None:
    declare(server)
    migrated = an_object(world)
    base, lead = f"/api/v1{world.acme.url('data_migration')}connections/", bearer(world.lead)
    listed = Client().get(base, headers=lead)
    assert listed.json() == [
        {"name": "legacy", "title": "Legacy CRM", "server": f"postgresql://127.0.0.1:{server}/postgres"}
    ]
    tables = Client().get(base + "legacy/", headers=lead).json()
    assert "sales.accounts" in tables["tables"] and tables["more"] is False
    assert Client().get(base + "other/", headers=lead).status_code == 404
    assert Client().get(base, headers=bearer(world.client)).status_code == 403
    sent = by_api(world, migrated, {"side": "target", "connection": "legacy", "table": "loaded"})
    assert sent.status_code == 201 and "/jobs/" in sent.json()["job"]
    run_pending()
    assert Extract.objects.get().name == "public.loaded.parquet"


def test_more_tables_than_are_listed_can_be_named(
    world: World, server: int, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(server)
    monkeypatch.setattr(connections, "MOST_LISTED", 2)
    migrated, client = an_object(world), signed_in(world.lead)
    address = migrated.get_absolute_url() + "rows/from/legacy/"
    page = client.get(address).content.decode()
    assert "The first 2 that" in page and "sales.accounts" not in page
    sent = client.post(address, {"side": "source", "other": "sales.accounts"})
    assert sent.status_code == 302
    missing = client.post(address, {"side": "source", "other": "sales.gone"})
    assert missing.status_code == 422 and "There is no table sales.gone" in missing.content.decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[a]\naddress = "postgresql://u:hunter-9921@h/d"\nimplementations = ["acme"]', "address holds a password"),
        (
            '[a]\naddress = "oracle://u@h/d"\nimplementations = ["acme"]',
            "does not begin with postgresql:// or mysql://",
        ),
        ('[a]\naddress = "postgresql://h/d"\nimplementations = ["acme"]', "account@host:port/database"),
        ('[a]\naddress = "postgresql://u@h/d"', "implementations names none"),
        (
            '[a]\naddress = "postgresql://u@h/d"\nimplementations = ["acme"]\npassword = "hunter-9921"',
            "password is not known",
        ),
        ('[a]\naddress = "postgresql://u@h/d?sslmode=disable"\nimplementations = ["acme"]', "verify-full"),
        ('[a]\naddress = "postgresql://u@h/d?service=x"\nimplementations = ["acme"]', "has service"),
        ('["A B"]\naddress = "postgresql://u@h/d"', "small letters, figures and hyphens"),
        ("[a\n", "cannot be read"),
    ],
)
def test_a_faulty_declaration_is_said_and_an_upload_still_possible(
    world: World, tmp_path: Path, settings: Any, text: str, says: str
) -> None:
    settings.CONNECTIONS = tmp_path / "connections.toml"
    settings.CONNECTIONS.write_text(text)
    migrated, client = an_object(world), signed_in(world.lead)
    page = client.get(migrated.get_absolute_url() + "rows/new/")
    told = page.content.decode()
    assert page.status_code == 200 and says in told and "Bring it in" in told
    assert str(tmp_path) not in told and "hunter-9921" not in told
    assert client.get(migrated.get_absolute_url() + "rows/from/a/").status_code == 409


def by_api(world: World, migrated: MigrationObject, body: dict[str, str]) -> Any:
    return Client().post(
        f"/api/v1{migrated.get_absolute_url()}rows/snapshot/",
        body,
        content_type="application/json",
        headers=bearer(world.lead),
    )
