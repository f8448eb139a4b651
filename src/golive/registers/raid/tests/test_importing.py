"""Does a sheet that comes again keep the numbers people quote, and leave alone what was done here?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from golive.plain.interchange import PersonGiven, RaidItem, RaidKind, RaidStatus
from golive.registers.raid import actions, importing, rules
from golive.registers.raid.models import Item
from tests.world import World

pytestmark = pytest.mark.django_db


def risk(number: str, **facts) -> RaidItem:
    text = {"kind": RaidKind.RISK, "title": f"Risk {number}", "line": 2, "likelihood": 4, "impact": 4}
    return RaidItem(id=number, **(text | {"status": RaidStatus.OPEN} | facts))


def refs(world: World) -> dict[str, str]:
    return dict(Item.objects.filter(implementation=world.acme).values_list("title", "ref"))


def take(world: World, *items: RaidItem) -> tuple[int, int]:
    return importing.apply(world.acme, items, by=world.manager, source="log.xlsx")


def test_the_sheets_own_number_is_kept_and_the_next_new_one_follows_it(world: World) -> None:
    take(world, risk("R-11"), risk("r 4"))
    assert refs(world) == {"Risk R-11": "R-011", "Risk r 4": "R-004"}
    assert actions.raise_item(world.acme, by=world.manager, kind="risk", title="New").ref == "R-012"


def test_a_number_that_is_taken_or_of_another_kind_gets_the_next_free_one(world: World) -> None:
    actions.raise_item(world.acme, by=world.manager, kind="risk", title="Raised here")
    take(world, risk("R-01"), risk("I-07"), risk("the second"))
    assert refs(world) == {
        "Raised here": "R-001", "Risk R-01": "R-002", "Risk I-07": "R-003", "Risk the second": "R-004",
    }  # fmt: skip


def test_an_empty_cell_erases_nothing_and_a_state_never_goes_back(world: World) -> None:
    take(world, risk("R-1"))
    item = Item.objects.select_related("implementation").get()
    actions.assign(item, world.risk_owner, by=world.manager)
    actions.plan_response(item, by=world.manager, response="reduce", mitigation="Cleanse in the source.")
    world.acme.clock = world.acme.now() + timedelta(days=1)
    assert take(world, risk("R-1")) == (0, 0)
    assert [line.kind for line in importing.preview(world.acme, [risk("R-1")])] == ["same"]
    item.refresh_from_db()
    assert (item.owner, item.response, item.state) == (world.risk_owner, "reduce", rules.PLANNED)


def test_what_the_sheet_does_say_is_taken_over(world: World) -> None:
    take(world, risk("R-1"))
    other = PersonGiven(name=world.risk_owner.name)
    assert take(world, risk("R-1", impact=5, owner=other, status=RaidStatus.CLOSED)) == (0, 1)
    item = Item.objects.get()
    assert (item.impact, item.owner, item.state) == (5, world.risk_owner, rules.CLOSED)
