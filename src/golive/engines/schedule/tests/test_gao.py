"""Each practice of the GAO that a file can show: a sound plan meets it, a spoilt one does not, with tasks and cure."""

from dataclasses import replace
from datetime import datetime

import pytest

from golive.engines.schedule import (
    Assignment,
    Baseline,
    Constraint,
    Link,
    LinkType,
    Plan,
    PlanError,
    Resource,
    Task,
    ThreePoint,
    days,
    explained,
    gao,
    thresholds_from,
)
from golive.engines.schedule.checks.thresholds import threshold_names
from golive.plain.verdict import Outcome

MONDAY = datetime(2026, 3, 2, 8)


@pytest.fixture
def sound() -> Plan:
    baseline = (Baseline(0, MONDAY, datetime(2026, 3, 20, 17)),)
    spread = ThreePoint(days(4), days(5), days(8))
    tasks = tuple(
        Task(uid, name, days(5), three_point=spread, baselines=baseline)
        for uid, name in enumerate(("Design", "Build", "Test"), 1)
    )
    people = Resource(1, "Kim"), Resource(2, "Lee")
    work = Assignment(1, 1), Assignment(2, 2), Assignment(3, 1)
    return Plan("Sound", MONDAY, tasks, (Link(1, 2), Link(2, 3)), resources=people, assignments=work)


def spoil(plan: Plan, uid: int, **fields) -> Plan:
    return replace(plan, tasks=tuple(replace(t, **fields) if t.uid == uid else t for t in plan.tasks))


def test_a_sound_plan_meets_every_practice(sound):
    assert [(check.code, check.outcome) for check in gao(sound).checks if check.outcome is not Outcome.MET] == []
    assert len(gao(sound).checks) == 10


POINTS = {"three_point": None}
PINNED = {"constraint": Constraint.MSO, "constraint_at": datetime(2026, 4, 1, 8)}
LATER = {"constraint": Constraint.SNET, "constraint_at": MONDAY}


@pytest.mark.parametrize(
    ("code", "spoilt", "tasks"),
    [
        ("same_names", lambda plan: spoil(plan, 2, name="design "), (1, 2)),
        ("dangling", lambda plan: replace(plan, links=(Link(1, 2, LinkType.FF), Link(2, 3))), (2,)),
        ("dangling", lambda plan: replace(plan, links=(Link(1, 2, LinkType.SS), Link(2, 3))), (1,)),
        ("soft_constraints", lambda plan: spoil(plan, 3, **LATER), (3,)),
        ("manual", lambda plan: spoil(plan, 2, manual=True, start=datetime(2026, 3, 9, 8)), (2,)),
        ("overloaded", lambda plan: replace(plan, links=(Link(1, 2),)), (1, 3)),
        ("path_breaks", lambda plan: spoil(plan, 2, **PINNED), (2,)),
        ("ranges", lambda plan: spoil(spoil(plan, 1, **POINTS), 2, **POINTS), (1, 2)),
        ("out_of_sequence", lambda plan: spoil(plan, 2, actual_start=MONDAY), (2,)),
        ("baselined", lambda plan: spoil(plan, 1, baselines=()), (1,)),
    ],
)
def test_a_spoilt_plan_fails_the_practice_and_names_the_tasks(sound, code, spoilt, tasks):
    check = gao(spoilt(sound))[code]
    assert (check.outcome, check.tasks) == (Outcome.NOT_MET, tasks)
    assert check.cure


def test_links_on_summaries_are_counted(sound):
    phase = Task(9, "Phase", summary=True)
    inside = replace(sound.tasks[2], parent=9)
    found = gao(replace(sound, tasks=(*sound.tasks[:2], phase, inside), links=(Link(1, 2), Link(2, 9))))
    assert found["summary_logic"].figure == "1 of 2 links (50 %)"
    assert found["summary_logic"].tasks == (9,)


def test_without_assignments_overloads_cannot_be_decided(sound):
    assert gao(replace(sound, assignments=()))["overloaded"].outcome is Outcome.UNDECIDABLE


def test_every_threshold_has_a_source_and_can_be_set():
    usual = explained(thresholds_from(()))
    assert [t.name for t in usual] == list(threshold_names())
    assert all("DCMA" in t.provenance or "GAO" in t.provenance for t in usual)
    strict = thresholds_from(["high_float_days=44", "lags=0"])
    assert (strict.high_float_days, strict.lags, strict.leads) == (44, 0, 0)


def test_thresholds_that_cannot_be_read_are_all_named():
    with pytest.raises(PlanError) as refused:
        thresholds_from(["lags=many", "patience=3"])
    assert [finding.rule for finding in refused.value.findings] == ["check.threshold"] * 2
