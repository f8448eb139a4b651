"""Do two implementations stay apart, does reading only read, and is a text ever run?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from golive.foundation import audit
from golive.foundation.people.models import Person
from golive.foundation.register_kit.contract import bearer, signed_in
from tests.access.addresses import every_address
from tests.access.bodies import Bodies
from tests.access.pages import what_could_run
from tests.access.stage import Stage, beside, full, write_everywhere
from tests.access.table import ask
from tests.world import build_world

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
# What exists here as well: a task keeps the number of its plan; practices, settings, kinds of file are the same.
IN_BOTH = (".<kind>", "<key>/", "/plan/<ref>/", "/me/desk/stories/<slug>/<practice>/")
CANARY = "canary-7731"
PAYLOAD = """'"><img src=x onerror=alert(1)><script>alert(2)</script>"""


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


def test_a_number_of_another_implementation_is_not_found_even_by_who_sits_in_both(two: Two) -> None:
    manager, bodies, tried = two.here.world.manager, Bodies(), 0
    session, header = signed_in(manager), bearer(manager)
    found = []
    for pattern in every_address():
        if pattern.count("<") < 2 or any(each in pattern for each in IN_BOTH):
            continue
        address = two.hidden.address(pattern, slug=two.here.world.acme.slug)
        for method in ("GET", "POST"):
            program = pattern.startswith("/api/")
            client = Client(headers=header) if program else session
            answer = ask(client, method, address, bodies.of(pattern, method) if program else None)
            tried += 1
            if answer not in {404, 405}:
                found.append(f"{method} {address}: {answer}")
    assert found == [], "\n".join(found)
    assert tried > 100


def test_no_answer_about_one_implementation_holds_a_word_of_another(two: Two) -> None:
    with transaction.atomic():
        assert write_everywhere(two.hidden.world.acme, CANARY) > 30
        manager = two.here.world.manager
        leaks, sung = [], 0
        for pattern, answer in Reader(manager).everything(two.here, {"q": CANARY.partition("-")[0]}):
            if "/i/<slug>/" in pattern and CANARY in text_of(answer):
                leaks.append(pattern)
        for _, answer in Reader(two.hidden.world.manager).everything(two.hidden):
            sung += CANARY in text_of(answer)
        transaction.set_rollback(True)
    assert leaks == []
    assert sung > 50  # the canary does sing where it lives


def test_reading_every_address_twice_writes_nothing(two: Two) -> None:
    written: Counter[str] = Counter()

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.lstrip().split(" ", 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "REPLACE"}:
            written[sql[:80]] += 1
        return execute(sql, *rest)

    reader = Reader(two.here.world.manager)
    head = audit.head()
    with connection.execute_wrapper(watch):
        list(reader.everything(two.here))
        list(reader.everything(two.here))
    assert written == Counter()
    assert audit.head() == head


def test_every_page_carries_the_policy_and_nothing_that_it_forbids(two: Two) -> None:
    pages = 0
    for name in ("manager", "viewer"):
        for pattern, answer in Reader(getattr(two.here.world, name)).everything(two.here):
            policy = answer.headers.get("Content-Security-Policy", "")
            assert "default-src 'self'" in policy or policy == "sandbox; default-src 'none'", pattern
            assert "unsafe" not in policy, pattern
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                pages += 1
                assert what_could_run(text_of(answer)) == [], pattern
    assert pages > 100


def test_markup_in_a_text_is_shown_and_never_run(two: Two) -> None:
    shown = 0
    with transaction.atomic():
        assert write_everywhere(two.here.world.acme, PAYLOAD) > 30
        for pattern, answer in Reader(two.here.world.manager).everything(two.here, {"q": PAYLOAD}):
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                html = text_of(answer)
                assert what_could_run(html) == [], pattern
                shown += "&lt;script&gt;alert(2)" in html
        transaction.set_rollback(True)
    assert shown > 50


class Reader:
    """A person at the pages and at the API, signed in once."""

    def __init__(self, person: Person) -> None:
        self.session, self.program = signed_in(person), Client(headers=bearer(person))

    def everything(self, stage: Stage, query: dict[str, str] | None = None) -> Iterator[tuple[str, HttpResponse]]:
        """The answer of every address that can be read."""
        for pattern, address in stage.addresses().items():
            client = self.program if pattern.startswith("/api/") else self.session
            for each in ({}, query) if query else ({},):
                answer = client.get(address, each)
                if answer.status_code != 405:
                    yield pattern, answer


def text_of(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode("utf-8", "replace")
