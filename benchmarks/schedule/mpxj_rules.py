"""Which rule explains where MPXJ's dates differ from ours? It is mended there or followed here, and nothing else is.

A difference counts as explained only where it goes away with the rule: everything that depends on the tasks concerned
is still computed by both.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from golive.engines.schedule import LateMilestones, Link, LinkType, Plan, Task

Theirs = dict[str, list[str]]
"""By uid: early start, early finish, late start, late finish, critical."""

RULES = {
    "before_start": "a link may pull before the project's start (a finish-to-finish link may not); here none may",
    "midnight": "counted back from midnight, the hours from the last stretch of work to midnight count as work in "
    "MPXJ; here working time alone counts",
    "milestone": "a milestone is late at the end of the work before it in MPXJ, so that what it waits for may have "
    "negative float without a cause; here where work starts, as in Microsoft's files",
}


def before_start(plan: Plan) -> Plan:
    """Links pull before the start, finish-to-finish links no further than it."""
    opening = Task(max(plan.by_uid, default=0) + 1, "Project start", 0, milestone=True)
    ended = sorted({link.succ for link in plan.links if link.type is LinkType.FF})
    free = replace(plan.options, floor_at_project_start=False)
    links = (*plan.links, *(Link(opening.uid, uid) for uid in ended))
    return replace(plan, tasks=(*plan.tasks, opening), links=links, options=free)


def late_as_theirs(plan: Plan) -> Plan:
    """Milestones are late where MPXJ lets them be: the rule ``milestone`` as an option of the plan."""
    return replace(plan, options=replace(plan.options, late_milestones=LateMilestones.WORK_ENDS))


def asked(files: dict[str, bytes]) -> dict[str, list[Theirs] | str]:
    """MPXJ's answers for MSPDI files by name: one per step of the oracle, or what went wrong.

    ImportError where MPXJ or Java is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / f"{name}.xml").write_bytes(data)
        command = [sys.executable, "-m", "benchmarks.schedule.mpxj_oracle", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ImportError(f"MPXJ did not run: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, list[Theirs] | str] = json.loads(done.stdout.splitlines()[-1])
    return found
