"""What kind of file is this, judged by its first bytes and never by its name?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from golive.foundation.guard.limits import Limits
from golive.foundation.guard.refusals import refuse


class FileKind(StrEnum):
    ZIP = "zip"
    XML = "xml"
    TEXT = "text"


_WRONG = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ("an old or password-protected Office file (.xls, .mpp)", "Save it as .xlsx."),
    b"%PDF": ("a PDF", "Export the table itself as .xlsx or .csv."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it first."),
    b"7z\xbc\xaf": ("a 7z archive", "Unpack it first."),
    b"Rar!": ("a RAR archive", "Unpack it first."),
    b"PAR1": ("a Parquet file", "Export it as .xlsx or .csv."),
    b"\x89PNG": ("a picture", "Export the table itself as .xlsx or .csv."),
    b"\xff\xd8\xff": ("a picture", "Export the table itself as .xlsx or .csv."),
    b"MZ": ("a program", "Choose the exported table."),
    b"\x7fELF": ("a program", "Choose the exported table."),
}


def check_size(path: str | Path, limits: Limits) -> int:
    """The size in bytes; refuses what is empty, too large or not a plain file."""
    path = Path(path)
    if not path.is_file():
        refuse("missing", "There is no such file.", "Check the path.")
    size = path.stat().st_size
    if size == 0:
        refuse("empty", "The file is empty (0 bytes).", "Export it again.")
    if size > limits.file_bytes:
        refuse(
            "too_large",
            f"It has {size:,} bytes (limit {limits.file_bytes:,}).",
            "Export fewer rows, or split the file.",
        )
    return size


def file_kind(path: str | Path, limits: Limits) -> FileKind:
    """Zip container, XML or text by the first bytes; refuses everything else by name."""
    check_size(path, limits)
    with open(path, "rb") as stream:
        head = stream.read(512)
    for magic, (what, cure) in _WRONG.items():
        if head.startswith(magic):
            refuse("kind", f"It is {what}.", cure)
    if head.startswith(b"PK"):
        return FileKind.ZIP
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        refuse("kind", "It is a web page, perhaps of a sign-in.", "Export the table itself as .xlsx or .csv.")
    return FileKind.XML if start.startswith((b"<?xml", b"<")) else FileKind.TEXT
