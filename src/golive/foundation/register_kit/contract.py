"""What must hold for every register? A test class that each register inherits with a way to make one record."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from golive.foundation import audit
from golive.foundation.people.models import Person, Token
from golive.foundation.register_kit.declaration import Register

FIELD = re.compile(r"<(?:label|legend)[^>]*>([^<]*?) ?<small>optional</small>(.*?)(?=<label|<legend|</form)", re.DOTALL)
MEMBERS = ["manager", "sponsor", "committee", "lead", "risk_owner", "contributor", "client", "viewer"]


def signed_in(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def bearer(person: Person) -> dict[str, str]:
    """The header of a program that acts as this person."""
    secret = Token.new_secret()
    Token.objects.create(person=person, label="test", digest=Token.digest_of(secret))
    return {"Authorization": f"Bearer {secret}"}


def _refused_yet_optional(page: str) -> list[str]:
    """The labels of fields that are called optional and were refused because they are empty."""
    return [label for label, rest in FIELD.findall(page) if "aria-invalid" in rest]


@pytest.mark.django_db
class RegisterContract:
    """Inherit, set ``register`` and ``make`` (a staticmethod: World -> record), get the kit's promises tested.

    ``readers`` are the members who see the record; private registers narrow it.
    """

    register: ClassVar[Register]
    make: ClassVar[Callable[[Any], Any]]
    readers: ClassVar[list[str]] = MEMBERS

    def base(self, world: Any) -> str:
        return world.acme.url(self.register.name)

    def test_every_reader_sees_the_list_and_the_record(self, world: Any) -> None:
        record = type(self).make(world)
        for name in self.readers:
            client = signed_in(world.cast[name])
            listed = client.get(self.base(world))
            assert listed.status_code == 200, name
            assert record.ref in listed.content.decode(), name
            assert client.get(record.get_absolute_url()).status_code == 200, name

    def test_a_stranger_finds_neither_list_nor_record(self, world: Any) -> None:
        record = type(self).make(world)
        client = signed_in(world.stranger)
        for address in (self.base(world), record.get_absolute_url(), self.base(world) + "export.csv"):
            assert client.get(address).status_code == 404

    def test_who_is_not_signed_in_is_asked_to_sign_in(self, world: Any) -> None:
        answer = signed_in(None).get(self.base(world))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")

    def test_an_empty_list_says_what_to_do_next(self, world: Any) -> None:
        page = signed_in(world.manager).get(self.base(world)).content.decode()
        assert self.register.empty
        assert self.register.empty.split("’")[0].split("'")[0][:30] in page

    def test_the_search_finds_the_record_by_its_number_and_nothing_by_nonsense(self, world: Any) -> None:
        record = type(self).make(world)
        client = signed_in(world.manager)
        assert record.ref in client.get(self.base(world), {"q": record.ref}).content.decode()
        assert "Nothing matches" in client.get(self.base(world), {"q": "zzqqxx"}).content.decode()

    def test_a_search_of_ten_thousand_words_asks_for_the_first_only_and_says_so(self, world: Any) -> None:
        record = type(self).make(world)
        text = f"{record.ref} " * 10_000
        with CaptureQueriesContext(connection) as asked:
            page = signed_in(world.manager).get(self.base(world), {"q": text}).content.decode()
        assert "The search has 10,000 words; at most 20 are searched for at once." in page and record.ref in page
        assert max(len(each["sql"]) for each in asked) < 20_000 and len(page) < 1_000_000
        long = signed_in(world.manager).get(self.base(world), {"q": "x" * 60_000 + "\0"}).content.decode()
        assert "60,000" in long or "60,001" in long
        api = Client().get(f"/api/v1{self.base(world)}", {"q": text}, headers=bearer(world.manager))
        assert api.status_code == 422 and api.json()["refusals"][0]["code"] == "search.words"
        assert signed_in(world.manager).get(self.base(world) + "export.csv", {"q": text}).status_code == 422

    def test_every_column_that_says_so_sorts_both_ways(self, world: Any) -> None:
        type(self).make(world)
        client = signed_in(world.manager)
        for column in self.register.columns:
            if column.order:
                for sort in (column.key, f"-{column.key}"):
                    assert client.get(self.base(world), {"sort": sort}).status_code == 200, sort

    def test_every_filter_choice_answers(self, world: Any) -> None:
        type(self).make(world)
        client = signed_in(world.manager)
        page = client.get(self.base(world)).content.decode()
        choices = re.findall(r'<a class="filter" href="([^"]+)"', page)
        assert choices or not self.register.filters, "no filter is offered"
        for choice in choices:
            assert client.get(self.base(world) + unescape(choice)).status_code == 200, choice

    def test_an_unknown_sort_filter_or_page_falls_back_instead_of_failing(self, world: Any) -> None:
        type(self).make(world)
        client = signed_in(world.manager)
        odd = [("sort", "nonsense"), ("page", "999"), ("page", "x"), ("page", "²"), ("page", "9" * 5_000), ("odd", "1")]
        for key, value in odd:
            assert client.get(self.base(world), {key: value}).status_code == 200, value

    def test_the_export_holds_the_same_columns_and_the_record(self, world: Any) -> None:
        record = type(self).make(world)
        answer = signed_in(world.manager).get(self.base(world) + "export.csv")
        assert "attachment" in answer["Content-Disposition"]
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0] == [column.label for column in self.register.columns]
        assert any(record.ref in row for row in rows[1:])
        assert signed_in(world.manager).get(self.base(world) + "export.xlsx").content[:2] == b"PK"

    def test_the_api_reads_the_same_record_with_a_token_and_only_with_one(self, world: Any) -> None:
        record = type(self).make(world)
        address = f"/api/v1{world.acme.url(self.register.name)}"
        client = Client()
        assert client.get(address).status_code == 401
        listed = client.get(address, headers=bearer(world.manager)).json()
        assert record.ref in [item["ref"] for item in listed["items"]]
        one = client.get(f"{address}{record.ref}/", headers=bearer(world.manager)).json()
        assert (one["ref"], one["version"]) == (record.ref, record.version)
        assert client.get(f"{address}{record.ref}/", headers=bearer(world.stranger)).status_code == 404

    def test_its_history_begins_with_an_audit_entry(self, world: Any) -> None:
        record = type(self).make(world)
        entries = list(audit.history_of(record, limit=10))
        assert entries, f"{record.ref} was made without an audit entry"
        page = signed_in(world.manager).get(record.get_absolute_url()).content.decode()
        assert "History" in page

    def test_a_record_of_another_implementation_is_not_found_here(self, world: Any, other: Any) -> None:
        record = type(self).make(world)
        assert signed_in(world.manager).get(other.url(self.register.name, record.ref)).status_code == 404

    def test_the_drawer_gets_the_same_record_without_the_frame(self, world: Any) -> None:
        record = type(self).make(world)
        address = record.get_absolute_url()
        part = signed_in(world.manager).get(address, headers={"HX-Request": "true", "HX-Target": "drawer-content"})
        assert part.status_code == 200
        assert "<html" not in part.content.decode()
        assert record.ref in part.content.decode()

    def test_no_field_that_a_rule_asks_for_is_called_optional(self, world: Any) -> None:
        record = type(self).make(world)
        client, base = signed_in(world.manager), self.base(world)
        pages = "".join(client.get(url).content.decode() for url in (base, record.get_absolute_url()))
        for address in sorted(set(re.findall(rf'href="({re.escape(base)}[^"?#]+/)"', pages))):
            shown = client.get(address).content.decode()
            version = re.search(r'name="version" value="(\d+)"', shown)
            answer = client.post(address, {"version": version[1]} if version else {})
            if answer.status_code == 422:
                assert _refused_yet_optional(answer.content.decode()) == [], address

    def test_every_check_answers_on_an_empty_implementation_without_claiming_success(
        self, world: Any, other: Any
    ) -> None:
        for check in self.register.checks:
            verdict = check.judge(other)
            assert not verdict.met, f"{check.id} is met although nothing was recorded"
            assert verdict.cure, f"{check.id} names no cure"
            assert check.judge(world.acme).figure

    def test_a_view_can_be_kept_and_forgotten(self, world: Any) -> None:
        client = signed_in(world.manager)
        views = self.base(world) + "views/"
        client.post(views, {"name": "Kept by hand", "query": "?q=x"})
        assert "Kept by hand" in client.get(self.base(world)).content.decode()
        client.post(views, {"forget": "Kept by hand"})
        assert "Kept by hand" not in client.get(self.base(world)).content.decode()
