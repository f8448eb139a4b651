"""Do due dates, units and paces come out right for every day and every amount?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.learning import certificates, reading, trends
from golive.career.learning.certificates import Certificate, Units, months_before, standing
from golive.plain.verdict import Refused

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
AMOUNTS = st.decimals("0.01", "100", places=2)
TODAY = date(2026, 3, 16)
PMP = Certificate("PMP", "PMI", "1", date(2024, 3, 16), date(2027, 3, 16), False, "PDU", Decimal(60), 36)


@given(DAYS, st.integers(1, 400), st.lists(st.integers(0, 500), max_size=8))
def test_the_next_review_is_a_pause_after_the_last_and_on_time_means_by_that_day(since, every, gaps):
    held, day = reading.item(title="A", kind="book", every_days=every, since=since), since
    for gap in gaps:
        due, day = held.next_review, day + timedelta(days=gap)
        held = reading.read(held, day, "", day)
        assert held.reads[-1].on_time == (day <= due)
        assert held.next_review == day + timedelta(days=every)
        assert not held.is_due(day) and held.is_due(day + timedelta(days=every))
    assert reading.from_json(reading.to_json(held)) == held


@given(st.lists(st.tuples(DAYS, AMOUNTS), max_size=12), DAYS)
def test_logged_and_missing_add_up_and_nothing_outside_of_the_cycle_counts(log, today):
    held = replace(PMP, units=tuple(Units(day, amount, "", "x") for day, amount in log))
    now = standing(held, today)
    inside = sum((amount for day, amount in log if held.cycle_begins <= day <= date(2027, 3, 16)), Decimal(0))
    assert now.logged == inside and now.missing == max(Decimal(60) - inside, 0)
    assert now.days_left == (held.expires - today).days
    assert (now.pace is None) == (now.days_left <= 0)
    if now.pace:
        assert (
            abs(now.pace * now.days_left / certificates.DAYS_A_MONTH - now.missing) <= Decimal("0.05") * now.days_left
        )
    assert certificates.from_json(certificates.to_json(held)) == held


@given(DAYS, DAYS, st.none() | AMOUNTS)
def test_what_nobody_said_is_never_green(gained, today, needed):
    held = Certificate("A", "B", "", gained, None, False, "", needed, 0)
    assert standing(held, today).colour == "grey"
    dated = replace(held, expires=today + timedelta(days=200))
    assert standing(dated, today).colour == ("grey" if needed is None else standing(dated, today).colour)
    assert needed is not None or standing(dated, today).colour != "green"


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 12, 15), "valid"), (date(2026, 12, 16), "due soon"), (date(2027, 3, 16), "due soon"),
     (date(2027, 3, 17), "expired")],
)  # fmt: skip
def test_the_state_changes_on_its_very_day(today, state):
    assert standing(PMP, today).state == state


def test_who_lags_behind_the_calendar_is_told_before_the_end_is_near():
    half = date(2025, 9, 16)
    assert standing(PMP, half).word == "behind" and standing(PMP, half).colour == "amber"
    on_its_way = certificates.with_units(PMP, Units(date(2025, 1, 1), Decimal(30), "", "x"), half)
    assert standing(on_its_way, half).word == "valid" and standing(on_its_way, half).colour == "green"
    assert standing(replace(PMP, expires=None, lasts=True, needed=Decimal(0)), half).colour == "green"


@given(DAYS, st.integers(0, 240))
def test_months_are_counted_back_to_the_same_day_or_the_last_of_the_month(day, months):
    back = months_before(day, months)
    assert (day.year * 12 + day.month) - (back.year * 12 + back.month) == months
    assert back.day == day.day or (back + timedelta(days=1)).day == 1


def test_every_reason_against_an_item_is_named_at_once():
    with pytest.raises(Refused) as refused:
        reading.item(title=" ", kind="x", every_days=0, since=TODAY, address="javascript:alert(1)", feed="ftp://a")
    assert {each.field for each in refused.value.refusals} == {"title", "kind", "every_days", "address", "feed"}
    held = reading.item(title="A", kind="book", every_days=9, since=TODAY)
    with pytest.raises(Refused, match="has not come yet"):
        reading.read(held, TODAY + timedelta(days=1), "", TODAY)
    with pytest.raises(Refused, match="Bring it back"):
        reading.read(replace(held, state="dropped"), TODAY, "", TODAY)


def test_units_and_uses_are_refused_with_the_reason():
    for units in (Units(TODAY, Decimal(0), "", "x"), Units(TODAY + timedelta(days=1), Decimal(1), "", "x"),
                  Units(TODAY, Decimal(1), "", "")):  # fmt: skip
        with pytest.raises(Refused):
            certificates.with_units(PMP, units, TODAY)
    with pytest.raises(Refused, match="before it was gained"):
        certificates.changed(PMP, **{**vars(PMP), "units": (), "expires": date(2020, 1, 1)})
    with pytest.raises(Refused, match="not said where"):
        trends.applied(trends.trend(name="A", what="", since=TODAY, verdict="try"), trends.Use(TODAY, " "), TODAY)


def test_every_rule_of_thumb_says_where_and_when_it_was_read():
    assert certificates.rules()["pmp"].units == 60 and certificates.rules()["pmp"].cycle_months == 36
    for rule in certificates.rules().values():
        assert reading.is_web(rule.source) and rule.read_on <= date(2026, 11, 26)
