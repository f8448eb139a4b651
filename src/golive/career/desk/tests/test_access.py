"""Is every address of the desk, also one that is added later, shut to who is not signed in and to everybody else?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from golive.career.learning.tests.shelf import fill
from golive.career.own.sections import DESK
from golive.career.pay.models import PayImport
from golive.career.portfolio import keeping
from golive.career.portfolio.models import OwnStory
from golive.career.rehearsal import notebook
from golive.career.resume import editing
from golive.career.stories import OwnWords, to_json
from golive.foundation.register_kit.contract import signed_in
from tests.access.addresses import every_address
from tests.world import World

ADDRESSES = [address for address in every_address() if address.startswith(f"/{DESK}")]
OF_A_RECORD = [address for address in ADDRESSES if re.search(r"<(pk|ref|place)>", address)]


@pytest.fixture
def mine(world: World) -> dict[str, object]:
    """What the viewer has on the desk; an address that is not named here is asked for the first row."""
    row = notebook.begin(by=world.viewer, mode="study", count=1)
    notebook.answer(row, 1, text="We did it.")
    talk = notebook.open_conversation("scope-creep", by=world.viewer)
    told = OwnStory.objects.create(person=world.viewer, words=to_json(OwnWords(6, "s.", "t.", "a.", "r.")))
    form = editing.with_job(
        editing.begun("Omar", "o@example.org"), None, {"position": "A", "name": "B", "startDate": "2024"}
    )
    keeping.begin(world.viewer, editing.with_bullet(editing.with_bullet(form, 0, None, "Led"), 0, None, "Built"))
    read = {"name": "a.csv", "kind": "offers", "year": None, "read": 1, "kept": 1}
    file = PayImport.objects.create(person=world.viewer, told=read, ended_at=timezone.now())
    shelf = {kind: row.pk for kind, row in fill(world.viewer).items()}
    learnt = {
        "learning": shelf["item"], "learning/certificates": shelf["certificate"], "learning/trends": shelf["trend"],
        "learning/feeds/entries": shelf["entry"], "learning/feeds/runs": shelf["run"],
    }  # fmt: skip
    return {"interview": row.pk, "role-play": talk.pk, "stories": told.pk, "salary": file.pk, **learnt}


def filled(address: str, mine: dict[str, object]) -> str:
    before = address.removeprefix(f"/{DESK}").partition("/<")[0]
    part = before if before in mine else before.split("/")[0]
    filled = address.replace("<pk>", str(mine.get(part, 1))).replace("<scenario>", "scope-creep")
    filled = (
        filled.replace("<at>", "0")
        .replace("<number>", "0" if "/learning/" in address else "1")
        .replace("resume.<kind>", "resume.pdf")
    )
    return re.sub(r"<\w+>", "1", filled)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_not_signed_in_reaches_nothing(address: str, mine: dict[str, object]) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(filled(address, mine))
        assert answer.status_code == 405 or answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("address", OF_A_RECORD)
def test_what_belongs_to_one_person_is_there_for_nobody_else(
    address: str, world: World, mine: dict[str, object]
) -> None:
    for name in ("manager", "sponsor", "stranger"):
        client = signed_in(getattr(world, name))
        answers = [getattr(client, method)(filled(address, mine)).status_code for method in ("get", "post")]
        assert set(answers) <= {404, 405} and 404 in answers, (name, answers)


def test_the_person_themselves_reaches_each_of_them(world: World, mine: dict[str, object]) -> None:
    client = signed_in(world.viewer)
    seen = {address: client.get(filled(address, mine)).status_code for address in ADDRESSES}
    assert {address for address, status in seen.items() if status == 404 and address in OF_A_RECORD} == set()
    assert 500 not in seen.values()
