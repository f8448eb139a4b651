"""What does this cell say, and if it cannot be read, why not and what to do?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from golive.connectors.raid_sheet.levels import Scale, read_level, read_score
from golive.connectors.raid_sheet.mapping import SheetMapping
from golive.connectors.raid_sheet.vocabulary import means_nothing
from golive.foundation.export import restored
from golive.foundation.guard import Line
from golive.plain.interchange import PersonGiven, RowProblem, person_given
from golive.plain.written_dates import Order, from_serial, read_day

_TEXT_LIMIT = 20_000
_FORMULA_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")


@dataclass(frozen=True)
class Reading:
    """What was found out about a whole sheet before its rows are read."""

    mapping: SheetMapping
    order: Order
    scales: dict[str, Scale]
    is_csv: bool


@dataclass
class Row:
    """One row being read; collects its problems and what was assumed on the way."""

    line: Line
    reading: Reading
    problems: list[RowProblem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        index = self.reading.mapping.index_of(name)
        return "" if index is None else self.text_at(index, name)

    def text_at(self, index: int, name: str) -> str:
        """The trimmed text; a formula error rejects the row, a placeholder like n/a is nothing."""
        text = self.line.text(index)
        if text in _FORMULA_ERRORS:
            if name:
                self.problem(name, text, "The formula in this cell is broken.", "Mend the formula, or type the value.")
            return ""
        if means_nothing(text):
            return ""
        text = restored(text) if self.reading.is_csv else text
        if len(text) > _TEXT_LIMIT:
            self.problem(
                name or "text", text[:40], f"The text has {len(text):,} characters.", f"At most {_TEXT_LIMIT:,}."
            )
        return text

    def day(self, name: str) -> date | None:
        index = self.reading.mapping.index_of(name)
        cell = self.line.cells[index] if index is not None and index < len(self.line.cells) else None
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = self.text(name)
        if not text:
            return None
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self._serial(name, float(cell), text)
        found = read_day(text, self.reading.order)
        if found is None:
            self.problem(
                name, text, f"This is no date that can be read as {self.reading.order}.", "Write it as 2026-03-20."
            )
        return found

    def _serial(self, name: str, number: float, text: str) -> date | None:
        moment = from_serial(number)
        if moment is None:
            self.problem(name, text, "A bare number is no date.", "Format the column as a date, or write 2026-03-20.")
            return None
        self.notices.append(f'Numbers in "{self.header(name)}" are read as Excel dates ({text} = {moment:%Y-%m-%d}).')
        return moment.date()

    def level(self, name: str) -> int | None:
        text = self.text(name)
        if not text:
            return None
        scale = self.reading.scales.get(name, Scale.FIVE)
        level = read_level(text, scale)
        if level is None:
            cure = "Write 1, 2, 3, 4 or 5, or Very low, Low, Medium, High, Very high."
            self.problem(name, text, f"This is no level of {scale}.", cure)
        elif not text.isdigit():
            self.notices.append(f'In "{self.header(name)}", {text[:40]} is read as {level} of 5.')
        return level

    def score(self, name: str) -> int | None:
        """A stated score is only compared: it is computed here, so a broken one never rejects the row."""
        index = self.reading.mapping.index_of(name)
        text = "" if index is None else self.line.text(index)
        return read_score(text)

    def person(self, name: str) -> PersonGiven | None:
        text = self.text(name)
        if any(mark in text for mark in (" / ", "/", ";", " & ", "\n", ", ")) and "@" not in text:
            reason = "Several people are named; one must own it."
            self.problem(name, text, reason, "Name one owner; put the others into the description.", rejects=False)
        return person_given(" ".join(text.split())[:200])

    def header(self, name: str) -> str:
        index = self.reading.mapping.index_of(name)
        return next((c.header for c in self.reading.mapping.columns if c.index == index), name.replace("_", " "))

    def problem(self, name: str, value: str, reason: str, cure: str, *, rejects: bool = True) -> None:
        sheet = self.reading.mapping.sheet
        self.problems.append(RowProblem(self.line.number, self.header(name), value[:200], reason, cure, sheet, rejects))
