"""May the mapping be run, what should arrive by it, and did it arrive?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from golive.engines.reconcile import comparison
from golive.engines.reconcile.comparison import Expected, Outcome
from golive.engines.reconcile.comparison.compare import stored
from golive.engines.reconcile.comparison.elsewhere import reconcile_at
from golive.engines.reconcile.comparison.outcome import Shown
from golive.engines.reconcile.comparison.reconcile import source_table, target_table
from golive.engines.reconcile.mapping import Coverage, Mapping, coverage, from_workbook, read_mapping, to_workbook
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.servers import open_server
from golive.engines.reconcile.sources import Workbench, open_source, split_place
from golive.engines.reconcile.sources.through_ibis import NAMES
from golive.web.cli.data_answers import Encoding, new_table, print_json, say, usable
from golive.web.cli.data_findings import masked
from golive.web.cli.data_report import require_report, write_report

DIFFERS = 1
ENGINES = f"duckdb (here), postgres, spark, or where both sides lie: {', '.join(NAMES)}."
map_app = typer.Typer(help="The mapping document.", no_args_is_help=True)

Document = Annotated[Path, typer.Argument(help="The mapping, a YAML file.", show_default=False)]
From = Annotated[str, typer.Option("--source", help="File, folder or server address; PLACE::TABLE for one.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/data.md).")]


@map_app.command()
def check(
    mapping: Document,
    source: Annotated[str, typer.Option(help="The source: is every field of it accounted for?")] = "",
    target: Annotated[str, typer.Option(help="The target: does it have every field?")] = "",
    as_json: AsJson = False,
    encoding: Encoding = "",
) -> None:
    """May this mapping be run? Every field, expression and code, and every problem at once."""
    with usable({"ok": False} if as_json else None), Workbench(encoding=encoding) as bench:
        read = read_mapping(mapping)
        left = source_table(read, open_source(bench, source)) if source else None
        right = target_table(read, open_source(bench, target)) if target else None
        found = coverage(read, left, right)
    if as_json:
        print_json(_coverage_form(read, found))
    else:
        _print_coverage(read, found)
    raise typer.Exit(0 if found.complete else DIFFERS)


@map_app.command("export")
def exported(
    mapping: Document,
    to: Annotated[Path, typer.Option("--to", help="The workbook to write: OUT.xlsx.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """The mapping as a workbook that a business owner edits in Excel."""
    with usable():
        _require_new(to, force)
        content = to_workbook(_text(mapping), mapping.parent, mapping.name)
        to.write_bytes(content)
    say(f"{to} written. Edited, it comes back by: golive data map import {to} --base {mapping}")


@map_app.command("import")
def imported(
    workbook: Annotated[Path, typer.Argument(help="The edited workbook.", show_default=False)],
    base: Annotated[Path, typer.Option("--base", help="The mapping that it was made from.")],
    write: Annotated[
        Path | None, typer.Option("--write", help="Write the mapping here; else it is only shown.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """What an edited workbook changes in the mapping; with --write the new mapping."""
    with usable({"ok": False, "changes": []} if as_json else None):
        if write is not None:
            _require_new(write, force)
        found = from_workbook(workbook, _text(base), base.parent, base.name)
        if write is not None:
            write.write_text(found.text, encoding="utf-8")
    if as_json:
        changes = [{"where": each.where, "before": each.before, "after": each.after} for each in found.changes]
        sha256 = found.mapping.sha256
        return print_json({"ok": True, "changes": changes, "sha256": sha256, "notices": list(found.notices)})
    rows = new_table("What", "Before", "After")
    for each in found.changes:
        rows.add_row(each.where, each.before or "–", each.after or "–")
    if found.changes:
        Console().print(rows)
    else:
        say("Nothing is changed.")
    for notice in found.notices:
        say(f"  {notice}")
    if write is not None:
        say(f"{write} written.")
    elif found.changes:
        say("Nothing was written. Take it over with --write FILE.")


def _text(mapping: Path) -> str:
    """The document, once it is known that it can be read."""
    read_mapping(mapping)
    return mapping.read_text(encoding="utf-8-sig")


def _require_new(out: Path, force: bool) -> None:
    _require_folder(out)
    if out.is_dir() or (out.exists() and not force):
        refuse("map.exists", f"{out.name} exists.", "Choose another name, or say --force.")


def run(
    mapping: Document,
    source: From,
    expected: Annotated[Path, typer.Option(help="Where to write what should arrive, as Parquet.")],
    as_json: AsJson = False,
    encoding: Encoding = "",
) -> None:
    """Apply the mapping to the source: what should arrive, as one Parquet file with its hash."""
    with usable({"rows": 0} if as_json else None), Workbench(encoding=encoding) as bench:
        _require_out(expected, source)
        read = read_mapping(mapping)
        table = source_table(read, open_source(bench, source))
        made = comparison.make_expected(bench, read, table, expected)
    if as_json:
        return print_json(_expected_form(read, made))
    say(f"{made.rows:,} rows of {made.read:,} ({made.excluded:,} left out by the filter) → {expected}")
    say(f"SHA-256 {made.sha256}; mapping {read.sha256[:16]}")
    for finding in made.findings:
        say(f"  {finding}")


def reconcile(
    mapping: Document,
    source: From,
    target: Annotated[str, typer.Option(help="Where it arrived: file, folder or server address.")],
    engine: Annotated[str, typer.Option(help=ENGINES)] = "duckdb",
    at: Annotated[
        str, typer.Option(help="Of the engine: postgresql://…, spark://…; else a side's, or a Spark here.")
    ] = "",
    as_json: AsJson = False,
    report: Annotated[Path | None, typer.Option(help="Write a report: .html or .xlsx.")] = None,
    show_values: Annotated[bool, typer.Option("--show-values", help="Values in full, not only their form.")] = False,
    encoding: Encoding = "",
) -> None:
    """Compare what arrived with what the mapping says, row by row and value by value."""
    shown = str if show_values else masked
    with usable({"verdict": "not run"} if as_json else None), Workbench(encoding=encoding) as bench:
        require_report(report)
        read = read_mapping(mapping)
        made, outcome = _compared(bench, read, (source, target), engine, at)
        if report is not None:
            write_report(report, read, made, outcome, stored(bench, limit=20_000), shown)
    if as_json:
        print_json(outcome.form(shown) | {"excluded": made.excluded})
    else:
        _print_outcome(outcome, shown)
    raise typer.Exit(0 if outcome.verdict == "pass" else DIFFERS)


def _compared(
    bench: Workbench, mapping: Mapping, sides: tuple[str, str], engine: str, at: str
) -> tuple[Expected, Outcome]:
    """On the bench in the shortest way; on another engine by one outer join there."""
    if engine in NAMES:
        return reconcile_at(bench, mapping, engine, *sides)
    if engine == "duckdb":
        return comparison.reconcile(bench, mapping, *(open_source(bench, side) for side in sides))
    with open_server(engine, bench, at, sides) as server:
        return comparison.reconcile_on(server, bench, mapping, *sides)


def register(group: typer.Typer) -> None:
    """Put the commands of the mapping into the group."""
    group.add_typer(map_app, name="map")
    group.command("run")(run)
    group.command("reconcile")(reconcile)


def _require_folder(out: Path) -> None:
    if not out.resolve().parent.is_dir():
        refuse("run.folder", f"There is no folder {out.resolve().parent.name} for {out.name}.", "Make it first.")


def _require_out(out: Path, source: str) -> None:
    """A file can be written there, and it is not what is read."""
    _require_folder(out)
    if out.is_dir():
        refuse("run.out", f"{out} is a folder.", "Name a file, such as expected.parquet.")
    read = Path(split_place(source)[0])
    if out.exists() and read.exists() and out.samefile(read):
        refuse("run.out", f"{out} is the source itself.", "Write what is expected to another file.")


def _coverage_form(mapping: Mapping, found: Coverage) -> dict[str, Any]:
    return {
        "ok": found.complete,
        "object": mapping.object,
        "sha256": mapping.sha256,
        "source": found.source,
        "target": found.target,
        "share": found.share,
        "unconfirmed": found.unconfirmed,
        "problems": [*found.errors, *found.gaps],
    }


def _print_coverage(mapping: Mapping, found: Coverage) -> None:
    table = new_table("Source field", "State")
    for name, state in found.source.items():
        table.add_row(name, state, style="red" if state == "UNMAPPED" else "")
    if found.source:
        Console().print(table)
    for problem in (*found.errors, *found.gaps):
        say(f"✗ {problem}")
    share = "" if found.share is None else f" {found.share:.0%} of the source fields are accounted for."
    say(f"{mapping.object}: {'it may be run.' if found.complete else 'the gate is shut.'}{share}")


def _expected_form(mapping: Mapping, made: Expected) -> dict[str, Any]:
    return {
        "object": mapping.object,
        "read": made.read,
        "rows": made.rows,
        "excluded": made.excluded,
        "sha256": made.sha256,
        "mapping": mapping.sha256,
        "findings": list(made.findings),
    }


def _print_outcome(outcome: Outcome, shown: Shown) -> None:
    form = outcome.form(shown)
    table = new_table("Class", "Rows")
    for name, count in form["rows"].items():
        bad = name in outcome.exceeded
        table.add_row(name.replace("_", " "), f"{count:,}", style="red" if bad else "")
    Console().print(table)
    if outcome.causes:
        reasons = new_table("Column", "What is wrong", "Values", "For instance")
        for cause in form["causes"][:20]:
            one = cause["examples"][0]
            instance = f"{', '.join(one['key'])}: {one['expected']!r} → {one['found']!r}"
            reasons.add_row(cause["column"], cause["signature"], f"{cause['count']:,}", instance)
        Console().print(reasons)
    for total in outcome.controls:
        mark = "=" if total.agrees else "≠"
        say(f"  {total.control} {total.group}: {total.expected} {mark} {total.found}")
    for notice in outcome.notices:
        say(f"  {notice}")
    say(f"Verdict: {outcome.verdict}")
