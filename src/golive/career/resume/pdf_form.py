"""How does the résumé look on paper, so that a machine reads every bullet in order and each build is the same bytes?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_inter  # type: ignore[import-untyped]
import typst

from golive.career.resume.layout import blocks
from golive.career.resume.resume import Resume

_HERE = Path(__file__).parent
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # the file's own date: a clock would make every build differ
# our font alone, tagged for readers; where it lacks a character, the machine's fonts; where none has it, untagged
_WAYS: tuple[tuple[bool, list[Any]], ...] = ((False, ["ua-1"]), (True, ["ua-1"]), (True, []))


def pdf(resume: Resume) -> bytes:
    """A tagged PDF of one column, with embedded fonts, without ligatures, hyphens or pictures of text.

    >>> pdf(Resume("Ada Example"))[:5]
    b'%PDF-'
    """
    # the person's words reach typst as JSON only, so that nothing in them is ever markup
    held = [{"kind": block.kind, "text": block.text} for block in blocks(resume)]
    given = {"resume": json.dumps({"name": resume.name, "blocks": held}, sort_keys=True)}
    for system_fonts, standards in _WAYS:
        compiler = typst.Compiler(
            _HERE / "resume.typ",
            root=_HERE,
            font_paths=_fonts(system_fonts),
            ignore_system_fonts=not system_fonts,
        )
        try:
            made = compiler.compile(format="pdf", sys_inputs=given, timestamp=UNDATED, pdf_standards=standards)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error) or not standards:
                raise
            continue
        if isinstance(made, bytes):
            return made
    raise RuntimeError(f"The résumé of {resume.name} could not be printed.")


@lru_cache(maxsize=2)
def _fonts(system_fonts: bool) -> typst.Fonts:
    folder = fontpkg_inter.ROOT / "files"
    return typst.Fonts(include_system_fonts=system_fonts, include_embedded_fonts=True, font_paths=[folder])
