"""`golive plan recover`: which ways to win time back are worth their price?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from golive.engines import schedule as engine
from golive.engines.schedule import json_form
from golive.engines.schedule.recovery import recover as priced
from golive.engines.schedule.recovery.json_form import options_from_json, recovery_form
from golive.plain.verdict import Refused
from golive.web.cli.plan_answers import day, print_findings, print_json, say, table, usable
from golive.web.cli.plan_asked import json_of, risks_of, spread_of, target_of

NONE_WINS = 1
_UNPRICED = "Overlaps are offered without a cost and without the rework that they may bring."
_CURE = "Write those you mean to take into the options, with their cost and the risks that they bring."


def recover(
    file: Annotated[Path, typer.Argument(help="A plan file.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/plan.md).")] = False,
    options: Annotated[Path | None, typer.Option(help="A JSON file with the options; each a patch and a cost.")] = None,
    overlap: Annotated[
        float, typer.Option(min=0, max=0.9, help="Offer overlaps on the driving path by this share; 0 for none.")
    ] = 0.25,
    together: Annotated[int, typer.Option(min=1, max=4, help="Combine up to so many options.")] = 2,
    risks: Annotated[Path | None, typer.Option(help="A JSON file with the risk events.")] = None,
    target: Annotated[str, typer.Option(help="Uid or name of the task that counts.")] = "",
    iterations: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many runs each.")] = 1024,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.")] = 1,
    mode: Annotated[engine.Mode | None, typer.Option(help="What the status date does to unfinished work.")] = None,
    calibration: Annotated[Path | None, typer.Option(help="What plan calibrate --save has written.")] = None,
    kind: Annotated[str, typer.Option("--class", help="The reference class in it.")] = "all",
) -> None:
    """Days won at P80, cost and added risk of every option, alone and combined. Ends with 1 if none wins time."""
    with usable(as_json):
        plan = engine.read_plan(file)
        if mode is not None:
            plan = replace(plan, options=replace(plan.options, mode=mode))
        spread = spread_of(calibration, kind)
        log, aim = risks_of(risks), target_of(plan, target)
        own = () if options is None else options_from_json(json_of(options), plan.options.minutes_per_day)
        offered = tuple(priced.overlaps(plan, target=aim, share=overlap)) if overlap else ()
        excluded: list[tuple[str, Refused]] = []
        found = priced.recover(
            plan,
            (*own, *offered),
            risks=log,
            target=aim,
            iterations=iterations,
            seed=seed,
            together=together,
            excluded=excluded,
            **spread,
        )
        before = engine.simulate(
            plan, risks=log, target=aim, iterations=iterations, seed=seed, sensitivity=False, tornado=False, **spread
        )
    problems = _problems(own, offered, excluded)
    if as_json:
        form = recovery_form(before, found)
        print_json(form | {"problems": [json_form.finding_form(one) for one in problems]})
    else:
        _said(before, found)
        print_findings(problems)
    raise typer.Exit(0 if any(one.days_p80 > 0 for one in found) else NONE_WINS)


def _problems(
    own: Sequence[priced.Option], offered: Sequence[priced.Option], excluded: Sequence[tuple[str, Refused]]
) -> tuple[engine.Finding, ...]:
    note = engine.Severity.NOTE
    found = [engine.Finding(note, "recover.unpriced", _UNPRICED, _CURE)] if offered else []
    for name, refused in excluded:
        why = " ".join(refusal.problem for refusal in refused.refusals)
        found.append(engine.Finding(note, "recover.excluded", f"{name} exclude each other: {why}", ""))
    if untold := ", ".join(option.name for option in own if option.cost is None):
        cure = "Write it in minor units (cents); 0 where there is none."
        found.append(engine.Finding(note, "recover.no_cost", f"Nobody has told the cost of: {untold}.", cure))
    return tuple(found)


def _said(before: engine.Simulation, found: Sequence[priced.Recovery]) -> None:
    say(f"As it stands: P50 {day(before.p50)}, P80 {day(before.p80)}")
    if not found:
        return say("Nothing to weigh: no options were given, and no overlap is left on the driving path.")
    worth = priced.worth_their_price(found)
    rows = table("Way", "Days at P80", "Days at P50", "Cost", "Added risk (days)", "P80", "")
    for one in found:
        rows.add_row(
            one.name,
            f"{one.days_p80:+.1f}",
            f"{one.days_p50:+.1f}",
            "not told" if one.cost is None else f"{one.cost / 100:,.2f}",
            f"{one.added_risk:+.1f}",
            day(one.simulated.p80),
            Text("worth its price", "green") if one in worth else Text("beaten by another", "dim"),
        )
    Console().print(rows)
