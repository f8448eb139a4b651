"""Does the whole status stand on one page of paper, the same bytes each time?"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_inter  # type: ignore[import-untyped]
import typst

from golive.registers.status.page import StatusPage
from golive.registers.status.papers import palette
from golive.registers.status.papers.laying_out import lay_out
from golive.registers.status.papers.sheet import Limits

_HERE = Path(__file__).parent / "typst"

# size of type, air between rows, how much: the first that fits on one page is printed; the last always fits
_FITS = (
    (1.05, 1.5, Limits(words=260, names=70, lines=14, decisions=6, milestones=10, changes=8, notes=4)),
    (1.04, 1.2, Limits(words=260, names=70, lines=14, decisions=6, milestones=10, changes=8, notes=4)),
    (1.0, 1.0, Limits(words=220, names=64, lines=14, decisions=6, milestones=10, changes=8, notes=4)),
    (0.94, 1.0, Limits(words=180, names=60, lines=14, decisions=6, milestones=9, changes=7, notes=3)),
    (0.90, 1.0, Limits(words=140, names=48, lines=13, decisions=5, milestones=8, changes=6, notes=3)),
    (0.87, 1.0, Limits(words=110, names=40, lines=12, decisions=5, milestones=7, changes=5, notes=2)),
    (0.85, 1.0, Limits(words=90, names=34, lines=12, decisions=5, milestones=6, changes=4, notes=2)),
    (0.83, 1.0, Limits(words=72, names=30, lines=12, decisions=5, milestones=6, changes=4, notes=1)),
    (0.81, 1.0, Limits(words=60, names=26, lines=12, decisions=5, milestones=5, changes=3, notes=1)),
    (0.80, 1.0, Limits(words=48, names=22, lines=10, decisions=4, milestones=4, changes=2, notes=0)),
    (0.78, 1.0, Limits(words=40, names=18, lines=7, decisions=3, milestones=3, changes=1, notes=0)),
)


def pdf(page: StatusPage) -> bytes:
    """One A4 page, tagged (PDF/UA-1), dated by the report itself and not by the clock."""
    best, low, high = None, 0, len(_FITS)
    while low < high:  # what fits at one size fits at every tighter one
        middle = (low + high) // 2
        printed = _print(page, _inputs(page, *_FITS[middle]))
        best, low, high = (printed, low, middle) if printed else (best, middle + 1, high)
    if best is not None:
        return best
    raise RuntimeError(f"Status report {page.cover.number} does not fit on one page. Shorten its texts.")


def _inputs(page: StatusPage, scale: float, air: float, limits: Limits) -> dict[str, str]:
    # people's words reach typst as JSON only, so that nothing in them is ever markup
    inks = {name: getattr(palette, name) for name in ("INK", "INK_2", "INK_3", "RULE", "SOFT", "ACCENT")}
    tones = {name: getattr(palette, name) for name in ("FILL", "WASH", "DARK", "BAR")}
    sheet = asdict(lay_out(page, limits)) | {"scale": scale, "air": air, "inks": inks | tones}
    return {"sheet": json.dumps(sheet, default=str, sort_keys=True)}


# our font alone; where it lacks a character, the machine's fonts too; where none has it, without the standard
_WAYS: tuple[tuple[bool, list[Any]], ...] = ((False, ["ua-1"]), (True, ["ua-1"]), (True, []))


def _print(page: StatusPage, given: dict[str, str]) -> bytes | None:
    """The printed page, or None where the content needs a second one."""
    made_on = datetime.combine(page.cover.as_of, time(), UTC)
    for system_fonts, standards in _WAYS:
        compiler = _compiler(system_fonts)
        if isinstance(compiler.compile(format="svg", sys_inputs=given), list):
            return None
        try:
            made = compiler.compile(format="pdf", sys_inputs=given, timestamp=made_on, pdf_standards=standards)
            return made if isinstance(made, bytes) else None
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
    return None


def _compiler(system_fonts: bool) -> typst.Compiler:
    # a compiler of its own for each paper: it cannot be shared between threads
    fonts = _fonts(system_fonts)
    return typst.Compiler(_HERE / "status.typ", root=_HERE, font_paths=fonts, ignore_system_fonts=not system_fonts)


@lru_cache(maxsize=2)
def _fonts(system_fonts: bool) -> typst.Fonts:
    folder = fontpkg_inter.ROOT / "files"
    return typst.Fonts(include_system_fonts=system_fonts, include_embedded_fonts=True, font_paths=[folder])
