"""Do our dates agree with those of MPXJ's scheduler on generated plans, and which rule explains each difference?

    PYTHONPATH=src:. python -m benchmarks.schedule fidelity

MPXJ is a development oracle here (extra `mpp`, needs Java); it runs in a process of its own. The figures stand side by
side: against MPXJ as it stands, by default and with the option that lets milestones be late as MPXJ does; and against
MPXJ with two of its rules mended (`mpxj_oracle` says why and how).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from benchmarks.schedule.mpxj_plans import tried
from benchmarks.schedule.mpxj_rules import RULES, Theirs, asked, before_start, late_as_theirs
from golive.engines.schedule import Constraint, Plan, Schedule, read_mspdi, schedule, write_mspdi
from golive.plain.working_time import to_ticks

Value = tuple[int, str]

PLANS = 240
AFRESH = 300_000
"""The first seed of plans on which no rule was ever looked for."""
UNEXPLAINED = "not explained by a rule"
STANDS = "agree with MPXJ as it stands"
ALIKE = "agree with MPXJ as it stands, by the option that milestones are late where work ends"
MENDED = "agree with its two rules mended"
FOLLOWED = "agree with them mended once the rule on the project's start is followed here as well"
FIELDS = ("early_start", "early_finish", "late_start", "late_finish")


def sections() -> list[tuple[str, object]]:
    """The sections of this module."""
    return [
        (f"MPXJ on {PLANS} generated plans, five values a task", compared),
        (f"MPXJ on {PLANS} others, on which no rule was looked for", compared_afresh),
        (f"MPXJ on {PLANS} plans whose links also pull before the project's start", compared_pulled),
        (f"Negative float on {PLANS} plans without a constraint, a deadline or progress", without_cause),
    ]


def compared(quick: bool = False) -> Iterator[str]:
    """How many values agree, and why the others do not: plans that begin with a task that all others follow."""
    return _compared(_plans(0, 60 if quick else PLANS))


def compared_afresh(quick: bool = False) -> Iterator[str]:
    """The same on other seeds."""
    return compared_from(AFRESH, 60 if quick else PLANS)


def compared_from(first: int, number: int = PLANS) -> Iterator[str]:
    """The same on the plans of any seeds."""
    return _compared(_plans(first, number))


def compared_pulled(quick: bool = False) -> Iterator[str]:
    """The same where nothing stands before the tasks, so that a link may ask for a date before the project's start."""
    return _compared(_plans(0, 60 if quick else PLANS, opened=False))


def without_cause(quick: bool = False) -> Iterator[str]:
    """Tasks with negative float where neither a constraint, a deadline nor progress is left: there is no cause."""
    plans = {name: _unasked(plan) for name, plan in _plans(0, 60 if quick else PLANS).items()}
    ours, theirs, tasks = 0, Counter[int](), 0
    for _, plan, dates, answers in _both(plans):
        if isinstance(answers, str):
            continue
        tasks += len(plan.tasks)
        ours += sum(row.total_float_min < 0 for row in dates.tasks)
        for step, answer in enumerate(answers):
            theirs[step] += sum(_is_late(dates, v, answer) for v in range(len(dates.net.tasks)))
    yield f"  of {tasks} tasks: {ours} here; {theirs[0]} in MPXJ as it stands, {theirs[2]} with its two rules mended"


def _plans(first: int, number: int, opened: bool = True) -> dict[str, Plan]:
    return {f"{seed:06d}": read_mspdi(write_mspdi(tried(seed, opened))) for seed in range(first, first + number)}


def _unasked(plan: Plan) -> Plan:
    dates = {"constraint": Constraint.ASAP, "constraint_at": None, "deadline": None}
    progress = {"actual_start": None, "actual_finish": None, "percent_complete": 0, "remaining_min": None}
    return replace(plan, tasks=tuple(replace(task, **dates, **progress) for task in plan.tasks))


def _is_late(dates: Schedule, v: int, theirs: Theirs) -> bool:
    """Whether an unfinished task must, for MPXJ, be done before it can be done."""
    task, time = dates.net.tasks[v], dates.net.axes.times[dates.net.axis[v]]
    early, late = (datetime.fromisoformat(theirs[str(task.uid)][at]) for at in (1, 3))
    return task.actual_finish is None and time.to_work(to_ticks(late)) < time.to_work(to_ticks(early))


def _compared(plans: dict[str, Plan]) -> Iterator[str]:
    total, failed, equal, rules = 0, 0, Counter[str](), {STANDS: Counter[str](), ALIKE: Counter[str]()}
    for name, plan, dates, answers in _both(plans):
        if isinstance(answers, str):
            failed += 1
            yield f"  {name}: MPXJ gave no dates ({answers})"
            continue
        total += sum(1 for _ in _differences(dates, plan, answers[0]))
        pulled, late = before_start(plan), late_as_theirs(plan)
        followed = schedule(pulled)
        equal[MENDED] += _equal(dates, plan, answers[-1])
        equal[FOLLOWED] += _equal(followed, plan, answers[-1])
        alike = schedule(late), schedule(late_as_theirs(pulled)), answers[:2]
        for way, (ours, as_theirs, steps) in {STANDS: (dates, followed, answers), ALIKE: alike}.items():
            equal[way] += _equal(ours, plan, answers[0])
            differing = {(uid, field): pair for uid, field, *pair in _differences(ours, plan, answers[0]) if field}
            for value, rule in _explained(as_theirs, plan, steps, set(differing)):
                rules[way][rule] += 1
                if rule == UNEXPLAINED:
                    mine, other = differing[value]
                    yield f"  {name}, task {value[0]}, {value[1]}: {mine} here, {other} in MPXJ"
    for way in (STANDS, ALIKE, MENDED, FOLLOWED):
        yield f"  {equal[way]} of {total} values ({equal[way] / max(total, 1):.3%}) {way}"
        for rule, count in rules.get(way, Counter()).most_common():
            yield f"    {count} differ ({count / total:.3%}): {RULES.get(rule, rule)}"
    yield f"  {failed} plans without an answer"


def _equal(dates: Schedule, plan: Plan, theirs: Theirs) -> int:
    """How many values agree."""
    return sum(not field for _, field, *_ in _differences(dates, plan, theirs))


def _both(plans: dict[str, Plan]) -> Iterator[tuple[str, Plan, Schedule, list[Theirs] | str]]:
    answers = asked({name: write_mspdi(plan) for name, plan in plans.items()})
    for name, plan in plans.items():
        yield name, plan, schedule(plan), answers[name]


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


def _explained(followed: Schedule, plan: Plan, answers: list[Theirs], left: set[Value]) -> Iterator[tuple[Value, str]]:
    """Each differing value, with the rule that makes it agree; ``answers`` with one rule more mended in each."""
    if not left:
        return
    for rule, theirs in zip(("before_start", "midnight", "milestone"), answers, strict=False):
        still = {(uid, field) for uid, field, *_ in _differences(followed, plan, theirs) if field}
        yield from ((value, rule) for value in left - still)
        left = left & still
    yield from ((value, UNEXPLAINED) for value in sorted(left))
