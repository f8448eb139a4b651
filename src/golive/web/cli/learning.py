"""How does a person stay current from the command line: what is due, what was read, which units are missing?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from golive.web.cli import site

app = typer.Typer(help="How you stay current. Opened by your token, from GOLIVE_TOKEN.", no_args_is_help=True)
feeds = typer.Typer(help="The feeds of your reading list.", no_args_is_help=True)
app.add_typer(feeds, name="feeds")
UNKNOWN, UNUSABLE = 1, 2
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/learning.md).")]


@app.command()
def due(data: site.DataFolder = None, as_json: AsJson = False) -> None:
    """What is due to be read, and which certificates end soon."""
    with _usable():
        person = site.token_holder(data)
        today = _today(person)
        items = [(pk, held) for pk, held in _reads().items(person) if held.is_due(today)]
        held = [each for each in _certificates(person) if each["state"] in ("due soon", "expired")]
    if as_json:
        return _print({"items": [_item_form(pk, held, today) for pk, held in items], "certificates": held})
    _show_items(items, today)
    _show_certificates(held)


@app.command(name="list")
def listed(data: site.DataFolder = None, as_json: AsJson = False) -> None:
    """The whole reading list, what is due first."""
    with _usable():
        person = site.token_holder(data)
        items, today = _reads().items(person), _today(person)
    if as_json:
        return _print({"items": [_item_form(pk, held, today) for pk, held in items]})
    _show_items(items, today)


@app.command()
def add(
    title: Annotated[str, typer.Argument(help="The name under which you know it.")],
    kind: Annotated[str, typer.Option(help="association, community, publication, vendor, book, course or other.")] = (
        "publication"
    ),
    address: Annotated[str, typer.Option(help="Where you read it.")] = "",
    feed: Annotated[str, typer.Option(help="The address of its RSS or Atom feed.")] = "",
    every: Annotated[int, typer.Option(help="Review it every so many days.")] = 30,
    why: Annotated[str, typer.Option(help="Why you follow it.")] = "",
    data: site.DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Put something on the reading list."""
    with _usable():
        person = site.token_holder(data)
        today = _today(person)
        made = _part("reading").item(
            title=title, kind=kind, address=address, feed=feed, every_days=every, why=why, since=today
        )
        row = _part("keeping").follow(person, made)
    _print(_item_form(row.pk, made, today)) if as_json else _say(
        f"{row.pk}: {made.title}, next review on {made.next_review}."
    )


@app.command()
def read(
    number: Annotated[int, typer.Argument(help="Its number, as `golive learning list` shows it.")],
    learnt: Annotated[str, typer.Option("--learnt", help="What you learned, in a sentence.")] = "",
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; today if not given.")] = None,
    data: site.DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Note that an item was read; its next review moves on."""
    with _usable():
        person = site.token_holder(data)
        today = _today(person)
        row = _part("models").ReadingItem.objects.filter(person=person, pk=number).first()
        if row is None or not row.words:
            _say(f"There is no item {number} on your list. `golive learning list` shows the numbers.", stderr=True)
            raise typer.Exit(UNKNOWN)
        reading, day = _part("reading"), on.date() if on else today
        row = _part("keeping").on_item(row, lambda held: reading.read(held, day, learnt, today))
        made = reading.from_json(row.words)
    _print(_item_form(row.pk, made, today)) if as_json else _say(f"{made.title}: next review on {made.next_review}.")


@app.command()
def certificates(data: site.DataFolder = None, as_json: AsJson = False) -> None:
    """The certificates: state, units that are missing, and the pace at which they must come."""
    with _usable():
        held = _certificates(site.token_holder(data))
    _print({"certificates": held}) if as_json else _show_certificates(held)


@feeds.command()
def fetch(data: site.DataFolder = None, as_json: AsJson = False) -> None:
    """Ask every feed for what is new; ends with 1 where one of them failed."""
    with _usable():
        person = site.token_holder(data)
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Reading feeds", total=None)
            told = _part("background").read_all(person, lambda n, of: bar.update(task, completed=n, total=of))
        failed = [feed for feed in _reads().feeds_of(person) if feed.fetched.problem]
    reasons = [{"number": f.pk, "title": f.item.title, "problem": f.fetched.problem} for f in failed]
    if as_json:
        _print(told | {"failures": reasons})
    else:
        _say(f"{told['feeds']} feeds read, {told['new']} new entries, {told['failed']} failed.")
        for each in failed:
            _say(f"{each.item.title}: {each.fetched.problem} {each.fetched.cure}", stderr=True)
    raise typer.Exit(UNKNOWN if failed else 0)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="A .csv file for the list, an .opml file for its feeds.")],
    data: site.DataFolder = None,
) -> None:
    """Write the reading list as CSV, or its feeds as OPML."""
    with _usable():
        items = [held for _, held in _reads().items(site.token_holder(data))]
        exchange = _part("exchange")
        forms = {".csv": exchange.to_csv, ".opml": exchange.to_opml}
        if file.suffix.lower() not in forms:
            raise OSError(f"{file.name} is no .csv or .opml file. Choose one of the two.")
        file.write_bytes(forms[file.suffix.lower()](items))
    _say(f"{file.name}: {len(items)} items on the list.")


@app.command(name="import")
def bring_in(
    file: Annotated[Path, typer.Argument(help="A reading list as .csv, or the subscriptions of a reader as .opml.")],
    data: site.DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Bring in a list; what is on yours already does not come in a second time."""
    with _usable():
        person, exchange = site.token_holder(data), _part("exchange")
        found = exchange.read(file.name, file.read_bytes(), _today(person))
        new = exchange.new_of(found, [held for _, held in _reads().items(person)])
        made = _part("keeping").follow_all(person, new)
    told = {"read": len(found), "added": made}
    _print(told) if as_json else _say(f"{file.name}: {told['read']} read, {told['added']} added.")


def _part(name: str) -> Any:
    return site.part(f"career.learning.{name}")


def _reads() -> Any:
    return _part("reads")


def _today(person: Any) -> date:
    today: date = _reads().today(person)
    return today


def _item_form(pk: int, held: Any, today: date) -> dict[str, Any]:
    last = held.last_read
    return {
        "number": pk, "title": held.title, "kind": held.kind, "address": held.address, "feed": held.feed,
        "state": held.state, "every_days": held.every_days, "last_read": last.isoformat() if last else None,
        "next_review": held.next_review.isoformat(), "days": held.days_until(today),
    }  # fmt: skip


def _certificates(person: Any) -> list[dict[str, Any]]:
    today = _today(person)
    return [_certificate_form(pk, held, today) for pk, held in _reads().held_certificates(person)]


def _certificate_form(pk: int, held: Any, today: date) -> dict[str, Any]:
    now = _part("certificates").standing(held, today)
    figures = {"logged": now.logged, "needed": held.needed, "missing": now.missing, "pace": now.pace}
    return {
        "number": pk, "name": held.name, "issuer": held.issuer, "state": now.state, "behind": now.behind,
        "expires": held.expires.isoformat() if held.expires else None, "days_left": now.days_left,
        "unit": held.unit_name, **{name: None if value is None else float(value) for name, value in figures.items()},
    }  # fmt: skip


def _show_items(items: list[Any], today: date) -> None:
    table = Table("Number", "Title", "Kind", "State", "Next review", "Days", box=None)
    for pk, held in items:
        table.add_row(str(pk), held.title, held.kind, held.state, str(held.next_review), str(held.days_until(today)))
    Console().print(table) if items else _say("Nothing of the reading list is to be shown.")


def _show_certificates(held: list[dict[str, Any]]) -> None:
    table = Table("Number", "Certificate", "State", "Expires", "Logged", "Missing", "Pace a month", box=None)
    for each in held:
        known = ["–" if each[name] is None else f"{each[name]:g}" for name in ("logged", "missing", "pace")]
        state = "behind" if each["behind"] and each["state"] == "valid" else each["state"]
        table.add_row(str(each["number"]), each["name"], state, each["expires"] or "–", *known)
    if held:
        Console().print(table)


@contextmanager
def _usable() -> Iterator[None]:
    """A token or a file that cannot be used is said and ends with 2; what was refused ends with 1."""
    try:
        yield
    except OSError as wrong:
        _say(str(wrong), stderr=True)
        raise typer.Exit(UNUSABLE) from None


def _say(text: str, **where: Any) -> None:
    Console(highlight=False, soft_wrap=True, **where).print(text, markup=False)


def _print(form: dict[str, Any]) -> None:
    print(json.dumps(form, ensure_ascii=False))
