from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from golive.foundation.look import icons, words


def test_a_missing_date_is_a_dash_and_never_a_guess() -> None:
    for write in (
        words.day,
        words.short,
        words.full,
        words.moment,
        words.ago,
        words.money,
        words.number,
        words.percent,
    ):
        assert write(None) == "–"  # type: ignore[operator]


def test_an_aware_time_is_read_in_the_readers_zone() -> None:
    late_in_utc = datetime(2027, 3, 19, 23, 30, tzinfo=UTC)
    with timezone.override("Europe/Berlin"):
        assert words.day(late_in_utc) == "Sat 20 Mar"
        assert words.moment(late_in_utc) == "20 Mar 2027, 00:30"


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (datetime(2027, 3, 1, 8, 59, 40), "just now"),
        (datetime(2027, 3, 1, 8, 1), "59 minutes ago"),
        (datetime(2027, 2, 28, 9), "1 day ago"),
        (datetime(2027, 3, 3, 9), "in 2 days"),
        (datetime(2027, 2, 1, 9), "4 weeks ago"),
        (datetime(2026, 8, 1, 9), "on 1 Aug 2026"),
    ],
)
def test_ago_takes_the_unit_a_person_would_take(then: datetime, said: str) -> None:
    assert words.ago(then, now=datetime(2027, 3, 1, 9)) == said


def test_a_plain_date_has_an_age_too() -> None:
    assert words.ago(date(2027, 2, 27), now=datetime(2027, 3, 1, 9)) == "2 days ago"


def test_a_colour_is_always_a_shape_and_a_word() -> None:
    for colour in ("green", "amber", "red", "grey", "done"):
        mark = icons.rag(colour)
        assert "<svg" in mark and "<b>" in mark


def test_no_colour_is_grey_and_an_unknown_one_is_refused() -> None:
    assert "Not known" in icons.rag("")
    with pytest.raises(icons.UnknownIcon, match="'blue' is no status colour"):
        icons.rag("blue")


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in icons.icon("gavel")
    assert 'role="img" aria-label="Refused &lt;b&gt;"' in icons.icon("gavel", "Refused <b>")


def test_an_icon_that_does_not_exist_is_named() -> None:
    with pytest.raises(icons.UnknownIcon, match="no icon 'gavle'"):
        icons.icon("gavle")
