"""How does `golive data` answer: JSON for programs, tables for people, reasons where it cannot?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from golive.engines.reconcile.sources import Source, Workbench
from golive.plain.verdict import Refused

UNUSABLE = 2

Place = Annotated[str, typer.Argument(help="File, folder or server address; PLACE::TABLE for one table.")]
Encoding = Annotated[
    str, typer.Option("--encoding", help="Of CSV files that are not UTF-8: cp1252, latin-1 …; cp1252 if not given.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (docs/cli/data-audit.md).")]


@contextmanager
def usable(empty: Any = None) -> Iterator[None]:
    """What cannot be used is said with every reason and ends with 2; the JSON is empty but for the problems."""
    try:
        yield
    except Refused as refused:
        if empty is not None:
            print_json(empty | {"problems": [str(r) for r in refused.refusals]} if isinstance(empty, dict) else empty)
        for refusal in refused.refusals:
            Console(stderr=True, highlight=False, soft_wrap=True).print(str(refusal), markup=False)
        raise typer.Exit(UNUSABLE) from None


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, default=str))


def say(text: str) -> None:
    Console(highlight=False, soft_wrap=True).print(text, markup=False)


def opened(bench: Workbench, *sources: Source, write_to: tuple[Path, ...] = ()) -> None:
    """Read every table of the sources in, then lock the bench: nothing else on this machine can be reached by it."""
    for source in sources:
        source.tables()
    bench.lock(write_to=write_to)


def new_table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading)
    return table
