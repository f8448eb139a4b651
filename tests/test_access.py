"""Does every address answer each person as agreed, keep implementations apart, and only read when it is read?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from golive.foundation import audit
from golive.foundation.register_kit.contract import bearer, signed_in
from tests.access.addresses import every_address
from tests.access.bodies import Bodies
from tests.access.pages import what_could_run
from tests.access.stage import Stage, beside, full, write_everywhere
from tests.access.table import PRINCIPALS, ask, kept, probe, rows
from tests.world import build_world

AGAIN = "Write the table again (PYTHONPATH=src python -m tests.access) and read every line that changed."
CANARY = "canary-7731"
PAYLOAD = """'"><img src=x onerror=alert(1)><script>alert(2)</script>"""
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


class Two(NamedTuple):
    here: Stage
    hidden: Stage


@pytest.fixture(scope="module")
def two(django_db_setup: None, django_db_blocker: Any) -> Iterator[Two]:
    """Acme with a record of every kind, and a hidden implementation beside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        here = full(build_world())
        yield Two(here, beside(here.world))
        transaction.set_rollback(True)


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
def test_every_answer_is_the_one_in_the_table(two: Two) -> None:
    answers, agreed = probe(two.here), kept()
    changed = {key: (agreed.get(key), said) for key, said in answers.items() if agreed.get(key) != said}
    assert changed == {}, AGAIN
    assert agreed.keys() == answers.keys(), AGAIN


@pytest.mark.slow
@pytest.mark.django_db
def test_a_number_of_another_implementation_is_not_found_even_by_who_sits_in_both(two: Two) -> None:
    manager, bodies, tried = two.here.world.manager, Bodies(), 0
    session, header = signed_in(manager), bearer(manager)
    found = []
    for pattern in every_address():
        if pattern.count("<") < 2 or pattern.endswith((".<kind>", "<key>/")):
            continue
        address = two.hidden.address(pattern, slug=two.here.world.acme.slug)
        for method in ("GET", "POST"):
            program = pattern.startswith("/api/")
            client = Client(headers=header) if program else session
            answer = ask(client, method, address, bodies.of(pattern, method) if program else None)
            tried += 1
            if answer not in {404, 405}:
                found.append(f"{method} {address}: {answer}")
    assert found == []
    assert tried > 100


@pytest.mark.slow
@pytest.mark.django_db
def test_no_answer_about_one_implementation_holds_a_word_of_another(two: Two) -> None:
    with transaction.atomic():
        assert write_everywhere(two.hidden.world.acme, CANARY) > 30
        manager = two.here.world.manager
        leaks, sung = [], 0
        for pattern, answer in everything(two.here, manager, {"q": CANARY.partition("-")[0]}):
            if "/i/<slug>/" in pattern and CANARY in text_of(answer):
                leaks.append(pattern)
        for _, answer in everything(two.hidden, two.hidden.world.manager):
            sung += CANARY in text_of(answer)
        transaction.set_rollback(True)
    assert leaks == []
    assert sung > 50  # the canary does sing where it lives


@pytest.mark.slow
@pytest.mark.django_db
def test_reading_every_address_twice_writes_nothing(two: Two) -> None:
    written: Counter[str] = Counter()

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.lstrip().split(" ", 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "REPLACE"}:
            written[sql[:80]] += 1
        return execute(sql, *rest)

    head = audit.head()
    with connection.execute_wrapper(watch):
        list(everything(two.here, two.here.world.manager))
        list(everything(two.here, two.here.world.manager))
    assert written == Counter()
    assert audit.head() == head


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_carries_the_policy_and_nothing_that_it_forbids(two: Two) -> None:
    pages = 0
    for name in ("manager", "viewer"):
        for pattern, answer in everything(two.here, getattr(two.here.world, name)):
            policy = answer.headers.get("Content-Security-Policy", "")
            assert "default-src 'self'" in policy and "unsafe" not in policy, pattern
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                pages += 1
                assert what_could_run(text_of(answer)) == [], pattern
    assert pages > 100


@pytest.mark.slow
@pytest.mark.django_db
def test_markup_in_a_text_is_shown_and_never_run(two: Two) -> None:
    shown = 0
    with transaction.atomic():
        assert write_everywhere(two.here.world.acme, PAYLOAD) > 30
        for pattern, answer in everything(two.here, two.here.world.manager, {"q": PAYLOAD}):
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                html = text_of(answer)
                assert what_could_run(html) == [], pattern
                shown += "&lt;script&gt;alert(2)" in html
        transaction.set_rollback(True)
    assert shown > 50


def everything(stage: Stage, person: Any, query: dict[str, str] | None = None) -> Iterator[tuple[str, HttpResponse]]:
    """The answer of every address that can be read, to this person."""
    session, header = signed_in(person), bearer(person)
    for pattern, address in stage.addresses().items():
        client = Client(headers=header) if pattern.startswith("/api/") else session
        for each in ({}, query) if query else ({},):
            answer = client.get(address, each)
            if answer.status_code != 405:
                yield pattern, answer


def text_of(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode("utf-8", "replace")
