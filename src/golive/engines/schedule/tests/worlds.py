"""Random plans with all that a simulation has to honour: progress, resources at other hours, delays, phases, shapes."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from golive.engines.schedule import Assignment, Constraint, Mode, Options, Plan, Resource, Risk, Shape, Task, ThreePoint
from golive.engines.schedule.plan import LagCalendar
from golive.engines.schedule.tests.plans import MONDAY, plans

_RESOURCES = (Resource(1, "Ann"), Resource(2, "Ben", calendar=3), Resource(3, "Night shift", calendar=2))

_KINDS = ("begun", "done", "delayed", "estimated", "elapsed", "limited", "expected")


@st.composite
def busy_plans(draw) -> Plan:
    """A plan in progress, with every feature that takes the long way through a kernel."""
    plan = draw(plans(constrained=True, most=8))
    tasks = tuple(_busy(draw, task) for task in plan.tasks)
    assigned = st.lists(st.tuples(st.sampled_from(tasks), st.sampled_from([1, 2, 3])), max_size=6, unique=True)
    options = Options(
        honour_constraints=draw(st.booleans()),
        mode=draw(st.sampled_from(list(Mode))),
        floor_at_project_start=draw(st.booleans()),
        lag_calendar=draw(st.sampled_from(list(LagCalendar))),
        lag_at_finish=draw(st.booleans()),
        mandatory_only=draw(st.booleans()),
    )
    return replace(
        plan,
        tasks=tasks,
        resources=_RESOURCES,
        assignments=tuple(Assignment(task.uid, who, work_min=task.duration_min / 2) for task, who in draw(assigned)),
        status_date=draw(st.sampled_from([None, MONDAY + timedelta(days=9)])),
        options=options,
    )


def _busy(draw, task: Task) -> Task:
    kind = draw(st.sampled_from(["new", "new", "new", *_KINDS]))
    begun = MONDAY + timedelta(days=draw(st.integers(0, 7)))
    if kind == "begun":
        return replace(task, actual_start=begun, remaining_min=task.duration_min / 2)
    if kind == "done":
        return replace(task, actual_start=begun, actual_finish=begun + timedelta(days=2, hours=9))
    if kind == "delayed":
        return replace(task, leveling_delay_min=720)
    if kind == "estimated":
        likely = draw(st.sampled_from([600, 960, 1500]))
        return replace(task, three_point=ThreePoint(480, likely, 2400, draw(st.sampled_from(list(Shape)))))
    if kind == "limited":
        return replace(task, secondary=draw(st.sampled_from(list(Constraint)[2:])), secondary_at=begun)
    if kind == "expected":
        return replace(task, expected_finish=begun + timedelta(days=9, hours=9))
    return replace(task, elapsed=True) if kind == "elapsed" else task


@st.composite
def risk_logs(draw, plan: Plan) -> tuple[Risk, ...]:
    """Up to three risks, with days or a factor, on some tasks or on the target."""
    uids = st.lists(st.sampled_from([task.uid for task in plan.tasks]), min_size=1, max_size=3)
    risks = []
    for number in range(draw(st.integers(0, 3))):
        chance, tasks = draw(st.sampled_from([0.1, 0.5, 1.0])), tuple(draw(uids))
        if draw(st.booleans()):
            risks.append(Risk(f"R-{number}", "Slow", chance, factor=ThreePoint(1, 1.2, 2), tasks=tasks))
        else:
            risks.append(
                Risk(f"R-{number}", "Late", chance, days=ThreePoint(0, 3, 9), tasks=draw(st.sampled_from([(), tasks])))
            )
    return tuple(risks)
