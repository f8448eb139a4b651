"""Do our dates agree with those of MPXJ's scheduler on generated plans, and which rule explains each difference?

    PYTHONPATH=src:. python -m benchmarks.schedule fidelity

MPXJ is a development oracle here (extra `mpp`, needs Java); it runs in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from benchmarks.schedule.mpxj_plans import tried
from golive.engines.schedule import Plan, Schedule, read_mspdi, schedule, write_mspdi
from golive.plain.working_time import to_ticks

PLANS = 240
FIELDS = ("early_start", "early_finish", "late_start", "late_finish")
ORACLE = """
import json, sys, jpype, mpxj
from pathlib import Path
jpype.startJVM("-Xmx1g")
from org.mpxj.mspdi import MSPDIReader
from org.mpxj.cpm import MicrosoftScheduler
from java.io import File
answer = {}
for path in sorted(Path(sys.argv[1]).glob("*.xml")):
    plan = MSPDIReader().read(File(str(path)))
    rows = answer[path.stem] = {}
    try:
        MicrosoftScheduler().schedule(plan, plan.getProjectProperties().getStartDate())
    except Exception as wrong:
        answer[path.stem] = str(wrong)
        continue
    for task in plan.getTasks():
        rows[str(task.getUniqueID())] = [
            *(str(d) if d is not None else None for d in (
                task.getEarlyStart(), task.getEarlyFinish(), task.getLateStart(), task.getLateFinish())),
            bool(task.getCritical()),
        ]
print(json.dumps(answer))
"""
RULES = {
    "before_start": "agree once a link may pull before the project's start, which we do not permit",
    "unexplained": "not explained by a rule",
}


def sections() -> list[tuple[str, object]]:
    """The sections of this module."""
    return [(f"MPXJ on {PLANS} generated plans, five values a task", compared)]


def compared(quick: bool = False) -> Iterator[str]:
    """How many values agree, and why the others do not."""
    agree, rules, failed = 0, Counter[str](), 0
    for name, plan, theirs in _both(60 if quick else PLANS):
        if isinstance(theirs, str):
            failed += 1
            yield f"  {name}: MPXJ gave no dates ({theirs})"
            continue
        dates, explained = schedule(plan), None
        for uid, field, mine, other in _differences(dates, theirs):
            if field:
                explained = _explained(plan, theirs) if explained is None else explained
                rule = "before_start" if (uid, field) in explained else "unexplained"
                rules[rule] += 1
                if rule == "unexplained":
                    yield f"  {name}, task {uid}, {field}: {mine} here, {other} in MPXJ"
            else:
                agree += 1
    total = agree + sum(rules.values())
    yield f"  {agree} of {total} values agree ({agree / max(total, 1):.3%}); {failed} plans without an answer"
    yield from (f"  {count} differ: {RULES[rule]}" for rule, count in rules.most_common())


def _both(number: int) -> Iterator[tuple[str, Plan, dict[str, list[str]] | str]]:
    plans = {f"{seed:04d}": read_mspdi(write_mspdi(tried(seed))) for seed in range(number)}
    with tempfile.TemporaryDirectory() as folder:
        for name, plan in plans.items():
            (Path(folder) / f"{name}.xml").write_bytes(write_mspdi(plan))
        done = subprocess.run([sys.executable, "-c", ORACLE, folder], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ImportError(f"MPXJ did not run: {done.stderr.strip().splitlines()[-1]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    for name, plan in plans.items():
        yield name, plan, answer[name]


def _differences(dates: Schedule, theirs: dict[str, list[str]]) -> Iterator[tuple[int, str, object, object]]:
    """Each value; an empty field where it agrees. Dates are compared on the work axis of the task."""
    for v, task in enumerate(dates.net.tasks):
        row, other, time = dates[task.uid], theirs[str(task.uid)], dates.net.axes.times[dates.net.axis[v]]
        for field, text in zip(FIELDS, other, strict=False):
            mine = getattr(row, field)
            at = datetime.fromisoformat(text) if text else None
            same = at is not None and time.to_work(to_ticks(at)) == time.to_work(to_ticks(mine))
            yield task.uid, "" if same else field, mine, at
        yield task.uid, "" if row.critical == other[4] else "critical", row.critical, other[4]


def _explained(plan: Plan, theirs: dict[str, list[str]]) -> set[tuple[int, str]]:
    """The values that agree once links may pull before the project's start: only those does the rule explain."""
    free = replace(plan, options=replace(plan.options, floor_at_project_start=False))
    differing = {(uid, field) for uid, field, *_ in _differences(schedule(free), theirs) if field}
    every = {(task.uid, field) for task in plan.tasks for field in (*FIELDS, "critical")}
    return every - differing
