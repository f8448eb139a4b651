"""Is this installation sound, and where it is not, what is the cure?"""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from golive.web.cli import site

AsJson = Annotated[bool, typer.Option("--json", help="Print {ok, checks: [{name, level, figure, cure}]} instead.")]
COLOURS = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def doctor(as_json: AsJson = False, data: site.DataFolder = None) -> None:
    """Check the installation: each check with its figure and its cure. Exit code 1 if one fails."""
    site.choose(data)
    found = _findings()
    sound = all(finding.level != "fail" for finding in found)
    if as_json:
        print(json.dumps({"ok": sound, "checks": [finding.as_json() for finding in found]}, indent=2))
    else:
        _print(found)
    raise typer.Exit(0 if sound else 1)


def _findings() -> list[Any]:
    """The machine first: where it is not fit, Django may not even start."""
    kit = site.part("web.checkup.finding")
    machine = list(kit.ask(site.part("web.checkup.machine").CHECKS))
    if any(finding.level == "fail" for finding in machine):
        return machine

    def record() -> Any:
        site.wake()
        yield from kit.ask(site.part("web.checkup.record").CHECKS)

    return [*machine, *kit.ask([record])]


def _print(found: list[Any]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in found:
        table.add_row(Text(finding.level, COLOURS[finding.level]), finding.name, Text(finding.figure))
        if finding.cure:
            table.add_row("", "", Text(f"→ {finding.cure}", "dim"))
    Console().print(table)
