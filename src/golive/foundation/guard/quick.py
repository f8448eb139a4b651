"""Can this sheet be judged at the speed of a search, because it is written as every spreadsheet program writes it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from golive.foundation.guard.limits import Limits

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_UNUSUAL = re.compile(
    rb"<!|\0|<\?xml[^>]*encoding(?!=[\"'](?:utf-8|UTF-8)[\"'])|<[A-Za-z0-9_.-]+:(?:c|row)[\s/>]|<[^<>]{2000}"
)
_CELLS = re.compile(rb"<c[\s/>]")
_ROWS = re.compile(rb"<row[\s/>]")
_STRINGS = re.compile(rb"<si[\s/>]")
_PIECE = 1 << 20
_LONGEST = 3 * _PIECE
# A sheet has a few elements for each cell; one with many more of something else is looked at slowly.
_ELEMENTS_PER_CELL, _OTHER_ELEMENTS = 8, 2_000


def quick_extent(stream: IO[bytes], limits: Limits) -> tuple[int, int] | None:
    """The furthest row and column of a sheet, or None where it must be read element by element.

    Only the plain form is judged here: UTF-8, no comment, no CDATA, no DTD, each cell beginning with its address. Every
    tag that could be a cell in another form makes the answer None, so nothing is hidden from the slow reader.
    """
    columns: set[bytes] = set()
    far_row = cells = elements = 0
    for piece in _pieces(stream):
        found, rows = _CELL.findall(piece), _ROW.findall(piece)
        if not _is_usual(piece) or len(found) != len(_CELLS.findall(piece)):
            return None
        if len(rows) != len(_ROWS.findall(piece)):
            return None
        columns.update(letters for letters, _ in found)
        far_row = max(far_row, max((int(number) for _, number in found), default=0), max(map(int, rows), default=0))
        cells += len(found)
        elements += piece.count(b"<") - piece.count(b"</")
    if elements > _most_elements(cells, limits):
        return None
    return far_row, max((_number(letters) for letters in columns), default=0)


def quick_strings(stream: IO[bytes], limits: Limits) -> bool:
    """Whether the table of shared texts is plain; False where it must be read element by element."""
    strings = elements = 0
    for piece in _pieces(stream):
        if not _is_usual(piece):
            return False
        strings += len(_STRINGS.findall(piece))
        elements += piece.count(b"<") - piece.count(b"</")
    return elements <= _most_elements(strings, limits)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that end before a tag: no tag is cut in two. A piece grows until a tag begins."""
    left = b""
    while data := stream.read(_PIECE):
        data = left + data
        at = data.rfind(b"<")
        if at > 0:
            yield data[:at]
            data = data[at:]
        elif len(data) > _LONGEST:  # no tag for so long: unusual, and gluing on would cost the square of its length
            yield data
            data = b""
        left = data
    if left:
        yield left


def _is_usual(piece: bytes) -> bool:
    return len(piece) <= _LONGEST and not _UNUSUAL.search(piece)


def _most_elements(entries: int, limits: Limits) -> int:
    return min(limits.xml_elements, _ELEMENTS_PER_CELL * entries + _OTHER_ELEMENTS)


def _number(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column
