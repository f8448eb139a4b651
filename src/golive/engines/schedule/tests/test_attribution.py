"""The parts of a slip add up to the whole, whatever the method; a change that moves nothing gets nothing."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import Cut, Edit, Link, NewTask, Patch, Plan, PlanError, Task, change, days, schedule
from golive.engines.schedule.performance.attribution import Cause, attribute
from tests.examples import examples

MONDAY = datetime(2026, 3, 2, 8)
PLAN = Plan(
    "Four", MONDAY, tuple(Task(n, f"T{n}", days(5)) for n in (1, 2, 3, 4)), (Link(1, 2), Link(3, 4)), status_date=None
)


def longer(uid: int, to: float, name: str = "") -> Cause:
    return Cause(name or f"T{uid}", Patch(set=(Edit(uid, {"duration_min": days(to)}),)))


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 12)), max_size=4, unique_by=lambda pair: pair[0]),
    st.sampled_from([0, 8]),
)
@settings(max_examples=examples(30), deadline=None)
def test_the_parts_add_up_to_the_whole_slip(changes, few):
    causes = [longer(uid, to) for uid, to in changes]
    found = attribute(PLAN, causes, few=few)
    after = PLAN
    for cause in causes:
        after = change(after, cause.patch)
    before = schedule(PLAN)
    assert sum(days for _, days in found.days) == pytest.approx(found.total)
    assert found.total == pytest.approx(before.working_days(before.finish, schedule(after).finish))


def test_a_change_beside_the_driving_path_gets_nothing():
    plan = Plan("Two", MONDAY, (Task(1, "A", days(10)), Task(2, "B", days(2))))
    assert attribute(plan, [longer(1, 12), longer(2, 4)]).days == (("T1", 2), ("T2", 0))


def test_in_their_order_the_first_of_two_parallel_changes_is_charged_with_all():
    found = attribute(PLAN, [longer(1, 9, "client"), longer(3, 9, "us")], few=0)
    assert (found.method, found.days) == ("sequential", (("client", 4), ("us", 0)))
    fair = attribute(PLAN, [longer(1, 9, "client"), longer(3, 9, "us")])
    assert (fair.method, fair.days) == ("shapley", (("client", 2), ("us", 2)))


def test_changes_that_need_each_other_are_taken_in_their_order():
    added = Cause("scope", Patch(add_tasks=(NewTask("Extra", {"duration_min": days(3)}, uid=9),)))
    linked = Cause("scope", Patch(add_links=(Link(4, 9),)))
    found = attribute(PLAN, [added, linked])
    assert (found.method, found.total) == ("sequential", 3)
    assert found.by_cause() == {"scope": 3}


def test_a_target_is_measured_instead_of_the_whole_plan():
    found = attribute(PLAN, [longer(1, 9), longer(3, 20)], target=2)
    assert found.days == (("T1", 4), ("T3", 0))


def test_a_change_that_recovers_time_is_negative():
    plan = Plan("One", MONDAY, (Task(1, "A", days(5)), Task(2, "B", days(5))), (Link(1, 2),))
    found = attribute(plan, [Cause("overlap", Patch(remove_links=(Cut(1, 2),)))])
    assert found.days == (("overlap", -5),)


def test_a_change_that_alone_would_close_a_circle_is_taken_in_its_order():
    turned = [
        Cause("cut", Patch(remove_links=(Cut(1, 2),))),
        Cause("turn", Patch(add_links=(Link(2, 1),))),
    ]
    found = attribute(PLAN, turned)
    assert (found.method, found.total) == ("sequential", 0)


@pytest.mark.parametrize(
    "patch", [Patch(remove_tasks=(2,)), Patch(set=(Edit(2, {"active": False}),))], ids=["removed", "inactive"]
)
def test_a_change_that_takes_the_target_away_is_refused_with_its_name(patch):
    with pytest.raises(PlanError, match=r"With dropped there is no finish of the target 2.*Leave that change out"):
        attribute(PLAN, [Cause("dropped", patch)], target=2)
    assert attribute(PLAN, [Cause("dropped", patch)]).total == 0
