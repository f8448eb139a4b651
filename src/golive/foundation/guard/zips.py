"""Is this zip container what it says, and small enough to open? Answered before anything is unpacked."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from golive.foundation.guard.limits import Limits
from golive.foundation.guard.refusals import refuse

_AGAIN = "Open it where it was made and save it again."
_BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, zlib.error)


@contextmanager
def opened_zip(path: str, limits: Limits, members: int) -> Iterator[zipfile.ZipFile]:
    """The container after all checks: members, names, links, encryption, overlap, and what it really inflates to."""
    try:
        archive = zipfile.ZipFile(path)
    except _ZIP_ERRORS as broken:
        refuse("zip.broken", f"The container is damaged ({broken}).", _AGAIN)
    with archive:
        check_zip(archive, limits, members)
        yield archive


def check_zip(archive: zipfile.ZipFile, limits: Limits, members: int) -> None:
    infos = archive.infolist()
    if len(infos) > members:
        refuse("zip.members", f"The container has {len(infos):,} parts (limit {members:,}).", _AGAIN)
    for info in infos:
        _check_member(info)
    twice = [name for name, count in Counter(info.filename.casefold() for info in infos).items() if count > 1]
    if twice:
        refuse("zip.twice", f"The part {twice[0]!r} occurs twice in the container.", _AGAIN)
    _check_overlap(infos)
    declared = sum(info.file_size for info in infos)
    if declared > limits.inflated_bytes:
        refuse("zip.bomb", f"Unpacked it would have {declared:,} bytes (limit {limits.inflated_bytes:,}).", _AGAIN)
    _count(archive, infos, limits)


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if not _plain(name):
        refuse("zip.name", f"A part has the unsafe name {name[:100]!r}.", _AGAIN)
    if stat.S_ISLNK(info.external_attr >> 16):
        refuse("zip.link", f"The part {name!r} is a link to another file.", _AGAIN)
    if info.flag_bits & 0x1:
        refuse("zip.encrypted", f"The part {name!r} is encrypted.", "Save it without a password.")


def _plain(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    if not name or name.startswith("/") or "\\" in name or ":" in name or any(p in ("", ".", "..") for p in parts):
        return False
    return not any(unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in _BIDI for c in name)


def _check_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Parts that share their bytes are the trick of the small bomb that inflates to terabytes."""
    end = 0
    for info in sorted(infos, key=lambda part: part.header_offset):
        if info.header_offset < end:
            refuse("zip.overlap", f"The part {info.filename!r} overlaps another one.", _AGAIN)
        end = info.header_offset + 30 + len(info.filename.encode("utf-8", "replace")) + info.compress_size


def _count(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Inflate and count, keeping nothing: declared sizes can lie."""
    total = 0
    for info in infos:
        size = 0
        try:
            with archive.open(info) as stream:
                while piece := stream.read(1 << 18):
                    size += len(piece)
                    if total + size > limits.inflated_bytes:
                        refuse("zip.bomb", f"Unpacked it has more than {limits.inflated_bytes:,} bytes.", _AGAIN)
        except _ZIP_ERRORS as broken:
            refuse("zip.broken", f"The part {info.filename!r} is damaged ({broken}).", _AGAIN)
        total += size
        if size > limits.ratio_from_bytes and size > limits.inflation_ratio * max(info.compress_size, 1):
            ratio = size // max(info.compress_size, 1)
            times = f"{ratio:,} times its size (limit {limits.inflation_ratio})"
            refuse("zip.bomb", f"The part {info.filename!r} unpacks to {times}.", _AGAIN)
