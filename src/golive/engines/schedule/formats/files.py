"""Which kind of plan file is this, and how is a plan written as one?"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

from golive.engines.schedule.formats.lost import FORMATS
from golive.engines.schedule.formats.mpp import MAGIC, read_mpp
from golive.engines.schedule.formats.mspdi_envelope import unpacked
from golive.engines.schedule.formats.mspdi_read import read_mspdi
from golive.engines.schedule.formats.mspdi_write import write_mspdi
from golive.engines.schedule.formats.pmxml_read import ROOT, read_pmxml
from golive.engines.schedule.formats.pmxml_write import write_pmxml
from golive.engines.schedule.formats.xer import read_xer, write_xer
from golive.engines.schedule.plan import Plan

_PROMISED = {".mspdi": ("mspdi",), ".xml": ("mspdi", "pmxml"), ".xer": ("xer",), ".pmxml": ("pmxml",)}
_SUFFIXES = (".gz", ".xml", ".xer", ".pmxml", ".mpp")
_WRITERS: dict[str, Callable[[Plan], bytes]] = dict(zip(FORMATS, (write_mspdi, write_xer, write_pmxml), strict=True))


def read_plan(source: str | Path | bytes, name: str = "") -> Plan:
    """Read a plan from a file or its bytes: MSPDI, XER, PMXML, each plain or gzipped; .mpp with the extra.

    The kind is told from the content. PlanError (a ValueError) carries every problem with its line and cure; OSError
    where the file cannot be opened.
    """
    if isinstance(source, bytes):
        return _read(source, name)
    path = Path(source)
    stem = path.name
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    return _read(path.read_bytes(), name or stem)


def _read(content: bytes, name: str) -> Plan:
    content = unpacked(content)
    if content.startswith(MAGIC):
        return read_mpp(content, name)
    if content.removeprefix(b"\xef\xbb\xbf").startswith(b"ERMHDR"):
        return read_xer(content, name)
    if ROOT.encode() in content[:4096]:
        return read_pmxml(content, name)
    return read_mspdi(content, name)


def format_of(path: Path, asked: str = "") -> str:
    """The format that is asked for, or that the name of a file promises: .xml, .xer, .pmxml, each also with .gz.

    ValueError where the name promises what is not written, or another format than the one that is asked for.
    """
    if asked and asked not in FORMATS:
        raise ValueError(f"The format “{asked}” is unknown. Choose {', '.join(FORMATS)}.")
    suffix = Path(path.name.lower().removesuffix(".gz")).suffix
    promised, cure = _PROMISED.get(suffix, ()), "End it in .xml (mspdi), .xer or .pmxml, each also with .gz."
    if promised and asked and asked not in promised:
        raise ValueError(f"The name {path.name} promises {promised[0]}, not {asked}. {cure}")
    if suffix == ".mpp" or not (promised or asked):
        raise ValueError(f"The name {path.name} promises no format that is written here. {cure}")
    return asked or promised[0]


def write_plan(plan: Plan, format: str = "mspdi", *, gzipped: bool = False) -> bytes:
    """The plan with its computed dates as the bytes of a file: mspdi, xer or pmxml. What is lost: `lost_in`.

    >>> from datetime import datetime
    >>> from golive.engines.schedule.plan import Task
    >>> write_plan(Plan("One", datetime(2026, 3, 2, 8), (Task(1, "Design", 480),)), "xer")[:6]
    b'ERMHDR'
    """
    if format not in _WRITERS:
        raise ValueError(f"The format “{format}” is unknown. Choose {', '.join(FORMATS)}.")
    content = _WRITERS[format](plan)
    return gzip.compress(content, mtime=0) if gzipped else content
