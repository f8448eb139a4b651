"""Is a value that no column could hold refused in the same words on both databases, with nothing stored?"""

from __future__ import annotations

from typing import Any

import pytest

from golive.foundation.database.fitting import unfit
from golive.foundation.implementations import store
from golive.foundation.implementations.models import ChosenValue, Implementation
from golive.foundation.people.models import Person
from golive.plain.verdict import Refused
from tests.world import World

FACTS: dict[str, Any] = {"slug": "acme", "name": "Acme", "client": "Acme"}


def test_what_fits_is_kept() -> None:
    assert unfit(Implementation, {**FACTS, "users": 340}) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"users": -1}, "Users is -1; the least that can be kept is 0."),
        ({"users": 2**31}, "Users is 2,147,483,648; the most that can be kept is 2,147,483,647."),
        ({"name": "x" * 5000}, "Name has 5,000 characters;"),
        ({"client": "Ac\x00me"}, "Client holds a NUL character, which is no text."),
    ],
)
def test_what_does_not_fit_is_named_with_its_figure(wrong: dict[str, Any], said: str) -> None:
    (found,) = unfit(Implementation, FACTS | wrong)
    assert found.problem.startswith(said)
    assert found.code == "value.unfit"
    assert found.field == next(iter(wrong))
    assert found.cure


def test_all_of_them_are_named_at_once_and_only_of_what_is_written() -> None:
    wrong = {"users": -1, "name": "x" * 5000}
    assert {each.field for each in unfit(Implementation, wrong)} == {"users", "name"}
    assert [each.field for each in unfit(Implementation, {"users": -1})] == ["users"]


@pytest.mark.django_db
def test_nothing_is_stored_of_a_row_that_does_not_fit() -> None:
    with pytest.raises(Refused, match="Name has 5,000 characters"):
        Person.objects.create(email="a@example.com", name="x" * 5000)
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_nor_of_an_edit_that_does_not_fit(world: World) -> None:
    with pytest.raises(Refused, match="Users is -1"):
        store.change(world.acme, version=1, users=-1)


def test_a_nul_is_found_inside_of_json_and_a_word_about_it_is_none() -> None:
    assert [each.field for each in unfit(ChosenValue, {"value": {"a": ["b\x00"]}})] == ["value"]
    assert unfit(ChosenValue, {"value": {"a": ["\\u0000"]}}) == []
