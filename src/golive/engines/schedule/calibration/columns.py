"""Which column of a project table says what, whatever it is called?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from golive.engines.schedule.calibration.values import UNITS

_NAMES = {
    "project": "project|project name|project id|project code|project no|project title|projekt|projektname",
    "kind": "class|reference class|project class|category|project category|type|project type|sector|industry|group",
    "id": "id|task id|activity id|uid|unique id|activity|activity no|task no|no|nr|number|#|code|activity code|row"
    "|vorgangsnr|vorgangsnummer",
    "name": "name|task name|activity name|title|description|task|activity description|vorgangsname|vorgang|bezeichnung",
    "wbs": "wbs|wbs code|outline number|psp code|gliederungsnummer",
    "preds": "predecessors|predecessor|preds|pred|depends on|dependencies|dependency|predecessor id|predecessor ids"
    "|immediate predecessors|predecessor s|vorgänger",
    "succs": "successors|successor|succs|immediate successors|nachfolger",
    "duration": "duration|planned duration|baseline duration|original duration|estimated duration|estimate|pd"
    "|duration days|planned days|planned duration days|baseline duration days|planned|baseline|duration d"
    "|dauer|geplante dauer",
    "start": "baseline start|planned start|start|start date|planned start date|baseline start date|bl start"
    "|scheduled start|anfang|geplanter anfang",
    "finish": "baseline finish|baseline end|planned finish|planned end|finish|end|finish date|end date|bl finish"
    "|planned finish date|planned end date|baseline finish date|baseline end date|due date"
    "|scheduled finish|scheduled end|ende|geplantes ende",
    "actual_start": "actual start|actual start date|real start|as|started|aktueller anfang|ist anfang",
    "actual_finish": "actual finish|actual end|actual finish date|actual end date|real finish|real end|af"
    "|finished|completed|aktuelles ende|ist ende",
    "actual_duration": "actual duration|real duration|ad|actual days|actual duration days|actual|real duration days"
    "|aktuelle dauer|ist dauer",
    "optimistic": "optimistic|optimistic duration|low|min|minimum",
    "likely": "most probable|most likely|likely|most probable duration|most likely duration|mode",
    "pessimistic": "pessimistic|pessimistic duration|high|max|maximum",
}
KNOWN = {name: column for column, names in _NAMES.items() for name in names.split("|")}
_AS_ACTUAL = {"start": "actual_start", "finish": "actual_finish", "duration": "actual_duration"}


def plain(header: object) -> str:
    """A header without case, units, underscores and line breaks.

    >>> plain("Actual_Duration (days)"), plain("plannedDuration")
    ('actual duration', 'planned duration')
    """
    text = re.sub(r"([a-z])([A-Z])", r"\1 \2", str(header or ""))
    text = re.sub(r"[\[(].*?[\])]", " ", text)
    return " ".join(re.sub(r"[^\w#]+|_", " ", text).lower().split())


DURATIONS = ("duration", "actual_duration", "optimistic", "likely", "pessimistic")


def unit_of(header: object) -> str:
    """The unit of a column's durations, as its header says it; e before it where it is one of the clock.

    >>> unit_of("Planned Duration (hrs)"), unit_of("actual_duration_minutes"), unit_of("Duration [calendar days]")
    ('h', 'm', 'ed')
    """
    inside = re.findall(r"[\[(](.*?)[\])]", str(header or ""))
    words = [word for text in inside for word in plain(text).split()] or _last(plain(header))
    unit = next((UNITS[word] for word in reversed(words) if word in UNITS), "")
    return f"e{unit}" if unit and {"calendar", "elapsed", "kalender"} & set(words) else unit


def _last(text: str) -> list[str]:
    """The word at the end of a name that may be its unit: min may be a minimum, too."""
    return [word for word in text.split()[1:][-1:] if word != "min"]


def _column(header: object) -> str | None:
    """The known column of a header; a unit at its end is no part of its name."""
    text = plain(header)
    rest, _, last = text.rpartition(" ")
    rest = rest.removesuffix(" in")
    bare = KNOWN.get(rest) if last in UNITS and _last(text) else None
    return KNOWN.get(text) or (bare if bare in DURATIONS and rest not in ("planned", "baseline", "actual") else None)


def _limit(header: object, column: str | None) -> str | None:
    """The column of a least or greatest duration where a table has both: “Duration (min)” is then no minutes."""
    words = re.sub(r"[^a-z]+", " ", str(header or "").lower()).split()
    if column != "duration":
        return column
    return "optimistic" if "min" in words else "pessimistic" if "max" in words else column


def columns_of(header: Sequence[object], *, actuals: bool = False) -> dict[str, int]:
    """The place of every known column; in a file of actuals a plain “start” is the actual one unless another is."""
    found: dict[str, int] = {}
    limits = any(re.search(r"\bmax", str(cell or "").lower()) for cell in header)
    columns = [_limit(cell, _column(cell)) if limits else _column(cell) for cell in header]
    said = set(columns)
    for place, (cell, column) in enumerate(zip(header, columns, strict=True)):
        text = plain(cell)
        if column and actuals and not re.search("baseline|planned|original|scheduled|geplant", text):
            meant = _AS_ACTUAL.get(column, column)
            column = column if meant in said else meant
        if column:
            found.setdefault(column, place)
    return found


def header_row(rows: Sequence[Sequence[object]], *, actuals: bool = False) -> tuple[int, dict[str, int]] | None:
    """The first of the leading rows that names columns, and their places."""
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(rows[:12]):
        found = columns_of(row, actuals=actuals)
        if len(found) >= 2 and (best is None or len(found) > len(best[1])):
            best = number, found
    return best
