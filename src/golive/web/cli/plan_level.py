"""`golive plan level`: how long does it take with the people there are, and when does everything start then?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from golive.engines import schedule as engine
from golive.engines.schedule.levelling import json_form
from golive.engines.schedule.levelling.instance_files import SUFFIXES, read_instance
from golive.engines.schedule.levelling.level import Engine, Levelled
from golive.engines.schedule.levelling.level import level as level_instance
from golive.engines.schedule.levelling.level_plan import LevelledPlan, level_plan
from golive.web.cli.plan_answers import day, print_findings, print_json, say, table, usable

OVERLOADED = 1
_SHOWN = 40

File = Annotated[
    Path,
    typer.Argument(help="A plan file, or an instance: PSPLIB single-mode .sm, Patterson .rcp.", show_default=False),
]
Seconds = Annotated[float, typer.Option(min=0.1, max=3600, help="How long to look for a shorter schedule.")]
Schedules = Annotated[
    int | None,
    typer.Option(min=1, help="Stop after so many schedules instead: the same answer on every machine."),
]


def level(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    seconds: Seconds = 10,
    schedules: Schedules = None,
    how: Annotated[Engine, typer.Option("--engine", help="What looks for the schedule.")] = Engine.AUTO,
    seed: Annotated[int, typer.Option(help="The same seed and --schedules give the same schedule.")] = 1,
    write: Annotated[Path | None, typer.Option(help="Write the levelled plan here, as Microsoft Project XML.")] = None,
) -> None:
    """The shortest schedule that is found with the resources there are. Ends with 1 if an overload is left."""
    limit = None if schedules is not None else seconds
    with usable(as_json):
        if file.suffix.lower() in SUFFIXES:
            if write is not None:
                raise ValueError("An instance has no dates to write. Leave out --write.")
            found = level_instance(read_instance(file), seconds=limit, schedules=schedules, engine=how, seed=seed)
            return print_json(json_form.levelled_form(found)) if as_json else _say_instance(found)
        done = level_plan(engine.read_plan(file), seconds=limit, schedules=schedules, engine=how, seed=seed)
        if write is not None:
            write.write_bytes(engine.write_mspdi(done.plan))
    if as_json:
        print_json(json_form.levelled_plan_form(done))
    else:
        _say_plan(done)
    raise typer.Exit(OVERLOADED if done.overloads_after else 0)


def _say_search(found: Levelled, unit: str) -> None:
    if not found.engines:
        return say(f"{found.makespan} {unit}; nothing has to wait for a resource, so there is nothing to level")
    word = "proven shortest" if found.optimal else f"gap {found.gap:.1f} %"
    say(f"{found.makespan} {unit}; none shorter than {found.bound} ({word}, {found.schedules} schedules generated)")


def _say_instance(found: Levelled) -> None:
    say(f"{found.instance.name}: {found.instance.size} activities, {len(found.instance.capacities)} resources")
    _say_search(found, "periods")
    rows = table("Activity", "Start", "Finish")
    for activity in found.instance.activities:
        start = found.starts[activity.key]
        rows.add_row(str(activity.key), str(start), str(start + activity.duration))
    Console().print(rows)


def _say_plan(done: LevelledPlan) -> None:
    say(f"Finish {day(done.before.finish)} → {day(done.after.finish)}: {done.days:+g} working days")
    _say_search(done.found, f"periods of {done.period_min:g} minutes")
    say(f"Overloads: {len(done.overloads_before)} before, {len(done.overloads_after)} after")
    rows = table("Task", "Start", "Finish", "Delay (days)")
    for uid in done.moved[:_SHOWN]:
        row = done.after[uid]
        rows.add_row(row.name, day(row.start), day(row.finish), f"{done.delay(uid):g}")
    Console().print(rows)
    if len(done.moved) > _SHOWN:
        say(f"… and {len(done.moved) - _SHOWN} more tasks; --json has all of them.")
    print_findings(done.findings)
