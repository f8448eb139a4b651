"""What does the steering committee see on the wall?"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from pptx import Presentation
from pptx.util import Inches

from golive.registers.status.page import StatusPage
from golive.registers.status.papers import rows
from golive.registers.status.papers.drawing import Box, left, milestone_chart, panel, right, table, text, write
from golive.registers.status.papers.laying_out import lay_out
from golive.registers.status.papers.rows import Said, quiet
from golive.registers.status.papers.same_bytes import same_bytes
from golive.registers.status.papers.sheet import Limits, Sheet

# from roomy to tight: the first whose tables fit their places is drawn
_FITS = (
    Limits(words=190, names=60, lines=9, decisions=5, risks=3, milestones=6, changes=8, notes=3),
    Limits(words=130, names=44, lines=9, decisions=5, risks=3, milestones=6, changes=7, notes=2),
    Limits(words=90, names=32, lines=9, decisions=5, risks=3, milestones=6, changes=7, notes=2),
    Limits(words=60, names=24, lines=8, decisions=5, risks=3, milestones=5, changes=6, notes=1),
    Limits(words=40, names=20, lines=7, decisions=4, risks=3, milestones=5, changes=5, notes=1),
)
_TITLE_ONLY = 5
_LEFT, _WIDTH = 0.5, 12.33
_LINES_HIGH, _DATES_HIGH, _DECISIONS_HIGH, _RISKS_HIGH = 3.65, 1.5, 5.4, 2.75
_AIR = 0.14  # above and below a row that is read from the back of the room


def pptx(page: StatusPage) -> bytes:
    """Three slides, 16:9: the status, the decisions, the risks and changes; native tables and a native chart."""
    made_at = datetime.combine(page.cover.as_of, time(), UTC)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    _status(deck, _tightened(page, _status_fits), made_at)
    _decisions(deck, _tightened(page, _decisions_fit))
    _risks(deck, _tightened(page, _risks_fit))
    _sign(deck, lay_out(page, _FITS[0]), made_at)
    out = io.BytesIO()
    deck.save(out)
    return same_bytes(out.getvalue())


def _tightened(page: StatusPage, fits: Callable[[Sheet], bool]) -> Sheet:
    """The roomiest laying-out that fits this slide."""
    return next(filter(fits, (lay_out(page, limits) for limits in _FITS)), lay_out(page, _FITS[-1]))


def _status_fits(sheet: Sheet) -> bool:
    lines = rows.height(rows.workstreams(sheet), rows.WORKSTREAMS)
    return lines <= _LINES_HIGH and rows.height(rows.milestones(sheet), rows.MILESTONES) <= _DATES_HIGH


def _decisions_fit(sheet: Sheet) -> bool:
    return rows.height(rows.decisions(sheet), rows.DECISIONS) + _AIR * (len(sheet.decisions) + 1) <= _DECISIONS_HIGH


def _risks_fit(sheet: Sheet) -> bool:
    return rows.height(rows.risks(sheet), rows.RISKS) + _AIR * (len(sheet.risks) + 1) <= _RISKS_HIGH


def _sign(deck: Any, sheet: Sheet, made_at: datetime) -> None:
    about = deck.core_properties
    about.title, about.author = f"{sheet.name}: {sheet.report}", sheet.people[0]
    about.subject, about.language = sheet.sentence, "en"
    about.last_modified_by, about.revision = sheet.people[0], 1
    about.created = about.modified = made_at.replace(tzinfo=None)


def _slide(deck: Any, sheet: Sheet, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    place = slide.shapes.title
    place.left, place.top, place.width, place.height = Box(_LEFT, 0.6, _WIDTH, 0.55).emu
    left(write(place.text_frame, [[Said(title, 26, True)]]))
    over = [Said(sheet.name, 12, True), quiet(f"   {sheet.client}", 12)]
    text(slide, Box(_LEFT, 0.3, 9.3, 0.28), [over], name="Implementation")
    right(text(slide, Box(9.83, 0.3, 3.0, 0.28), [[Said(f"{sheet.report} · {sheet.as_of}", 12)]], name="Report"))
    text(slide, Box(_LEFT, 7.14, _WIDTH, 0.22), [[quiet(" · ".join(sheet.provenance), 8)]], name="Proof")
    return slide


def _section(slide: Any, x: float, y: float, title: str, note: str = "") -> None:
    text(slide, Box(x, y, 6.0, 0.28), [[Said(title, 14, True), quiet(f"   {note}" if note else "", 10)]], name=title)


def _status(deck: Any, sheet: Sheet, made_at: datetime) -> None:
    slide = _slide(deck, sheet, sheet.sentence)
    band = panel(slide, Box(_LEFT, 1.22, _WIDTH, 0.6), sheet.overall.tone, name="Overall")
    left(write(band.text_frame, [[*rows.shape(sheet.overall, 13), Said(f"   {sheet.detail}", 11)]], margin=0.15))
    width = _WIDTH / len(sheet.facts)
    table(slide, _LEFT, 1.95, [width] * len(sheet.facts), rows.figures(sheet), name="Figures")
    _section(slide, _LEFT, 3.05, "Workstreams", sheet.more["workstreams"])
    table(slide, _LEFT, 3.35, rows.WORKSTREAMS, rows.workstreams(sheet), name="Workstreams")
    if sheet.milestones:
        _section(slide, 8.0, 3.05, "Days after the baseline", sheet.more["milestones"])
        milestone_chart(slide, Box(7.9, 3.3, 4.95, 2.2), sheet.milestones, made_at=made_at, name="Milestone chart")
        table(slide, 8.0, 5.5, rows.MILESTONES, rows.milestones(sheet), name="Milestones")


def _decisions(deck: Any, sheet: Sheet) -> None:
    slide = _slide(deck, sheet, "Decisions needed" if sheet.decisions else "No decision is needed")
    if sheet.decisions:
        table(slide, _LEFT, 1.4, rows.DECISIONS, rows.decisions(sheet), name="Decisions", air=_AIR)
    text(slide, Box(_LEFT, 6.85, _WIDTH, 0.25), [[quiet(sheet.more["decisions"], 10)]], name="Rest")


def _risks(deck: Any, sheet: Sheet) -> None:
    slide = _slide(deck, sheet, "Top risks, and what changed")
    if sheet.risks:
        table(slide, _LEFT, 1.3, rows.RISKS, rows.risks(sheet), name="Risks", air=_AIR)
    else:
        text(slide, Box(_LEFT, 1.4, _WIDTH, 0.3), [[Said("No open risk is recorded.", 12)]], name="Risks")
    said = sheet.changed or ("Nothing moved, or there is no earlier report.",)
    _bullets(slide, Box(_LEFT, 4.2, 6.7, 2.5), "Changed since last report", said, sheet.more["changed"])
    if sheet.notes:
        _bullets(slide, Box(7.6, 4.2, 5.2, 2.5), "From the manager", sheet.notes, sheet.more["notes"])


def _bullets(slide: Any, at: Box, title: str, said: tuple[str, ...], more: str) -> None:
    _section(slide, at.x, at.y, title, more)
    below = Box(at.x, at.y + 0.36, at.width, at.height)
    text(slide, below, [[Said(f"–  {line}", 12)] for line in said], name=f"{title}: list", gap=3)
