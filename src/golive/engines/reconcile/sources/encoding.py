"""In which encoding are the bytes of this text file, and do they fit the one that was chosen?"""

from __future__ import annotations

import codecs
import gzip
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, NoReturn, cast

from golive.engines.reconcile.refusals import refuse

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PIECE = 1 << 20
_BOMB = 1000  # a gzip file of real rows does not unpack to a thousand times its size
_BOMB_FROM = 1 << 30
_CONTROLS = re.compile("[\x80-\x9f]")  # no export writes them: in Windows-1252 these bytes are € „ “ – …
_WORDS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "iso8859-1": "ISO-8859-1"}
_NUL = "Choose UTF-16 if it is that, or export it again as CSV."
_OTHER = "Choose the right encoding (--encoding on the command line), or save it as UTF-8."


def is_packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def opened(path: Path) -> IO[bytes]:
    """The bytes of the file, unpacked where it is gzipped."""
    return cast(IO[bytes], gzip.open(path, "rb") if is_packed(path) else path.open("rb"))


def encoding_of(path: Path, chosen: str, otherwise: str) -> tuple[str, list[str]]:
    """The encoding and what must be said of it.

    ``chosen`` is taken by its word: what contradicts it is refused. Without it: by the byte-order mark, else UTF-8 if
    every byte agrees, else ``otherwise`` or Windows-1252, with a notice.
    """
    for name in filter(None, (chosen, otherwise)):
        _require_known(name)
    with opened(path) as stream:
        start = stream.read(4)
    if not start:
        refuse("source.empty", f"{path.name} is empty (0 bytes).", "Export it again.")
    marked = next((code for mark, code in _MARKS if start.startswith(mark)), "")
    if chosen:
        return _as_chosen(path, codecs.lookup(chosen).name, marked)
    if marked:
        return marked, [] if marked == "utf-8-sig" else [f"{path.name} was read as {marked.upper()}."]
    if wide := _wide(path):
        return wide, [f"{path.name} was read as {wide.upper()}, which has no mark at its beginning."]
    if _is_utf8(path):
        return "utf-8", []
    if otherwise:
        return otherwise, [f"{path.name} is not UTF-8; it was read as {otherwise.upper()}, as named."]
    return "cp1252", [f"{path.name} is not UTF-8; it was read as Windows-1252. Check one name with an accent."]


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text of the file in pieces. ``Refused`` with line and byte where the bytes are not of the encoding."""
    decoder, read, lines = codecs.getincrementaldecoder(encoding)(), 0, 1
    strict = codecs.lookup(encoding).name == "iso8859-1"
    for piece in chain(_pieces(path), [b""]):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as broken:
            at = read - (len(broken.object) - len(piece)) + broken.start
            line = lines + broken.object[: broken.start].count(b"\n")
            _refuse_byte(path, line, broken.object[broken.start], at, encoding)
        if strict and (control := _CONTROLS.search(text)):
            line = lines + text.count("\n", 0, control.start())
            _refuse_byte(path, line, ord(control.group()), read + control.start(), encoding)
        if (nul := text.find("\0")) >= 0:
            problem = f"{path.name}, line {lines + text.count(chr(10), 0, nul):,} holds a NUL character."
            refuse("source.nul", problem, _NUL)
        yield text
        lines += text.count("\n")
        read += len(piece)


def _as_chosen(path: Path, chosen: str, marked: str) -> tuple[str, list[str]]:
    """The encoding as the decoder wants it; what is not held against every byte later is held against it here."""
    if marked and chosen.replace("-", "_").split("_")[:2] != marked.replace("-", "_").split("_")[:2]:
        problem = f"{path.name}, line 1: its first bytes are the mark of {_word(marked)}, not of {_word(chosen)}."
        refuse("source.encoding", problem, f"Choose {_word(marked)}, or let it be detected.")
    told = f"{path.name} was read as {_word(chosen)}, as chosen"
    if chosen.startswith("utf-16"):
        used = marked or _wide(path)
        if not used:
            with opened(path) as stream:
                _refuse_byte(path, 1, stream.read(1)[0], 0, chosen)
        return used, [f"{told}."]
    if chosen.startswith("utf-8"):
        if not marked:
            deque(decoded(path, "utf-8"), maxlen=0)
        return marked or "utf-8", []
    if _is_utf8(path) and not all(piece.isascii() for piece in _pieces(path)):
        return chosen, [f"{told}, though every byte of it agrees with UTF-8. Check one name with an accent."]
    return chosen, [f"{told}."]


def _word(encoding: str) -> str:
    return _WORDS.get(encoding, encoding.upper())


def _refuse_byte(path: Path, line: int, byte: int, at: int, encoding: str) -> NoReturn:
    problem = (
        f"{path.name}, line {line:,}: the byte {byte:#04x} at {at:,} is not {_word(codecs.lookup(encoding).name)}."
    )
    refuse("source.encoding", problem, _OTHER)


def _require_known(name: str) -> None:
    try:
        codecs.lookup(name)
    except LookupError:
        cure = "Write utf-8, cp1252, latin-1, shift_jis or utf-16."
        refuse("source.encoding", f"There is no encoding {name!r}.", cure)


def _pieces(path: Path) -> Iterator[bytes]:
    total, packed = 0, path.stat().st_size
    with opened(path) as stream:
        while piece := stream.read(_PIECE):
            total += len(piece)
            if total > _BOMB_FROM and total > packed * _BOMB:
                refuse("source.bomb", f"{path.name} unpacks to over {_BOMB:,} times its size.", "Give the plain file.")
            yield piece


def _wide(path: Path) -> str:
    """UTF-16 without its mark: every second byte of the first lines is NUL."""
    with opened(path) as stream:
        start = stream.read(200)
    nul = [at % 2 for at, byte in enumerate(start) if not byte]
    if len(nul) < len(start) // 3 or len(set(nul)) != 1:
        return ""
    return "utf-16-le" if nul[0] else "utf-16-be"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(path):
            if b"\0" in piece:
                refuse("source.nul", f"{path.name} holds a NUL character.", _NUL)
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
