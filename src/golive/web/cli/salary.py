"""What may be asked for this role, and which pay data is it based on?"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from golive.career import salary
from golive.career.salary.sheet import SheetError
from golive.web.cli import site

app = typer.Typer(help="What the role pays: an interval with its sources, and how to negotiate.", no_args_is_help=True)
UNUSABLE = 2
Desk = Annotated[
    bool, typer.Option("--desk", help="Your store on the career desk of an installation, opened by your token.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/salary.md).")]
Kept = Annotated[
    Path | None,
    typer.Option("--store", envvar="GOLIVE_SALARY", help="Where imported pay data lies; a file of your own."),
]


@app.command()
def estimate(
    title: Annotated[str, typer.Option(help="The title of the job.")] = "Implementation Manager",
    level: Annotated[str, typer.Option(help="associate, manager, senior, director or any.")] = "",
    sector: Annotated[str, typer.Option(help="A sector by name or NAICS number, such as software or 62.")] = "",
    area: Annotated[str, typer.Option(help="A city, or a city and state: “Denver, CO”.")] = "",
    raise_per_year: Annotated[float, typer.Option(min=-20, max=50, help="Age the wages by so many per cent.")] = 0.0,
    to_year: Annotated[int | None, typer.Option(min=2000, max=2100, help="Age them to this year.")] = None,
    store: Kept = None,
    desk: Desk = False,
    data: site.DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Half of such jobs lie within the first band, four fifths within the second."""
    with _usable():
        held = _desk(data) if desk else _kept(store)
        found = salary.estimate(
            title, level=level, sector=sector, area=area, raise_per_year=raise_per_year, to_year=to_year,
            wages=held.wages(), certified=held.certified(), offers=held.offers(),
            pay=held.pay(),
        )  # fmt: skip
    if as_json:
        print(json.dumps(asdict(found), indent=2, ensure_ascii=False))
    else:
        _show(found)


@app.command(name="import")
def bring_in(
    file: Annotated[Path, typer.Argument(help="OEWS or LCA as downloaded (.xlsx, .csv), or a table of offers.")],
    year: Annotated[int | None, typer.Option(min=1990, max=2100, help="The year of an OEWS file.")] = None,
    store: Kept = None,
    desk: Desk = False,
    data: site.DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Read pay data: official files are recognised by their columns; a second import replaces the first."""
    with _usable():
        kept = _desk(data) if desk else _kept(store)
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(file.name, total=1.0)
            found = salary.bring_in(file, kept, year=year, progress=lambda share: bar.update(task, completed=share))
    if as_json:
        print(json.dumps(asdict(found), indent=2))
    else:
        _say(f"{found.file}: {found.kind}, {found.read:,} rows read, {found.kept:,} kept.")


@app.command()
def table(store: Kept = None, desk: Desk = False, data: site.DataFolder = None, as_json: AsJson = False) -> None:
    """Every wage that estimates may rest on: the built-in table and what was imported."""
    with _usable():
        rows = [*(_desk(data) if desk else _kept(store)).wages(), *salary.built_in().wages]
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
        return
    shown = Table("Occupation", "Sector", "Area", "Year", "Jobs", "P10", "P25", "Median", "P75", "P90")
    for row in rows:
        pay = [row.p10, row.p25, row.median, row.p75, row.p90]
        cells = [f"≥ {row.capped_at:,}" if p is None and row.capped_at else "–" if p is None else f"{p:,}" for p in pay]
        jobs = "–" if row.employment is None else f"{row.employment:,}"
        shown.add_row(f"{row.soc} {row.title}", row.sector or "all", row.area or "US", str(row.year), jobs, *cells)
    Console().print(shown)


def _show(found: salary.Estimate) -> None:
    where = ", ".join(
        part for part in (found.level, f"sector {found.sector}" if found.sector else "", found.area) if part
    )
    _say(f"{found.title} ({where}), {found.year}")
    _say(f"Half of them:       {_band(found.band_50)}   middle ${found.median:,}")
    _say(f"Four fifths:        {_band(found.band_80)}")
    if found.total:
        _say(f"Total compensation: {_band(found.total)}")
    talk = found.negotiation
    _say(f"Negotiate: say ${talk.anchor:,}, aim at ${talk.target:,}, leave below ${talk.walk_away:,}. {talk.because}")
    sources = Table("Source", "Year", "n", "Weight", "Median")
    for each in found.inputs:
        n = "–" if each.n is None else f"{each.n:,} {each.n_covers}"
        sources.add_row(f"{each.what}\n{each.source}", str(each.year), n, f"{each.weight:.2f}", f"{each.median or 0:,}")
    Console().print(sources)
    for note in found.notes:
        _say(f"· {note}")
    for row in found.reported:
        _say(f"· Reported elsewhere: {row['what']} ${row['low']:,}–{row['high']:,} ({row['year']}, {row['source']}).")


def _band(pair: tuple[int, int]) -> str:
    return f"${pair[0]:,} to ${pair[1]:,}"


def _kept(store: Path | None) -> salary.Store:
    """Beside the person's other data, not in the shared record; the key lies elsewhere, so that a copy says nothing."""
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    key = os.environ.get("GOLIVE_SALARY_KEY") or str(Path(config) / "golive" / "salary.key")
    return salary.Store(store or Path(data) / "golive" / "salary.sqlite", Path(key))


def _desk(data: Path | None) -> salary.Store:
    """The person's own store of an installation. Whoever runs the command needs that person's token."""
    person = site.token_holder(data)
    found: salary.Store = site.part("career.pay.shelf").store_of(person)
    return found


@contextmanager
def _usable() -> Iterator[None]:
    """What makes a file or a value unusable is said and ends with 2; what was refused ends with 1."""
    try:
        yield
    except (SheetError, OSError) as wrong:
        _say(str(wrong), stderr=True)
        raise typer.Exit(UNUSABLE) from None


def _say(text: str, **where: Any) -> None:
    Console(highlight=False, soft_wrap=True, **where).print(text, markup=False)
