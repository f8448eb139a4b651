"""Ways to win time are priced on the same dice; what another beats in everything is left out."""

from dataclasses import replace
from datetime import datetime

import pytest

from golive.engines.schedule import Cut, Edit, Link, Patch, Plan, Risk, Task, days
from golive.engines.schedule.recovery.recover import Option, overlaps, recover, worth_their_price
from golive.plain.verdict import Refused

MONDAY = datetime(2026, 3, 2, 8)
PLAN = Plan("Two", MONDAY, (Task(1, "Build", days(20)), Task(2, "Test", days(10))), (Link(1, 2),))


def shorter(name: str, uid: int, to: float, cost: int | None, **more) -> Option:
    return Option(name, Patch(set=(Edit(uid, {"duration_min": days(to)}),)), cost, **more)


def test_the_option_that_wins_more_comes_first_and_both_together_win_most():
    found = recover(PLAN, [shorter("Testers", 2, 8, 100), shorter("Team", 1, 15, 900)], iterations=256)
    assert [one.name for one in found] == ["Testers + Team", "Team", "Testers"]
    assert found[0].cost == 1000
    assert found[0].days_p80 == pytest.approx(found[1].days_p80 + found[2].days_p80, abs=1)


def test_a_dearer_way_that_wins_no_more_is_not_worth_its_price():
    cheap, dear = shorter("Cheap", 1, 15, 100), shorter("Dear", 1, 16, 900)
    found = recover(PLAN, [cheap, dear], iterations=256, together=1)
    assert [one.name for one in worth_their_price(found)] == ["Cheap"]
    longer = recover(PLAN, [shorter("Worse", 1, 30, 0)], iterations=256)
    assert worth_their_price(longer) == ()


def test_the_risk_that_an_option_brings_is_priced_in():
    plain = shorter("Overtime", 1, 15, 100)
    risky = replace(plain, name="Overtime, tired", brings=(Risk("R-1", "Rework", 0.35, 12.0, tasks=(2,)),))
    sure, shaky = (recover(PLAN, [option], iterations=1024)[0] for option in (plain, risky))
    assert shaky.days_p80 < sure.days_p80
    assert shaky.added_risk > sure.added_risk


def test_overlaps_are_offered_on_the_driving_path_and_win_time():
    beside = replace(PLAN, tasks=(*PLAN.tasks, Task(3, "Aside", days(2)), Task(4, "Note", days(1))))
    plan = replace(beside, links=(*PLAN.links, Link(3, 4)))
    options = list(overlaps(plan))
    assert [option.name for option in options] == ["Start Test while Build still runs"]
    assert recover(plan, options, iterations=256)[0].days_p80 > 0


def test_work_that_has_started_is_not_offered_for_overlap():
    begun = replace(PLAN.tasks[0], actual_start=MONDAY)
    assert list(overlaps(replace(PLAN, tasks=(begun, PLAN.tasks[1])))) == []


def lead(name: str, minutes: float) -> Option:
    patch = Patch(remove_links=(Cut(1, 2),), add_links=(Link(1, 2, lag=-minutes),))
    return Option(name, patch)


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        (shorter("A", 1, 4, 1), shorter("B", 1, 6, 1), "Both say duration of Build"),
        (shorter("A", 1, 4, 1), Option("B", Patch(set=(Edit(1, {"three_point": None}),))), "duration and three_p"),
        (lead("A", 480), lead("B", 960), "Both change the link 1 → 2"),
        (shorter("A", 2, 4, 1), Option("B", Patch(remove_tasks=(2,))), "the task 2"),
        (Option("B", Patch(remove_tasks=(2,))), shorter("A", 2, 4, 1), "the task 2"),
    ],
)
def test_options_of_which_one_undoes_the_other_are_not_combined(one, other, text):
    excluded = []
    found = recover(PLAN, [one, other], iterations=64, together=2, excluded=excluded)
    assert {len(way.options) for way in found} == {1}
    assert [name for name, _ in excluded] == [f"{one.name} + {other.name}"]
    assert text in str(excluded[0][1])
    with pytest.raises(Refused, match=text):
        recover(PLAN, [one, other], iterations=64, together=2)


def test_options_that_say_the_same_or_touch_different_tasks_are_combined():
    ways = recover(PLAN, [shorter("A", 1, 15, 1), shorter("B", 1, 15, 2), shorter("C", 2, 8, 3)], iterations=64)
    assert len(ways) == 6


def test_a_cost_that_nobody_told_is_neither_zero_nor_better():
    untold, priced = shorter("Untold", 1, 15, None), shorter("Priced", 1, 15, 100)
    found = recover(PLAN, [untold, priced], iterations=128, together=1)
    assert [way.cost for way in found] == [100, None]
    assert len(worth_their_price(found)) == 2
    free = recover(PLAN, [untold, shorter("Free", 1, 14, 0)], iterations=128, together=1)
    assert [way.name for way in worth_their_price(free)] == ["Free"]
