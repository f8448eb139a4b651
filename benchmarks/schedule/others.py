"""How long do other schedulers take for the same plans, in the same run?

MPXJ runs warm in a process of its own, its Java start taken off; TaskJuggler reads and schedules the same tasks with
their finish-to-start links on one calendar, which is what it knows. Both are left out where they are not installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.schedule.dates import NOTHING
from benchmarks.schedule.generated import START, generated
from benchmarks.schedule.measured import Line, alone, cpu
from golive.engines.schedule import LagKind, LinkType, Plan, read_mspdi, schedule, write_mspdi

MPXJ = """
import sys, jpype, mpxj
from statistics import median
from time import process_time
jpype.startJVM("-Xmx4g")
from org.mpxj.mspdi import MSPDIReader
from org.mpxj.cpm import MicrosoftScheduler
from java.io import File
read, dated = [], []
for _ in range(int(sys.argv[2]) + 2):
    begun = process_time()
    plan = MSPDIReader().read(File(sys.argv[1]))
    between = process_time()
    MicrosoftScheduler().schedule(plan, plan.getProjectProperties().getStartDate())
    read.append(between - begun)
    dated.append(process_time() - between)
found = {"read": median(read[2:]), "dated": median(dated[2:])}
"""
OURS = (
    "import sys\nfrom golive.engines.schedule import read_plan, schedule\nschedule(read_plan(sys.argv[1]))\nfound = {}"
)


def sections() -> list[tuple[str, object]]:
    """The sections of this module."""
    return [("MPXJ, warm, beside ours", mpxj), ("TaskJuggler, a process each, beside ours", taskjuggler)]


def _dated(plan: Plan) -> None:
    plan.__dict__.pop("_network", None)
    schedule(plan)


def mpxj(quick: bool = False) -> Iterator[Line]:
    """Reading a file and computing its dates."""
    if find_spec("mpxj") is None:
        raise ImportError("MPXJ is not installed (extra mpp)")
    for size, times in ((1_000, 9), (10_000, 5), (100_000, 3)):
        if quick and size > 1_000:
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plan.xml"
            path.write_bytes(content := write_mspdi(generated(size)))
            theirs = alone(MPXJ, str(path), str(times))
        plan = read_mspdi(content)
        read, dated = cpu(partial(read_mspdi, content), times), cpu(partial(_dated, plan), times)
        yield Line(f"{size} tasks, read", theirs["read"], "s", beside=_beside(theirs["read"], read))
        yield Line(f"{size} tasks, dates", theirs["dated"], "s", beside=_beside(theirs["dated"], dated))
        yield Line(f"{size} tasks, peak memory", theirs["mb"], "MB")


def _beside(theirs: float, ours: float) -> str:
    return f"ours {ours:.3g} s: {theirs / ours:.1f} times as long"


def taskjuggler(quick: bool = False) -> Iterator[Line]:
    """From the file to the dates."""
    if shutil.which("tj3") is None:
        raise ImportError("TaskJuggler is not installed (Debian's package tj3)")
    base = alone(NOTHING)
    for size in (1_000,) if quick else (1_000, 5_000):
        plan = generated(size, calendars=False)
        with tempfile.TemporaryDirectory() as folder:
            path, own = Path(folder) / "plan.tjp", Path(folder) / "plan.xml"
            path.write_text(as_tjp(plan))
            own.write_bytes(write_mspdi(plan))
            theirs, ours = _children(["tj3", "--silent", str(path)], folder), alone(OURS, str(own))
        beside = f"ours {ours['cpu']:.3g} s with its start of {base['cpu']:.2g} s"
        yield Line(f"{size} tasks, read and scheduled", theirs, "s", beside=beside)


def as_tjp(plan: Plan) -> str:
    """The plan in TaskJuggler's language: lengths, and finish-to-start links without leads."""
    links: dict[int, list[str]] = {}
    for link in plan.links:
        if link.type is LinkType.FS and link.lag >= 0 and link.lag_kind is LagKind.WORKING:
            gap = f" {{ gaplength {link.lag / 60:g}h }}" if link.lag else ""
            links.setdefault(link.succ, []).append(f"t{link.pred}{gap}")
    lines = [f'project plan "{plan.name}" {START:%Y-%m-%d} +12y {{ timingresolution 60min }}']
    for task in plan.tasks:
        before = f" depends {', '.join(links[task.uid])}" if task.uid in links else f" start {START:%Y-%m-%d-%H:%M}"
        length = f" length {task.duration_min / 60:g}h" if task.duration_min else " milestone"
        lines.append(f'task t{task.uid} "{task.name}" {{{length}{before} }}')
    return "\n".join(lines) + "\n"


def _children(command: list[str], folder: str) -> float:
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    if done.returncode:
        raise ImportError(f"TaskJuggler did not run: {done.stderr.strip().splitlines()[-1:]}")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
