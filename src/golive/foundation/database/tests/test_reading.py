"""Is a question asked once while a page is read, again after anything was written, and each time everywhere else?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from golive.foundation.database.reading import asked_once, reading
from golive.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@asked_once
def how_many(name: str = "") -> int:
    return Person.objects.filter(name__startswith=name).count()


def add(name: str) -> None:
    Person.objects.create(name=name, email=f"{name.lower()}@example.org")


def test_while_a_page_is_read_a_question_is_asked_once() -> None:
    with CaptureQueriesContext(connection) as asked, reading():
        assert [how_many() for _ in range(3)] == [0, 0, 0]
    assert len(asked) == 1


def test_another_argument_is_another_question() -> None:
    add("Ada")
    with reading():
        assert (how_many("A"), how_many("B"), how_many(name="A")) == (1, 0, 1)


def test_what_is_written_meanwhile_forgets_the_answers() -> None:
    with reading():
        assert how_many() == 0
        add("Ada")
        assert how_many() == 1
        Person.objects.filter(name="Ada").update(name="Bea")
        assert how_many("A") == 0


def test_outside_of_a_page_it_is_asked_each_time() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert [how_many(), how_many()] == [0, 0]
    assert len(asked) == 2


def test_the_next_page_knows_nothing_of_the_last() -> None:
    with reading():
        assert how_many() == 0
    add("Ada")
    with reading():
        assert how_many() == 1
