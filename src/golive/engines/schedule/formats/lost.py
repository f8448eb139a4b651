"""What of this plan has no place in another tool's file?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from golive.engines.schedule.findings import Finding, note, warning
from golive.engines.schedule.plan import Constraint, LagCalendar, LagKind, LateMilestones, Mode, Plan, Task

FORMATS = ("mspdi", "xer", "pmxml")
_CAPS = (Constraint.SNLT, Constraint.FNLT)

_IN_P6: tuple[tuple[str, Callable[[Plan, Task], bool], str], ...] = (
    ("lost.inactive", lambda _, t: not t.active, "is inactive and is left out"),
    ("lost.manual", lambda _, t: t.manual or t.external, "is dated by hand; its start becomes a mandatory start"),
    (
        "lost.summary",
        lambda p, t: _sums(p, t) and t.constraint_at is not None,
        "is a summary; the constraint is left out",
    ),
    ("lost.deadline", lambda _, t: t.deadline is not None, "has a deadline, which is left out"),
    ("lost.estimate", lambda _, t: t.three_point is not None, "has a three-point estimate, which is left out"),
    ("lost.elapsed", lambda _, t: t.elapsed, "runs round the clock; its duration is written as working time"),
    ("lost.delay", lambda _, t: bool(t.leveling_delay_min), "is delayed by levelling; the delay is left out"),
    ("lost.baseline", lambda _, t: bool(t.baselines), "has baselines, which are left out"),
    ("lost.notes", lambda _, t: bool(t.notes), "has notes, which are left out"),
    ("lost.fields", lambda _, t: bool(t.fields), "has custom fields, which are left out"),
    (
        "lost.cap",
        lambda p, t: t.constraint in _CAPS and p.options.honour_constraints and not p.options.mandatory_only,
        "has a “no later than” that overrides links here; in P6 it moves late dates alone",
    ),
)
_IN_MSPDI: tuple[tuple[str, Callable[[Plan, Task], bool], str], ...] = (
    ("lost.secondary", lambda _, t: t.secondary is not Constraint.ASAP, "has a second constraint, which is left out"),
    ("lost.expected", lambda _, t: t.expected_finish is not None, "has an expected finish, which is left out"),
    ("lost.spanning", lambda _, t: t.spans, "spans other tasks (P6); it becomes an ordinary task"),
    ("lost.percent", lambda _, t: t.percent_kind != "duration", "measures its progress otherwise than by duration"),
)


def lost_in(plan: Plan, format: str) -> tuple[Finding, ...]:
    """What a file of this format cannot say, each with its task; ValueError for an unknown format."""
    if format not in FORMATS:
        raise ValueError(f"The format “{format}” is unknown. Choose {', '.join(FORMATS)}.")
    checks = _IN_MSPDI if format == "mspdi" else _IN_P6
    found = [
        warning(rule, f"{task} {what}.", task=task.uid)
        for task in plan.tasks
        for rule, holds, what in checks
        if holds(plan, task)
    ]
    return (*found, *(_options_lost(plan) if format == "mspdi" else _links_lost(plan)))


def _sums(plan: Plan, task: Task) -> bool:
    return task.summary or task.uid in plan.children


def _links_lost(plan: Plan) -> Iterator[Finding]:
    if plan.options.from_finish and plan.must_finish is not None:
        yield warning(
            "lost.from_finish",
            "The project is scheduled from its finish here; P6 computes it from its start, and keeps the finish as "
            "its must-finish date.",
        )
    clock = plan.options.lag_calendar is LagCalendar.ROUND_THE_CLOCK
    for link in plan.links:
        pred, succ = plan.by_uid[link.pred], plan.by_uid[link.succ]
        if _sums(plan, pred) or _sums(plan, succ):
            yield note("lost.summary_link", f"{pred} → {succ} becomes links on the tasks inside.", task=succ.uid)
        if link.lag_kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT):
            yield warning(
                "lost.percent_lag", f"{pred} → {succ}: {link.lag:g} % of the duration becomes hours.", task=succ.uid
            )
        if link.lag_kind in (LagKind.ELAPSED, LagKind.ELAPSED_PERCENT) and not clock:
            yield warning(
                "lost.elapsed_lag", f"{pred} → {succ}: the elapsed lag is counted in working time.", task=succ.uid
            )


def _options_lost(plan: Plan) -> Iterator[Finding]:
    options = plan.options
    if options.lag_calendar is not LagCalendar.SUCCESSOR and any(link.lag for link in plan.links):
        yield warning(
            "lost.lag_calendar",
            f"Lags are counted on the calendar “{options.lag_calendar}”; Microsoft "
            "Project counts them on the successor's.",
        )
    if options.mode is not Mode.AS_MS_PROJECT and plan.status_date is not None:
        yield warning(
            "lost.mode",
            "Remaining work is kept after the status date here; Microsoft Project leaves it "
            "where it is until it is rescheduled.",
        )
    if options.late_milestones is LateMilestones.WORK_ENDS and any(task.is_milestone for task in plan.tasks):
        yield warning(
            "lost.late_milestones",
            "Milestones are late where work ends here; Microsoft Project lets them be late where work starts.",
        )
    if plan.must_finish is not None and not options.from_finish:
        yield warning("lost.must_finish", "The project's must-finish date has no place in the file.")


__all__ = ["FORMATS", "lost_in"]
