"""Does the page of the servers say what was declared, taken and reached, to those who may know, without a password?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from golive.foundation.audit.models import Entry
from golive.foundation.jobs import run_pending
from golive.foundation.jobs.models import Job
from golive.foundation.register_kit.contract import signed_in
from golive.registers.data_migration.models import Extract
from golive.registers.data_migration.tests.acme import an_object
from golive.registers.data_migration.tests.test_snapshots import SECRET, declare, free_port, server, taken
from tests.postgres import binaries
from tests.world import World

__all__ = ["declare", "server"]  # fixtures
pytestmark = pytest.mark.django_db
needs_postgresql = pytest.mark.skipif(binaries() is None, reason="PostgreSQL's server is not installed.")


def page(world: World, who: str = "lead") -> str:
    answer = signed_in(world.cast[who]).get(world.acme.url("data_migration", "connections"))
    assert answer.status_code == 200
    return answer.content.decode()


def check(world: World) -> Job:
    """The button, and the job that it started."""
    address = world.acme.url("data_migration", "connections", "legacy", "check")
    client = signed_in(world.lead)
    assert "Nothing is taken" in client.get(address).content.decode()
    sent = client.post(address)
    job = Job.objects.latest("pk")
    assert (sent.status_code, sent["Location"]) == (302, world.acme.url("jobs", job.pk))
    assert run_pending() == 1
    job.refresh_from_db()
    return job


def test_without_a_server_the_page_says_how_one_is_declared(world: World, tmp_path: Path, settings: Any) -> None:
    settings.CONNECTIONS = tmp_path / "connections.toml"
    shown = page(world)
    assert "No server is declared for this implementation" in shown
    assert "connections.toml" in shown and "password_from" in shown and "acme-crm" in shown
    assert str(tmp_path) not in shown


def test_a_faulty_file_is_told_with_each_fault(world: World, tmp_path: Path, settings: Any) -> None:
    settings.CONNECTIONS = tmp_path / "connections.toml"
    settings.CONNECTIONS.write_text(
        '[legacy]\naddress = "postgresql://a:secret-in-file@host/db"\nimplementations = []\n'
    )
    shown = page(world)
    assert "legacy: implementations names none" in shown and "secret-in-file" not in shown


def test_only_who_takes_rows_sees_the_servers(world: World, declare: Callable[..., None]) -> None:
    declare(free_port())
    address = world.acme.url("data_migration", "connections")
    for who, status in (("manager", 200), ("lead", 200), ("client", 403), ("viewer", 403), ("sponsor", 403)):
        assert signed_in(world.cast[who]).get(address).status_code == status, who
        tabs = signed_in(world.cast[who]).get(world.acme.url("data_migration")).content.decode()
        assert (address in tabs) == (status == 200), who
        assert signed_in(world.cast[who]).get(f"{address}legacy/check/").status_code == status, who
    assert signed_in(world.client).post(f"{address}legacy/check/").status_code == 403
    assert signed_in(world.stranger).get(address).status_code == 404
    assert signed_in(world.lead).post(f"{address}unknown/check/").status_code == 404
    assert not Job.objects.exists()


def test_a_server_of_another_implementation_is_not_there(world: World, declare: Callable[..., None]) -> None:
    declare(free_port(), slug="somebody-else")
    assert "No server is declared for this implementation" in page(world)
    address = world.acme.url("data_migration", "connections", "legacy", "check")
    assert signed_in(world.lead).post(address).status_code == 404


def test_a_server_that_does_not_answer_is_red_with_the_reason_and_never_green_before(
    world: World, declare: Callable[..., None]
) -> None:
    declare(free_port())
    before = page(world)
    assert "never checked" in before and "Every server answered" not in before and SECRET not in before
    job = check(world)
    assert job.state == "failed"
    shown = page(world)
    assert "1 server not reached" in shown and "Check that it runs" in shown
    assert SECRET not in shown + job.error
    assert Entry.objects.filter(verb="migration.connection_checked").count() == 1


def test_the_check_goes_out_by_the_one_way_only(world: World, declare: Callable[..., None]) -> None:
    declare(free_port(), internal=False)
    job = check(world)
    assert job.state == "failed" and "which is not a public address" in job.error


def test_a_connection_withdrawn_before_its_check_is_not_called(world: World, declare: Callable[..., None]) -> None:
    declare(port := free_port())
    signed_in(world.lead).post(world.acme.url("data_migration", "connections", "legacy", "check"))
    declare(port, slug="somebody-else")
    run_pending()
    job = Job.objects.get()
    assert job.state == "failed" and "No connection “legacy” is declared" in job.error


@needs_postgresql
def test_the_page_says_who_uses_a_server_what_was_taken_last_and_that_it_answers(
    world: World, server: int, declare: Callable[..., None]
) -> None:
    declare(server)
    migrated = an_object(world)
    assert taken(signed_in(world.lead), migrated, "sales.accounts").state == "done"
    run_pending()
    job = check(world)
    assert job.state == "done", job.error
    shown = page(world)
    assert "Every server answered" in shown
    assert f'<a href="{migrated.get_absolute_url()}">Accounts</a>' in shown
    assert "sales.accounts, 5 rows" in shown and world.lead.name in shown
    assert f"{job.result['tables']} tables may be read" in shown and job.result["tables"] >= 3
    assert "postgresql://127.0.0.1" in shown and SECRET not in shown
    assert Extract.objects.get().origin["server"] in shown
