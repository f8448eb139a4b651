"""Edits give a new plan or every reason why not; a comparison says what they cost."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from golive.engines.schedule import (
    Assignment,
    Constraint,
    LagKind,
    Link,
    LinkType,
    Plan,
    Resource,
    Risk,
    Task,
    Windows,
    change,
    compare,
    days,
    patch_from_json,
    schedule,
)
from golive.plain.verdict import Refused
from golive.plain.working_time import Calendar, CalendarException, standard_calendar

MONDAY = datetime(2026, 3, 2, 8)


@pytest.fixture
def plan() -> Plan:
    tasks = (
        Task(1, "Build", summary=True),
        Task(2, "Configure", days(10), parent=1),
        Task(3, "Interfaces", days(6), parent=1),
        Task(4, "Test", summary=True),
        Task(5, "UAT", days(5), parent=4),
    )
    return Plan("Roll-out", MONDAY, tasks, (Link(2, 5), Link(3, 5)))


def reasons(plan: Plan, patch: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        change(plan, patch)
    return [str(refusal) for refusal in refused.value.refusals]


def test_the_old_plan_stays_as_it_was(plan):
    before = schedule(plan).finish
    longer = change(plan, {"set": [{"task": 2, "duration_days": 12}]})
    assert schedule(longer).finish > before == schedule(plan).finish


def test_a_task_is_put_before_another(plan):
    after = change(plan, {"insert": [{"name": "Training", "duration_days": 2, "before": 5}]})
    new = after.named("Training")
    assert new.uid == 6 and new.parent == 4
    assert {(link.pred, link.succ) for link in after.links} == {(2, 6), (3, 6), (6, 5)}


def test_a_task_is_put_after_another(plan):
    after = change(plan, {"insert": [{"name": "Review", "duration_days": 1, "after": 2}]})
    assert {(link.pred, link.succ) for link in after.links} == {(2, 6), (6, 5), (3, 5)}


def test_a_task_is_put_between_two(plan):
    after = change(plan, {"insert": [{"uid": 40, "name": "Review", "duration_days": 1, "between": [3, 5]}]})
    assert {(link.pred, link.succ) for link in after.links} == {(3, 40), (40, 5), (2, 5)}


def test_a_task_is_added_and_linked_in_one_patch(plan):
    patch = {
        "add_tasks": [{"uid": 9, "name": "Data", "duration_days": 20, "parent": 1}],
        "add_links": [{"pred": 9, "succ": 5, "type": "SS", "lag_days": 2}],
    }
    after = change(plan, patch)
    assert after.links[-1] == Link(9, 5, LinkType.SS, 960)
    assert after.task(9).parent == 1


def test_a_removed_summary_takes_its_tasks_and_their_links_along(plan):
    after = change(plan, {"remove_tasks": [1]})
    assert [task.uid for task in after.tasks] == [4, 5] and after.links == ()


def test_links_are_removed_by_pair_or_by_type(plan):
    two = change(plan, {"add_links": [{"pred": 2, "succ": 5, "type": "FF"}]})
    assert len(change(two, {"remove_links": [{"pred": 2, "succ": 5}]}).links) == 1
    assert len(change(two, {"remove_links": [{"pred": 2, "succ": 5, "type": "FF"}]}).links) == 2


def test_constraints_dates_and_progress_are_set(plan):
    after = change(
        plan,
        {
            "set": [
                {"task": 2, "constraint": "SNET", "constraint_at": "2026-03-09T08:00", "deadline": "2026-03-31"},
                {"task": 3, "actual_start": "2026-03-02T08:00", "percent_complete": 50},
            ]
        },
    )
    assert after.task(2).constraint is Constraint.SNET and after.task(2).deadline == datetime(2026, 3, 31)
    assert after.task(3).remaining_min == days(3)


def test_a_longer_duration_stretches_the_work_of_the_people_too(plan):
    away = Calendar(
        2, "Kim", week=(None,) * 7, exceptions=(CalendarException(date(2026, 3, 4), date(2026, 3, 4)),), base=1
    )
    people = Resource(1, "Kim", calendar=2), Resource(2, "Lee", calendar=1)
    staffed = Plan(
        "P",
        MONDAY,
        (Task(1, "A", days(2)),),
        (),
        (standard_calendar(), away),
        resources=people,
        assignments=(Assignment(1, 1, 1, days(2)), Assignment(1, 2, 1, days(2))),
    )
    assert schedule(staffed).finish == datetime(2026, 3, 3, 17)
    assert schedule(change(staffed, {"set": [{"task": 1, "duration_days": 4}]})).finish == datetime(2026, 3, 6, 17)


@pytest.mark.parametrize(
    ("patch", "text"),
    [
        ({"set": [{"task": 77, "duration_days": 1}]}, "names the task 77"),
        ({"set": [{"task": 2, "duration_days": -1}]}, "Write 0 or more"),
        ({"set": [{"task": 2, "deadline": "soon"}]}, "not a date"),
        ({"set": [{"task": 2, "colour": "red"}]}, "not a field that a patch can set"),
        ({"set": [{"task": 2, "constraint": "ASAPP"}]}, "Use one of ASAP"),
        ({"set": [{"task": 2, "constraint": "MSO"}]}, "without a date"),
        ({"set": [{"task": 1, "duration_days": 3}]}, "is a summary"),
        ({"set": [{"task": 2, "percent_complete": 130}]}, "0 to 100"),
        ({"set": [{"task": 2, "actual_start": "2026-03-09", "actual_finish": "2026-03-02"}]}, "before it starts"),
        ({"set": [{"task": 2, "three_point_days": [5, 3, 9]}]}, "low, likely, high"),
        ({"add_tasks": [{"uid": 2, "name": "Again"}]}, "uid 2 is taken by Configure"),
        ({"add_tasks": [{"duration_days": 2}]}, "has no name"),
        ({"insert": [{"name": "Nowhere", "duration_days": 2}]}, "names 0 places"),
        ({"insert": [{"name": "Gap", "duration_days": 2, "between": [2, 3]}]}, "no link 2 → 3 to insert"),
        ({"insert": [{"name": "X", "before": 70}]}, "names the task 70 (before)"),
        ({"remove_links": [{"pred": 3, "succ": 2}]}, "no link 3 → 2 to remove"),
        ({"add_links": [{"pred": 5, "succ": 2}]}, "circle"),
        ({"add_links": [{"pred": 5}]}, "is no link"),
        ({"add_links": [{"pred": 2, "succ": 5, "type": "XX"}]}, "Use one of FS"),
        ({"remove_tasks": ["UAT"]}, "not a task's uid"),
        ({"sets": []}, "“sets”, which is not known"),
        ({"set": {}}, "is not a list"),
        ([], "not a JSON object"),
        ({"set": [{"task": 2, "active": "false"}]}, "set[0].active is 'false'. Write true or false"),
        ({"set": [{"task": 2, "duration_days": 3, "duration_min": 9}]}, "set[0] has duration_days and duration_min"),
        ({"set": [{"task": 2, "duration_day": 3}]}, "Did you mean “duration_days”?"),
        ({"set": [{"task": 2, "three_point_days": [1, 2, 3, "round"]}]}, "Use one of triangular, pert"),
        ({"add_links": [{"pred": 2, "succ": 5, "lag_days": 1, "lag_min": 9}]}, "has lag_days and lag_min"),
        ({"add_links": [{"pred": 2, "succ": 5, "lag_days": 10, "lag_kind": "percent"}]}, "Use lag_percent"),
        ({"add_links": [{"pred": 2, "succ": 5, "lag_percent": 30, "lag_kind": "working"}]}, "Use lag_kind percent"),
        ({"add_links": [{"pred": 2, "succ": 5, "lag": 3}]}, "add_links[0] has “lag”, which is not known"),
        (
            {"add_tasks": [{"name": "Gate", "constraint": "MSO"}]},
            "The new task Gate gets the constraint MSO without a date",
        ),
        (
            {"set": [{"task": 2, "manual": True, "start": "2026-04-09", "finish": "2026-04-01"}]},
            "scheduled by hand, would finish (01 Apr 2026) before it starts (09 Apr 2026)",
        ),
        (
            {"remove_tasks": [1], "set": [{"task": 2, "duration_days": 1}]},
            "names the task 2, Configure (set), and removes it",
        ),
        ({"remove_tasks": [1], "insert": [{"name": "X", "before": 3}]}, "names the task 3, Interfaces (before), and"),
    ],
)
def test_a_patch_that_makes_no_sense_is_refused_with_its_cure(plan, patch, text):
    assert any(text in reason for reason in reasons(plan, patch))


def test_the_patch_in_the_documentation_is_a_patch():
    page = Path(__file__).parents[5] / "docs" / "engines" / "schedule.md"
    example = page.read_text("utf-8").partition("```json")[2].partition("```")[0]
    patch = patch_from_json(json.loads(example))
    assert patch.name.startswith("CR-012")
    assert (
        patch.add_tasks and patch.insert and patch.remove_tasks and patch.set and patch.add_links and patch.remove_links
    )


def test_all_reasons_against_a_patch_come_at_once(plan):
    found = reasons(
        plan, {"set": [{"task": 88, "duration_days": 1}, {"task": 1, "duration_days": 1}], "remove_tasks": [99]}
    )
    assert len(found) == 3


def test_the_comparison_names_what_became_critical_and_what_no_longer_is(plan):
    found = compare(plan, change(plan, {"set": [{"task": 3, "duration_days": 12}]}), simulate_both=False)
    assert [task.name for task in found.new_critical] == ["Interfaces"]
    assert [task.name for task in found.lost_critical] == ["Configure"]
    assert found.finish_days == 2


def test_floats_are_compared_by_workstream(plan):
    after = change(plan, {"insert": [{"name": "Extra", "duration_days": 3, "before": 3}]})
    found = compare(plan, after, simulate_both=False, groups={"Interfaces": [3], "Test": [5]})
    assert [(group.group, group.before, group.after, group.days) for group in found.float_by_group] == [
        ("Interfaces", 4, 1, -3),
        ("Test", 0, 0, 0),
    ]
    assert [group.group for group in compare(plan, after, simulate_both=False).float_by_group] == ["Build", "Test"]


def test_the_forecast_is_compared_under_the_same_luck(plan):
    risks = (Risk("R", "Late data", 0.5, days=5, tasks=(2,)),)
    same = compare(plan, plan, risks=risks, iterations=400)
    assert (same.p50_days, same.p80_days, same.p80_interval) == (0, 0, (0, 0))
    later = compare(plan, change(plan, {"set": [{"task": 2, "duration_days": 20}]}), risks=risks, iterations=400)
    assert later.p80_days > 8
    assert later.p80_interval[0] <= later.p80_days <= later.p80_interval[1]


def test_the_window_and_its_slack_are_compared(plan):
    windows = Windows.on([date(2026, 3, 28), date(2026, 4, 11)])
    found = compare(
        plan, change(plan, {"set": [{"task": 5, "duration_days": 11}]}), windows=windows, simulate_both=False
    )
    assert found.window_moved
    assert (found.slack_before, found.slack_after) == (5, 9)


def test_without_a_window_left_the_slack_is_not_known(plan):
    windows = Windows.on([date(2026, 3, 28)])
    found = compare(
        plan, change(plan, {"set": [{"task": 5, "duration_days": 40}]}), windows=windows, simulate_both=False
    )
    assert found.window_after is None and found.slack_after is None


def test_a_lag_told_in_per_cent_is_one(plan):
    for more in ({}, {"lag_kind": "percent"}):
        after = change(plan, {"add_links": [{"pred": 2, "succ": 5, "type": "SS", "lag_percent": 300, **more}]})
        assert after.links[-1] == Link(2, 5, LinkType.SS, 300, LagKind.PERCENT)
        assert compare(plan, after, simulate_both=False).finish_days == 20


def test_what_several_entries_say_of_a_task_is_taken_together(plan):
    entries = [{"task": 3, "actual_start": "2026-03-02T08:00"}, {"task": 3, "percent_complete": 50}]
    assert change(plan, {"set": entries}).task(3).remaining_min == days(3)
