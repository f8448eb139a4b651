"""What do the cells of a Primavera P6 export say: hours, dates, flags, codes?"""

from __future__ import annotations

from datetime import datetime

from golive.engines.schedule.findings import Finding, error
from golive.engines.schedule.formats.mspdi_values import finite, neat, whole
from golive.engines.schedule.plan import Constraint, FloatKind, Kind, LagCalendar, LinkType
from golive.engines.schedule.plan_problems import LARGEST_UID, LONGEST_MIN

Row = dict[str, str]
"""Cells by column, named as XER names them; `LINE` is where the row stands, `LINE` and a column where a cell does."""
Tables = dict[str, list[Row]]
LINE = "%line"

LINKS = {"PR_FS": LinkType.FS, "PR_SS": LinkType.SS, "PR_FF": LinkType.FF, "PR_SF": LinkType.SF}
KINDS = {
    "TT_Task": Kind.TASK,
    "TT_Rsrc": Kind.TASK,
    "TT_Mile": Kind.START_MILESTONE,
    "TT_FinMile": Kind.FINISH_MILESTONE,
    "TT_LOE": Kind.LEVEL_OF_EFFORT,
    "TT_WBS": Kind.WBS_SUMMARY,
}
CONSTRAINTS = {
    "CS_MANDSTART": Constraint.MSO,
    "CS_MANDFIN": Constraint.MFO,
    "CS_MSOA": Constraint.SNET,
    "CS_MSOB": Constraint.SNLT,
    "CS_MEOA": Constraint.FNET,
    "CS_MEOB": Constraint.FNLT,
    "CS_ALAP": Constraint.ALAP,
}
PAIRS = {"CS_MSO": (Constraint.SNET, Constraint.SNLT), "CS_MEO": (Constraint.FNET, Constraint.FNLT)}
"""“Start on” and “finish on” do not override links in P6: they are a floor and a cap at once."""
LAG_CALENDARS = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_ProjDefault": LagCalendar.PROJECT,
    "rcal_24Hour": LagCalendar.ROUND_THE_CLOCK,
}
FLOATS = {"FT_SS": FloatKind.START, "FT_FF": FloatKind.FINISH, "FT_Min": FloatKind.SMALLEST}
PERCENTS = {"CP_Drtn": "duration", "CP_Units": "units", "CP_Phys": "physical"}
RESOURCES = {"RT_Labor": "work", "RT_Equip": "work", "RT_Mat": "material"}


class Cells:
    """One row; what is malformed is remembered with its line, and read as missing."""

    def __init__(self, row: Row, who: str, wrong: list[Finding]) -> None:
        self.row, self.who, self.wrong = row, who, wrong

    def text(self, column: str) -> str:
        return self.row.get(column, "").strip()

    def flag(self, column: str) -> bool:
        return self.text(column).upper() == "Y"

    def number(self, column: str, default: float = 0) -> float:
        text = self.text(column)
        try:
            return finite(text) if text else default
        except ValueError:
            self._refuse(column, text, "a number")
            return default

    def integer(self, column: str) -> int | None:
        text = self.text(column)
        try:
            return whole(text) if text else None
        except ValueError:
            self._refuse(column, text, f"a whole number up to {LARGEST_UID}")
            return None

    def minutes(self, column: str) -> float | None:
        """Hours as minutes, to the tenth."""
        text = self.text(column)
        if not text:
            return None
        hours = self.number(column)
        if abs(hours) * 60 > LONGEST_MIN:
            self._refuse(column, text, "a number of hours")
            return None
        return neat(round(hours * 600) / 10)

    def duration(self, column: str) -> float | None:
        """Hours that cannot be negative, as minutes."""
        found = self.minutes(column)
        if found is not None and found < 0:
            self._refuse(column, self.text(column), "0 or more hours")
        return found

    def line(self, column: str = "") -> int | None:
        """Where the row, or one of its cells, stands in the file."""
        line = self.row.get(LINE + column) or self.row.get(LINE)
        return int(line) if line else None

    def moment(self, column: str) -> datetime | None:
        text = self.text(column)
        try:
            return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
        except ValueError:
            self._refuse(column, text, "a date such as 2026-03-02 08:00")
            return None

    def _refuse(self, column: str, text: str, wanted: str) -> None:
        shown = text if len(text) <= 40 else text[:40] + "…"
        self.wrong.append(
            error(f"p6.{column}", f"{self.who}: {column} is “{shown}”.", f"Write {wanted}.", line=self.line(column))
        )


def coded(codes: dict[str, object], text: str) -> str | None:
    """The code that a text means, without regard to case."""
    return next((code for code in codes if code.casefold() == text.casefold()), None)
