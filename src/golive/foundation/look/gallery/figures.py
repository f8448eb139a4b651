"""Which figures does the gallery show? Made-up but plausible ones, the same on every run."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from golive.foundation.look import charts
from golive.foundation.look.charts import Event, Forecast, GanttLink, GanttRow, MilestoneRow, Scored, Window

TODAY = date(2026, 11, 20)
COMMITTED = date(2027, 3, 1)
WINDOWS = [Window(date(2027, 3, 1), date(2027, 3, 19)), Window(date(2027, 4, 19), date(2027, 5, 7))]


def forecast() -> Forecast:
    dice = random.Random(42)
    finishes = sorted(COMMITTED + timedelta(days=round(dice.lognormvariate(3.1, 0.55) - 18)) for _ in range(10_000))
    on_time = sum(day <= COMMITTED for day in finishes) / len(finishes)
    return Forecast(charts.weekly(finishes), len(finishes), finishes[5000], finishes[8000], COMMITTED, on_time)


def early_forecast() -> Forecast:
    dice = random.Random(7)
    finishes = sorted(date(2027, 1, 11) + timedelta(days=round(dice.gauss(20, 9))) for _ in range(4000))
    return Forecast(charts.weekly(finishes), 4000, finishes[2000], finishes[3200], COMMITTED, 0.99)


def trend() -> Markup:
    days = [-2, -1, 1, 0, 3, 9, 10, 12, 12, 19, 24, 20]
    course = [(date(2026, 9, 4) + timedelta(weeks=n), value) for n, value in enumerate(days)]
    return charts.trend(course, [Event(course[5][0], "Mock 1 failed"), Event(course[9][0], "+6 interfaces")])


def s_curve() -> Markup:
    start = date(2026, 7, 6)
    planned = [(start + timedelta(weeks=n), min(1.0, (n / 36) ** 2 * (3 - 2 * n / 36))) for n in range(37)]
    actual = [(day, max(0.0, share - 0.004 * n)) for n, (day, share) in enumerate(planned) if day <= TODAY]
    late = [(actual[-1][0], actual[-1][1])] + [
        (day + timedelta(days=20), share) for day, share in planned if day > TODAY
    ]
    return charts.s_curve(planned, actual, TODAY, late)


MILESTONES = [
    MilestoneRow("Design signed off", date(2026, 10, 23), date(2026, 10, 27), "done", url="record-drawer.html"),
    MilestoneRow(
        "Mock migration 2 reconciled", date(2026, 11, 27), date(2026, 12, 8), "amber", url="record-drawer.html"
    ),
    MilestoneRow(
        "Interfaces ready for test", date(2026, 12, 11), date(2027, 1, 5), "red", "Late", url="record-drawer.html"
    ),
    MilestoneRow("UAT starts", date(2027, 1, 11), date(2027, 1, 19), "amber", url="record-drawer.html"),
    MilestoneRow("Power users trained", date(2027, 2, 12), date(2027, 2, 12), "green", url="record-drawer.html"),
    MilestoneRow("Go / no-go", date(2027, 2, 19), date(2027, 3, 12), "red", "Late", url="record-drawer.html"),
    MilestoneRow("Go-live", date(2027, 3, 1), date(2027, 3, 21), "red", "Late", url="record-drawer.html"),
    MilestoneRow("Hypercare ends", date(2027, 4, 2), None, "grey"),
]
MATRIX = [
    Scored(f"R-{n:03d}", like, hit, "record-drawer.html", "The vendor has not confirmed the window")
    for n, (like, hit) in enumerate(
        [
            (5, 5),
            (5, 4),
            (4, 4),
            (4, 3),
            (3, 4),
            (3, 4),
            (3, 4),
            (3, 4),
            (3, 3),
            (2, 4),
            (2, 3),
            (1, 5),
            (1, 2),
            (2, 2),
        ],
        17,
    )
]
TORNADO = [
    charts.Bar("ERP interface test window", -6.1, 9.8),
    charts.Bar("Data cleansing in the customer master", -3.2, 7.4),
    charts.Bar("UAT testers available", -4.0, 4.9),
    charts.Bar("Territory rules", -0.8, 3.3),
    charts.Bar("Single approver in finance", 0, 1.2),
]
TILES: list[dict[str, Any]] = [
    {
        "label": "Schedule",
        "value": "+20 d",
        "unit": "at P80",
        "note": "3 d worse than last week",
        "colour": "red",
        "word": "Late",
        "spark": [-2, -1, 1, 0, 3, 9, 10, 12, 12, 19, 24, 20],
    },
    {
        "label": "Migration",
        "value": "98.1",
        "unit": "% reconciled",
        "note": "target 99.5 % by 8 Dec",
        "colour": "amber",
        "word": "Watch",
        "spark": [90, 92, 93, 88, 95, 96, 97, 97.5, 98, 98.1],
    },
    {
        "label": "Interfaces",
        "value": "14 / 23",
        "unit": "ready",
        "note": "6 added by CR-011",
        "colour": "red",
        "word": "Late",
        "spark": [2, 4, 5, 7, 8, 8, 9, 11, 12, 14],
    },
    {
        "label": "UAT",
        "value": "–",
        "unit": "not begun",
        "note": "evidence from 19 Jan",
        "colour": "grey",
        "word": None,
        "spark": [],
    },
    {
        "label": "Training",
        "value": "71 %",
        "unit": "booked",
        "note": "182 of 256 users",
        "colour": "green",
        "word": None,
        "spark": [3, 9, 18, 25, 33, 41, 52, 60, 67, 71],
    },
    {
        "label": "Budget",
        "value": "$0.84M",
        "unit": "of $1.2M",
        "note": "$1.17M at completion",
        "colour": "green",
        "word": None,
        "spark": [1, 2, 3, 4, 5.1, 6, 7, 7.6, 8, 8.4],
    },
]

WORK = (
    "Configure territories",
    "Build ERP interface",
    "Extract customer master",
    "Cleanse duplicates",
    "Write test scripts",
    "Train power users",
    "Map price lists",
    "Load mock migration",
    "Review with sales",
    "Fix findings",
)
PHASES = ("Sales processes", "Data migration", "Interfaces", "UAT", "Training", "Cut-over")


def plan_rows(count: int) -> tuple[list[GanttRow], list[GanttLink]]:
    """A plan of this many rows: a phase, eleven tasks, a milestone, and so on."""
    dice = random.Random(3)
    rows: list[GanttRow] = []
    links: list[GanttLink] = []
    while len(rows) < count:
        n = len(rows)
        phase = (n // 13) % len(PHASES)
        start = date(2026, 7, 6) + timedelta(days=18 * phase + dice.randrange(20))
        end = start + timedelta(days=88)
        rows.append(
            GanttRow(
                str(n),
                f"{PHASES[phase]} {n // 13 + 1}",
                0,
                start,
                end,
                summary=True,
                toggle_url="#",
                url="record-drawer.html",
            )
        )
        for k in range(1, 12):
            begin = start + timedelta(days=7 * k - dice.randrange(6))
            finish = begin + timedelta(days=dice.randrange(3, 22))
            slip, driving = dice.randrange(0, 6), k in (2, 3, 5, 8, 11) and n // 13 % 3 == 1
            done = max(0.0, min(1.0, (TODAY - begin).days / max(1, (finish - begin).days))) * dice.choice((1, 1, 0.7))
            rows.append(
                GanttRow(
                    str(n + k),
                    f"{WORK[(n + k) % 10]} {n + k}",
                    1 + (k > 6),
                    begin,
                    finish,
                    round(done, 2),
                    driving or k == 9,
                    driving,
                    baseline_start=begin - timedelta(days=slip),
                    baseline_finish=finish - timedelta(days=slip),
                    url="record-drawer.html",
                    float_days=0 if driving or k == 9 else dice.randrange(1, 15),
                    number=f"{n // 13 + 1}.{k}",
                )
            )
            if k > 1 and dice.random() < 0.7:
                links.append(
                    GanttLink(
                        str(n + k - dice.randrange(1, min(k, 3))),
                        str(n + k),
                        dice.choice(("FS", "FS", "FS", "SS", "FF")),
                        driving,
                    )
                )
        rows.append(
            GanttRow(
                str(n + 12),
                f"{PHASES[phase]} accepted",
                1,
                end,
                end,
                milestone=True,
                critical=n // 13 % 3 == 1,
                driving=n // 13 % 3 == 1,
                baseline_start=end - timedelta(days=6),
                baseline_finish=end - timedelta(days=6),
                url="record-drawer.html",
                float_days=0,
                deadline=end + timedelta(days=9),
            )
        )
        links += [
            GanttLink(str(n + 11), str(n + 12), "FS", n // 13 % 3 == 1),
            GanttLink(str(n + 12), str(n + 14), "FS"),
        ]
    return rows[:count], links


def plan(count: int = 170, zoom: str = "months") -> Markup:
    rows, links = plan_rows(count)
    return charts.gantt(rows, links, today=TODAY, windows=WINDOWS, zoom=zoom, label="Plan of the CRM roll-out")
