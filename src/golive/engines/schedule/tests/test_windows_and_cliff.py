"""Permitted go-live dates, and the day from which a late delivery loses one."""

import re
from datetime import date, datetime, time

import pytest

from golive.engines.schedule import Link, Plan, Task, Window, Windows, cliff, days, schedule

MONDAY = datetime(2026, 3, 2, 8)
FORTNIGHTLY = Windows.every(14, date(2026, 3, 14))


def finish(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("done", "window"),
    [
        ("2026-01-01T17:00", date(2026, 3, 14)),
        ("2026-03-13T17:00", date(2026, 3, 14)),
        ("2026-03-14T00:00", date(2026, 3, 14)),
        ("2026-03-14T12:00", date(2026, 3, 28)),
        ("2036-03-14T12:00", date(2036, 3, 15)),
    ],
)
def test_a_finish_reaches_the_next_window_that_opens_after_it(done, window):
    assert FORTNIGHTLY.snap(finish(done)).window.day == window


def test_a_frozen_window_is_skipped_and_a_last_one_ends_the_rule():
    frozen = Windows.every(14, date(2026, 3, 14), until=date(2026, 4, 11), closed=[date(2026, 3, 28)])
    assert [window.day for window in frozen] == [date(2026, 3, 14), date(2026, 4, 11)]
    assert frozen.snap(finish("2026-03-20T17:00")).window.day == date(2026, 4, 11)
    assert frozen.snap(finish("2026-04-12T17:00")).window is None


def test_a_window_that_opens_in_the_evening_takes_work_of_its_own_day():
    windows = Windows.on([Window(date(2026, 3, 13), "Release 4", opens=time(20))])
    assert str(windows.snap(finish("2026-03-13T17:00")).window) == "Release 4"


def test_windows_are_read_from_json():
    rule = {"first": "2026-03-14", "every_days": 14, "closed": ["2026-03-28"]}
    assert Windows.from_json(rule) == Windows.every(14, date(2026, 3, 14), closed=[date(2026, 3, 28)])
    assert Windows.from_json(["2026-03-28", "2026-03-14"]) == Windows.on([date(2026, 3, 14), date(2026, 3, 28)])


@pytest.mark.parametrize("form", [{"every_days": 14}, "Saturdays", {"first": "2026-03-14", "every_days": 0}, ["soon"]])
def test_windows_that_make_no_sense_are_refused(form):
    with pytest.raises(ValueError):
        Windows.from_json(form)


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"untill": "2026-06-01"}, "“untill” is not known. Did you mean “until”?"),
        ({"every_days": 7.5}, "“every_days” is 7.5. Write a whole number from 1."),
        ({"every_days": True}, "“every_days” is True"),
        ({"closed": "2026-03-28"}, "“closed” is not a list"),
        ({"closed": ["Easter", "2026-03-28"]}, "“closed” has “Easter”, which is no date"),
        ({"until": 7}, "“until” has “7”"),
    ],
)
def test_a_rule_for_windows_is_never_read_as_another_one(wrong, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        Windows.from_json({"first": "2026-03-14", **wrong})


def test_without_a_window_there_is_no_slack():
    dates = schedule(Plan("P", MONDAY, (Task(1, "A", days(5)),)))
    assert Windows.on([]).snap(dates.finish).slack_days(dates.calendar) is None


def test_where_the_finish_has_no_slack_to_its_window_plan_date_and_drop_dead_date_are_one():
    tasks = Task(1, "Data", days(2)), Task(2, "Build", days(8)), Task(3, "UAT", days(2))
    plan = Plan("P", MONDAY, tasks, (Link(1, 3), Link(2, 3)))
    found = cliff(plan, FORTNIGHTLY, 1)
    assert (found.plan_date, found.drop_dead) == (date(2026, 3, 11), date(2026, 3, 11))
    assert (found.from_window.day, found.to_window.day) == (date(2026, 3, 14), date(2026, 3, 28))
    assert found.days_to_cliff == 1


def test_an_item_that_has_arrived_has_no_cliff():
    done = Task(1, "Data", days(2), actual_start=MONDAY, actual_finish=datetime(2026, 3, 3, 17))
    found = cliff(Plan("P", MONDAY, (done, Task(2, "UAT", days(5))), (Link(1, 2),)), FORTNIGHTLY, 1)
    assert found.days_to_cliff is None and found.drop_dead is None


def test_where_no_window_is_left_the_cliff_cannot_be_named():
    plan = Plan("P", MONDAY, (Task(1, "Data", days(20)),))
    found = cliff(plan, Windows.on([date(2026, 3, 14)]), 1)
    assert found.from_window is None and found.drop_dead is None


def test_the_cliff_falls_past_the_last_window():
    plan = Plan("P", MONDAY, (Task(1, "Data", days(5)),))
    found = cliff(plan, Windows.on([date(2026, 3, 14)]), 1)
    assert (found.drop_dead, found.days_to_cliff, found.to_window) == (date(2026, 3, 13), 6, None)
