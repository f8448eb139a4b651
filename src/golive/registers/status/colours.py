"""Which colour does each dimension deserve, and for which reasons?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from golive.plain.rag import Rag, worst
from golive.registers.status import facts
from golive.registers.status.sentences import count, full_day, week_day
from golive.registers.status.thresholds import LIMITS, MAX_AGE, NEAR_CRITICAL_FLOAT_DAYS

NAMED = 3  # names in one reason; the rest is counted
Judged = tuple[Rag, str, tuple[str, ...]]


@dataclass(frozen=True)
class Assessment:
    """A computed colour with its figure in words, every reason, and the age of the evidence in days."""

    colour: Rag
    figure: str
    reasons: tuple[str, ...]
    age_days: int | None = None


def assess(measured: facts.Facts, as_of: date) -> Assessment:
    """The colour that these facts deserve; missing or stale evidence is grey, with the reason and the cure.

    >>> assess(facts.Data(checked=40, failed=0, measured_on=date(2026, 3, 19)), date(2026, 3, 20)).colour
    <Rag.GREEN: 'green'>
    >>> assess(facts.Data(), date(2026, 3, 20)).reasons
    ('Data: nothing was measured. Record the control totals of a mock migration.',)
    >>> assess(facts.Data(reconciled=2, never_reconciled=("Users",)), date(2026, 3, 20)).reasons
    ('Data: 2 of 3 objects reconciled. Reconcile the last load of Users.',)
    """
    key = type(measured).__name__.lower()
    if measured.measured_on is None:
        return _half_measured(measured) or _grey(key, "nothing was measured")
    age = (as_of - measured.measured_on).days
    if age < 0:
        return _grey(key, f"the evidence is dated {full_day(measured.measured_on)}, after the report")
    if age > MAX_AGE[key].days:
        last = f"the last evidence is of {week_day(measured.measured_on)}, {age} days old (limit {MAX_AGE[key].days})"
        return _grey(key, last, age)
    judged = _judge(measured)
    if judged is None:
        return _grey(key, "a figure is missing", age)
    return Assessment(*judged, age_days=age)


def _half_measured(measured: facts.Facts) -> Assessment | None:
    """Some of the data is reconciled and some is not: said as it is, and still no figure for the whole."""
    if not isinstance(measured, facts.Data) or not measured.reconciled:
        return None
    missing = measured.never_reconciled
    figure = f"{measured.reconciled} of {measured.reconciled + len(missing)} objects reconciled"
    named = ", ".join(missing[:NAMED]) + (f" and {len(missing) - NAMED} more" if len(missing) > NAMED else "")
    return Assessment(Rag.GREY, figure, (f"Data: {figure}. Reconcile the last load of {named}.",))


def _grey(key: str, why: str, age: int | None = None) -> Assessment:
    return Assessment(Rag.GREY, "Not measured", (f"{key.title()}: {why}. {_CURE[key]}",), age)


_CURE = {
    "schedule": "Run the forecast.",
    "cost": "Record the estimate at completion.",
    "scope": "Sign the scope baseline.",
    "quality": "Import the test results and set the gate's date.",
    "data": "Record the control totals of a mock migration.",
    "people": "Record a pulse and the training completions.",
    "dependencies": "Review the commitments.",
    "risk": "Assess the open risks and set the contingency.",
    "governance": "Review the open decisions.",
    "workstream": "Update the progress of its tasks.",
}


def _within(key: str, value: float) -> Rag:
    limit = LIMITS[key]
    return Rag.GREEN if value <= limit.green else Rag.AMBER if value <= limit.amber else Rag.RED


@singledispatch
def _judge(measured: facts.Facts) -> Judged | None:
    raise TypeError(f"There is no colour rule for {type(measured).__name__}.")


@_judge.register
def _schedule(it: facts.Schedule) -> Judged | None:
    if not (it.committed and it.p50 and it.p80):
        return None
    colour = windows_colour(it.committed, it.p50, it.p80)
    held = {Rag.GREEN: "P80 holds", Rag.AMBER: "P50 holds, P80 does not hold", Rag.RED: "P50 does not hold"}[colour]
    return colour, f"P80 {full_day(it.p80)}", (f"{held} the committed window of {full_day(it.committed)}.",)


def windows_colour(committed: date, p50: date, p80: date) -> Rag:
    """Green where P80 holds the committed window, amber where only P50 does, red where neither does.

    >>> windows_colour(date(2026, 5, 23), date(2026, 5, 23), date(2026, 6, 6))
    <Rag.AMBER: 'amber'>
    """
    return Rag.RED if p50 > committed else Rag.AMBER if p80 > committed else Rag.GREEN


@_judge.register
def _cost(it: facts.Cost) -> Judged | None:
    if it.budget is None or it.estimate is None or it.budget.minor <= 0:
        return None
    over = it.estimate - it.budget
    side = "above" if over.minor > 0 else "below"
    gap = f"{str(over).lstrip('-')} {side}" if over.minor else "equal to"
    reason = f"The estimate at completion is {it.estimate}, {gap} the budget of {it.budget}."
    return _within("cost.estimate_over_budget", it.estimate.minor / it.budget.minor), f"EAC {it.estimate}", (reason,)


@_judge.register
def _scope(it: facts.Scope) -> Judged | None:
    if not it.baseline_points or it.unapproved_points is None:
        return None
    colour = _within("scope.unapproved_share", it.unapproved_points / it.baseline_points)
    figure = f"{it.unapproved_points:g} of {it.baseline_points:g} points unapproved"
    return colour, figure, (f"{figure}, net of what was taken out.",)


@_judge.register
def _quality(it: facts.Quality) -> Judged | None:
    if it.gate_on is None or it.converges is None or (it.converges and it.working_days_after_gate is None):
        return None
    if not it.converges:
        reason = f"Defects arrive at least as fast as they are closed: {it.gate} never passes at this rate."
        return Rag.RED, "Never passes", (reason,)
    days = it.working_days_after_gate or 0
    after = f"{count(abs(days), 'working day')} {'after' if days > 0 else 'before'} {week_day(it.gate_on)}"
    return (
        _within("quality.days_after_gate", days),
        after,
        (f"The criteria of {it.gate} are expected to pass {after}.",),
    )


@_judge.register
def _data(it: facts.Data) -> Judged | None:
    if not it.checked or it.failed is None:
        return None
    figure = f"{it.checked - it.failed} of {it.checked} totals agree"
    return _within("data.failed_totals_share", it.failed / it.checked), figure, (f"{figure} in the latest mock.",)


@_judge.register
def _people(it: facts.People) -> Judged | None:
    if it.barrier_share is None or it.trained_share is None or it.planned_share is None:
        return None
    behind = it.planned_share - it.trained_share
    colour = worst([_within("people.barrier_share", it.barrier_share), _within("people.training_behind", behind)])
    trained = f"{it.trained_share:.0%} trained, {it.planned_share:.0%} planned by now"
    return colour, trained, (f"{it.barrier_share:.0%} (by power) have an adoption barrier.", f"{trained}.")


@_judge.register
def _dependencies(it: facts.Dependencies) -> Judged | None:
    if it.open is None or it.past_need_by is None or it.past_drop_dead is None:
        return None
    figure = f"{it.past_need_by} of {it.open} past need-by"
    if it.past_drop_dead:
        are = "item is" if it.past_drop_dead == 1 else "items are"
        return Rag.RED, figure, (f"{it.past_drop_dead} {are} past the date that moves go-live.", f"{figure}.")
    colour = _within("dependencies.past_need_by", it.past_need_by)
    if not it.promised_late:
        return colour, figure, (f"{figure}.",)
    are = "item is" if it.promised_late == 1 else "items are"
    reason = f"{it.promised_late} open {are} promised for a day after the need-by date."
    return worst([colour, Rag.AMBER]), f"{figure}, {it.promised_late} promised later", (f"{figure}.", reason)


@_judge.register
def _risk(it: facts.Risk) -> Judged | None:
    if it.exposure is None or it.contingency is None:
        return None
    figure = f"{it.exposure} of {it.contingency}"
    reason = f"The P80 exposure is {it.exposure}; the contingency is {it.contingency}."
    if it.contingency.minor <= 0:
        return (Rag.RED if it.exposure.minor > 0 else Rag.GREEN), figure, (reason,)
    return _within("risk.exposure_over_contingency", it.exposure.minor / it.contingency.minor), figure, (reason,)


@_judge.register
def _governance(it: facts.Governance) -> Judged | None:
    if it.overdue is None:
        return None
    figure = f"{count(it.overdue, 'decision')} overdue"
    oldest = f", the oldest by {count(it.oldest_days, 'day')}" if it.overdue and it.oldest_days else ""
    return _within("governance.overdue_decisions", it.overdue), figure, (f"{figure}{oldest}.",)


@_judge.register
def _workstream(it: facts.Workstream) -> Judged | None:
    if it.due is None or it.late is None:
        return None
    parts = [_lateness(it), _milestone_move(it)]
    figure = f"{it.late} of {it.due} due tasks late" if it.due else "Nothing due yet"
    return worst([colour for colour, _ in parts]), figure, tuple(reason for _, reason in parts)


def _lateness(it: facts.Workstream) -> tuple[Rag, str]:
    if not it.due:
        return Rag.GREEN, "No task was due yet."
    return _within(
        "workstream.late_share", (it.late or 0) / it.due
    ), f"{it.late} of {it.due} due tasks are not finished."


def _milestone_move(it: facts.Workstream) -> tuple[Rag, str]:
    if it.milestone_moved_days is None:
        return Rag.GREEN, "No coming milestone has a baseline to compare with."
    days = it.milestone_moved_days
    colour = _within("workstream.days_moved", days)
    if days <= 0:
        return colour, f"{it.next_milestone} holds its baseline."
    reason = f"{it.next_milestone} moved {count(days, 'working day')}"
    if it.float_days is None or it.float_days > NEAR_CRITICAL_FLOAT_DAYS:
        return colour, f"{reason}."
    path = f"{reason} and its path has {it.float_days:g} d float"
    return (Rag.RED, f"{path}, and go-live moved.") if it.go_live_moved else (worst([colour, Rag.AMBER]), f"{path}.")
