"""Is this plan fit to be relied on, by the 14 checks of the DCMA?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from golive.engines.schedule.checks.thresholds import DCMA_14, Thresholds
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.plan import Constraint, LinkType, Plan, Task
from golive.engines.schedule.what_if.change import change
from golive.engines.schedule.what_if.patch import Edit, Patch
from golive.plain.verdict import Outcome


@dataclass(frozen=True)
class HealthCheck:
    """One check: what was measured, against what, which tasks fail and what cures them."""

    code: str
    name: str
    outcome: Outcome
    figure: str
    threshold: str
    tasks: tuple[int, ...] = ()
    cure: str = ""


@dataclass(frozen=True)
class Health:
    """Every check with its outcome; ``found["logic"]`` is one of them."""

    checks: tuple[HealthCheck, ...]
    thresholds: Thresholds

    @property
    def failed(self) -> tuple[HealthCheck, ...]:
        return tuple(check for check in self.checks if check.outcome is Outcome.NOT_MET)

    def __getitem__(self, code: str) -> HealthCheck:
        return next(check for check in self.checks if check.code == code)


def health(plan: Plan | Schedule, thresholds: Thresholds = DCMA_14) -> Health:
    """The 14 checks over the open work of a plan; a check without its evidence is undecidable."""
    dates = plan if isinstance(plan, Schedule) else schedule(plan)
    work = Work(dates, thresholds)
    checks: list[Callable[[], HealthCheck]] = [
        work.logic,
        work.leads,
        work.lags,
        work.relationships,
        work.constraints,
        work.high_float,
        work.negative_float,
        work.high_duration,
        work.invalid_dates,
        work.resources,
        work.missed,
        work.critical_path,
        work.cpli,
        work.bei,
    ]
    return Health(tuple(check() for check in checks), thresholds)


class Work:
    """The open work of a schedule, and how a share of it is judged."""

    def __init__(self, dates: Schedule, limits: Thresholds) -> None:
        self.dates, self.plan, self.limits = dates, dates.plan, limits
        self.leaves = [task for task in dates.net.tasks if task.uid >= 0]
        self.open = [task for task in self.leaves if not task.complete]
        self.status = dates.status

    def share(
        self, code: str, name: str, bad: list[Task], of: int, limit: float, cure: str, what: str = "open tasks"
    ) -> HealthCheck:
        share = 100 * len(bad) / of if of else 0.0
        outcome = Outcome.MET if share <= limit else Outcome.NOT_MET
        uids = tuple(dict.fromkeys(task.uid for task in bad))
        figure = f"{len(bad)} of {of} {what} ({share:.0f} %)"
        return HealthCheck(code, name, outcome, figure, f"at most {limit:g} %", uids, cure if uids else "")

    def unknown(self, code: str, name: str, why: str, threshold: str, cure: str) -> HealthCheck:
        return HealthCheck(code, name, Outcome.UNDECIDABLE, why, threshold, (), cure)

    def logic(self) -> HealthCheck:
        first = min(self.leaves, key=lambda task: self.dates[task.uid].start, default=None)
        last = self.dates.last_task()
        ends = {task.uid for task in (first, last.task if last else None) if task is not None}
        net = self.dates.net
        bad = [
            task
            for task in self.open
            if task.uid not in ends and not (net.preds[net.position[task.uid]] and net.succs[net.position[task.uid]])
        ]
        cure = "Give every task a predecessor and a successor."
        return self.share("logic", "Missing logic", bad, len(self.open), self.limits.missing_logic, cure)

    def _links(self) -> Iterator[tuple[LinkType, float, Task]]:
        for link in self.plan.links:
            succ = self.plan.by_uid[link.succ]
            if succ.active and not succ.complete and self.plan.by_uid[link.pred].active:
                yield link.type, link.lag, succ

    def leads(self) -> HealthCheck:
        links = list(self._links())
        bad = [task for _, lag, task in links if lag < 0]
        cure = "Replace a lead by a task that ends earlier."
        return self.share("leads", "Leads", bad, len(links), self.limits.leads, cure, "links")

    def lags(self) -> HealthCheck:
        links = list(self._links())
        bad = [task for _, lag, task in links if lag > 0]
        cure = "Replace a lag by a task with a name and an owner."
        return self.share("lags", "Lags", bad, len(links), self.limits.lags, cure, "links")

    def relationships(self) -> HealthCheck:
        links = list(self._links())
        bad = [task for kind, _, task in links if kind is not LinkType.FS]
        share = 100 - 100 * len(bad) / len(links) if links else 100.0
        outcome = Outcome.MET if share >= self.limits.finish_to_start else Outcome.NOT_MET
        figure = f"{len(links) - len(bad)} of {len(links)} links ({share:.0f} %)"
        uids = tuple(dict.fromkeys(task.uid for task in bad))
        return HealthCheck(
            "relationships",
            "Finish-to-start links",
            outcome,
            figure,
            f"at least {self.limits.finish_to_start:g} %",
            uids,
            "Split tasks that overlap." if uids else "",
        )

    def constraints(self) -> HealthCheck:
        hard = (Constraint.MSO, Constraint.MFO, Constraint.SNLT, Constraint.FNLT)
        bad = [task for task in self.open if task.constraint in hard]
        cure = "Use a deadline or “no earlier than” instead."
        return self.share("constraints", "Hard constraints", bad, len(self.open), self.limits.hard_constraints, cure)

    def high_float(self) -> HealthCheck:
        limit = self.limits.high_float_days
        bad = [task for task in self.open if self.dates[task.uid].total_float_days > limit]
        cure = "Look for a missing successor."
        name = f"Float above {limit:g} days"
        return self.share("high_float", name, bad, len(self.open), self.limits.high_float, cure)

    def negative_float(self) -> HealthCheck:
        bad = [task for task in self.open if self.dates[task.uid].total_float_min < 0]
        cure = "Move the date that cannot be met, or shorten the work before it."
        return self.share("negative_float", "Negative float", bad, len(self.open), self.limits.negative_float, cure)

    def high_duration(self) -> HealthCheck:
        limit = self.limits.high_duration_days
        bad = [task for task in self.open if task.duration_min / self.plan.options.minutes_per_day > limit]
        name = f"Duration above {limit:g} days"
        return self.share("high_duration", name, bad, len(self.open), self.limits.high_duration, "Split the task.")

    def invalid_dates(self) -> HealthCheck:
        if self.status is None:
            return self.unknown("invalid_dates", "Invalid dates", "no status date", "none", "Set a status date.")
        bad = [task for task in self.leaves if self._invalid(task, self.status)]
        cure = "Correct actual dates that are reversed or after the status date; reschedule work planned before it."
        return self.share(
            "invalid_dates", "Invalid dates", bad, len(self.leaves), self.limits.invalid_dates, cure, "tasks"
        )

    def _invalid(self, task: Task, status: datetime) -> bool:
        if task.reversed:
            return True
        for actual in (task.actual_start, task.actual_finish):
            if actual is not None and actual > status:
                return True
        row = self.dates[task.uid]
        return (not task.complete and row.finish < status) or (task.actual_start is None and row.start < status)

    def resources(self) -> HealthCheck:
        if not self.plan.assignments:
            cure = "Assign people, or keep them in another register."
            return self.unknown("resources", "Tasks without resources", "nobody is assigned to anything", "none", cure)
        assigned = {assignment.task for assignment in self.plan.assignments}
        work = [task for task in self.open if not task.is_milestone]
        bad = [task for task in work if task.uid not in assigned]
        limit, cure = self.limits.without_resources, "Assign somebody."
        return self.share("resources", "Tasks without resources", bad, len(work), limit, cure)

    def _due(self) -> list[tuple[Task, datetime]]:
        """Tasks whose baseline finish lies at or before the status date."""
        due = []
        for task in self.leaves:
            finish = next((b.finish for b in task.baselines if b.number == 0), None)
            if finish is not None and self.status is not None and finish <= self.status:
                due.append((task, finish))
        return due

    def _no_baseline(self, code: str, name: str, threshold: str) -> HealthCheck | None:
        if self.status is None:
            return self.unknown(code, name, "no status date", threshold, "Set a status date.")
        if not any(task.baselines for task in self.leaves):
            return self.unknown(code, name, "no baseline", threshold, "Save a baseline.")
        return None

    def missed(self) -> HealthCheck:
        limit = self.limits.missed
        if unknown := self._no_baseline("missed", "Missed tasks", f"at most {limit:g} %"):
            return unknown
        due = self._due()
        bad = [task for task, finish in due if task.actual_finish is None or task.actual_finish > finish]
        return self.share(
            "missed", "Missed tasks", bad, len(due), limit, "Agree on new dates, with their cause.", "tasks due"
        )

    def critical_path(self) -> HealthCheck:
        days = self.limits.critical_path_days
        threshold = f"the finish moves by {days:g} days"
        step = next((row for row in self.dates.driving_path() if not row.task.complete and not row.task.manual), None)
        if step is None:
            return self.unknown("critical_path", "Critical path test", "no open task drives the finish", threshold, "")
        more = step.task.duration_min + days * self.plan.options.minutes_per_day
        tested = schedule(change(self.plan, Patch(set=(Edit(step.uid, {"duration_min": more}),))), mode=self.dates.mode)
        moved = self.dates.working_days(self.dates.finish, tested.finish)
        outcome = Outcome.MET if moved >= days - 1 else Outcome.NOT_MET
        cure = "" if outcome is Outcome.MET else "Look for hard constraints and missing links after this task."
        return HealthCheck(
            "critical_path",
            "Critical path test",
            outcome,
            f"{step.name} + {days:g} days moves the finish by {moved:.0f}",
            threshold,
            (step.uid,),
            cure,
        )

    def cpli(self) -> HealthCheck:
        threshold = f"at least {self.limits.cpli:g}"
        if unknown := self._no_baseline("cpli", "Critical path length index", threshold):
            return unknown
        promised = max((b.finish for t in self.leaves for b in t.baselines if b.number == 0 and b.finish), default=None)
        assert self.status is not None
        length = self.dates.working_days(self.status, self.dates.finish)
        if promised is None or length <= 0:
            return self.unknown("cpli", "Critical path length index", "nothing left to measure", threshold, "")
        index = (length + self.dates.working_days(self.dates.finish, promised)) / length
        outcome = Outcome.MET if index >= self.limits.cpli else Outcome.NOT_MET
        return HealthCheck(
            "cpli",
            "Critical path length index",
            outcome,
            f"{index:.2f}",
            threshold,
            (),
            "" if outcome is Outcome.MET else "Recover time on the driving path.",
        )

    def bei(self) -> HealthCheck:
        threshold = f"at least {self.limits.bei:g}"
        if unknown := self._no_baseline("bei", "Baseline execution index", threshold):
            return unknown
        due, done = self._due(), sum(task.complete for task in self.leaves)
        if not due:
            return self.unknown("bei", "Baseline execution index", "nothing was due yet", threshold, "")
        index = done / len(due)
        outcome = Outcome.MET if index >= self.limits.bei else Outcome.NOT_MET
        late = tuple(task.uid for task, _ in due if not task.complete)
        return HealthCheck(
            "bei",
            "Baseline execution index",
            outcome,
            f"{index:.2f} ({done} done, {len(due)} due)",
            threshold,
            late,
            "" if outcome is Outcome.MET else "Finish what was due first.",
        )


__all__ = ["DCMA_14", "Health", "HealthCheck", "Thresholds", "Work", "health"]
