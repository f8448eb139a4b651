"""How does a reading list leave and come in: as a table, and as the feeds of another reader?"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from golive.career.learning import feed_file, reading
from golive.career.learning.reading import Item
from golive.foundation.export import restored, write_csv
from golive.foundation.guard import Table, read_table, run_guarded
from golive.plain.verdict import Kind, Refusal, Refused, require

COLUMNS = ["title", "kind", "address", "feed", "why", "every_days", "since", "last_read", "state"]
MOST_BYTES = 2_000_000
MOST_REASONS = 20  # of a file; who has mended these sees the others
SUFFIXES = (".csv", ".opml", ".xml")


def to_csv(items: Iterable[Item]) -> bytes:
    """The whole list, without the notes of what was learnt."""
    rows = [
        [i.title, i.kind, i.address, i.feed, i.why, i.every_days, i.since, i.last_read or "", i.state] for i in items
    ]
    return write_csv(rows, COLUMNS)


def to_opml(items: Iterable[Item]) -> bytes:
    """The feeds that are followed, as every reader takes them."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "Reading list"
    body = SubElement(root, "body")
    for each in items:
        if each.feed and each.state == reading.FOLLOWED:
            said = {"type": "rss", "text": each.title, "title": each.title, "xmlUrl": each.feed}
            SubElement(body, "outline", said | ({"htmlUrl": each.address} if each.address else {}))
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def read(name: str, content: bytes, today: date) -> list[Item]:
    """The items of a CSV or OPML file, read in a limited child. ``Refused`` names every row that is wrong."""
    suffix = Path(name).suffix.lower()
    require(list(_against(name, suffix, len(content))))
    with tempfile.TemporaryDirectory(prefix="golive-list-") as folder:
        path = Path(folder) / f"file{suffix}"
        path.write_bytes(content)
        if suffix == ".csv":
            return _rows(read_table(path, name=name), today)
        held = run_guarded(feed_file.outlines, path, limits=feed_file.LIMITS, name=name).value
    return _items(((f"Feed {number}", _of_outline(each)) for number, each in enumerate(held, 1)), today)


def _against(name: str, suffix: str, size: int) -> Iterator[Refusal]:
    if suffix not in SUFFIXES:
        cure = "Export the list as CSV, or the subscriptions of a reader as OPML."
        yield Refusal("learning.file", f"{name} is no .csv or .opml file.", cure, Kind.INPUT, "file")
    if size > MOST_BYTES:
        problem = f"{name} has {size:,} bytes."
        yield Refusal("learning.file", problem, f"At most {MOST_BYTES:,}.", Kind.INPUT, "file")


def _of_outline(held: dict[str, str]) -> dict[str, str]:
    address = held["address"] if reading.is_web(held["address"]) else ""
    return {"title": held["title"], "feed": held["feed"], "address": address, "kind": "publication"}


def _rows(table: Table, today: date) -> list[Item]:
    names = [name.strip().lower().replace(" ", "_") for name in table.headers]
    if "title" not in names:
        problem = f"{table.name} has no column “title”."
        require([Refusal("learning.file", problem, f"Its columns are {', '.join(COLUMNS)}.", Kind.INPUT, "file")])
    rows = (
        (f"Row {row.number}", {name: restored(row.text(at)) for at, name in enumerate(names) if name in COLUMNS})
        for row in table.rows
        if not row.blank
    )
    return _items(rows, today)


def _items(rows: Iterable[tuple[str, dict[str, str]]], today: date) -> list[Item]:
    found, refusals = list[Item](), list[Refusal]()
    for where, row in rows:
        try:
            found.append(_item(row, today))
        except Refused as refused:
            refusals += [replace(each, problem=f"{where}: {each.problem}", field="") for each in refused.refusals]
    require(refusals[:MOST_REASONS])
    return found


def _item(row: dict[str, str], today: date) -> Item:
    days = row.get("every_days") or str(reading.EVERY_DAYS)
    made = reading.item(
        title=row.get("title", ""), kind=(row.get("kind") or "other").lower(), address=row.get("address", ""),
        feed=row.get("feed", ""), why=row.get("why", ""), since=_day(row.get("since", ""), "since") or today,
        every_days=int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0,
    )  # fmt: skip
    last, state = _day(row.get("last_read", ""), "last_read"), row.get("state") or reading.FOLLOWED
    if state not in reading.STATES:
        require([_wrong("state", state, f"Write {', '.join(reading.STATES)}.")])
    if last is not None:
        made = reading.read(replace(made, since=min(made.since, last)), last, "", today)
    return replace(made, state=state)


def _day(text: str, column: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        require([_wrong(column, text, "Write it as 2026-03-16.")])
    return None


def _wrong(column: str, text: str, cure: str) -> Refusal:
    return Refusal(f"learning.{column}", f"{column} is “{text[:40]}”.", cure, Kind.INPUT)


def new_of(items: Iterable[Item], known: Iterable[Item]) -> list[Item]:
    """Those that are not on the list: the same feed, else the same title and address, comes in once."""
    seen = {_same(each) for each in known}
    found = []
    for each in items:
        if _same(each) not in seen:
            seen.add(_same(each))
            found.append(each)
    return found


def _same(item: Item) -> tuple[str, str]:
    return ("", item.feed) if item.feed else (item.title.casefold(), item.address)
