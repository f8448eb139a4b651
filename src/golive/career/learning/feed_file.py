"""Which entries does a feed from outside hold, as plain text? Read in a limited child."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from time import struct_time
from typing import Any

import feedparser

from golive.foundation.guard.limits import MEGABYTE, Limits
from golive.foundation.guard.refusals import refuse
from golive.foundation.guard.xml import check_xml, read_xml

LIMITS = Limits(
    file_bytes=3 * MEGABYTE, cpu_seconds=10, wall_seconds=15, xml_elements=200_000, answer_bytes=4 * MEGABYTE
)
ROOTS = ("rss", "feed", "RDF")
TITLE, SUMMARY, ADDRESS = 300, 600, 1_000  # characters that are kept
MOST_OUTLINES = 2_000
_UNREAD = {"script", "style", "template", "noscript", "iframe", "object", "svg"}


def read(path: str, limits: Limits, most: int) -> dict[str, Any]:
    """Title and the ``most`` first entries of an RSS or Atom feed, as plain text.

    A document type or an entity of its own is refused before anything is parsed.
    """
    check_xml(path, limits, ROOTS)
    found = feedparser.parse(Path(path).read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        refuse("feed", "It is no RSS or Atom feed.", "Look for the address of the feed on the page.")
    entries = [entry for entry in map(_entry, _newest_first(found.entries)[:most]) if entry["title"]]
    return {"title": plain(found.feed.get("title", ""), TITLE), "entries": entries}


def _newest_first(entries: list[Any]) -> list[Any]:
    """Some publishers put the oldest first; where one has no date, the order is left as it came."""
    days = [each.get("published_parsed") or each.get("updated_parsed") for each in entries]
    return (
        entries
        if None in days
        else [entries[at] for at in sorted(range(len(days)), key=lambda n: days[n], reverse=True)]
    )


def _entry(held: Any) -> dict[str, str]:
    address = str(held.get("link", ""))
    address = address if re.match(r"https?://\S+$", address) and len(address) <= ADDRESS else ""
    title = plain(held.get("title", ""), TITLE) or plain(held.get("summary", ""), 80)
    return {
        "id": str(held.get("id") or address or title)[:ADDRESS],
        "title": title,
        "address": address,
        "on": _day(held.get("published_parsed") or held.get("updated_parsed")),
        "summary": plain(held.get("summary", ""), SUMMARY),
    }


def _day(moment: struct_time | None) -> str:
    try:
        return datetime(*moment[:6], tzinfo=UTC).date().isoformat() if moment else ""
    except ValueError:
        return ""


class _Text(HTMLParser):
    """Only what is read; nothing of what runs, loads or styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self.inside = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside += tag in _UNREAD
        self.kept.append(" " if tag in {"p", "br", "li", "div", "td", "h1", "h2", "h3"} else "")

    def handle_endtag(self, tag: str) -> None:
        self.inside = max(0, self.inside - (tag in _UNREAD))

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.kept.append(data)


def plain(markup: str, most: int) -> str:
    """The text of HTML, cut at a word; no mark of it is left.

    >>> plain("<p>Go <b>live</b></p><script>alert(1)</script>", 80)
    'Go live'
    """
    reader = _Text()
    reader.feed(str(markup)[:100_000])
    reader.close()
    text = " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", " ", "".join(reader.kept)).split()
    )
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def outlines(path: str, limits: Limits) -> list[dict[str, str]]:
    """The feeds that an OPML file names: title, feed and address of each."""
    found = []
    for each in read_xml(path, limits, ("opml",)).iter("outline"):
        feed = each.get("xmlUrl", "").strip()
        if feed:
            title = plain(each.get("title") or each.get("text") or feed, 200)
            found.append({"title": title, "feed": feed, "address": each.get("htmlUrl", "").strip()})
    if not found:
        refuse("opml", "It names no feed.", "Export the subscriptions of your reader as OPML.")
    if len(found) > MOST_OUTLINES:
        refuse("opml", f"It names {len(found):,} feeds.", f"At most {MOST_OUTLINES:,}.")
    return found
