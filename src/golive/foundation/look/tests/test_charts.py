from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.foundation.look import charts
from golive.foundation.look.charts import (
    Attempt,
    Bar,
    Event,
    Forecast,
    GanttLink,
    GanttRow,
    MilestoneRow,
    Scored,
    Stair,
    Step,
    Window,
)

MONDAY, THIN = date(2027, 3, 1), "\u202f"
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))


def forecast(committed: date | None = MONDAY, chance: float | None = 0.5) -> Forecast:
    finishes = [MONDAY + timedelta(days=n) for n in range(-10, 40)]
    return Forecast(
        charts.weekly(finishes), 50, MONDAY + timedelta(days=15), MONDAY + timedelta(days=30), committed, chance
    )


@given(st.lists(DAYS, min_size=1, max_size=300))
def test_every_run_is_counted_once_in_weeks_from_monday(finishes: list[date]) -> None:
    bins = charts.weekly(finishes)
    assert len(bins) <= 16
    assert sum(b.share for b in bins) == pytest.approx(1)
    assert bins[-1].cumulative == pytest.approx(1)
    assert all(b.start.weekday() == 0 for b in bins)
    assert bins[0].start <= min(finishes)


def test_one_late_straggler_does_not_press_the_rest_together() -> None:
    finishes = [MONDAY + timedelta(days=n % 20) for n in range(999)] + [date(2031, 1, 1)]
    assert len(charts.weekly(finishes)) == 3


def test_the_histogram_says_its_message_in_words() -> None:
    page = charts.histogram(forecast())
    assert "50 simulated plans. 50% go live by 1 Mar 2027; half by 16 Mar 2027; 80 per cent by 31 Mar 2027." in page
    assert "+30 days" in page and "Show the numbers" in page


def test_without_a_committed_date_nothing_is_called_late() -> None:
    page = charts.histogram(forecast(committed=None, chance=None))
    assert "Late" not in page and "Committed" not in page


def permitted(*shares: float, committed: date | None = MONDAY) -> Stair:
    steps = [Step(MONDAY + timedelta(weeks=2 * n), share, sum(shares[: n + 1])) for n, share in enumerate(shares)]
    reached = [step.on for step in steps if step.by_then >= 0.8]
    return Stair(steps, 4096, MONDAY, reached[0] if reached else None, committed, shares[0])


def test_each_permitted_date_shows_the_chance_by_then_and_the_first_that_eight_in_ten_reach_is_the_p80() -> None:
    page = charts.stair(permitted(0.53, 0.22, 0.13, 0.12)).replace(THIN, " ")
    assert "53 % go live by 1 Mar 2027, the committed date. Half by 1 Mar 2027. 80 per cent by 29 Mar 2027." in page
    assert re.findall(r"b-(?:ok|mid|late)", page) == ["b-ok", "b-mid", "b-mid", "b-late"]
    assert page.index("committed</text>") < page.index("P80</text>")
    assert "75 %" in page and "88 %" in page


def test_dates_that_nothing_more_reaches_are_not_drawn_but_stand_in_the_numbers() -> None:
    page = charts.stair(permitted(0.5, 0.3, 0.195, 0.004, 0.001))
    assert page.count('class="bar') == 3 and page.count("<tr><td>") == 5
    assert ">99 %" in page.replace("&gt;", ">").replace(THIN, " ")


def test_where_no_date_is_sure_enough_it_says_so() -> None:
    page = charts.stair(permitted(0.2, 0.2, committed=None))
    assert "80 per cent by none of the permitted dates" in page and "P80</text>" not in page


def test_the_slip_of_a_milestone_is_measured_to_its_p80_where_there_is_one() -> None:
    late = MilestoneRow("UAT", MONDAY, MONDAY + timedelta(days=3), "red", p80=MONDAY + timedelta(days=9))
    page = charts.milestones([late], today=MONDAY)
    assert "+9<" in page and "+3<" not in page and ">P50</th>" in page
    assert "+3<" in charts.milestones([MilestoneRow("UAT", MONDAY, MONDAY + timedelta(days=3), "red")], today=MONDAY)


def test_a_spark_needs_two_values_and_a_flat_one_stays_in_the_middle() -> None:
    assert charts.sparkline([]) == "" and charts.sparkline([3]) == ""
    assert "13.5" in charts.sparkline([5, 5, 5])


def test_the_trend_names_where_it_came_from_and_where_it_is() -> None:
    course = [(MONDAY + timedelta(weeks=n), float(n * 4 - 2)) for n in range(4)]
    page = charts.trend(course, [Event(course[2][0], "Mock <1> failed")])
    assert "from -2 d on 1 Mar 2027 to +10 d on 22 Mar 2027" in page
    assert "Mock &lt;1&gt; failed" in page and "Mock <1>" not in page


def test_the_s_curve_compares_done_with_planned_today() -> None:
    planned = [(MONDAY + timedelta(days=n * 10), n / 10) for n in range(11)]
    page = charts.s_curve(planned, planned[:3], MONDAY + timedelta(days=40))
    assert "20% done, 40% planned" in page


def test_a_milestone_without_forecast_shows_a_dash_and_no_slip() -> None:
    page = charts.milestones([MilestoneRow("Hypercare <ends>", MONDAY, None, "grey")], today=MONDAY)
    assert "Hypercare &lt;ends&gt;" in page and '<td class="fc">–</td>' in page and 'class="slip' not in page


def test_a_slip_is_written_with_its_sign() -> None:
    rows = [
        MilestoneRow("A", MONDAY, MONDAY + timedelta(days=8), "red"),
        MilestoneRow("B", MONDAY, MONDAY - timedelta(days=2), "green"),
    ]
    page = charts.milestones(rows, today=MONDAY)
    assert ">+8<" in page and ">−2<" in page


def test_a_risk_stands_in_the_cell_of_its_score() -> None:
    page = charts.risk_matrix([Scored("R-1", 5, 4, "/r/1"), *[Scored(f"R-{n}", 1, 1) for n in range(2, 8)]])
    cell = re.search(r'<td class="red"><span class="sc">20</span>(.*?)</td>', page)
    assert cell is not None and "R-1" in cell[1]
    assert "+3" in page, "six items in one cell: three named, three counted"


def test_the_strongest_cause_is_on_top() -> None:
    page = charts.tornado([Bar("weak", -1, 1), Bar("strong", -5, 9)])
    assert page.index("strong") < page.index("weak")


def plan(count: int) -> list[GanttRow]:
    return [
        GanttRow(str(n), f"Task {n}", 1, MONDAY + timedelta(days=n), MONDAY + timedelta(days=n + 2), float_days=1.5)
        for n in range(count)
    ]


def test_a_plain_finish_date_means_that_whole_day() -> None:
    whole = charts.gantt([GanttRow("1", "A", start=MONDAY, finish=MONDAY)], today=MONDAY)
    half = charts.gantt(
        [GanttRow("1", "A", start=datetime(2027, 3, 1, 0), finish=datetime(2027, 3, 1, 12))], today=MONDAY
    )
    assert bar_width(whole) == pytest.approx(2 * bar_width(half), abs=0.01)


def bar_width(page: str) -> float:
    found = re.search(r'class="bar" x="[\d.]+%" y="\d+" width="([\d.]+)%"', page)
    assert found is not None
    return float(found[1])


def test_the_rows_come_in_blocks_of_fifty_and_none_is_lost() -> None:
    page = charts.gantt(plan(120), today=MONDAY)
    assert page.count('<div class="gantt-block') == 3 and page.count('class="gantt-block rest"') == 1
    assert all(f"Task {n}</span>" in page for n in range(120))


def test_a_link_within_a_block_belongs_to_it_and_one_across_lies_over_all() -> None:
    page = charts.gantt(
        plan(120), [GanttLink("1", "2"), GanttLink("1", "100", "SS", True), GanttLink("1", "gone")], today=MONDAY
    )
    blocks, over = page.split('<svg class="over"')
    assert len(re.findall(r'<svg class="links"[^>]*><path d=', blocks)) == 1
    assert over.count('<path class="drv" d=') == 1


@pytest.mark.parametrize(("kind", "head"), [("FS", "#g-ar"), ("SS", "#g-ar"), ("FF", "#g-al"), ("SF", "#g-al")])
def test_every_kind_of_link_arrives_on_its_own_side(kind: str, head: str) -> None:
    page = charts.gantt(plan(2), [GanttLink("0", "1", kind)], today=MONDAY)
    assert re.search(rf'<use class="head" href="{head}"', page)


def test_a_screen_reader_gets_dates_float_progress_and_the_path() -> None:
    row = GanttRow("1", "Load", start=MONDAY, finish=MONDAY, progress=0.4, critical=True, driving=True, float_days=0)
    page = charts.gantt([row], today=MONDAY)
    assert "<td>1 Mar</td><td>1 Mar</td><td>0 d<span" in page and "; task, 40% done; on the driving path" in page


def test_a_row_without_dates_keeps_its_line_and_has_no_bar() -> None:
    page = charts.gantt([GanttRow("1", "Undated"), *plan(1)], today=MONDAY)
    assert "Undated" in page and page.count('class="bar"') == 1


def test_a_plan_without_rows_is_refused_with_the_cure() -> None:
    with pytest.raises(ValueError, match=r"at least one row\. Show an empty state"):
        charts.gantt([], today=MONDAY)


def test_names_from_files_cannot_become_markup_anywhere() -> None:
    evil = '"><script>alert(1)</script>'
    pages = [
        charts.gantt(
            [GanttRow("1", evil, start=MONDAY, finish=MONDAY, url=evil, number=evil, toggle_url=evil)],
            today=MONDAY,
            windows=[Window(MONDAY, MONDAY, evil)],
            label=evil,
        ),
        charts.milestones([MilestoneRow(evil, MONDAY, MONDAY, "red", evil, evil)], today=MONDAY),
        charts.risk_matrix([Scored(evil, 1, 1, evil, evil)]),
        charts.tornado([Bar(evil, -1, 1)], unit=evil, zero=evil, name=evil),
        charts.trend(
            [(MONDAY, 1.0), (MONDAY + timedelta(days=7), 2.0)], [Event(MONDAY, evil)], unit=evil, zero=evil, name=evil
        ),
    ]
    assert all("<script" not in page for page in pages)


def test_no_chart_needs_an_inline_style() -> None:
    pages = [
        charts.gantt(plan(3), today=MONDAY),
        charts.histogram(forecast()),
        charts.risk_matrix([]),
        charts.sparkline([1, 2]),
    ]
    assert all("style=" not in page and "onclick" not in page for page in pages)


def test_days_below_a_course_do_not_touch_and_an_event_lies_on_its_line() -> None:
    course = [
        (date(2025, 10, 30), 80.0),
        (date(2026, 1, 30), 40.0),
        (date(2026, 2, 27), 30.0),
        (date(2026, 3, 16), 28.0),
    ]
    drawn = charts.trend(course, [Event(date(2025, 12, 15), "+3 d scope change")])
    assert "30 Jan" in drawn
    assert "27 Feb</text>" not in drawn  # too near to the last day
    [at] = re.findall(r'class="ev" cx="[\d.]+%" cy="([\d.]+)"', drawn)
    ends = [42 + (148 - 42) * (1 - value / 80) for value in (80, 40)]
    assert float(at) == pytest.approx(sum(ends) / 2, abs=0.1)


def test_marks_over_time_say_where_they_began_and_where_they_are() -> None:
    marks = [Attempt(MONDAY + timedelta(days=n), float(n + 3), "Scope <b>") for n in range(6)]
    page = charts.scores(marks, 12, [(0, "weak"), (5, "fair"), (8, "strong")], name="Points")
    assert 'aria-label="Points: 3 of 12 on 1 Mar 2027, 8 of 12 on 6 Mar 2027"' in page
    assert page.count("<circle") == 6 and page.count("dot now") == 1
    assert "strong" in page and "Scope &lt;b&gt;" in page and "Scope <b>" not in page


@given(st.lists(st.tuples(DAYS, st.floats(0, 12)), min_size=1, max_size=80))
def test_every_mark_has_its_dot_inside_of_the_chart(found: list[tuple[date, float]]) -> None:
    page = charts.scores([Attempt(day, mark, "") for day, mark in sorted(found)], 12, [(0, "weak"), (8, "strong")])
    places = [float(place) for place in re.findall(r'cy="([\d.]+)"', page)]
    assert len(places) == len(found) and all(14 <= place <= 164 for place in places)
