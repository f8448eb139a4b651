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
from datetime import datetime
from pathlib import Path

from benchmarks.schedule.mpxj_plans import tried
from benchmarks.schedule.mpxj_rules import RULES, Theirs, followed
from golive.engines.schedule import Plan, Schedule, read_mspdi, schedule, write_mspdi
from golive.plain.working_time import to_ticks

Value = tuple[int, str]

PLANS = 240
UNEXPLAINED = "not explained by a rule"
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


def sections() -> list[tuple[str, object]]:
    """The sections of this module."""
    return [
        (f"MPXJ on {PLANS} generated plans, five values a task", compared),
        (f"MPXJ on {PLANS} plans whose links also pull before the project's start", compared_pulled),
    ]


def compared(quick: bool = False) -> Iterator[str]:
    """How many values agree, and why the others do not: plans that begin with a task that all others follow."""
    return _compared(60 if quick else PLANS, opened=True)


def compared_pulled(quick: bool = False) -> Iterator[str]:
    """The same where nothing stands before the tasks, so that a link may ask for a date before the project's start."""
    return _compared(60 if quick else PLANS, opened=False)


def _compared(number: int, opened: bool) -> Iterator[str]:
    agree, rules, failed = 0, Counter[str](), 0
    for name, plan, theirs in _both(number, opened):
        if isinstance(theirs, str):
            failed += 1
            yield f"  {name}: MPXJ gave no dates ({theirs})"
            continue
        dates = schedule(plan)
        every = list(_differences(dates, plan, theirs))
        differing = {(uid, field): (mine, other) for uid, field, mine, other in every if field}
        agree += len(every) - len(differing)
        for value, rule in _explained(dates, plan, theirs, set(differing)):
            rules[rule] += 1
            if rule == UNEXPLAINED:
                mine, other = differing[value]
                yield f"  {name}, task {value[0]}, {value[1]}: {mine} here, {other} in MPXJ"
    total = agree + sum(rules.values())
    yield f"  {agree} of {total} values agree ({agree / max(total, 1):.3%}); {failed} plans without an answer"
    for rule, count in rules.most_common():
        yield f"  {count} differ ({count / total:.3%}): {RULES.get(rule, rule)}"


def _both(number: int, opened: bool) -> Iterator[tuple[str, Plan, Theirs | str]]:
    plans = {f"{seed:04d}": read_mspdi(write_mspdi(tried(seed, opened))) for seed in range(number)}
    with tempfile.TemporaryDirectory() as folder:
        for name, plan in plans.items():
            (Path(folder) / f"{name}.xml").write_bytes(write_mspdi(plan))
        done = subprocess.run([sys.executable, "-c", ORACLE, folder], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ImportError(f"MPXJ did not run: {done.stderr.strip().splitlines()[-1]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    for name, plan in plans.items():
        yield name, plan, answer[name]


def _differences(dates: Schedule, plan: Plan, theirs: Theirs) -> Iterator[tuple[int, str, object, object]]:
    """Each value; an empty field where it agrees. Dates are compared on the work axis of the task."""
    for v, task in enumerate(dates.net.tasks):
        if task.uid not in plan.by_uid:
            continue
        row, other, time = dates[task.uid], theirs[str(task.uid)], dates.net.axes.times[dates.net.axis[v]]
        for field, text in zip(FIELDS, other, strict=False):
            mine = getattr(row, field)
            at = datetime.fromisoformat(text) if text else None
            same = at is not None and time.to_work(to_ticks(at)) == time.to_work(to_ticks(mine))
            yield task.uid, "" if same else field, mine, at
        yield task.uid, "" if row.critical == other[4] else "critical", row.critical, other[4]


def _explained(dates: Schedule, plan: Plan, theirs: Theirs, left: set[Value]) -> Iterator[tuple[Value, str]]:
    """Each differing value, with the rule that makes it agree once it is followed."""
    if not left:
        return
    for rule, other in followed(dates, theirs):
        still = {(uid, field) for uid, field, *_ in _differences(other, plan, theirs) if field}
        yield from ((value, rule) for value in left - still)
        left = left & still
    yield from ((value, UNEXPLAINED) for value in sorted(left))
