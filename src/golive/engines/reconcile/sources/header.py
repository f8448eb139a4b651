"""Where does the table in this CSV text begin, and what separates and quotes its cells? Counted, never guessed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from golive.engines.reconcile.refusals import refuse

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_LINE = re.compile(r"\r\n|\r|\n")
_FIGURE = re.compile(r"\s*[-+]?[\d.,:/ T-]*\d[\d.,:/ TZ-]*\s*%?")  # a number, a date, a time
MOST = 21  # rows that are looked at


@dataclass(frozen=True)
class Header:
    """The names of the columns, the lines above them, and the signs between and around cells."""

    headers: list[str]
    skip: int
    delimiter: str
    quote: str
    notices: list[str]


def find_header(head: str, name: str, delimiter: str = "") -> Header:
    """The header in the first lines of a file; ``delimiter`` where the caller knows it.

    >>> found = find_header("Export of 2026\\n\\nid;name\\n1;a\\n", "a.csv")
    >>> found.headers, found.skip, found.delimiter
    (['id', 'name'], 2, ';')
    """
    delimiter, skip, notice = _delimiter(head, delimiter)
    skip, title = _title(head, delimiter, skip)
    headers, quote = _names(head, name, delimiter, skip)
    return Header(headers, skip, delimiter, quote, [each for each in (notice, title) if each])


def _delimiter(head: str, wanted: str) -> tuple[str, int, str]:
    """Delimiter, lines to skip before the header, and what to say about it. By counting, never by a guess."""
    first = head.partition("\n")[0].strip()
    if first.startswith("sep=") and first[4:] in _DELIMITERS:
        return wanted or first[4:], 1, ""
    if wanted:
        return wanted, 0, ""
    widths = {mark: _agreeing_width(_rows(head, mark, MOST)) for mark in _DELIMITERS}
    best = max(widths, key=lambda mark: widths[mark])
    if widths[best] <= 1:  # unless a title stands over the table
        widths = {mark: _agreeing_width(_below(_rows(head, mark, MOST), head)) for mark in _DELIMITERS}
        best = max(widths, key=lambda mark: widths[mark])
    if widths[best] <= 1:  # a ragged file has more, and is refused at its line rather than read as one column
        return ",", 0, "The file has a single column."
    return best, 0, "" if best == "," else f"The columns are separated by {_DELIMITERS[best]}s."


def _agreeing_width(rows: list[list[str]]) -> float:
    """The header's width, scaled by how many of the next rows have it; a quoted comma does not mislead."""
    widths = [len(row) for row in rows]
    return widths[0] * (1 + sum(width == widths[0] for width in widths)) / (1 + len(widths)) if widths else 0


def _below(rows: list[list[str]], head: str) -> list[list[str]]:
    """The rows from the header on, where a title stands over them; none where there is no title.

    A title needs proof, or the first row of data would be taken for a header in silence: a blank line under it, or a
    header that `is_header` over what follows.
    """
    above = next((at for at, row in enumerate(rows) if len(row) > 1), 0)
    table = rows[above:]
    if not above or len(table) < 2 or len({len(row) for row in table}) > 1:
        return []
    if any(_LINE.search(row[0]) for row in rows[:above]):  # its lines could not be counted
        return []
    return table if _has_gap(head, above) or is_header(table[0], table[1:]) else []


def _has_gap(head: str, above: int) -> bool:
    """Whether a blank line stands right under the first ``above`` lines that are not blank."""
    lines = _LINE.split(head)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return filled[above] - filled[above - 1] > 1


def is_header(names: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether names stand here: all different, and one of them over a column of nothing but figures.

    >>> is_header(["id", "name"], [["1", "a"], ["2", "b"]]), is_header(["Smith", "John"], [["Doe", "Jane"]])
    (True, False)
    """
    if not all(name.strip() for name in names) or len(set(names)) < len(names):
        return False
    columns = ([row[at] for row in below if at < len(row) and row[at].strip()] for at in range(len(names)))
    figures = (
        (name, bool(held) and all(map(_FIGURE.fullmatch, held))) for name, held in zip(names, columns, strict=True)
    )
    return any(is_figures and not _FIGURE.fullmatch(name) for name, is_figures in figures)


def _title(head: str, delimiter: str, skip: int) -> tuple[int, str]:
    """The lines to skip before the header: blank ones, and a title of one cell over a table of several columns."""
    lines = _LINE.split(head)
    while skip < len(lines) and not lines[skip].strip():
        skip += 1
    rest = "\n".join(lines[skip:])
    rows = _rows(rest, delimiter, MOST)
    table = _below(rows, rest)
    if not table:
        return skip, ""
    titles = rows[: len(rows) - len(table)]
    above, first = len(titles), skip
    while above or not lines[skip].strip():
        above -= bool(lines[skip].strip())
        skip += 1
    said = "; ".join(row[0].strip() for row in titles)
    return skip, f"Lines {first + 1} to {skip} were taken for a title: {said[:80]}."


def _rows(head: str, delimiter: str, most: int, quote: str = '"') -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, quotechar=quote):
            if len(row) > 1 or any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) == most:
                break
    except csv.Error:
        pass
    return rows


def _names(head: str, name: str, delimiter: str, skip: int) -> tuple[list[str], str]:
    """The names of the columns, and the sign that quotes them."""
    rest = "\n".join(_LINE.split(head)[skip:])
    rows = _rows(rest, delimiter, 1)
    if not rows:
        refuse("source.header", f"{name} has no header line.", "The first line must name the columns.")
    single = len(rows[0]) > 1 and all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in rows[0])
    return (_rows(rest, delimiter, 1, "'")[0], "'") if single else (rows[0], '"')
