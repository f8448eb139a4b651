"""Ways to win time are priced on the same dice; what another beats in everything is left out."""

from dataclasses import replace
from datetime import datetime

import pytest

from golive.engines.schedule import Edit, Link, Patch, Plan, Risk, Task, days
from golive.engines.schedule.recovery.recover import Option, overlaps, recover, worth_their_price

MONDAY = datetime(2026, 3, 2, 8)
PLAN = Plan("Two", MONDAY, (Task(1, "Build", days(20)), Task(2, "Test", days(10))), (Link(1, 2),))


def shorter(name: str, uid: int, to: float, cost: int, **more) -> Option:
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
