"""Which dates does MPXJ give? As it stands, and with two of its rules mended that can be shown to be wrong.

    python -m benchmarks.schedule.mpxj_oracle FOLDER

The folder holds plans as MSPDI. Needs `jpype1`, `mpxj` and Java, and runs in a process of its own. Prints JSON: by plan
what went wrong, or three answers: as it stands, with the first rule mended, with both. An answer has by uid: early
start, early finish, late start, late finish, critical. The rules are mended from outside, between the calls of MPXJ's
own passes, task by task:

* ``midnight``: `ProjectCalendar.getDateFromNegativeDuration` cuts the day's last stretch of work at the time of the
  date it counts from. At midnight that time is 00:00, and the stretch seems to last until then: four hours back from
  midnight are 20:00 on a calendar that ends at 17:00, though its `getWork` between the two is nothing.
* ``milestone``: `MicrosoftScheduler.getEquivalentPreviousWorkFinish` moves every late finish back to where work ends,
  a milestone's too. Microsoft Project stores a milestone where work starts (`benchmarks.plans.milestones`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mpxj  # noqa: F401  (puts its jars on the class path)
from jpype import JClass, startJVM


class Passes:
    """MPXJ's scheduler of one plan, and its private passes."""

    def __init__(self, plan: Any) -> None:
        scheduler = JClass("org.mpxj.cpm.MicrosoftScheduler")
        self.plan, self.scheduler, self.kind = plan, scheduler(), scheduler.class_
        self.scheduler.schedule(plan, plan.getProjectProperties().getStartDate())
        self.tasks = list(self._field("m_sortedTasks").get(self.scheduler))
        self.ahead, self.back = (
            self._open(self.kind.getDeclaredMethod(name, JClass("org.mpxj.Task").class_))
            for name in ("forwardPass", "backwardPass")
        )

    def _field(self, name: str) -> Any:
        return self._open(self.kind.getDeclaredField(name))

    @staticmethod
    def _open(member: Any) -> Any:
        member.setAccessible(True)
        return member

    def again(self, milestones: bool) -> None:
        """Both passes once more, nothing counted back from midnight; where asked with milestones late at a start."""
        for task in self.tasks:
            with off_midnight(task):
                self.ahead.invoke(self.scheduler, task)
        end = max((task.getEarlyFinish() for task in self.tasks), key=str)
        self._field("m_projectFinishDate").set(self.scheduler, end)
        late = self._field("m_calculatedLateStart").get(self.scheduler)
        for task in reversed(self.tasks):
            self.back.invoke(self.scheduler, task)
            if milestones and waiting_milestone(task) and not ended_by_date(task):
                at = min(task.getEffectiveCalendar().getNextWorkStart(task.getLateFinish()), end, key=str)
                task.setLateStart(at)
                task.setLateFinish(at)
                late.put(task, at)

    def rows(self) -> dict[str, list[Any]]:
        """The five values of each task."""
        fields, found = JClass("org.mpxj.TaskField"), {}
        for task in self.plan.getTasks():
            for field in (fields.CRITICAL, fields.TOTAL_SLACK, fields.START_SLACK, fields.FINISH_SLACK):
                task.set(field, None)  # computed anew when asked for
            dates = task.getEarlyStart(), task.getEarlyFinish(), task.getLateStart(), task.getLateFinish()
            row = [None if at is None else str(at) for at in dates]
            found[str(task.getUniqueID())] = [*row, bool(task.getCritical())]
        return found


@contextmanager
def off_midnight(task: Any) -> Iterator[None]:
    """For that long, midnights from which a task is counted back stand where its calendar last worked before."""
    calendar, moved = task.getEffectiveCalendar(), []
    for relation in task.getPredecessors():
        kind, pred = str(relation.getType().name()), relation.getPredecessorTask()
        if kind not in ("FINISH_FINISH", "START_FINISH") or task.getDuration().getDuration() == 0:
            continue
        by_start = kind == "START_FINISH"
        at, put = (
            (pred.getEarlyStart(), pred.setEarlyStart) if by_start else (pred.getEarlyFinish(), pred.setEarlyFinish)
        )
        if at.toLocalTime().toSecondOfDay() == 0:
            last = calendar.getPreviousWorkFinish(at)
            if last.isBefore(at) and calendar.getWork(last, at, _minutes()).getDuration() == 0:
                moved.append((put, at))
                put(last)
    yield
    for put, at in reversed(moved):
        put(at)


def waiting_milestone(task: Any) -> bool:
    """Whether a task is a milestone that has not been reached."""
    return task.getActualStart() is None and task.getDuration().getDuration() == 0


def ended_by_date(task: Any) -> bool:
    """Whether a deadline or a finish constraint gives a task its late date: that one stands where it was typed."""
    calendar, late, typed = task.getEffectiveCalendar(), task.getLateFinish(), [task.getDeadline()]
    if str(task.getConstraintType().name()) in ("FINISH_NO_LATER_THAN", "MUST_FINISH_ON", "FINISH_ON"):
        typed.append(task.getConstraintDate())
    return any(at is not None and calendar.getWork(at, late, _minutes()).getDuration() == 0 for at in typed)


def _minutes() -> Any:
    return JClass("org.mpxj.TimeUnit").MINUTES


def answers(path: Path) -> Any:
    """The answers of all steps for one file, or what went wrong."""
    try:
        passes = Passes(JClass("org.mpxj.mspdi.MSPDIReader")().read(JClass("java.io.File")(str(path))))
        found = [passes.rows()]
        for milestones in (False, True):
            passes.again(milestones)
            found.append(passes.rows())
    except Exception as wrong:  # whatever Java throws
        return str(wrong)
    return found


def main() -> None:
    """Print the answers for every plan of a folder."""
    startJVM("-Xmx1g")
    print(json.dumps({path.stem: answers(path) for path in sorted(Path(sys.argv[1]).glob("*.xml"))}))


if __name__ == "__main__":
    main()
