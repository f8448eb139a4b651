"""Is a date ever read as another day than was written?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.plain.written_dates import Order, find_order, from_serial, read_day, read_moment

_DAYS = st.dates(date(1971, 1, 1), date(2068, 12, 31))
_FORMATS = {
    Order.DAY_FIRST: ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d/%m/%Y %H:%M"),
    Order.MONTH_FIRST: ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m/%d/%Y %I:%M %p"),
}
_ANY_ORDER = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d/%b/%y %I:%M %p", "%d %B %Y", "%b %d, %Y", "%a, %d %b %Y", "%d-%b-%y")


@given(_DAYS, st.sampled_from(Order), st.data())
def test_every_written_day_is_read_as_the_same_day(day: date, order: Order, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from((*_FORMATS[order], *_ANY_ORDER)))
    assert read_day(datetime(day.year, day.month, day.day, 9, 5).strftime(form), order) == day


@given(st.lists(_DAYS, min_size=1, max_size=40), st.sampled_from(Order))
def test_one_order_for_the_whole_file_reads_all_days_right_or_says_that_nothing_decides(
    days: list[date], order: Order
) -> None:
    written = [day.strftime(_FORMATS[order][0]) for day in days]
    found = find_order(written)
    if not found.ambiguous:
        assert found.order is order
        assert [read_day(text, found.order) for text in written] == days
    else:
        assert all(day.day <= 12 for day in days)
        assert "Check one date" in found.sentence


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    for order in Order:
        assert read_moment(text, order) is None or isinstance(read_moment(text, order), datetime)
    assert isinstance(find_order([text]).sentence, str)


@pytest.mark.parametrize(
    "text",
    ["31/02/2026", "2026-13-01", "25/Foo/26", "12/03", "10:30", "2026", "25/Feb/26 13:00 PM", "25/Feb/26 25:00",
     "12/03/2026 or later", "1/1/1/2026", "٣٢/٠١/٢٠٢٦"],
)  # fmt: skip
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert read_moment(text) is None


def test_the_majority_decides_and_the_minority_is_named() -> None:
    found = find_order(["13/01/2026", "14/01/2026", "1/25/2026", "3/4/2026"])
    assert (found.order, found.contradicting) == (Order.DAY_FIRST, ("1/25/2026",))
    assert found.sentence == (
        "Dates in figures are read as day/month/year, because the 13 in 13/01/2026 can be no month. "
        "1/25/2026 contradicts this."
    )


def test_the_sentence_is_true_of_an_impossible_date_of_full_stops_and_of_nothing_that_decides() -> None:
    assert find_order(["31/02/2026", "2026-03-31"]).sentence == (
        "Dates in figures are read as day/month/year, because the 31 in 31/02/2026 can be no month."
    )
    assert find_order(["3.4.2026"]).sentence.endswith("because of the full stops in the dates.")
    assert (
        "2 dates contradict this, such as 1/25/2026."
        in find_order(["13/01/2026", "14/01/2026", "15/01/2026", "1/25/2026", "1/26/2026"]).sentence
    )
    assert "none of them tells whether the day or the month comes first" in find_order(["3/4/2026"]).sentence


def test_dates_without_numbers_for_the_month_need_no_order() -> None:
    assert find_order(["25/Feb/26", "2026-02-25"]).sentence == ""
    assert not find_order(["3.4.2026"]).ambiguous


@given(_DAYS)
def test_a_serial_number_of_excel_is_its_day(day: date) -> None:
    found = from_serial((day - date(1899, 12, 30)).days)
    assert found == datetime(day.year, day.month, day.day)
    assert from_serial(12) is None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2068, 12, 31)))
def test_a_time_of_day_is_kept_to_the_minute(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert read_moment(moment.strftime("%d/%b/%Y %I:%M %p")) == moment
    assert read_moment(moment.strftime("%d/%m/%Y %H:%M"), Order.DAY_FIRST) == moment
    assert from_serial((moment - datetime(1899, 12, 30)) / timedelta(days=1)) == moment
