"""Which texts do the parts of a workbook hold, read as a stream and without what nobody asked for?"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator
from tempfile import TemporaryFile
from typing import IO
from xml.parsers import expat

CHUNK = 1 << 17
LONGEST_TAG = 1 << 20  # bytes that the parser holds back until a tag, a comment or the like is complete
MOST_TEXT = 4_000_000_000  # bytes of shared texts; a disclosure file of 500 MB has a tenth of them
MOST_COLUMNS = 1_000
LONGEST = 1_000_000  # characters of one cell; Excel itself keeps 32,767
SKIPPED = -1
DIGITS = "0123456789"
Choose = Callable[[list[str]], Collection[int] | None]
Spill = Callable[[], IO[bytes]]  # opens a file to be written and read, which is gone when it is closed


class PartError(Exception):
    """A part of the workbook cannot be read; the message says why."""


def events(part: IO[bytes], parser: expat.XMLParserType) -> Iterator[int]:
    """Feed the part to the parser, a chunk at a time; yields how many bytes of it are read. Raises PartError."""

    def refuse(*_: object) -> None:
        raise PartError("it declares entities or a document type, which no workbook needs")

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    fed = 0
    try:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST_TAG:
                raise PartError(f"it holds a tag of more than {LONGEST_TAG:,} bytes")
            yield part.tell()
        parser.Parse(b"", True)
        yield part.tell()
    except expat.ExpatError as wrong:
        raise PartError(str(wrong)) from None


class Strings:
    """The shared strings of a workbook, of which memory holds the first bytes only; the others wait in a file.

    They lie in blocks of a few texts, so that two million of them need one megabyte to be found again.
    """

    HELD = 32_000_000  # bytes in memory: who writes a workbook numbers the texts as they occur, common ones first
    BLOCK = 16  # texts
    PIECE = 1_000_000  # bytes that go to the file at once
    END = b"\0"  # of a text; XML has no such character

    def __init__(self, spill: Spill = TemporaryFile) -> None:
        self._spill = spill
        self._file: IO[bytes] | None = None
        self._head, self._tail = bytearray(), bytearray()
        self._open = self._head  # where the block goes that is being filled
        self._starts, self._count, self._written = array("Q"), 0, 0

    def add(self, text: str) -> None:
        """Raises PartError where all of them together are too long, OSError where the disk is full."""
        if self._count % self.BLOCK == 0:
            self._begin()
        self._open += text.encode("utf-8", "replace") + self.END
        self._count += 1

    def _begin(self) -> None:
        length = self._length()
        if length > MOST_TEXT:
            raise PartError(f"its shared texts have more than {MOST_TEXT:,} bytes")
        if len(self._tail) >= self.PIECE:
            self._file = self._file or self._spill()
            self._file.write(self._tail)
            self._file.flush()
            self._written += len(self._tail)
            self._tail.clear()
        self._open = self._head if length < self.HELD else self._tail
        self._starts.append(length)

    def _length(self) -> int:
        return len(self._head) + self._written + len(self._tail)

    def __getitem__(self, at: int) -> str:
        if not 0 <= at < self._count:
            raise IndexError(at)
        block, place = divmod(at, self.BLOCK)
        start = self._starts[block]
        end = self._starts[block + 1] if block + 1 < len(self._starts) else self._length()
        return self._bytes(start, end).split(self.END)[place].decode()

    def _bytes(self, start: int, end: int) -> bytes | bytearray:
        if start < len(self._head):
            return self._head[start:end]
        start, end = start - len(self._head), end - len(self._head)
        if start >= self._written:
            return self._tail[start - self._written : end - self._written]
        assert self._file is not None
        self._file.seek(start)
        return self._file.read(end - start)

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        """Give the file back, where there is one."""
        if self._file is not None:
            self._file.close()


class _StringReader:
    """Fills `Strings`: the runs of one item are joined, how it is pronounced is left out."""

    def __init__(self, found: Strings) -> None:
        self.found, self.parts, self.taking, self.aside = found, [""], False, False
        self.length = 0

    def start(self, name: str, _: object) -> None:
        local = name.rpartition(":")[2]
        if local == "t":
            self.taking = not self.aside
        elif local == "si":
            self.parts, self.aside, self.length = [], False, 0
        elif local == "rPh":
            self.aside = True

    def end(self, name: str) -> None:
        self.taking = False
        local = name.rpartition(":")[2]
        if local == "si":
            self.found.add("".join(self.parts))
        elif local == "rPh":
            self.aside = False

    def text(self, data: str) -> None:
        if self.taking:
            self.length += len(data)
            if self.length > LONGEST:
                raise PartError(f"a shared text has more than {LONGEST:,} characters")
            self.parts.append(data)


def strings(part: IO[bytes], spill: Spill = TemporaryFile, told: Callable[[int], None] = lambda done: None) -> Strings:
    """The shared strings in their order; ``told`` hears how many bytes are read. Raises PartError, OSError."""
    found, parser = Strings(spill), expat.ParserCreate()
    reader = _StringReader(found)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    for done in events(part, parser):
        told(done)
    return found


class _RowReader:
    """Collects the rows of a sheet; without a handler for ends, which would cost as much again as all the rest.

    What a cell holds is told between the start of its value and the next start, in several pieces where a chunk ends
    within it; so the number of a shared text is looked up only when the next cell begins. Cells of columns that nobody
    asked for are passed over as soon as their name is read.
    """

    def __init__(self, shared: Strings, choose: Choose) -> None:
        self.shared, self.choose = shared, choose
        self.ready: list[list[str]] = []
        self.row: list[str] | None = None
        self.chosen = False
        self.places: dict[str, int] = {}  # of columns by their letters; SKIPPED where nobody asked for one
        self.wanted: Collection[int] = range(MOST_COLUMNS)
        self.column, self.next = SKIPPED, 0
        self.numbered = SKIPPED  # the column that holds the number of a shared text, not yet the text
        self.kind: str | None = None
        self.taking = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            at = self.places.get(attributes.get("r", "").rstrip(DIGITS))
            self.column = at = self._place(attributes) if at is None else at
            if at >= 0:
                self._begin(at, attributes)
        elif name == "v" or name == "t":
            self.taking = self.column >= 0 and (name == "v" or self.kind == "inlineStr")
        elif name == "row":
            self.finish()
            self.row, self.next = [], 0
        else:
            self._other(name, attributes)

    def _place(self, attributes: dict[str, str]) -> int:
        """The place of a column that was not met before, or of a cell that does not say where it stands."""
        letters = attributes.get("r", "").rstrip(DIGITS)
        at = column(letters) if letters else self.next
        place = at if at in self.wanted else SKIPPED
        if letters:
            self.places[letters] = place
        else:
            self.next = at + 1
        return place

    def _begin(self, at: int, attributes: dict[str, str]) -> None:
        if self.row is None:
            raise PartError("a cell stands outside of any row")
        self._look_up()
        self.kind, self.taking, self.next = attributes.get("t"), False, at + 1
        if at >= len(self.row):
            self.row.extend([""] * (at + 1 - len(self.row)))
        if self.kind == "s":
            self.numbered = at

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        """Anything else ends a value; some writers put a prefix before every name."""
        self.taking = False
        local = name.rpartition(":")[2]
        if local != name and local in {"row", "c", "v", "t"}:
            self.start(local, attributes)

    def text(self, data: str) -> None:
        if not self.taking or self.column < 0 or self.row is None:
            return
        if len(self.row[self.column]) + len(data) > LONGEST:
            raise PartError(f"a cell holds more than {LONGEST:,} characters")
        else:
            self.row[self.column] += data

    def _look_up(self) -> None:
        at, self.numbered = self.numbered, SKIPPED
        if at == SKIPPED or self.row is None or not (number := self.row[at].strip()):
            return
        try:
            self.row[at] = self.shared[int(number)]
        except (ValueError, IndexError):
            raise PartError(f"a cell names the shared text “{number[:20]}”, which is not there") from None

    def finish(self) -> None:
        """The row is complete: until the columns are chosen, each row is asked whether it names them."""
        if self.row is None:
            return
        self._look_up()
        row, self.row = [cell.strip() for cell in self.row], None
        if not self.chosen and (chosen := self.choose(row)) is not None:
            self.chosen, self.wanted, self.places = True, frozenset(chosen), {}
        self.ready.append(row)


def rows(part: IO[bytes], shared: Strings, choose: Choose) -> Iterator[tuple[int, list[list[str]]]]:
    """The bytes read so far with the rows that they completed. Raises PartError.

    ``choose`` is asked row by row until it names the places of the columns that are needed; the others are then "".
    """
    parser = expat.ParserCreate()
    reader = _RowReader(shared, choose)
    parser.StartElementHandler, parser.CharacterDataHandler = reader.start, reader.text
    for done in events(part, parser):
        ready, reader.ready = reader.ready, []
        yield done, ready
    reader.finish()
    yield part.tell(), reader.ready


def column(letters: str) -> int:
    """The place of a column: A is 0, AB is 27.

    >>> column("A"), column("AB")
    (0, 27)
    """
    at = 0
    for letter in letters[:4].upper():
        at = at * 26 + ord(letter) - 64
    return at - 1
