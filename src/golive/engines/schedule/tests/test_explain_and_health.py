"""Reasons in plain sentences, and the 14 checks."""

from dataclasses import replace
from datetime import datetime

import pytest

from golive.engines.schedule import (
    Assignment,
    Baseline,
    Constraint,
    LagKind,
    Link,
    LinkType,
    Plan,
    Resource,
    Task,
    Thresholds,
    days,
    explain,
    health,
)
from golive.plain.verdict import Outcome

MONDAY = datetime(2026, 3, 2, 8)


@pytest.fixture
def plan() -> Plan:
    tasks = (
        Task(1, "Design", days(5)),
        Task(2, "Build", days(10)),
        Task(3, "Data", days(2)),
        Task(4, "UAT", days(5)),
        Task(5, "Go-live", 0, milestone=True),
    )
    links = Link(1, 2), Link(1, 3), Link(2, 4), Link(3, 4, lag=days(1)), Link(4, 5)
    return Plan("Roll-out", MONDAY, tasks, links)


def first(plan: Plan, uid: int) -> str:
    return explain(plan, uid).sentences[0]


def test_a_start_is_explained_link_by_link_back_to_the_project(plan):
    found = explain(plan, 4)
    assert found.sentences == (
        "UAT starts on Mon 23 Mar 2026 08:00 because Build finishes on Fri 20 Mar 2026 17:00; "
        "Standard has no working time in between.",
        "Data would permit a start 7 working days earlier.",
        "UAT has no float: every day it slips moves the finish or breaks a date.",
        "Build starts on Mon 9 Mar 2026 08:00 because Design finishes on Fri 6 Mar 2026 17:00; "
        "Standard has no working time in between.",
        "Design starts on Mon 2 Mar 2026 08:00 because the project starts on Mon 2 Mar 2026 08:00 and nothing else "
        "holds it.",
    )
    assert [step.name for step in found.path] == ["Design", "Build", "UAT"]


def test_lags_and_link_types_are_said(plan):
    lagged = replace(plan, links=(Link(1, 2, LinkType.SS, days(2)), Link(2, 4, LinkType.SS, 50, LagKind.PERCENT)))
    assert "Design starts on Mon 2 Mar 2026 08:00 (start-to-start, plus 2 working days)" in first(lagged, 2)
    assert "(start-to-start, plus 5 working days = 50 % of its duration)" in first(lagged, 4)


def test_a_constraint_is_said(plan):
    pinned = replace(plan.tasks[0], constraint=Constraint.SNET, constraint_at=datetime(2026, 3, 4, 8))
    assert "because it starts no earlier than Wed 4 Mar 2026 08:00 (constraint)" in first(
        replace(plan, tasks=(pinned, *plan.tasks[1:])), 1
    )


def test_recorded_progress_and_the_status_date_are_said(plan):
    done = replace(plan.tasks[0], actual_start=MONDAY, actual_finish=datetime(2026, 3, 6, 17))
    moved = replace(plan, tasks=(done, *plan.tasks[1:]), status_date=datetime(2026, 3, 11, 8))
    assert first(moved, 1).endswith("both are recorded.")
    assert "the status date is Wed 11 Mar 2026 08:00" in first(moved, 2)


def test_a_summary_is_explained_by_the_task_that_ends_it(plan):
    tree = replace(plan, tasks=(Task(9, "Phase", summary=True), *(replace(t, parent=9) for t in plan.tasks)))
    assert first(tree, 9) == "Phase ends with Go-live, on Fri 27 Mar 2026 17:00."


def test_float_and_lateness_are_said(plan):
    assert "Data can slip 7 working days before the finish moves." in explain(plan, 3).sentences
    late = replace(plan, tasks=(*plan.tasks[:4], replace(plan.tasks[4], deadline=datetime(2026, 3, 25, 17))))
    assert "UAT is 2 working days too late for a date that must be met." in explain(late, 4).sentences


def test_a_sound_plan_passes_what_can_be_decided(plan):
    staffed = replace(
        plan, resources=(Resource(1, "Kim"),), assignments=tuple(Assignment(uid, 1) for uid in (1, 2, 3, 4))
    )
    found = health(staffed, Thresholds(lags=25))
    assert not found.failed
    assert [check.code for check in found.checks if check.outcome is Outcome.UNDECIDABLE] == [
        "invalid_dates",
        "missed",
        "cpli",
        "bei",
    ]
    assert len(found.checks) == 14


@pytest.mark.parametrize(
    ("code", "spoil", "tasks"),
    [
        ("logic", {"links": (Link(1, 2), Link(2, 4), Link(4, 5))}, (3,)),
        ("leads", {"links": (Link(1, 2), Link(1, 3), Link(2, 4, lag=-days(1)), Link(3, 4), Link(4, 5))}, (4,)),
        ("lags", {}, (4,)),
        ("relationships", {"links": (Link(1, 2, LinkType.SS), Link(1, 3), Link(2, 4), Link(3, 4), Link(4, 5))}, (2,)),
    ],
)
def test_broken_logic_fails_its_check_and_names_the_tasks(plan, code, spoil, tasks):
    check = health(replace(plan, **spoil))[code]
    assert check.outcome is Outcome.NOT_MET
    assert check.tasks == tasks and check.cure


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("constraints", {"constraint": Constraint.MFO, "constraint_at": datetime(2026, 3, 20, 17)}),
        ("negative_float", {"deadline": datetime(2026, 3, 10, 17)}),
        ("high_duration", {"duration_min": days(25)}),
    ],
)
def test_a_spoilt_task_fails_its_check(plan, code, fields):
    assert health(plan)[code].outcome is Outcome.MET
    spoilt = replace(plan, tasks=(plan.tasks[0], replace(plan.tasks[1], **fields), *plan.tasks[2:]))
    check = health(spoilt)[code]
    assert check.outcome is Outcome.NOT_MET and 2 in check.tasks


def test_a_hard_constraint_at_the_end_fails_the_critical_path_test(plan):
    assert health(plan)["critical_path"].outcome is Outcome.MET
    pinned = replace(plan.tasks[4], constraint=Constraint.MFO, constraint_at=datetime(2026, 12, 1, 17))
    check = health(replace(plan, tasks=(*plan.tasks[:4], pinned)))["critical_path"]
    assert check.outcome is Outcome.NOT_MET and check.figure == "Go-live + 600 days moves the finish by 0"


def test_missed_work_shows_in_three_indices(plan):
    finishes = [datetime(2026, 3, 6, 17), datetime(2026, 3, 10, 17), datetime(2026, 3, 10, 17)]
    tasks = tuple(replace(t, baselines=(Baseline(0, finish=at),)) for t, at in zip(plan.tasks, finishes, strict=False))
    done = replace(tasks[0], actual_start=MONDAY, actual_finish=datetime(2026, 3, 6, 17))
    due = replace(plan, tasks=(done, *tasks[1:], *plan.tasks[3:]), status_date=datetime(2026, 3, 11, 17))
    found = health(due)
    assert found["missed"].outcome is Outcome.NOT_MET and found["missed"].tasks == (2, 3)
    assert found["bei"].figure == "0.33 (1 done, 3 due)"
    assert found["cpli"].outcome is Outcome.NOT_MET
    assert found["invalid_dates"].outcome is Outcome.MET


def test_thresholds_are_settings(plan):
    strict = health(plan, Thresholds(high_duration=0, high_duration_days=5))
    assert strict["high_duration"].tasks == (2,)
    assert "DCMA" in strict.thresholds.provenance
