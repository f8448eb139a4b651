"""What recorded progress and the status date do to the dates."""

import re
from dataclasses import replace
from datetime import datetime

import pytest

from golive.engines.schedule import Link, Mode, Plan, Task, change, compare, days, health, schedule, simulate
from golive.plain.verdict import Refused

MONDAY = datetime(2026, 3, 2, 8)
STATUS = datetime(2026, 3, 11, 8)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def started() -> Plan:
    """A started on time with 3 of 5 days left; B waits for it and has started too; C waits for B."""
    tasks = (
        Task(1, "A", days(5), actual_start=MONDAY, remaining_min=days(3)),
        Task(2, "B", days(4), actual_start=at("2026-03-09T08:00"), remaining_min=days(4)),
        Task(3, "C", days(1)),
    )
    return Plan("Under way", MONDAY, tasks, (Link(1, 2), Link(2, 3)), status_date=STATUS)


def test_a_recorded_finish_is_a_fact_and_has_no_float():
    done = Task(1, "A", days(5), actual_start=MONDAY, actual_finish=at("2026-03-10T17:00"))
    row = schedule(Plan("Done", MONDAY, (done, Task(2, "B", days(1))), (Link(1, 2),)))[1]
    assert (row.finish, row.total_float_min, row.critical) == (at("2026-03-10T17:00"), 0, False)


def test_a_successor_waits_for_the_recorded_finish():
    done = Task(1, "A", days(5), actual_start=MONDAY, actual_finish=at("2026-03-10T17:00"))
    assert schedule(Plan("Done", MONDAY, (done, Task(2, "B", days(1))), (Link(1, 2),)))[2].start == at(
        "2026-03-11T08:00"
    )


def test_as_ms_project_leaves_unfinished_work_in_the_past(started):
    dates = schedule(started, mode=Mode.AS_MS_PROJECT)
    assert dates[1].finish == at("2026-03-06T17:00")
    assert dates[2].finish == at("2026-03-12T17:00")


def test_retained_logic_lets_remaining_work_wait_for_its_predecessor(started):
    dates = schedule(started, mode=Mode.RETAINED)
    assert dates[1].finish == at("2026-03-13T17:00")
    assert dates[2].finish == at("2026-03-19T17:00")
    assert dates[3].finish == at("2026-03-20T17:00")
    assert [row.name for row in dates.driving_path()] == ["A", "B", "C"]


def test_override_goes_on_at_the_status_date(started):
    dates = schedule(started, mode=Mode.OVERRIDE)
    assert dates[2].finish == at("2026-03-16T17:00")
    assert dates[3].finish == at("2026-03-17T17:00")


def test_what_has_not_started_does_not_start_before_the_status_date():
    plan = Plan("Late", MONDAY, (Task(1, "A", days(1)),), status_date=STATUS)
    assert schedule(plan, mode=Mode.RETAINED)[1].start == STATUS
    past = schedule(plan, mode=Mode.AS_MS_PROJECT)
    assert past[1].start == MONDAY
    assert [finding.rule for finding in past.findings] == ["task.past"]


def test_a_start_that_is_recorded_stays_also_on_the_late_side(started):
    row = schedule(started, mode=Mode.RETAINED)[2]
    assert row.start == row.late_start == at("2026-03-09T08:00")
    assert row.total_float_min == 0


def test_a_split_task_goes_on_where_it_resumes():
    split = Task(1, "A", days(5), actual_start=MONDAY, remaining_min=days(3), resume=at("2026-03-16T08:00"))
    assert schedule(Plan("Split", MONDAY, (split,)))[1].finish == at("2026-03-18T17:00")


def test_a_forecast_may_look_at_the_status_date_where_the_file_does_not(started):
    certain = {"uncertainty": None, "systemic": None, "iterations": 5}
    assert simulate(started, mode="as_ms_project", **certain).p50 == at("2026-03-13T17:00")
    assert simulate(started, mode="retained", **certain).p50 == at("2026-03-20T17:00")
    assert simulate(started, mode="override", **certain).p50 == at("2026-03-17T17:00")
    same = compare(started, started, mode="override", simulate_both=False)
    assert same.finish_before == at("2026-03-17T17:00")


def test_another_status_date_may_be_given(started):
    later = schedule(started, status=at("2026-03-16T08:00"), mode="retained")
    assert later[1].finish == at("2026-03-18T17:00")
    assert schedule(replace(started, status_date=None))[1].finish == at("2026-03-06T17:00")


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("status", [None, STATUS])
def test_with_more_left_than_it_was_to_last_the_forecast_keeps_to_the_dates(mode, status):
    task = Task(1, "A", days(5), actual_start=MONDAY, remaining_min=days(20))
    plan = Plan("Behind", MONDAY, (task,), status_date=status)
    found = simulate(plan, mode=mode, uncertainty=None, systemic=None, iterations=8)
    assert found.p10 == found.p90 == schedule(plan, mode=mode).finish
    assert schedule(plan, mode=mode).finish >= at("2026-03-27T17:00")
    assert simulate(plan, mode=mode, iterations=512).interval(0.1)[0] > MONDAY


@pytest.mark.parametrize("mode", list(Mode))
def test_what_is_said_to_remain_moves_the_finish_by_as_much_in_every_mode(started, mode):
    plan = replace(started, status_date=at("2026-03-09T08:00"))
    after = change(plan, {"set": [{"task": 2, "remaining_days": 9}]})
    assert compare(plan, after, mode=mode, simulate_both=False).finish_days == 5
    assert (after.task(2).duration_min, after.task(2).remaining_min) == (days(9), days(9))


def test_what_was_done_stays_done_when_more_remains(started):
    plan = change(started, {"set": [{"task": 1, "remaining_days": 8}]})
    assert (plan.task(1).duration_min, plan.task(1).percent_complete) == (days(10), 20)


def test_a_task_that_starts_with_a_remainder_lasts_as_long_as_that():
    plan = Plan("New", MONDAY, (Task(1, "A", days(5)),))
    after = change(plan, {"set": [{"task": 1, "actual_start": "2026-03-02T08:00", "remaining_days": 20}]})
    assert schedule(after).finish == at("2026-03-27T17:00")


def test_a_share_done_and_what_remains_say_together_how_long_it_lasts():
    plan = Plan("New", MONDAY, (Task(1, "A", days(5), actual_start=MONDAY),))
    after = change(plan, {"set": [{"task": 1, "percent_complete": 40, "remaining_days": 6}]})
    assert (after.task(1).duration_min, after.task(1).remaining_min) == (days(10), days(6))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"percent_complete": 40}, "40 % done but has not started. Say when it started"),
        ({"remaining_days": 3}, "3 days left but has not started. Say when it started"),
        ({"actual_start": "2026-03-02", "remaining_days": 4, "percent_complete": 100}, "100 % done, yet 4 days"),
        ({"actual_start": "2026-03-02", "remaining_days": 6, "duration_days": 5}, "last 5 days, yet 6 days remain"),
        (
            {"actual_start": "2026-03-02", "actual_finish": "2026-03-06", "remaining_days": 2},
            "has finished, yet 2 days remain",
        ),
    ],
)
def test_progress_that_cannot_be_is_refused(fields, text):
    plan = Plan("New", MONDAY, (Task(1, "A", days(5)),))
    for patch in ({"set": [{"task": 1, **fields}]}, {"add_tasks": [{"name": "B", "duration_days": 5, **fields}]}):
        with pytest.raises(Refused, match=re.escape(text)):
            change(plan, patch)


def test_what_finished_before_it_started_is_named_and_taken_in_the_order_of_its_dates():
    begun, ended = datetime(2026, 3, 10, 8), datetime(2026, 3, 5, 8)
    tasks = Task(1, "Design", days(5), actual_start=begun, actual_finish=ended), Task(2, "Build", days(3))
    plan = Plan("Turned", datetime(2026, 3, 2, 8), tasks, (Link(1, 2),), status_date=datetime(2026, 3, 20, 17))
    dates = schedule(plan, mode="as_ms_project")
    assert (dates[1].start, dates[1].finish, dates[2].start) == (ended, begun, begun)
    found = next(finding for finding in dates.findings if finding.rule == "task.actuals")
    assert found.task == 1
    assert "Design (1) is recorded as finished on 05 Mar 2026 08:00, before it started on 10 Mar" in found.text
    invalid = health(plan)["invalid_dates"]
    assert 1 in invalid.tasks


def test_a_new_task_cannot_finish_before_it_starts():
    dates = {"actual_start": "2026-03-10T08:00", "actual_finish": "2026-03-05T08:00"}
    plan = Plan("One", datetime(2026, 3, 2, 8), (Task(1, "Design", days(5)),))
    for verb in ({"add_tasks": [{"name": "X", **dates}]}, {"insert": [{"name": "X", "after": 1, **dates}]}):
        with pytest.raises(Refused, match="X would finish"):
            change(plan, verb)


@pytest.mark.parametrize(("mode", "float_days"), [("override", 12), ("retained", 10)])
def test_work_that_goes_on_without_its_predecessor_does_not_limit_its_late_dates(mode, float_days):
    """A, 8 days left on Monday 9 March, and B, begun too soon with 2 left; C, 20 days, ends the plan on 3 April."""
    tasks = (
        Task(1, "A", days(10), actual_start=MONDAY, remaining_min=days(8)),
        Task(2, "B", days(5), actual_start=at("2026-03-04T08:00"), remaining_min=days(2)),
        Task(3, "C", days(20)),
    )
    plan = Plan("Out of order", MONDAY, tasks, (Link(1, 2),), status_date=at("2026-03-06T17:00"))
    dates = schedule(plan, mode=mode)
    assert dates[1].total_float_days == float_days
    assert dates[1].free_float_days == (12 if mode == "override" else 0)


def test_progress_override_has_no_negative_float_without_a_date_that_cannot_be_met(started):
    dates = schedule(started, mode="override")
    assert [dates[uid].total_float_days >= 0 for uid in (1, 2, 3)] == [True] * 3
