"""What does the GAO ask of a schedule that the 14 checks of the DCMA do not?"""

from __future__ import annotations

from collections import Counter

from golive.engines.schedule.checks.dcma import Health, HealthCheck, Work
from golive.engines.schedule.checks.thresholds import DCMA_14, Thresholds
from golive.engines.schedule.dates.overloads import overloads
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.dates.summary_links import is_leaf
from golive.engines.schedule.plan import Constraint, LinkType, Plan, Task
from golive.plain.verdict import Outcome

_SOFT = (Constraint.SNET, Constraint.FNET, Constraint.ALAP)
_DRIVES_START, _DRIVEN_FINISH = (LinkType.FS, LinkType.SS), (LinkType.FS, LinkType.FF)


def gao(plan: Plan | Schedule, thresholds: Thresholds = DCMA_14) -> Health:
    """Checks by the ten best practices of GAO-16-89G, where a plan file can show them.

    Each check names its practice: 1 all activities, 2 sequence, 3 resources, 6 critical path, 8 risk analysis,
    9 progress, 10 baseline. Practices 4, 5 and 7 are measured by the checks of the DCMA (`health`).

    >>> from datetime import datetime
    >>> two = Task(1, "Test", 480), Task(2, "Test", 480)
    >>> gao(Plan("Two", datetime(2026, 3, 2, 8), two))["same_names"].figure
    '2 of 2 tasks (100 %)'
    """
    work = _Asked(plan if isinstance(plan, Schedule) else schedule(plan), thresholds)
    checks = (
        work.same_names(),
        work.dangling(),
        work.summary_logic(),
        work.soft_constraints(),
        work.manual(),
        work.overloaded(),
        work.path_breaks(),
        work.ranges(),
        work.out_of_sequence(),
        work.baselined(),
    )
    return Health(checks, thresholds)


class _Asked(Work):
    def same_names(self) -> HealthCheck:
        """Practice 1: every activity has a name that says what it is without its summary."""
        known = Counter(task.name.strip().casefold() for task in self.leaves)
        bad = [task for task in self.leaves if known[task.name.strip().casefold()] > 1]
        cure = "Name each task so that it is understood without its summary."
        return self.share("same_names", "Same names", bad, len(self.leaves), self.limits.same_names, cure, "tasks")

    def dangling(self) -> HealthCheck:
        """Practice 2: something drives the start of every task, and its finish drives something."""
        starts = {link.succ for link in self.plan.links if link.type in _DRIVES_START}
        finishes = {link.pred for link in self.plan.links if link.type in _DRIVEN_FINISH}
        linked = {uid for link in self.plan.links for uid in (link.pred, link.succ)}
        preds, succs = {link.succ for link in self.plan.links}, {link.pred for link in self.plan.links}
        bad = [
            task
            for task in self.open
            if task.uid in linked
            and ((task.uid in preds and task.uid not in starts) or (task.uid in succs and task.uid not in finishes))
            and task.duration_min > 0
        ]
        cure = "Link what starts the task (FS or SS), and what waits for its finish (FS or FF)."
        return self.share("dangling", "Dangling starts or finishes", bad, len(self.open), self.limits.dangling, cure)

    def summary_logic(self) -> HealthCheck:
        """Practice 2: links lie between tasks, not on summaries."""
        ends = [(link, self.plan.by_uid[link.pred], self.plan.by_uid[link.succ]) for link in self.plan.links]
        bad = [end for _, *both in ends for end in both if end.active and not is_leaf(self.plan, end)]
        broken = sum(any(end.active and not is_leaf(self.plan, end) for end in both) for _, *both in ends)
        return self._count(
            "summary_logic", "Links on summaries", bad, broken, len(ends), self.limits.summary_logic, "Link the tasks."
        )

    def _count(
        self,
        code: str,
        name: str,
        tasks: list[Task],
        broken: int,
        of: int,
        limit: float,
        cure: str,
        what: str = "links",
    ) -> HealthCheck:
        share = 100 * broken / of if of else 0.0
        outcome = Outcome.MET if share <= limit else Outcome.NOT_MET
        uids = tuple(dict.fromkeys(task.uid for task in tasks))
        figure = f"{broken} of {of} {what} ({share:.0f} %)"
        return HealthCheck(code, name, outcome, figure, f"at most {limit:g} %", uids, cure if broken else "")

    def soft_constraints(self) -> HealthCheck:
        """Practice 2: a date that is typed is justified; logic gives the others."""
        bad = [task for task in self.open if task.constraint in _SOFT]
        limit, cure = (
            self.limits.soft_constraints,
            "Replace the date by a link to what it waits for, or note its reason.",
        )
        return self.share("soft_constraints", "Typed earliest dates", bad, len(self.open), limit, cure)

    def manual(self) -> HealthCheck:
        """Practice 2: dates come from the logic."""
        bad = [task for task in self.open if task.manual]
        cure = "Schedule the task automatically."
        return self.share("manual", "Manually scheduled", bad, len(self.open), self.limits.manual, cure)

    def overloaded(self) -> HealthCheck:
        """Practice 3: people are there when they are asked for."""
        there = {a.resource for a in self.plan.assignments} & {r.uid for r in self.plan.resources if r.kind == "work"}
        limit, name = self.limits.overloaded, "Overloaded resources"
        if not there:
            return self.unknown("overloaded", name, "nobody is assigned to anything", "none", "Assign people.")
        over = overloads(self.dates)
        tasks = [self.plan.by_uid[uid] for one in over for uid in one.tasks]
        broken = len({one.resource for one in over})
        cure = "Level the plan (golive plan level), or assign somebody else."
        return self._count("overloaded", name, tasks, broken, len(there), limit, cure, "resources")

    def path_breaks(self) -> HealthCheck:
        """Practice 6: logic alone leads from now to the finish."""
        path = [row for row in self.dates.driving_path() if not row.task.complete]
        typed = (*_SOFT, Constraint.MSO, Constraint.MFO)
        bad = [row.task for row in path if row.task.constraint in typed or row.task.manual]
        limit = self.limits.path_breaks
        outcome = Outcome.MET if len(bad) <= limit else Outcome.NOT_MET
        figure = f"{len(bad)} of {len(path)} tasks on the driving path have a typed date"
        cure = "Replace the typed date by the link that it stands for." if bad else ""
        uids = tuple(task.uid for task in bad)
        return HealthCheck(
            "path_breaks", "Breaks of the driving path", outcome, figure, f"at most {limit:g}", uids, cure
        )

    def ranges(self) -> HealthCheck:
        """Practice 8: what decides the date has a range, not a point."""
        name, limit = "Estimates as ranges", self.limits.ranges
        path = [row.task for row in self.dates.driving_path() if not row.task.complete and row.task.duration_min > 0]
        if not path:
            return self.unknown("ranges", name, "no open task drives the finish", f"at least {limit:g} %", "")
        bad = [task for task in path if task.three_point is None]
        return self._at_least("ranges", name, bad, len(path), limit, "Estimate low, likely and high.", "driving tasks")

    def out_of_sequence(self) -> HealthCheck:
        """Practice 9: work that is recorded followed its logic."""
        begun = [task for task in self.leaves if task.actual_start is not None]
        waiting = {
            link.succ
            for link in self.plan.links
            if link.type is LinkType.FS
            and (pred := self.plan.by_uid[link.pred]).active
            and not self._ended(pred, link.succ)
        }
        bad = [task for task in begun if task.uid in waiting]
        name, cure = "Out of sequence", "Correct the link or the actual date."
        limit = self.limits.out_of_sequence
        return self.share("out_of_sequence", name, bad, len(begun), limit, cure, "started tasks")

    def _ended(self, pred: Task, succ: int) -> bool:
        begun = self.plan.by_uid[succ].actual_start
        if not is_leaf(self.plan, pred):
            return True
        return begun is None or (pred.actual_finish is not None and pred.actual_finish <= begun)

    def baselined(self) -> HealthCheck:
        """Practice 10: there is a baseline to be held against."""
        bad = [t for t in self.leaves if not any(b.number == 0 and b.finish is not None for b in t.baselines)]
        limit, cure = self.limits.baselined, "Save a baseline once the plan is agreed."
        return self._at_least("baselined", "Baselined", bad, len(self.leaves), limit, cure, "tasks")

    def _at_least(
        self, code: str, name: str, bad: list[Task], of: int, limit: float, cure: str, what: str
    ) -> HealthCheck:
        share = 100 * (of - len(bad)) / of if of else 100.0
        outcome = Outcome.MET if share >= limit else Outcome.NOT_MET
        figure = f"{of - len(bad)} of {of} {what} ({share:.0f} %)"
        uids = tuple(task.uid for task in bad)
        return HealthCheck(code, name, outcome, figure, f"at least {limit:g} %", uids, cure if bad else "")
