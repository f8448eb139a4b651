"""May the mapping be run, what should arrive by it, and did it arrive?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from golive.engines.reconcile import comparison
from golive.engines.reconcile.comparison import Expected, Outcome
from golive.engines.reconcile.comparison.compare import stored
from golive.engines.reconcile.comparison.reconcile import source_table, target_table
from golive.engines.reconcile.mapping import Coverage, Mapping, coverage, read_mapping
from golive.engines.reconcile.sources import Workbench, open_source
from golive.plain.verdict import Refused
from golive.web.cli.data_report import write_report

DIFFERS, UNUSABLE = 1, 2
map_app = typer.Typer(help="The mapping document.", no_args_is_help=True)

Document = Annotated[Path, typer.Argument(help="The mapping, a YAML file.", show_default=False)]
From = Annotated[str, typer.Option("--source", help="File, folder or postgresql:// address; PLACE::TABLE for one.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/data.md).")]


@map_app.command()
def check(
    mapping: Document,
    source: Annotated[str, typer.Option(help="The source: is every field of it accounted for?")] = "",
    target: Annotated[str, typer.Option(help="The target: does it have every field?")] = "",
    as_json: AsJson = False,
) -> None:
    """May this mapping be run? Every field, expression and code, and every problem at once."""
    with _usable({"ok": False} if as_json else None), Workbench() as bench:
        read = read_mapping(mapping)
        left = source_table(read, open_source(bench, source)) if source else None
        right = target_table(read, open_source(bench, target)) if target else None
        found = coverage(read, left, right)
    if as_json:
        _print_json(_coverage_form(read, found))
    else:
        _print_coverage(read, found)
    raise typer.Exit(0 if found.complete else DIFFERS)


def run(
    mapping: Document,
    source: From,
    expected: Annotated[Path, typer.Option(help="Where to write what should arrive, as Parquet.")],
    as_json: AsJson = False,
) -> None:
    """Apply the mapping to the source: what should arrive, as one Parquet file named by its content."""
    with _usable({"rows": 0} if as_json else None), Workbench() as bench:
        if not expected.resolve().parent.is_dir():
            _refuse(f"There is no folder {expected.resolve().parent.name} for {expected.name}. Make it first.")
        read = read_mapping(mapping)
        table = source_table(read, open_source(bench, source))
        made = comparison.make_expected(bench, read, table, expected)
    if as_json:
        return _print_json(_expected_form(read, made))
    _say(f"{made.rows:,} rows of {made.read:,} ({made.excluded:,} left out by the filter) → {expected}")
    _say(f"SHA-256 {made.sha256}; mapping {read.sha256[:16]}")
    for finding in made.findings:
        _say(f"  {finding}")


def reconcile(
    mapping: Document,
    source: From,
    target: Annotated[str, typer.Option(help="Where it arrived: file, folder or postgresql:// address.")],
    engine: Annotated[str, typer.Option(help="duckdb: both sides are read and compared here.")] = "duckdb",
    as_json: AsJson = False,
    report: Annotated[Path | None, typer.Option(help="Write a report: .html or .xlsx.")] = None,
    show_values: Annotated[bool, typer.Option("--show-values", help="Values in the report in full.")] = False,
) -> None:
    """Compare what arrived with what the mapping says, row by row and value by value."""
    with _usable({"verdict": "not run"} if as_json else None), Workbench() as bench:
        if engine != "duckdb":
            _refuse(f"The engine {engine} is not known here. Use duckdb, which reads every source.")
        read = read_mapping(mapping)
        made, outcome = comparison.reconcile(bench, read, open_source(bench, source), open_source(bench, target))
        if report is not None:
            write_report(report, read, made, outcome, stored(bench, limit=20_000), masked=not show_values)
    if as_json:
        _print_json(outcome.form() | {"excluded": made.excluded})
    else:
        _print_outcome(outcome)
    raise typer.Exit(0 if outcome.verdict == "pass" else DIFFERS)


def register(group: typer.Typer) -> None:
    """Put the commands of the mapping into the group."""
    group.add_typer(map_app, name="map")
    group.command("run")(run)
    group.command("reconcile")(reconcile)


@contextmanager
def _usable(empty: dict[str, Any] | None) -> Iterator[None]:
    """What cannot be used is said with every reason and ends with 2; the JSON then holds the problems."""
    try:
        yield
    except Refused as refused:
        if empty is not None:
            _print_json(empty | {"problems": [str(each) for each in refused.refusals]})
        for each in refused.refusals:
            Console(stderr=True, highlight=False, soft_wrap=True).print(str(each), markup=False)
        raise typer.Exit(UNUSABLE) from None


def _refuse(problem: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(problem, markup=False)
    raise typer.Exit(UNUSABLE)


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
    table = Table("Source field", "State", box=None)
    for name, state in found.source.items():
        table.add_row(name, state, style="red" if state == "UNMAPPED" else "")
    if found.source:
        Console().print(table)
    for problem in (*found.errors, *found.gaps):
        _say(f"✗ {problem}")
    share = "" if found.share is None else f" {found.share:.0%} of the source fields are accounted for."
    _say(f"{mapping.object}: {'it may be run.' if found.complete else 'the gate is shut.'}{share}")


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


def _print_outcome(outcome: Outcome) -> None:
    form = outcome.form()
    table = Table("Class", "Rows", box=None)
    for name, count in form["rows"].items():
        bad = name in outcome.exceeded
        table.add_row(name.replace("_", " "), f"{count:,}", style="red" if bad else "")
    Console().print(table)
    if outcome.causes:
        reasons = Table("Column", "What is wrong", "Values", "For instance", box=None)
        for cause in outcome.causes[:20]:
            one = cause.examples[0]
            shown = f"{', '.join(one.key)}: {one.expected!r} → {one.found!r}"
            reasons.add_row(cause.column, cause.signature, f"{cause.count:,}", shown)
        Console().print(reasons)
    for notice in outcome.notices:
        _say(f"  {notice}")
    _say(f"Verdict: {outcome.verdict}")


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, default=str))


def _say(text: str) -> None:
    Console(highlight=False, soft_wrap=True).print(text, markup=False)
