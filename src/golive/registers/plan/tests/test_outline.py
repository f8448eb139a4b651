"""Which rows are in sight: everything that fits, else the outer levels, and what a reader turned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from golive.registers.plan.outline import Line, depth, sight

PLAN = [
    Line(1, 1, True),
    Line(2, 2, True),
    Line(3, 3),
    Line(4, 3),
    Line(5, 2),
    Line(6, 1, True),
    Line(7, 2),
]


def test_a_plan_that_fits_is_open() -> None:
    seen = sight(PLAN, most=7)
    assert seen.shown == [1, 2, 3, 4, 5, 6, 7]
    assert seen.open == seen.summaries == {1, 2, 6}


def test_a_plan_that_is_too_long_shows_the_outer_levels() -> None:
    seen = sight(PLAN, most=5)
    assert seen.shown == [1, 2, 5, 6, 7]
    assert seen.open == {1, 6}
    assert sight(PLAN, most=2).shown == [1, 6]


def test_a_turned_summary_is_the_other_way_round() -> None:
    assert sight(PLAN, {1}, most=7).shown == [1, 6, 7]
    assert sight(PLAN, {1}, most=4).shown == [1, 2, 5, 6]
    assert sight(PLAN, {99}, most=7).shown == sight(PLAN, most=7).shown


def test_a_flat_plan_is_cut_and_says_how_much_is_left_out() -> None:
    flat = [Line(uid, 1) for uid in range(10)]
    assert sight(flat, most=4).shown == [0, 1, 2, 3]
    assert sight(flat, most=4).left_out == 6
    assert sight([], most=4).shown == []


outlines = st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=60).map(
    lambda rows: [Line(uid, level, summary) for uid, (level, summary) in enumerate(rows)]
)


@given(outlines, st.sets(st.integers(0, 60)), st.integers(1, 60))
def test_never_more_than_fit_always_in_order_and_nothing_below_a_folded_row(
    lines: list[Line], turned: set[int], most: int
) -> None:
    seen = sight(lines, turned, most=most)
    assert len(seen.shown) <= most
    assert seen.shown == sorted(set(seen.shown))
    folded_at = 0
    for line in lines:
        if folded_at and line.level > folded_at:
            assert line.uid not in seen.shown
            continue
        folded_at = line.level if line.summary and line.uid in seen.summaries - seen.open else 0
    assert depth(lines, most) <= max((line.level for line in lines), default=0)
