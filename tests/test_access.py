"""Does every address answer each person as agreed?"""

from __future__ import annotations

import pytest

from tests.access.addresses import every_address
from tests.access.stage import full
from tests.access.table import PRINCIPALS, kept, probe, rows
from tests.world import World

AGAIN = "Write the table again (PYTHONPATH=src python -m tests.access) and read every line that changed."
# Open to who has not signed in: the way in.
WAY_IN = {"/sign-in/", "/sign-in/code/", "/sign-in/code/enter/", "/sign-in/demo/", "/sign-out/"}
# The file is looked at before the address: a stranger hears what is wrong with the form, whatever the implementation.
FORM_FIRST = {"/api/v1/i/<slug>/imports/"}
# What a viewer may write: their own views and jobs, and the code by which they prove to be themselves.
OWN_THINGS = ("/views/", "/jobs/<pk>/stop/", "/jobs/<pk>/repetition/", "/ruling/code/", "/signature/code/")
# A request of its own kind is judged after its form: nothing is written, and the refusal would be the same.
JUDGED_AFTER_THE_FORM = {
    "/i/<slug>/raci/delegations/new/",
    "/api/v1/i/<slug>/raci/delegations/",
    "/api/v1/i/<slug>/raci/holders/",
    "/api/v1/i/<slug>/raci/<ref>/letters/",
    "/api/v1/i/<slug>/imports/",
    "/api/v1/i/<slug>/steering/",
    "/api/v1/i/<slug>/changes/<ref>/agenda/",
}


def test_every_address_stands_in_the_table_and_nothing_else() -> None:
    listed = {address for _, address, _ in rows(kept())}
    assert set(every_address()) - listed == set(), AGAIN
    assert listed - set(every_address()) == set(), AGAIN


def test_nobody_gets_in_without_signing_in() -> None:
    for method, address, answers in rows(kept()):
        if address not in WAY_IN:
            assert answers["nobody"] == (401 if address.startswith("/api/") else 302), f"{method} {address}"


def test_a_stranger_finds_nothing_of_an_implementation() -> None:
    for method, address, answers in rows(kept()):
        if "/i/<slug>/" in address:
            allowed = {404, 422} if address in FORM_FIRST else {404}
            assert answers["stranger"] in allowed, f"{method} {address}"


def test_a_viewer_changes_nothing_here() -> None:
    for method, address, answers in rows(kept()):
        if method == "GET" or "/i/<slug>/" not in address or address.endswith(OWN_THINGS):
            continue
        allowed = {403, 404, 422} if address in JUDGED_AFTER_THE_FORM else {403}
        assert answers["viewer"] in allowed, f"{method} {address}: {answers['viewer']}"


def test_every_member_reads_every_list_and_record_and_no_answer_is_a_fault() -> None:
    for method, address, answers in rows(kept()):
        assert max(answers.values()) < 500, f"{method} {address}: {answers}"
        if method == "GET":
            assert len({answers[name] for name in PRINCIPALS[2:]} - {200, 403, 404, 302}) == 0, address


@pytest.mark.slow
@pytest.mark.django_db
def test_every_answer_is_the_one_in_the_table(world: World) -> None:
    answers, agreed = probe(full(world)), kept()
    changed = {key: (agreed.get(key), said) for key, said in answers.items() if agreed.get(key) != said}
    assert changed == {}, AGAIN
    assert agreed.keys() == answers.keys(), AGAIN
