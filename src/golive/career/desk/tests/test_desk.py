"""Does the desk open to its person, and to nobody who is not signed in?"""

from __future__ import annotations

from django.test import Client

from golive.career.own.sections import DESK
from golive.foundation.register_kit.contract import signed_in
from tests.world import World


def test_the_desk_opens_to_anybody_signed_in_and_is_kept_by_no_browser(world: World) -> None:
    for person in (world.manager, world.stranger):
        answer = signed_in(person).get(f"/{DESK}")
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert "only you see it" in answer.content.decode()


def test_who_is_not_signed_in_is_asked_to(db: None) -> None:
    assert Client().get(f"/{DESK}")["Location"].startswith("/sign-in/?next=")


def test_the_rail_outside_of_an_implementation_leads_to_the_desk_and_so_does_the_account(world: World) -> None:
    client = signed_in(world.manager)
    for address in ("/", "/me/"):
        page = client.get(address).content.decode()
        assert "<h2>Career desk</h2>" in page
        assert f'href="/{DESK}"' in page
    account = client.get("/me/").content.decode()
    assert "Your career desk" in account
    assert "<h2>Career desk</h2>" not in client.get("/i/acme-crm/").content.decode()
