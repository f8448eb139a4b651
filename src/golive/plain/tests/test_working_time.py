"""Calendars: what they promise about working time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.plain.working_time import (
    ALWAYS,
    NO_WORK,
    OFFICE_DAY,
    ROUND_THE_CLOCK,
    Calendar,
    CalendarException,
    NoWorkingTime,
    Pattern,
    WorkingTime,
    WorkWeek,
    from_ticks,
    intersection,
    resolve,
    standard_calendar,
    to_ticks,
    union,
)

ANCHOR = datetime(2026, 3, 2)
STANDARD = resolve({1: standard_calendar()}, 1)
NIGHTS = Pattern((((0, 300), (1320, 1440)),) * 7)


def office() -> WorkingTime:
    return WorkingTime(STANDARD, ANCHOR)


def at(text: str) -> int:
    return to_ticks(datetime.fromisoformat(text))


def test_the_end_of_friday_and_the_start_of_monday_are_the_same_work():
    time = office()
    assert (
        time.to_work(at("2026-03-06T17:00"))
        == time.to_work(at("2026-03-08T03:00"))
        == time.to_work(at("2026-03-09T08:00"))
    )


def test_a_finish_stands_before_the_break_and_a_start_after_it():
    time = office()
    work = time.to_work(at("2026-03-06T17:00"))
    assert from_ticks(time.finish_at(work)) == datetime(2026, 3, 6, 17)
    assert from_ticks(time.start_at(work)) == datetime(2026, 3, 9, 8)


def test_lunch_is_a_break_like_any_other():
    time = office()
    work = time.to_work(at("2026-03-02T12:30"))
    assert from_ticks(time.finish_at(work)).hour == 12
    assert from_ticks(time.start_at(work)).hour == 13


def test_a_holiday_takes_a_day_out():
    closed = WorkingTime(resolve({1: standard_calendar(holidays=[date(2026, 3, 4)])}, 1), ANCHOR)
    assert from_ticks(closed.finish_at(3 * 4800)) == datetime(2026, 3, 5, 17)


def test_an_exception_can_add_work_on_a_saturday():
    saturday = CalendarException(date(2026, 3, 7), date(2026, 3, 7), OFFICE_DAY)
    time = WorkingTime(resolve({1: Calendar(1, "Extra", exceptions=(saturday,))}, 1), ANCHOR)
    assert from_ticks(time.finish_at(6 * 4800)) == datetime(2026, 3, 7, 17)


def test_a_derived_calendar_keeps_the_holidays_of_its_base():
    base = standard_calendar(1, [date(2026, 3, 4)])
    derived = Calendar(2, "Team", week=(None,) * 7, base=1)
    assert resolve({1: base, 2: derived}, 2).key == resolve({1: base}, 1).key


def test_a_derived_calendar_may_close_a_day_of_its_own():
    derived = Calendar(2, "Four days", week=(None, None, None, None, NO_WORK, None, None), base=1)
    time = WorkingTime(resolve({1: standard_calendar(), 2: derived}, 2), ANCHOR)
    assert from_ticks(time.finish_at(5 * 4800)) == datetime(2026, 3, 9, 17)


def test_a_special_week_holds_only_in_its_dates():
    special = WorkWeek(date(2026, 3, 2), date(2026, 3, 8), (NO_WORK,) + (None,) * 6)
    time = WorkingTime(resolve({1: Calendar(1, "Special", work_weeks=(special,))}, 1), ANCHOR)
    assert from_ticks(time.start_at(0)) == datetime(2026, 3, 3, 8)
    assert from_ticks(time.finish_at(5 * 4800)) == datetime(2026, 3, 9, 17)


def test_a_calendar_without_working_time_fails_at_once():
    with pytest.raises(NoWorkingTime, match="Empty has no working time"):
        WorkingTime(resolve({1: Calendar(1, "Empty", week=(NO_WORK,) * 7)}, 1), ANCHOR, "Empty")


def test_a_calendar_whose_work_ends_says_so_instead_of_searching_for_ever():
    one_day = CalendarException(date(2026, 3, 2), date(2026, 3, 2), OFFICE_DAY)
    time = WorkingTime(
        resolve({1: Calendar(1, "One day", week=(NO_WORK,) * 7, exceptions=(one_day,))}, 1), ANCHOR, "One day"
    )
    assert from_ticks(time.finish_at(4800)) == datetime(2026, 3, 2, 17)
    with pytest.raises(NoWorkingTime, match="One day has no working time after"):
        time.finish_at(4801)


def test_calendars_that_inherit_in_a_circle_are_named():
    circle = {1: Calendar(1, "North", base=2), 2: Calendar(2, "South", base=1)}
    with pytest.raises(ValueError, match="North → South → North"):
        resolve(circle, 1)


def test_a_missing_base_is_named():
    with pytest.raises(ValueError, match="calendar 7 does not exist"):
        resolve({1: Calendar(1, "Team", base=7)}, 1)


def test_a_night_shift_runs_through_midnight_without_a_break():
    time = WorkingTime(NIGHTS, ANCHOR)
    ten = time.to_work(at("2026-03-02T22:00"))
    assert from_ticks(time.finish_at(ten + 4 * 600)) == datetime(2026, 3, 3, 2)


def test_work_shared_and_work_of_either():
    assert intersection(STANDARD, ALWAYS).key == STANDARD.key
    assert union(STANDARD, ALWAYS).key == Pattern((ROUND_THE_CLOCK,) * 7).key
    assert intersection(STANDARD, NIGHTS).week[0] == NO_WORK
    assert union(STANDARD, NIGHTS).week[6] == NIGHTS.week[6]


@given(st.integers(-2_000_000, 8_000_000))
def test_an_amount_of_work_comes_back_from_both_of_its_instants(work):
    time = office()
    assert time.to_work(time.start_at(work)) == time.to_work(time.finish_at(work)) == work
    assert time.finish_at(work) <= time.start_at(work)


@given(st.integers(0, 3_000_000), st.integers(0, 100_000))
def test_later_is_never_less_work(minutes, more):
    time = office()
    first = to_ticks(ANCHOR + timedelta(minutes=minutes))
    assert time.to_work(first) <= time.to_work(first + more)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))
def test_every_minute_has_its_tick(moment):
    whole = moment.replace(second=0, microsecond=0)
    assert from_ticks(to_ticks(whole)) == whole


HOURS = st.sampled_from((NO_WORK, OFFICE_DAY, ROUND_THE_CLOCK, ((0, 300), (1320, 1440)), ((600, 660),)))


@given(st.tuples(*[HOURS] * 7), st.dictionaries(st.integers(-300, 3000), HOURS, max_size=12), st.integers(-190, 2900))
def test_every_day_has_the_hours_of_its_week_or_its_own(week, special, day):
    anchor = ANCHOR.toordinal()
    pattern = Pattern(week, {anchor + ahead: shifts for ahead, shifts in special.items()})
    if not any(week):
        return
    time, midnight = WorkingTime(pattern, ANCHOR), to_ticks(ANCHOR + timedelta(days=day))
    for first, last in zip((day, day - 1, 0), (day + 1, day + 6, day), strict=True):
        first, last = sorted((first, last))
        hours = [sum(end - start for start, end in pattern.shifts(anchor + one)) for one in range(first, last)]
        begin, end = (to_ticks(ANCHOR + timedelta(days=one)) for one in (first, last))
        assert time.to_work(end) - time.to_work(begin) == 10 * sum(hours)
    for start, end in pattern.shifts(anchor + day):
        assert time.works_at(midnight + 10 * start)
        assert time.works_at(midnight + 10 * end - 1)
        closed = end < 1440 and not any(start == end for start, _ in pattern.shifts(anchor + day))
        assert not (closed and time.works_at(midnight + 10 * end))


def test_looking_far_ahead_fills_the_tables_once(monkeypatch):
    filled = []
    fill = WorkingTime._fill
    monkeypatch.setattr(WorkingTime, "_fill", lambda self: (filled.append(self.reach), fill(self)))
    WorkingTime(STANDARD, ANCHOR).to_work(to_ticks(ANCHOR + timedelta(days=365 * 40)))
    assert filled == [(200, 900), (200, 24300)]
