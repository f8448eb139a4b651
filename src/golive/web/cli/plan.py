"""What does this plan file say: its dates, its risk, its health, its reasons, and what if it changed?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from golive.engines import schedule as engine
from golive.engines.schedule import json_form
from golive.plain.verdict import Outcome
from golive.web.cli import plan_calibrate, plan_level, plan_performance, plan_recover
from golive.web.cli.plan_answers import AnsweringGroup
from golive.web.cli.plan_answers import day as _day
from golive.web.cli.plan_answers import print_findings as _print_findings
from golive.web.cli.plan_answers import print_json as _print_json
from golive.web.cli.plan_answers import say as _say
from golive.web.cli.plan_answers import table as _table
from golive.web.cli.plan_answers import usable as _usable
from golive.web.cli.plan_asked import json_of as _json
from golive.web.cli.plan_asked import risks_of as _risks
from golive.web.cli.plan_asked import spread_of as _spread
from golive.web.cli.plan_asked import target_of as _target
from golive.web.cli.plan_asked import task_of as _task
from golive.web.cli.plan_convert import converted

app = typer.Typer(
    cls=AnsweringGroup, help="Dates, risk, what-if and health of a plan file, without the record.", no_args_is_help=True
)
PROBLEMS = 1
app.command("level")(plan_level.level)
app.command("recover")(plan_recover.recover)
app.command("calibrate")(plan_calibrate.calibrate_folder)
app.command("earned")(plan_performance.earned_value)
app.command("slip")(plan_performance.slip)

File = Annotated[Path, typer.Argument(help="A plan: Microsoft Project XML, P6 XER or XML, .mpp.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/engines/schedule.md).")]
Status = Annotated[datetime | None, typer.Option(help="The status date; the file's own if not given.")]
How = Annotated[engine.Mode | None, typer.Option("--mode", help="What the status date does to unfinished work.")]
LateGates = Annotated[
    engine.LateMilestones | None,
    typer.Option(
        "--late-milestones",
        help="Where a milestone is late at a break: where work starts, as Microsoft Project stores it, or where it "
        "ends, to compare with tools built on MPXJ. The plan's own if not given.",
    ),
]
Permitted = Annotated[
    str,
    typer.Option(
        "--windows", help="Go-live dates: 2026-05-09/14 (every 14 days), 2026-05-09,2026-05-23, or a JSON file."
    ),
]
Log = Annotated[Path | None, typer.Option("--risks", help="A JSON file with the risk events.")]
Iterations = Annotated[int, typer.Option(min=1, max=1_000_000, help="How many runs.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same numbers.")]
Learnt = Annotated[Path | None, typer.Option("--calibration", help="What plan calibrate --save has written.")]
Class = Annotated[str, typer.Option("--class", help="The reference class in it.")]
Precision = Annotated[
    float | None, typer.Option(min=0.01, help="Go on until the 95 % interval of P80 is not wider (working days).")
]
Target = Annotated[str, typer.Option(help="Uid or name of the task that counts; the whole plan if not given.")]


@app.command()
def show(
    file: File, as_json: AsJson = False, status: Status = None, mode: How = None, late_milestones: LateGates = None
) -> None:
    """Dates, floats and the driving path."""
    with _usable(as_json):
        plan = engine.read_plan(file)
        if late_milestones is not None:
            plan = replace(plan, options=replace(plan.options, late_milestones=late_milestones))
        dates = engine.schedule(plan, status=status, mode=mode)
        if as_json:
            return _print_json(json_form.schedule_form(dates))
    _say(f"{dates.plan.name}: {_day(dates.start)} to {_day(dates.finish)}")
    table = _table("ID", "Task", "Start", "Finish", "Float (days)")
    for row in dates.tasks:
        name = Text("  " * _depth(dates.plan, row.task) + row.name, "bold" if row.task.summary else "")
        floats = Text(f"{row.total_float_days:g}", "red" if row.critical else "")
        table.add_row(str(row.task.id or row.uid), name, _day(row.start), _day(row.finish), floats)
    Console().print(table)
    _say("Driving path: " + " → ".join(step.name for step in dates.driving_path()))
    _print_findings(dates.findings)


@app.command()
def risk(
    file: File,
    as_json: AsJson = False,
    iterations: Iterations = 4096,
    seed: Seed = 1,
    windows: Permitted = "",
    risks: Log = None,
    target: Target = "",
    mode: How = None,
    precision: Precision = None,
    calibration: Learnt = None,
    kind: Class = "all",
    mitigated: Annotated[Path | None, typer.Option(help="The risks after mitigation, as in --risks.")] = None,
) -> None:
    """P10 to P90 of the finish, the chance of each go-live window, and what drives it."""
    with _usable(as_json):
        plan = engine.read_plan(file)
        how = {
            "windows": _windows(windows),
            "iterations": iterations,
            "seed": seed,
            "target": _target(plan, target),
            "mode": mode,
            "precision": precision,
            **_spread(calibration, kind),
        }
        found = engine.simulate(plan, risks=_risks(risks), **how)
        gained = None if mitigated is None else engine.mitigation(plan, _risks(risks), _risks(mitigated), **how)
        if as_json:
            return _print_json(json_form.simulation_form(found) | json_form.mitigation_form(gained))
    met = found.probability(found.deterministic)
    _say(f"Deterministic finish {_day(found.deterministic)}, met by {met:.0%} of the runs")
    for name in ("p10", "p50", "p80", "p90"):
        low, high = found.interval(int(name[1:]) / 100)
        _say(f"{name.upper()} {_day(getattr(found, name))}   (95 % interval {_day(low)} to {_day(high)})")
    if not found.precision_met:
        _say(
            f"P80 is not as sure as asked for: its interval is {found.p80_width:g} working days wide after "
            f"{found.iterations:,} runs, {found.precision:g} were asked for."
        )
    if risks is None:
        _say("No risk events were simulated; name them with --risks.")
    for chance in found.windows:
        _say(f"{chance.window or 'no window left'}: {chance.probability:.0%}, by then {chance.by_then:.0%}")
    table = _table("Task", "Criticality", "Cruciality")
    for row in found.sensitivity[:10]:
        table.add_row(row.name, f"{row.criticality:.0%}", f"{row.cruciality:.2f}")
    Console().print(table)
    for effect in found.tornado:
        _say(f"{effect.name}: +{effect.days_p80:g} working days at P80")
    if gained is not None:
        least, most = gained.p80_interval
        _say(
            f"After mitigation: P80 {_day(gained.after.p80)}, {gained.p80_days:+g} working days ({least:g} to {most:g})"
        )
    for setting in found.settings:
        _say(f"{setting.name} = {setting.value} ({setting.provenance})")


@app.command()
def whatif(
    file: File,
    patch: Annotated[Path, typer.Argument(help="The patch, a JSON file.", show_default=False)],
    as_json: AsJson = False,
    iterations: Iterations = 1024,
    seed: Seed = 1,
    windows: Permitted = "",
    risks: Log = None,
    target: Target = "",
    mode: How = None,
    calibration: Learnt = None,
    kind: Class = "all",
) -> None:
    """What a change does to the finish, the window, the floats and the forecast."""
    with _usable(as_json):
        base = engine.read_plan(file)
        after = engine.change(base, _json(patch))
        found = engine.compare(
            base,
            after,
            windows=_windows(windows),
            risks=_risks(risks),
            iterations=iterations,
            seed=seed,
            target=_target(base, target),
            mode=mode,
            **_spread(calibration, kind),
        )
        if as_json:
            return _print_json(json_form.comparison_form(found))
    _say(f"Finish {_day(found.finish_before)} → {_day(found.finish_after)}: {found.finish_days:+g} working days")
    if windows:
        moved = "moved" if found.window_moved else "unchanged"
        _say(
            f"Window {found.window_before} → {found.window_after}: {moved}; "
            f"window slack {found.slack_before} → {found.slack_after} working days"
        )
    _say(f"P50 {found.p50_days:+g}, P80 {found.p80_days:+g} working days (95 % interval {found.p80_interval})")
    for word, tasks in (("Newly critical", found.new_critical), ("No longer critical", found.lost_critical)):
        if tasks:
            _say(f"{word}: " + ", ".join(task.name for task in tasks))
    for group in found.float_by_group:
        if group.days:
            _say(f"{group.group}: least float {group.before:g} → {group.after:g} days")


@app.command()
def check(
    file: File,
    as_json: AsJson = False,
    status: Status = None,
    by_gao: Annotated[bool, typer.Option("--gao", help="Judge by the practices of the GAO as well.")] = False,
    limits: Annotated[list[str] | None, typer.Option("--threshold", help="NAME=VALUE, as often as needed.")] = None,
) -> None:
    """The 14 health checks. Ends with 1 if one is not met."""
    with _usable(as_json):
        thresholds = engine.thresholds_from(limits or ())
        dates = engine.schedule(engine.read_plan(file), status=status)
        found = engine.health(dates, thresholds)
        asked = engine.gao(dates, thresholds) if by_gao else None
    failed = [*found.failed, *(asked.failed if asked else ())]
    if as_json:
        form = json_form.health_form(found, asked)
        _print_json({**form, "problems": [json_form.finding_form(f) for f in dates.findings]})
        raise typer.Exit(PROBLEMS if failed else 0)
    table = _table("Check", "", "Measured", "Threshold", "Cure")
    for one in (*found.checks, *(asked.checks if asked else ())):
        colour = {Outcome.MET: "green", Outcome.NOT_MET: "red"}.get(one.outcome, "dim")
        table.add_row(one.name, Text(one.outcome, colour), one.figure, one.threshold, one.cure)
    Console().print(table)
    _print_findings(dates.findings)
    raise typer.Exit(PROBLEMS if failed else 0)


@app.command()
def explain(
    file: File,
    task: Annotated[str, typer.Argument(help="Uid or name of the task.", show_default=False)],
    as_json: AsJson = False,
    status: Status = None,
) -> None:
    """Why a task starts when it does, link by link."""
    with _usable(as_json):
        dates = engine.schedule(engine.read_plan(file), status=status)
        found = engine.explain(dates, _task(dates.plan, task))
        if as_json:
            return _print_json(json_form.explanation_form(found))
    for sentence in found.sentences:
        _say(sentence)
    if found.steps:
        table = _table("Waits", "for", "Link", "Lag on", "Permits", "Room (days)")
        per_day = dates.plan.options.minutes_per_day
        for step in found.steps:
            colour = "red" if step.driving else ""
            table.add_row(
                Text(step.succ_name, colour),
                step.pred_name,
                f"{step.type}{f' {step.lag_min / per_day:+g} d' if step.lag_min else ''}",
                step.lag_calendar or "",
                f"{_day(step.permits)} {step.permits:%H:%M}",
                f"{step.room_min / per_day:g}",
            )
        Console().print(table)
    for merge in found.merges:
        _say(f"Merge point: at {merge.name} {merge.links} links meet, {merge.binding} bind.")


@app.command()
def convert(
    source: File,
    target: Annotated[Path, typer.Argument(help="The file to write: .xml, .xer or .pmxml.", show_default=False)],
    as_json: AsJson = False,
    to: Annotated[
        str, typer.Option("--to", help="mspdi, xer or pmxml; told from the target's name if not given.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the target if it exists.")] = False,
) -> None:
    """Write a plan as another tool's file, and say what is lost and which dates differ there."""
    with _usable(as_json):
        found = converted(source, target, to, replace=force)
        if as_json:
            return _print_json(found)
    _say(f"{target} written as {found['format']}: {found['tasks']} tasks, {found['links']} links.")
    for row in found["moved"]:
        _say(f"{row['name']}: {' to '.join(row['before'])} becomes {' to '.join(row['after'])}")
    for problem in found["problems"]:
        _say(f"{problem['severity']}: {problem['text']} {problem['cure']}".strip())


def _depth(plan: engine.Plan, task: engine.Task) -> int:
    depth, parent = 0, task.parent
    while parent is not None:
        depth, parent = depth + 1, plan.by_uid[parent].parent
    return depth


def _windows(text: str) -> engine.Windows | None:
    """No windows, a rule (first/days), a list of dates, or a JSON file."""
    if not text:
        return None
    try:
        if text.endswith(".json"):
            return engine.Windows.from_json(_json(Path(text)))
        first, slash, days = text.partition("/")
        if slash:
            return engine.Windows.every(int(days), date.fromisoformat(first))
        return engine.Windows.on(date.fromisoformat(day.strip()) for day in text.split(","))
    except ValueError as wrong:
        why = str(wrong).rstrip(".")
        raise ValueError(
            f"The windows “{text}” cannot be read: {why}. Write 2026-05-09/14 or 2026-05-09,2026-05-23."
        ) from None
