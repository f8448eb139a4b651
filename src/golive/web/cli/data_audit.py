"""What is wrong with this data, where does each column belong, and which records are doubles?"""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from golive.engines.reconcile import audit as first_look
from golive.engines.reconcile import catalogue, duplicates
from golive.engines.reconcile.catalogue.describe import short_name
from golive.engines.reconcile.match import Suggestion, suggest
from golive.engines.reconcile.sources import Source, Workbench, open_source
from golive.web.cli.data_answers import AsJson, Encoding, Place, new_table, opened, print_json, say, usable
from golive.web.cli.data_cleanse import cleanse
from golive.web.cli.data_findings import audit_form, print_audit

ON_SCREEN, IN_JSON = 5, 10

Only = Annotated[str, typer.Option("--table", help="This table only.")]
Labels = Annotated[str, typer.Option(help="A data dictionary: a table with a row per field.")]


def audit(
    source: Place,
    as_json: AsJson = False,
    table: Only = "",
    target: Annotated[str, typer.Option(help="Where the data will go: find what does not fit.")] = "",
    labels: Labels = "",
    show_personal: Annotated[bool, typer.Option("--show-personal", help="Personal data in full, not masked.")] = False,
    encoding: Encoding = "",
) -> None:
    """What is wrong with a source: one finding per column, detector and pattern, with a proposed rule."""
    empty = {"source": source, "tables": [], "references": [], "findings": []}
    with usable(empty if as_json else None), Workbench(encoding=encoding) as bench:
        place, goal = open_source(bench, source), _sources(bench, target, labels)
        if table:
            place.table(table)
        opened(bench, *goal, *([] if table else [place]))
        found = first_look.audit(bench, place, table=table, target=_catalogue(bench, goal) if goal else None)
    if as_json:
        return print_json(audit_form(found, mask=not show_personal))
    print_audit(found, mask=not show_personal)


def match(
    source: Place,
    target: Place,
    as_json: AsJson = False,
    top: Annotated[int, typer.Option(min=0, max=100, help="Suggestions per source column; 0: 5, and 10 in JSON.")] = 0,
    source_labels: Labels = "",
    target_labels: Labels = "",
    encoding: Encoding = "",
) -> None:
    """Suggest a target column for each source column, best first, with reasons; nothing is accepted."""
    with usable([] if as_json else None), Workbench(encoding=encoding) as bench:
        ours, theirs = _sources(bench, source, source_labels), _sources(bench, target, target_labels)
        opened(bench, *ours, *theirs)
        left, right = _catalogue(bench, ours), _catalogue(bench, theirs)
        found = suggest(list(left.columns()), list(right.columns()), top=top or (IN_JSON if as_json else ON_SCREEN))
    if as_json:
        return print_json([_suggestion_form(one, left, right) for one in found])
    table = new_table("Source", "Target", "Score", "Reasons")
    for one in sorted(found, key=lambda one: (str(one.source), -one.score)):
        name, partner = short_name(left, one.source), short_name(right, one.target)
        table.add_row(name, partner, f"{one.score:.2f}", "; ".join(one.reasons))
    Console().print(table)
    say(f"{len(found)} suggestions. Each is yours to take or to leave.")


def dedupe(
    table: Place,
    key: Annotated[str, typer.Option("--id", help="The column whose value names a record.", show_default=False)],
    as_json: AsJson = False,
    ignore: Annotated[list[str] | None, typer.Option(help="A column that is not compared; may be repeated.")] = None,
    threshold: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Chance from which a pair is shown; best expected F1 if not given."),
    ] = None,
    encoding: Encoding = "",
) -> None:
    """Pairs of records that are probably the same, most certain first; people decide which survives."""
    with usable({"pairs": []} if as_json else None), Workbench(encoding=encoding) as bench:
        found = duplicates.find_duplicates(
            bench, open_source(bench, table).table(), key, ignore=ignore or (), threshold=threshold
        )
    if as_json:
        return print_json(_duplicates_form(found))
    shown = new_table("One", "Other", "Chance", "Same", "Different")
    for pair in found.pairs[:100]:
        same = ", ".join(name for name, level in pair.levels if level == "same")
        differs = ", ".join(f"{name} ({level})" for name, level in pair.levels if level not in {"same", "unknown"})
        shown.add_row(str(pair.one), str(pair.other), f"{pair.score:.3f}", same, differs)
    Console().print(shown)
    more = f", the first {100} shown" if len(found.pairs) > 100 else ""
    say(f"{len(found.pairs)} pairs above {found.threshold:.2f} among {found.records} records{more}.")


def register(group: typer.Typer) -> None:
    """Add the commands to `golive data`."""
    group.command("audit")(audit)
    group.command("cleanse")(cleanse)
    group.command("match")(match)
    group.command("dedupe")(dedupe)


def _sources(bench: Workbench, place: str, labels: str) -> list[Source]:
    """The place and, where there is one, its data dictionary; nothing for no place."""
    return [open_source(bench, each) for each in (place, labels) if each] if place else []


def _catalogue(bench: Workbench, sources: list[Source]) -> catalogue.Catalogue:
    return catalogue.describe(bench, sources[0], dictionary=sources[1] if len(sources) > 1 else None)


def _suggestion_form(one: Suggestion, left: catalogue.Catalogue, right: catalogue.Catalogue) -> dict[str, Any]:
    return {
        "source": short_name(left, one.source),
        "target": short_name(right, one.target),
        "score": one.score,
        "reasons": list(one.reasons),
        "source_table": one.source.table,
        "source_column": one.source.name,
        "target_table": one.target.table,
        "target_column": one.target.name,
    }


def _duplicates_form(found: duplicates.Duplicates) -> dict[str, Any]:
    return {
        "pairs": [[pair.one, pair.other, pair.score] for pair in found.pairs],
        "threshold": round(found.threshold, 6),
        "records": found.records,
        "candidates": found.candidates,
        "compared": [column.name for column in found.columns],
    }
