"""What plan does a binary Microsoft Project file (.mpp) hold? Asked of MPXJ (extra `mpp`) in its own process."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.formats.mspdi_read import read_mspdi
from golive.engines.schedule.plan import Plan

MAGIC = b"\xd0\xcf\x11\xe0"
TIME_LIMIT = 120.0
"""Seconds after which a conversion is given up."""

_PROGRAM = """
import sys, jpype, mpxj
jpype.startJVM("-Xmx1g")
from org.mpxj.reader import UniversalProjectReader
from org.mpxj.mspdi import MSPDIWriter
plan = UniversalProjectReader().read(sys.argv[1])
if plan is None:
    sys.exit("unknown kind of file")
MSPDIWriter().write(plan, sys.argv[2])
"""


def read_mpp(content: bytes, name: str = "", time_limit: float = TIME_LIMIT) -> Plan:
    """The plan in a .mpp file; PlanError without the extra, past the time limit, or where the file is damaged."""
    if importlib.util.find_spec("mpxj") is None:
        raise PlanError(
            [
                error(
                    "file.mpp",
                    "This is a binary Microsoft Project file (.mpp); reading it needs the extra “mpp” and Java.",
                    "Install golive[mpp], or save the plan as “XML format” in Microsoft Project.",
                )
            ]
        )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "plan.mpp", Path(folder) / "plan.xml"
        source.write_bytes(content)
        _convert(source, target, time_limit)
        return read_mspdi(target.read_bytes(), name)


def _convert(source: Path, target: Path, time_limit: float) -> None:
    command = [sys.executable, "-I", "-c", _PROGRAM, str(source), str(target)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=time_limit, check=False)
    except subprocess.TimeoutExpired:
        raise PlanError(
            [
                error(
                    "file.mpp_time",
                    f"The file could not be converted within {time_limit:g} seconds.",
                    "Save it as “XML format” in Microsoft Project.",
                )
            ]
        ) from None
    if done.returncode or not target.exists():
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise PlanError(
            [
                error(
                    "file.mpp_damaged",
                    f"The file could not be converted ({said[-1] if said else 'no reason given'}).",
                    "Save it as “XML format” in Microsoft Project.",
                )
            ]
        )
