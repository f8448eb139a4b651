"""Do our dates agree with those that Microsoft Project itself stored in its files?

    python benchmarks/plans/agreement.py [FOLDER]

For every leaf task six stored fields are compared: early and late start and finish, total slack and the critical flag.
Dates are compared on the work axis of the task's calendar, since the file stores a milestone now on one, now on the
other side of the same break. Slack that the file leaves out is zero.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from golive.engines.schedule import PlanError, Schedule, read_plan, schedule
from golive.plain.working_time import to_ticks

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "plans"
DATES = ("early_start", "early_finish", "late_start", "late_finish")


def differences(dates: Schedule) -> Iterator[tuple[str, str, object, object]]:
    """Every compared value that differs: task, field, ours, theirs; an empty field where it agrees."""
    net = dates.net
    for v, task in enumerate(net.tasks):
        stored = task.stored
        if stored is None or stored.early_start is None:
            continue
        row, time = dates[task.uid], net.axes.times[net.axis[v]]
        for field in DATES:
            ours, theirs = getattr(row, field), getattr(stored, field)
            same = theirs is None or time.to_work(to_ticks(ours)) == time.to_work(to_ticks(theirs))
            yield str(task), "" if same else field, ours, theirs
        slack = stored.total_slack_min or 0
        yield str(task), "" if row.total_float_min == slack else "total_slack", row.total_float_min, slack
        yield str(task), "" if stored.critical in (None, row.critical) else "critical", row.critical, stored.critical


def report(path: Path, most: int = 5) -> tuple[int, int]:
    """Print one file; how many of its values agree, and how many there are."""
    began = process_time()
    try:
        dates = schedule(read_plan(path), mode="as_ms_project")
        found = list(differences(dates))
    except PlanError as wrong:
        print(f"{path.name:60}  not read: {wrong.findings[0]}")
        return 0, 0
    wrong_fields = Counter(field for _, field, _, _ in found if field)
    good, seconds = len(found) - wrong_fields.total(), process_time() - began
    print(f"{path.name:60} {good:6} of {len(found):6} values agree, {seconds:.2f} s {dict(wrong_fields) or ''}")
    for task, field, ours, theirs in [difference for difference in found if difference[1]][:most]:
        print(f"    {task}: {field} is {ours}, stored {theirs}")
    return good, len(found)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    files = sorted([*folder.glob("*.xml"), *folder.glob("*.xml.gz")]) if folder.is_dir() else []
    if not files:
        print(f"No plans in {folder}: nothing to compare. Name another folder.")
        return 0
    totals = [report(path) for path in files]
    good, of = (sum(column) for column in zip(*totals, strict=True))
    print(f"{len(files)} files: {good} of {of} values agree ({good / of:.2%})" if of else "Nothing was stored.")
    return 0 if good == of else 1


if __name__ == "__main__":
    sys.exit(main())
