"""Would forecasts of our own finished projects have been kept as often as they promised?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from golive.engines.schedule.calibration import Calibration, calibrate, read_folder
from golive.engines.schedule.calibration.form import calibration_form
from golive.engines.schedule.findings import Finding, PlanError, Severity, error
from golive.web.cli.plan_answers import print_findings, print_json, say, table, usable

_CURE = (
    "Put one file with baseline and actuals, or rows with planned and actual durations, per finished project into it."
)


def calibrate_folder(
    folder: Annotated[
        Path, typer.Argument(help="Finished projects: MSPDI files, CSV or Excel tables.", show_default=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/plan.md).")] = False,
    iterations: Annotated[int, typer.Option(min=100, max=100_000, help="How many runs per project.")] = 1024,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.")] = 1,
    save: Annotated[Path | None, typer.Option(help="Write what was learnt, for plan risk --calibration.")] = None,
) -> None:
    """How often P50, P80 and P90 of finished projects were met, each forecast from the others."""
    with usable(as_json):
        projects, findings = read_folder(folder)
        if not projects:
            none = error("calibrate.none", f"{folder.name} holds no usable finished project.", _CURE)
            raise PlanError([*findings, none])
        try:
            found = calibrate(projects, iterations=iterations, seed=seed)
        except PlanError as wrong:
            raise PlanError([*findings, *wrong.findings]) from None
        form = calibration_form(found, findings)
        if save is not None:
            save.write_text(json.dumps(form, indent=2, ensure_ascii=False), "utf-8")
        if as_json:
            return print_json(form)
    _print_people(found, findings)


def _print_people(found: Calibration, findings: list[Finding]) -> None:
    say(found.sentence)
    rows = table("Method", "P50 met", "P80 met", "P90 met", "Interval score", "CRPS")
    for one in (found.naive, found.shipped, found.calibrated):
        shares = (f"{cover.share:.0%}" for cover in (one.p50, one.p80, one.p90))
        rows.add_row(one.name, *shares, f"{one.interval_score:.3f}", f"{one.crps:.4f}")
    Console().print(rows)
    say("Scores are in planned durations; less is better. Every project was left out when it was forecast.")
    late = sorted(found.cases, key=lambda one: -one.project.ratio)[:5]
    say("Latest: " + ", ".join(f"{one.project.name} ({one.project.ratio:.2f} of its plan)" for one in late))
    for name, learnt in found.learnt.items():
        middle = sorted(learnt.systemic.ratios)[len(learnt.systemic.ratios) // 2]
        say(f"Learnt for {name}: shared factor, median {middle:.2f}, from {learnt.systemic.provenance}")
    print_findings(tuple(sorted(findings, key=lambda one: one.severity is not Severity.ERROR)))
