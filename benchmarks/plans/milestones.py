"""Where does Microsoft Project put the late date of a milestone, and who puts it at the same instant?

    PYTHONPATH=src:. python -m benchmarks.plans.milestones [FOLDER]

Dates on both sides of a break are the same amount of work, and `agreement` counts them as equal. Here the instant
counts: a task before the milestone that works through the break may use it or not. MPXJ answers as it does for
`benchmarks.schedule`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.plans.agreement import FOLDER
from benchmarks.schedule.mpxj_rules import asked
from golive.engines.schedule import Schedule, read_plan, schedule, write_mspdi
from golive.plain.working_time import to_ticks


def stored(dates: Schedule) -> Iterator[tuple[int, datetime, bool]]:
    """Of each milestone that is not reached: uid, stored late finish, whether it may wait for the project's finish."""
    for v, task in enumerate(dates.net.tasks):
        late = task.stored.late_finish if task.stored else None
        if late is not None and task.duration_min == 0 and task.actual_start is None:
            yield (
                task.uid,
                late,
                dates.passes.lf[v] >= dates.net.axes.times[dates.net.axis[v]].to_work(dates.passes.end),
            )


def place(dates: Schedule, uid: int, at: datetime) -> str:
    """On which side of a break of its calendar an instant stands."""
    time = dates.net.axes.times[dates.net.axis[dates.net.position[uid]]]
    done = time.to_work(to_ticks(at))
    sides = time.finish_at(done), time.start_at(done)
    if sides[0] == sides[1]:
        return "amid work"
    return {sides[0]: "where work ends", sides[1]: "where work starts"}.get(to_ticks(at), "within a break")


def main() -> int:
    """Print what stands where, and who agrees to the instant."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    paths = {path.name.split(".")[0]: path for path in (*folder.glob("*.xml"), *folder.glob("*.xml.gz"))}
    plans = {name: schedule(read_plan(path), mode="as_ms_project") for name, path in sorted(paths.items())}
    answers = asked({name: write_mspdi(dates.plan) for name, dates in plans.items()})
    places, same, number = Counter[str](), Counter[str](), 0
    for name, dates in plans.items():
        for uid, late, last in stored(dates):
            number += 1
            places[f"{'may wait for the finish' if last else 'others wait'}: {place(dates, uid, late)}"] += 1
            same["here"] += dates[uid].late_finish == late
            if isinstance(found := answers[name], str):
                print(f"{name}: MPXJ gave no dates ({found})")
                continue
            same["in MPXJ as it stands"] += datetime.fromisoformat(found[0][str(uid)][3]) == late
            same["in MPXJ with its two rules mended"] += datetime.fromisoformat(found[-1][str(uid)][3]) == late
    for where, count in places.most_common():
        print(f"{count} of {number}: {where}")
    for who, count in same.items():
        print(f"the same instant {who}: {count} of {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
