"""Does each dimension get the colour its figures deserve, and grey where there are none?"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.plain.money import Money
from golive.plain.rag import Rag
from golive.registers.status import facts
from golive.registers.status.colours import assess
from golive.registers.status.thresholds import LIMITS, MAX_AGE

TODAY = date(2026, 3, 20)
RED, AMBER, GREEN, GREY = Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY
MAY, JUNE = date(2026, 5, 23), date(2026, 6, 6)


def dollars(thousands: float) -> Money:
    return Money(int(thousands * 100_000))


GOLDEN = (
    (facts.Schedule(committed=MAY, p50=MAY, p80=MAY), GREEN),
    (facts.Schedule(committed=MAY, p50=MAY, p80=JUNE), AMBER),
    (facts.Schedule(committed=MAY, p50=JUNE, p80=JUNE), RED),
    (facts.Cost(budget=dollars(1200), estimate=dollars(1260)), GREEN),
    (facts.Cost(budget=dollars(1200), estimate=dollars(1261)), AMBER),
    (facts.Cost(budget=dollars(1200), estimate=dollars(1321)), RED),
    (facts.Scope(baseline_points=200, unapproved_points=0), GREEN),
    (facts.Scope(baseline_points=200, unapproved_points=10), AMBER),
    (facts.Scope(baseline_points=200, unapproved_points=11), RED),
    (facts.Quality(gate_on=MAY, working_days_after_gate=0, converges=True), GREEN),
    (facts.Quality(gate_on=MAY, working_days_after_gate=5, converges=True), AMBER),
    (facts.Quality(gate_on=MAY, working_days_after_gate=6, converges=True), RED),
    (facts.Quality(gate_on=MAY, converges=False), RED),
    (facts.Data(checked=40, failed=0), GREEN),
    (facts.Data(checked=50, failed=1), AMBER),
    (facts.Data(checked=40, failed=3), RED),
    (facts.People(barrier_share=0.2, trained_share=0.5, planned_share=0.6), GREEN),
    (facts.People(barrier_share=0.3, trained_share=0.6, planned_share=0.6), AMBER),
    (facts.People(barrier_share=0.1, trained_share=0.3, planned_share=0.6), RED),
    (facts.Dependencies(open=9, past_need_by=0, past_drop_dead=0), GREEN),
    (facts.Dependencies(open=9, past_need_by=0, past_drop_dead=0, promised_late=1), AMBER),
    (facts.Dependencies(open=9, past_need_by=2, past_drop_dead=0), AMBER),
    (facts.Dependencies(open=9, past_need_by=3, past_drop_dead=0), RED),
    (facts.Dependencies(open=9, past_need_by=1, past_drop_dead=1), RED),
    (facts.Risk(exposure=dollars(80), contingency=dollars(100)), GREEN),
    (facts.Risk(exposure=dollars(100), contingency=dollars(100)), AMBER),
    (facts.Risk(exposure=dollars(101), contingency=dollars(100)), RED),
    (facts.Risk(exposure=dollars(1), contingency=dollars(0)), RED),
    (facts.Risk(exposure=dollars(0), contingency=dollars(0)), GREEN),
    (facts.Governance(overdue=0), GREEN),
    (facts.Governance(overdue=2, oldest_days=9), AMBER),
    (facts.Governance(overdue=3), RED),
    (facts.Workstream(due=31, late=1), GREEN),
    (facts.Workstream(due=20, late=3), AMBER),
    (facts.Workstream(due=20, late=4), RED),
    (facts.Workstream(due=0, late=0), GREEN),
    (facts.Workstream(due=20, late=0, milestone_moved_days=5, float_days=12), GREEN),
    (facts.Workstream(due=20, late=0, milestone_moved_days=6, float_days=12), AMBER),
    (facts.Workstream(due=20, late=0, milestone_moved_days=21, float_days=12), RED),
    (facts.Workstream(due=20, late=0, milestone_moved_days=4, float_days=5), AMBER),
    (facts.Workstream(due=20, late=0, milestone_moved_days=4, float_days=5, go_live_moved=True), RED),
    (facts.Workstream(due=20, late=0, milestone_moved_days=-2), GREEN),
)


@pytest.mark.parametrize(("measured", "expected"), GOLDEN, ids=lambda it: str(it)[:60])
def test_the_limits_hold(measured: facts.Facts, expected: Rag) -> None:
    found = assess(replace(measured, measured_on=TODAY), TODAY)
    assert (found.colour, bool(found.reasons), bool(found.figure)) == (expected, True, True)


KINDS = list(dict.fromkeys(type(measured) for measured, _ in GOLDEN))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_dimension_without_evidence_is_grey_with_a_cure(kind: type[facts.Facts]) -> None:
    nothing, undated = assess(kind(), TODAY), assess(kind(measured_on=TODAY), TODAY)
    assert nothing.colour is undated.colour is GREY
    assert "nothing was measured" in nothing.reasons[0]
    assert "a figure is missing" in undated.reasons[0]
    assert nothing.reasons[0].endswith(".")


@given(st.sampled_from([measured for measured, _ in GOLDEN]), st.integers(0, 400))
def test_stale_evidence_is_never_a_colour(measured: facts.Facts, age: int) -> None:
    found = assess(replace(measured, measured_on=TODAY - timedelta(days=age)), TODAY)
    limit = MAX_AGE[type(measured).__name__.lower()].days
    assert (found.colour is GREY) == (age > limit)
    assert found.age_days == age


@given(st.sampled_from([measured for measured, _ in GOLDEN]), st.data())
def test_taking_a_figure_away_never_makes_a_line_green(measured: facts.Facts, data: st.DataObject) -> None:
    optional = [field.name for field in fields(measured) if field.default is None and field.name != "measured_on"]
    gone = replace(measured, measured_on=TODAY, **{data.draw(st.sampled_from(optional)): None})
    whole = assess(replace(measured, measured_on=TODAY), TODAY).colour
    assert assess(gone, TODAY).colour is not GREEN or whole is GREEN or isinstance(measured, facts.Workstream)


def test_data_of_which_a_part_is_reconciled_is_grey_and_says_which_part_is_missing() -> None:
    found = assess(facts.Data(reconciled=9, never_reconciled=("Users", "Orders", "Prices", "Notes")), TODAY)
    assert (found.colour, found.figure) == (GREY, "9 of 13 objects reconciled")
    assert found.reasons == (
        "Data: 9 of 13 objects reconciled. Reconcile the last load of Users, Orders, Prices and 1 more.",
    )
    assert "nothing was measured" in assess(facts.Data(never_reconciled=("Users",)), TODAY).reasons[0]


def test_evidence_from_the_future_is_grey() -> None:
    found = assess(facts.Data(checked=40, failed=0, measured_on=TODAY + timedelta(days=1)), TODAY)
    assert found.colour is GREY
    assert found.reasons[0].startswith("Data: the evidence is dated 21 Mar 2026, after the report.")


def test_the_reason_carries_both_figures() -> None:
    found = assess(facts.Cost(budget=dollars(1200), estimate=dollars(1260), measured_on=TODAY), TODAY)
    assert found.reasons == ("The estimate at completion is $1.26M, $60k above the budget of $1.2M.",)


def test_every_limit_says_where_it_comes_from() -> None:
    assert [limit.key for limit in LIMITS.values() if not limit.source or not limit.unit] == []
    assert [age.key for age in MAX_AGE.values() if not age.source] == []
