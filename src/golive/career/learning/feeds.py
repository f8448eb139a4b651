"""How is a feed fetched: by the one way out, asked only for what is new, and failing in the open?"""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from golive.career.learning import feed_file
from golive.foundation.guard import run_guarded
from golive.foundation.outbound import Answer, OutboundRules, check_target, send
from golive.plain.verdict import Kind, Refusal, Refused

MOST_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8"


@dataclass(frozen=True)
class Fetched:
    """How a feed answered last: ``problem`` and ``cure`` where it failed, ``ok_at`` when it last did not.

    ``feed`` is the address that ``etag`` and ``modified`` belong to; times are ISO texts.
    """

    feed: str = ""
    title: str = ""
    etag: str = ""
    modified: str = ""
    asked_at: str = ""
    ok_at: str = ""
    problem: str = ""
    cure: str = ""

    def form(self) -> dict[str, str]:
        return asdict(self)


def rules() -> OutboundRules:
    """Only the web's own ports, and what an admin named of the own network."""
    return OutboundRules(
        settings.INTERNAL_HOSTS,
        schemes=frozenset({"http", "https"}),
        ports=frozenset({80, 443}),
        total_seconds=settings.FEED_SECONDS,
        body_bytes=settings.FEED_BYTES,
    )


def check(address: str) -> None:
    """``Refused`` where the address of a feed leads to what may not be called."""
    try:
        check_target(address, rules())
    except Refused as refused:
        raise Refused([replace(each, field="feed") for each in refused.refusals]) from None


def fetch(feed: str, before: Fetched, now: str) -> tuple[Fetched, list[dict[str, Any]]]:
    """How the feed answered, and its entries, the newest first; none where nothing is new or it failed."""
    known = before if before.feed == feed else Fetched(feed, ok_at="")
    try:
        answer = _ask(feed, known)
        if answer.status == 304:
            return replace(known, asked_at=now, ok_at=now, problem="", cure=""), []
        found = _read(answer, feed)
    except Refused as refused:
        why = refused.refusals[0]
        return replace(known, asked_at=now, problem=why.problem, cure=why.cure), []
    held = {name.lower(): value for name, value in answer.headers.items()}
    etag, modified = held.get("etag", "")[:300], held.get("last-modified", "")[:100]
    return Fetched(feed, found["title"], etag, modified, now, now), found["entries"]


def _ask(feed: str, known: Fetched) -> Answer:
    """A redirect is followed as a call of its own: each address is judged anew."""
    headers = {"accept": _ACCEPT}
    headers |= {"if-none-match": known.etag} if known.etag else {}
    headers |= {"if-modified-since": known.modified} if known.modified else {}
    address = feed
    for _ in range(MOST_REDIRECTS + 1):
        answer = send("GET", address, rules(), headers=headers)
        if answer.status not in _REDIRECTS:
            return answer
        address = urljoin(address, next((v for k, v in answer.headers.items() if k.lower() == "location"), ""))
    _refuse(f"It leads on more than {MOST_REDIRECTS} times.", "Give the address at which it ends.")
    raise AssertionError


def _read(answer: Answer, feed: str) -> dict[str, Any]:
    host = urlsplit(feed).hostname or feed
    if answer.status != 200:
        _refuse(f"{host} answered {answer.status}.", "Open the address in a browser; put it right if it moved.")
    with tempfile.TemporaryDirectory(prefix="golive-feed-") as folder:
        path = Path(folder) / "feed.xml"
        path.write_bytes(answer.body)
        try:
            found: dict[str, Any] = run_guarded(
                feed_file.read, path, settings.FEED_ENTRIES, limits=feed_file.LIMITS, name=host
            ).value
        except Refused as refused:
            raise Refused([replace(each, cure=_cure(each)) for each in refused.refusals]) from None
        return found


def _cure(each: Refusal) -> str:
    """Nobody exports a feed anew: the publisher has to mend it, or the address is that of a page."""
    return "Check that it is the address of the feed, not of a page; else its publisher has to mend it."


def _refuse(problem: str, cure: str) -> None:
    raise Refused([Refusal("learning.feed", problem, cure, Kind.INPUT)])
