"""How do coverage and demands look as a table?"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from golive.career.portfolio.sections import STORIES
from golive.career.resume import Tailored
from golive.career.stories import Coverage, Told
from golive.foundation.look.icons import rag
from golive.foundation.look.tables import Column, Row
from golive.foundation.look.words import plural
from golive.plain.practices import PRACTICES

TONES = {"strong": "green", "fair": "amber", "weak": "red"}
MISSING = Markup('<span class="missing">No story yet</span>')
STORY_COLUMNS = [
    Column("Practice", css="wide"),
    Column("Score"),
    Column("From"),
    Column("Figures", css="grey"),
    Column("Others", css="grey", narrow=False),
]
DEMAND_COLUMNS = [Column("Demand"), Column("Asked", css="number"), Column("State"), Column("Met by", css="wide wrap")]


def practice_rows(found: Coverage, address: Callable[[Told], str]) -> list[Row]:
    """The 25 practices, each with its best story, or with the way to tell one."""
    return [_practice(number, stories, address) for number, stories in found.by_practice.items()]


def _practice(number: int, stories: list[Told], address: Callable[[Told], str]) -> Row:
    name = f"{number}. {PRACTICES[number]}"
    if not stories:
        return Row([name, rag("grey", "gap"), MISSING, "", ""], url=f"{STORIES}new/?practice={number}", drawer=False)
    best = stories[0]
    points = rag(TONES[best.score.label], f"{best.score.total} of 12")
    others = f"{len(stories) - 1} more" if len(stories) > 1 else ""
    return Row([name, points, best.origin, figure_count(best), others], url=address(best), drawer=False)


def figure_count(told: Told) -> str:
    """How many figures rest on evidence, and how many on the person's word."""
    held = [f"{len(told.evidenced)} with evidence"] if told.evidenced else []
    held += [plural(len(told.claims), "claim")] if told.claims else []
    return ", ".join(held) or "none"


def demand_rows(made: Tailored) -> list[Row]:
    """What is demanded, and the first of one's own lines that meets it; a gap stays open."""
    return [
        Row(
            [
                row.term,
                f"{row.asked}×",
                rag("green", "met") if row.met else rag("red", "gap"),
                escape(next(iter([*row.bullets, *row.skills]), "–")),
            ]
        )
        for row in made.coverage
    ]
