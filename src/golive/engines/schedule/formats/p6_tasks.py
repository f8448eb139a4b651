"""What does an activity of Primavera P6 say?"""

from __future__ import annotations

from collections.abc import Mapping

from golive.engines.schedule.findings import Finding, error, warning
from golive.engines.schedule.formats.mspdi_values import neat
from golive.engines.schedule.formats.p6_values import CONSTRAINTS, KINDS, PAIRS, PERCENTS, Cells
from golive.engines.schedule.plan import Constraint, Kind, Stored, Task

_MILESTONES = (Kind.START_MILESTONE, Kind.FINISH_MILESTONE)


def read_activity(cells: Cells, parents: Mapping[str, int | None], findings: list[Finding]) -> Task | None:
    """One activity as a task; None for a row without an id."""
    uid = cells.integer("task_id")
    if uid is None and cells.text("task_id"):
        return None
    if uid is None:
        cells.wrong.append(error("p6.task_id", f"{cells.who} has no task_id.", "Export it again.", line=cells.line()))
        return None
    name, type_ = cells.text("task_name"), cells.text("task_type") or "TT_Task"
    cells.who = f"Activity {cells.text('task_code')} ({name})"
    kind = KINDS.get(type_, Kind.TASK)
    begun, done = cells.moment("act_start_date"), cells.moment("act_end_date")
    full, left = cells.duration("target_drtn_hr_cnt") or 0, cells.duration("remain_drtn_hr_cnt")
    if begun is None and left is not None and left != full and kind is Kind.TASK:
        findings.append(
            warning(
                "p6.remaining",
                f"{cells.who} has not started, but {neat(left / 60):g} of its {neat(full / 60):g} "
                "hours remain; the remaining hours are scheduled.",
                "Set both alike in P6.",
                task=uid,
            )
        )
        full = left
    first, second = _constraints(cells, uid, findings)
    return Task(
        uid,
        name,
        0 if kind in _MILESTONES else full,
        parents.get(cells.text("wbs_id")),
        wbs=cells.text("task_code"),
        milestone=kind in _MILESTONES,
        calendar=None if type_ == "TT_Rsrc" else cells.integer("clndr_id"),
        ignore_resource_calendar=type_ != "TT_Rsrc",
        constraint=first[0],
        constraint_at=first[1],
        secondary=second[0],
        secondary_at=second[1],
        actual_start=begun or done,
        actual_finish=done,
        remaining_min=left if begun and not done else None,
        resume=cells.moment("resume_date") if begun and not done else None,
        percent_complete=_percent(cells, full, left, begun is not None, done is not None),
        percent_kind=PERCENTS.get(cells.text("complete_pct_type"), "duration"),
        expected_finish=cells.moment("expect_end_date") if not done else None,
        kind=kind,
        stored=_stored(cells),
    )


def _constraints(cells: Cells, uid: int, findings: list[Finding]):  # type: ignore[no-untyped-def]
    none = (Constraint.ASAP, None)
    first, second = _constraint(cells, "", uid), _constraint(cells, "2", uid)
    for suffix in ("", "2"):
        pair = PAIRS.get(cells.text(f"cstr_type{suffix}"))
        at = cells.moment(f"cstr_date{suffix}")
        if pair is None or at is None:
            continue
        other = second if suffix == "" else first
        if other[0] is not Constraint.ASAP:
            findings.append(
                warning(
                    "p6.three_constraints",
                    f"{cells.who} has to {'start' if pair[0] is Constraint.SNET else 'finish'}"
                    " on a date and has another constraint; the other one is left out.",
                    "Remove one.",
                    task=uid,
                )
            )
        return (pair[0], at), (pair[1], at)
    if first[0] is Constraint.ASAP and second[0] is not Constraint.ASAP:
        return second, none
    return first, second


def _constraint(cells: Cells, suffix: str, uid: int):  # type: ignore[no-untyped-def]
    code, at = cells.text(f"cstr_type{suffix}"), cells.moment(f"cstr_date{suffix}")
    kind = CONSTRAINTS.get(code, Constraint.ASAP)
    if code and code not in CONSTRAINTS and code not in PAIRS:
        text, line = f"{cells.who}: the constraint “{code}” is unknown.", cells.line(f"cstr_type{suffix}")
        cells.wrong.append(error("p6.cstr_type", text, "Correct it.", line=line))
    if kind is Constraint.ALAP:
        return kind, None
    if kind is not Constraint.ASAP and at is None:
        cells.wrong.append(
            error(
                "p6.cstr_date",
                f"{cells.who}: the constraint {kind} has no date.",
                "Add cstr_date.",
                task=uid,
                line=cells.line(f"cstr_type{suffix}"),
            )
        )
    return (kind, at) if at is not None else (Constraint.ASAP, None)


def _percent(cells: Cells, full: float, left: float | None, begun: bool, done: bool) -> float:
    if done:
        return 100
    if not begun:
        return 0
    if cells.text("complete_pct_type") == "CP_Phys":
        return neat(cells.number("phys_complete_pct"))
    return neat(round(100 * (1 - min(left or 0, full) / full), 4)) if full and left is not None else 0


def _stored(cells: Cells) -> Stored:
    start, finish = cells.moment("early_start_date"), cells.moment("early_end_date")
    return Stored(
        start,
        finish,
        cells.moment("late_start_date"),
        cells.moment("late_end_date"),
        cells.moment("act_start_date") or start,
        cells.moment("act_end_date") or finish,
        cells.minutes("total_float_hr_cnt"),
        cells.minutes("free_float_hr_cnt"),
        None,
    )
