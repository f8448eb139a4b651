"""Is a kept file shown, handed out safely, and held back when it is no longer what it was?"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from golive.foundation.documents import actions
from golive.foundation.documents.models import Document
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.contract import signed_in
from tests.world import World

HOSTILE = b"<html><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(settings, "DATA", tmp_path)


def keep(world: World, name: str = "plan.html") -> Document:
    return actions.keep(world.acme, HOSTILE, by=world.manager, title="Plan", name=name, media_type="text/html")


def test_a_file_leaves_as_it_came_and_is_never_shown_inside_the_site(world: World) -> None:
    document = keep(world)
    answer = signed_in(world.viewer).get(document.get_absolute_url() + "file/")
    assert answer.content == HOSTILE
    assert answer["Content-Disposition"] == 'attachment; filename="plan.html"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ['a"; filename="x.exe', "a\r\nSet-Cookie: x=1", "../../etc/passwd", "plän ✓.xml"])
def test_a_hostile_name_stays_a_name(world: World, name: str) -> None:
    answer = signed_in(world.viewer).get(keep(world, name).get_absolute_url() + "file/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "Set-Cookie" not in str(answer.headers).replace("%0D%0ASet-Cookie", "").replace("%0d%0aset-cookie", "")
    assert "\n" not in answer["Content-Disposition"]


def test_list_and_record_show_hash_and_who_kept_it(world: World) -> None:
    document = keep(world)
    assert document.sha256[:12] in signed_in(world.viewer).get(world.acme.url("documents")).content.decode()
    page = signed_in(world.viewer).get(document.get_absolute_url()).content.decode()
    assert document.sha256 in page
    assert "As it was kept" in page


def test_a_stranger_and_another_implementation_find_nothing(world: World, other: Implementation) -> None:
    document = keep(world)
    for address in (document.get_absolute_url(), document.get_absolute_url() + "file/"):
        assert signed_in(world.stranger).get(address).status_code == 404
        assert Client().get(address)["Location"].startswith("/sign-in/")
    assert signed_in(world.manager).get(other.url("documents", document.ref, "file")).status_code == 404
    assert "No document yet" in signed_in(world.manager).get(other.url("documents")).content.decode()


@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_a_file_that_is_no_longer_what_it_was_is_held_back(world: World, damage: str) -> None:
    document = keep(world)
    document.path.write_bytes(b"other") if damage == "altered" else document.path.unlink()
    client = signed_in(world.manager)
    answer = client.get(document.get_absolute_url() + "file/")
    assert answer.status_code == 422
    assert b"other" not in answer.content.split(b"<main")[0]
    assert "cannot be handed out" in client.get(document.get_absolute_url()).content.decode()
