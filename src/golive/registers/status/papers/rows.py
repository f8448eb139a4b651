"""What stands in the tables of the slides, and how high will they be?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from golive.registers.status.papers import palette
from golive.registers.status.papers.sheet import Fact, Pill, Sheet


@dataclass(frozen=True)
class Said:
    """A run of text with its size in points, weight and ink."""

    text: str
    size: float = 11
    bold: bool = False
    ink: str = palette.INK


Paragraph = Sequence[Said]
Rows = list[list[Paragraph]]

WORKSTREAMS = (1.75, 1.15, 3.5, 0.8)  # widths in inches
MILESTONES = (1.68, 0.7, 0.7, 0.7, 1.05)
DECISIONS = (3.6, 3.5, 3.2, 2.03)
RISKS = (0.9, 4.4, 3.7, 1.6, 1.73)
_CELL_MARGIN = 0.06
_ROOM_FOR_SHORT_LISTS = 3


def shape(pill: Pill, size: float = 11) -> list[Said]:
    """A colour as shape and word."""
    fill = Said(f"{palette.SHAPE[pill.tone]} ", size, True, palette.FILL[pill.tone])
    return [fill, Said(pill.word, size, True, palette.DARK[pill.tone])]


def quiet(text: str, size: float = 9.5) -> Said:
    return Said(text, size, ink=palette.INK_3)


def _head(*names: str) -> list[Paragraph]:
    return [[quiet(name)] for name in names]


def figures(sheet: Sheet) -> Rows:
    return [
        _head(*(fact.label for fact in sheet.facts)),
        [_figure(fact) for fact in sheet.facts],
        [[quiet(fact.note, 9)] for fact in sheet.facts],
    ]


def _figure(fact: Fact) -> list[Said]:
    mark = [Said(f"{palette.SHAPE[fact.tone]} ", 11, True, palette.FILL[fact.tone])] if fact.tone else []
    grey = fact.tone == "grey"
    return [*mark, Said(fact.value, 12 if grey else 16, True, palette.DARK["grey" if grey else ""])]


def workstreams(sheet: Sheet) -> Rows:
    rows: Rows = [_head("Workstream", "Status", "Evidence and reasons", "Age")]
    for it in sheet.workstreams or sheet.dimensions:
        beside = [Said(f"  {it.beside}", 9, True, palette.DARK["amber"])] if it.beside else []
        figure = [Said(f"{it.figure}  ", 10, True)] if it.figure else []
        reasons = [*figure, Said(it.reasons, 10, ink=palette.INK_2), *beside]
        rows.append([[Said(it.name, 11, True)], shape(it.pill), reasons, [quiet(it.age, 9)]])
    return rows


def milestones(sheet: Sheet) -> Rows:
    rows: Rows = [_head("Milestone", "Baseline", "P50", "P80", "Status")]
    for it in sheet.milestones:
        dates = ([Said(day, 9)] for day in (it.baseline, it.p50, it.p80))
        rows.append([[Said(it.name, 9, True)], *dates, shape(it.pill, 9)])
    return rows


def decisions(sheet: Sheet) -> Rows:
    size = 15 if len(sheet.decisions) <= _ROOM_FOR_SHORT_LISTS else 12
    rows: Rows = [_head("Decision", "We recommend", "Otherwise", "By when, by whom")]
    for it in sheet.decisions:
        ink = palette.DARK["red"] if it.overdue else palette.INK
        title = [Said(f"{it.title}  ", size + 1, True), quiet(it.ref, 10)]
        wanted = [Said(f"{it.by}  ", size, True, ink), Said(it.who, size)]
        rows.append([title, [Said(it.recommendation, size)], [Said(it.consequence, size, ink=palette.INK_2)], wanted])
    return rows


def risks(sheet: Sheet) -> Rows:
    rows: Rows = [_head("Score", "Risk", "Mitigation", "Owner", "Effect")]
    for it in sheet.risks:
        score = [Said(f"{palette.SHAPE[it.tone]} {it.score}", 14, True, palette.DARK[it.tone])]
        title = [Said(f"{it.title}  ", 12, True), quiet(it.ref, 10)]
        rows.append([score, title, [Said(it.mitigation, 12)], [Said(it.owner, 12)], [Said(it.days, 12, True)]])
    return rows


def height(rows: Rows, widths: Sequence[float]) -> float:
    """The height in inches that the table will need, estimated on the safe side from the length of its texts."""
    return sum(max(_cell_height(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _cell_height(said: Paragraph, width: float) -> float:
    biggest = max((run.size for run in said), default=9.0)
    # a character is about half as wide as its size; bold and wide words take a little more
    inches = sum(len(run.text) * run.size * (0.56 if run.bold else 0.52) / 72 for run in said)
    lines = max(1, -(-inches // (width - 0.11)))
    return lines * biggest * 1.2 / 72 + _CELL_MARGIN
