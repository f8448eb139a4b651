"""Plans that cannot be scheduled say why: every reason, by name, with its cure."""

from dataclasses import replace
from datetime import datetime

import pytest

from golive.engines.schedule import Link, Plan, PlanError, Task, ThreePoint, days, schedule
from golive.engines.schedule.dates.network import network

MONDAY = datetime(2026, 3, 2, 8)


def three(*links: Link) -> Plan:
    tasks = Task(1, "Design", days(1), id=11), Task(2, "Build", days(1), id=12), Task(3, "Test", days(1), id=13)
    return Plan("Three", MONDAY, tasks, links)


def refusal(plan: Plan) -> PlanError:
    with pytest.raises(PlanError) as wrong:
        schedule(plan)
    return wrong.value


def test_a_cycle_is_printed_with_names_and_ids():
    wrong = refusal(three(Link(1, 2), Link(2, 3), Link(3, 1)))
    assert "Design (11) → Build (12) → Test (13) → Design (11)" in str(wrong)
    assert wrong.findings[0].rule == "link.cycle"


def test_only_the_loop_is_printed_not_what_leads_into_it():
    wrong = refusal(three(Link(1, 2), Link(2, 3), Link(3, 2)))
    assert "Build (12) → Test (13) → Build (12)" in str(wrong)
    assert "Design" not in str(wrong)


def test_a_task_cannot_wait_for_itself():
    assert "Build (12) → Build (12)" in str(refusal(three(Link(2, 2))))


def test_a_link_to_nowhere_names_both_ends():
    assert "Build is linked with the task 99, which does not exist" in str(refusal(three(Link(99, 2))))


def test_two_tasks_with_one_uid_are_named():
    plan = Plan("Twins", MONDAY, (Task(1, "Left", 60), Task(1, "Right", 60)))
    assert "Left, Right" in str(refusal(plan))


def test_all_reasons_come_at_once():
    plan = Plan(
        "Bad", MONDAY, (Task(1, "A", 60), Task(1, "B", 60), Task(2, "C", 60, parent=7)), (Link(1, 8), Link(9, 2))
    )
    assert {finding.rule for finding in refusal(plan).findings} == {"task.duplicate", "task.parent", "link.dangling"}
    assert len(refusal(plan).findings) == 4


def test_a_summary_cannot_wait_for_its_own_child():
    tasks = Task(1, "Phase", summary=True), Task(2, "Work", days(1), parent=1)
    assert "one lies inside the other" in str(refusal(Plan("Own", MONDAY, tasks, (Link(2, 1),))))


def test_a_task_cannot_lie_inside_itself():
    tasks = Task(1, "A", summary=True, parent=2), Task(2, "B", summary=True, parent=1)
    assert "lies inside itself" in str(refusal(Plan("Round", MONDAY, tasks)))


def test_a_calendar_that_is_not_there_is_named():
    assert "calendar 5 does not exist" in str(refusal(Plan("Lost", MONDAY, (Task(1, "A", 60, calendar=5),))))


def test_a_cycle_through_a_summary_is_found():
    tasks = Task(1, "Phase", summary=True), Task(2, "A", 60, parent=1), Task(3, "B", 60, parent=1), Task(4, "C", 60)
    wrong = refusal(Plan("Knot", MONDAY, tasks, (Link(1, 4), Link(4, 2))))
    assert "circle" in str(wrong)


def test_a_task_that_is_not_in_the_plan_is_named():
    with pytest.raises(KeyError, match="no task with the uid 77"):
        schedule(three())[77]


def test_a_negative_uid_is_refused():
    assert "has the uid -4" in str(refusal(Plan("Minus", MONDAY, (Task(-4, "A", 60),))))


def test_a_plan_of_many_lifetimes_is_refused_not_searched():
    assert "more than a century after" in str(refusal(Plan("Ages", MONDAY, (Task(1, "A", days(200_000)),))))


@pytest.mark.parametrize("lag", [1e20, 10**20, -(10**12), float("nan"), float("inf")])
def test_a_lag_that_cannot_be_meant_is_refused_and_never_becomes_a_lead(lag):
    wrong = refusal(three(Link(1, 2, lag=lag)))
    assert "The lag of the link Design (11) → Build (12) is" in str(wrong)


@pytest.mark.parametrize("points", [(9, 5, 1), (-1, 5, 9), (1, float("nan"), 9), (1, 5, float("inf"))])
def test_an_estimate_that_is_no_estimate_is_refused_by_the_name_of_its_task(points):
    plan = replace(three(), tasks=(Task(1, "Design", 60, three_point=ThreePoint(*points)),))
    assert "The estimate of Design (1) is" in str(refusal(plan))


@pytest.mark.parametrize("figures", [{"duration_min": float("nan")}, {"remaining_min": -60}, {"duration_min": 1e300}])
def test_durations_that_are_no_figures_are_refused(figures):
    plan = replace(three(), tasks=(Task(1, "Design", **{"duration_min": 60, **figures}),))
    assert "uration of Design (1) is" in str(refusal(plan))


def test_a_uid_that_no_machine_counts_to_is_refused():
    assert f"has the uid {2**63}" in str(refusal(Plan("Vast", MONDAY, (Task(2**63, "A", 60),))))


@pytest.mark.parametrize(
    "edit",
    [
        lambda plan: replace(plan, links=(*plan.links, Link(2, 3, lag=10**20))),
        lambda plan: replace(plan, tasks=(*plan.tasks, Task(2**63, "Vast", 60))),
        lambda plan: replace(plan, tasks=(*plan.tasks[:2], replace(plan.tasks[2], three_point=ThreePoint(9, 5, 1)))),
    ],
)
def test_what_a_whole_plan_refuses_an_edited_plan_refuses_as_well(edit):
    before = three(Link(1, 2))
    with pytest.raises(PlanError):
        network(edit(before), like=network(before))
