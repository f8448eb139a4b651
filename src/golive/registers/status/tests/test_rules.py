"""Which colours may a report show?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.plain.rag import Rag
from golive.plain.seat import Role, Seat
from golive.registers.status.rules import (
    Trend,
    divergence,
    forecast_problems,
    held_back,
    may_override,
    roll_up,
    trend,
    watermelon_index,
)

RED, AMBER, GREEN, GREY = Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY
COLOURS = st.sampled_from(list(Rag))
TODAY = date(2026, 3, 20)
MANAGER = Seat(1, "Maya Chen", 1, frozenset({Role.MANAGER}))
VIEWER = Seat(2, "Kim Vale", 1, frozenset({Role.VIEWER}))


@given(st.lists(COLOURS))
def test_the_whole_is_never_better_than_any_part_and_green_only_when_all_are(colours: list[Rag]) -> None:
    whole = roll_up(colours)
    assert all(whole.severity >= colour.severity for colour in colours)
    assert (whole is GREEN) == (bool(colours) and all(colour is GREEN for colour in colours))


@given(st.lists(COLOURS, max_size=12))
def test_missing_evidence_is_always_shown_grey(history: list[Rag]) -> None:
    assert held_back([*history, GREY]).colour is GREY


@given(st.lists(COLOURS, min_size=1, max_size=12))
def test_what_is_shown_is_never_better_than_what_was_just_measured(history: list[Rag]) -> None:
    shown = held_back(history).colour
    if history[-1] is GREY:
        assert shown is GREY
    else:
        assert shown.severity >= history[-1].severity
        assert shown is not GREY


@given(st.lists(COLOURS, max_size=12))
def test_a_downgrade_is_shown_at_once(history: list[Rag]) -> None:
    assert held_back([*history, RED]).colour is RED


@pytest.mark.parametrize(
    ("history", "expected"),
    (
        ([], GREY),
        ([GREEN], GREEN),
        ([GREEN, RED], RED),
        ([RED, GREEN], RED),
        ([RED, GREEN, GREEN], GREEN),
        ([RED, AMBER, GREEN], AMBER),
        ([RED, AMBER, GREEN, GREEN], GREEN),
        ([RED, GREEN, RED, GREEN], RED),
        ([RED, GREY], GREY),
        ([RED, GREY, GREEN], RED),
        ([RED, GREEN, GREY, GREEN], RED),
        ([RED, GREY, GREEN, GREEN], GREEN),
        ([GREY, GREEN], GREEN),
    ),
)
def test_worse_at_once_better_only_twice_in_a_row(history: list[Rag], expected: Rag) -> None:
    assert held_back(history).colour is expected


def test_a_colour_held_back_says_so() -> None:
    assert held_back([RED, GREEN]).because.startswith("Computed on track;")
    assert held_back([RED, GREY]).because == "It was off track when last measured."
    assert held_back([GREEN]).because == ""


def test_the_trend_compares_with_the_last_report() -> None:
    assert trend(None, RED) is Trend.NEW
    assert trend(GREEN, GREY) is Trend.WORSE
    assert trend(RED, AMBER) is Trend.BETTER
    assert trend(AMBER, AMBER) is Trend.SAME


def _codes(
    seat: Seat = MANAGER,
    computed: Rag = RED,
    colour: Rag = AMBER,
    reason: str = "Agreed with finance.",
    days: int | None = 14,
) -> list[str]:
    expires = None if days is None else TODAY + timedelta(days=days)
    asked = may_override(seat, line="Data", computed=computed, colour=colour, reason=reason, on=TODAY, expires=expires)
    return [refusal.code for refusal in asked]


def test_a_manager_may_override_with_a_reason_for_fourteen_days() -> None:
    assert _codes() == []


def test_a_red_may_be_called_earlier_than_the_evidence() -> None:
    assert _codes(computed=GREY, colour=RED) == []


@pytest.mark.parametrize(
    ("given_", "code"),
    (
        ({"seat": VIEWER}, "rights.role"),
        ({"reason": "  ok  "}, "status.override.reason"),
        ({"days": None}, "status.override.no_expiry"),
        ({"days": -1}, "status.override.past"),
        ({"days": 15}, "status.override.too_long"),
        ({"colour": RED}, "status.override.same"),
        ({"colour": GREY}, "status.override.to_grey"),
        ({"computed": GREY, "colour": GREEN}, "status.override.grey"),
    ),
)
def test_an_override_is_refused(given_: dict[str, object], code: str) -> None:
    assert _codes(**given_) == [code]  # type: ignore[arg-type]


def test_all_reasons_come_at_once() -> None:
    assert _codes(seat=VIEWER, colour=RED, reason="", days=30) == [
        "rights.role",
        "status.override.same",
        "status.override.reason",
        "status.override.too_long",
    ]


def test_the_refusal_names_the_figure_and_the_cure() -> None:
    asked = may_override(
        MANAGER,
        line="Data",
        computed=RED,
        colour=AMBER,
        reason="Agreed with finance.",
        on=TODAY,
        expires=date(2026, 5, 1),
    )
    assert (
        str(asked[0])
        == "The override of Data lasts 42 days; 14 are allowed. Choose a day from 20 Mar 2026 to 3 Apr 2026."
    )


def _problems(run_at: datetime | None, plan: str = "v7") -> tuple[str, ...]:
    return forecast_problems(run_at=run_at, forecast_of=plan, current_plan="v7", as_of=TODAY)


def test_a_fresh_forecast_of_this_plan_may_colour_the_report() -> None:
    assert _problems(datetime(2026, 3, 13, tzinfo=UTC)) == ()


def test_a_forecast_that_is_missing_old_or_of_another_plan_may_not() -> None:
    assert _problems(None) == ("No forecast was run. Run it on the Plan page.",)
    old, other = _problems(datetime(2026, 3, 12, tzinfo=UTC)), _problems(datetime(2026, 3, 20, tzinfo=UTC), "v6")
    assert old == ("The forecast is 8 days old; the limit is 7. Run it again.",)
    assert other == ("The forecast is of plan v6; the plan is now v7. Run it again.",)


@given(COLOURS, COLOURS)
def test_divergence_is_antisymmetric(one: Rag, other: Rag) -> None:
    assert divergence(one, other) == -divergence(other, one)


def test_the_watermelon_index_counts_only_what_was_called_greener() -> None:
    report = {"Data": (RED, GREEN), "Cost": (GREEN, AMBER), "People": (GREY, GREEN), "Scope": (RED, None)}
    assert watermelon_index([report]) == 3.0
    assert watermelon_index([report], {"Data": 2.0}) == 5.0


def test_the_watermelon_index_looks_back_six_reports() -> None:
    bad, honest = {"Data": (RED, GREEN)}, {"Data": (RED, RED)}
    assert watermelon_index([bad] + [honest] * 6) == 0.0
    assert watermelon_index([bad] * 7) == 12.0


def test_nothing_reported_is_no_watermelon_but_unknown() -> None:
    assert watermelon_index([{"Data": (RED, None)}]) is None
    assert watermelon_index([]) is None
