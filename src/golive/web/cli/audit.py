"""Can I prove that the log was not altered? `golive audit verify`, `export` and `anchor`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from golive.web.cli import site

app = typer.Typer(help="The audit log: verify it, export it, note its end.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Anchors = Annotated[list[str] | None, typer.Option(help="SEQ:HASH as printed on a report; repeatable.")]


@app.command()
def verify(anchor: Anchors = None, as_json: AsJson = False, data: site.DataFolder = None) -> None:
    """Check every entry, also against anchors.log. Ends with 1 if any was altered, removed, reordered or forged."""
    audit = _log(data)
    try:
        report = audit.verify([*audit.kept_anchors(), *(anchor or [])])
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from wrong
    typer.echo(json.dumps(report.as_dict()) if as_json else str(report))
    raise typer.Exit(0 if report.sound else 1)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write the log, one JSON line per entry.")],
    data: site.DataFolder = None,
) -> None:
    """Write the whole log to a file that bin/verify-audit checks without golive. It holds personal text."""
    typer.echo(f"{_log(data).export(file)} entries written to {file}. They hold personal text: keep the file safe.")


@app.command("anchor")
def note_anchor(as_json: AsJson = False, data: site.DataFolder = None) -> None:
    """Note the present end of the log in anchors.log and print it."""
    now = _log(data).anchor()
    typer.echo(json.dumps({"anchor": now}) if as_json else now)


def _log(data: Path | None) -> Any:
    site.wake(data)
    return site.part("foundation.audit")
