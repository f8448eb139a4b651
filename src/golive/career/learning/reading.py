"""What is read regularly, when is it due again, and was it read on time?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from golive.plain.verdict import Kind, Refusal, require

KINDS = {
    "association": "Association", "community": "Community", "publication": "Publication", "vendor": "Vendor",
    "book": "Book", "course": "Course", "other": "Other",
}  # fmt: skip
FOLLOWED, DONE, DROPPED = "followed", "done", "dropped"
STATES = {FOLLOWED: "Followed", DONE: "Done", DROPPED: "Dropped"}
EVERY_DAYS = 30  # how often something is looked at where nobody said
LONGEST_PAUSE = 3_650
LONGEST = {"title": 200, "address": 1_000, "feed": 1_000, "why": 1_000, "learnt": 2_000}
MOST_READS = 400


@dataclass(frozen=True)
class Reading:
    """One time it was read: what was learnt, and the day by which it was due."""

    on: date
    learnt: str
    due: date

    @property
    def on_time(self) -> bool:
        return self.on <= self.due


@dataclass(frozen=True)
class Item:
    """Something on the reading list, to be looked at every so many days; ``feed`` is the address of its feed."""

    title: str
    kind: str
    address: str
    why: str
    every_days: int
    since: date
    feed: str = ""
    state: str = FOLLOWED
    reads: tuple[Reading, ...] = ()

    @property
    def last_read(self) -> date | None:
        return max((each.on for each in self.reads), default=None)

    @property
    def next_review(self) -> date:
        """A pause after the day on which it was last read, else after the day since when it is followed."""
        return (self.last_read or self.since) + timedelta(days=self.every_days)

    def days_until(self, today: date) -> int:
        """Days until it is due; below 0 it is late."""
        return (self.next_review - today).days

    def is_due(self, today: date) -> bool:
        return self.state == FOLLOWED and self.next_review <= today


def item(
    *, title: str, kind: str, every_days: int, since: date, address: str = "", feed: str = "", why: str = ""
) -> Item:
    """A new item. ``Refused`` names everything that is wrong with it."""
    made = Item(" ".join(title.split()), kind, address.strip(), why.strip(), every_days, since, feed.strip())
    require(list(_problems(made)))
    return made


def changed(held: Item, **parts: Any) -> Item:
    """The item with other words; its state and what was read stay."""
    made = item(**{"since": held.since, **parts})
    return replace(made, state=held.state, reads=held.reads)


def _problems(made: Item) -> Iterator[Refusal]:
    if not made.title:
        yield _input("title", "It has no title.", "Give it the name under which you know it.")
    if made.kind not in KINDS:
        yield _input("kind", f"There is no kind “{made.kind}”.", f"Choose {', '.join(KINDS)}.")
    if not 1 <= made.every_days <= LONGEST_PAUSE:
        problem = f"It cannot be reviewed every {made.every_days} days."
        yield _input("every_days", problem, f"Choose 1 to {LONGEST_PAUSE:,} days.")
    for name in ("title", "address", "feed", "why"):
        text = getattr(made, name)
        if len(text) > LONGEST[name]:
            yield _input(name, f"The {name} has {len(text):,} characters.", f"At most {LONGEST[name]:,}.")
        elif name in ("address", "feed") and text and not is_web(text):
            yield _input(name, f"“{text[:60]}” is no address of the web.", "Begin it with https:// or http://.")


def _input(field: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"learning.{field}", problem, cure, Kind.INPUT, field)


def is_web(address: str) -> bool:
    """Whether it can be opened with a browser and runs nothing.

    >>> is_web("https://example.com/a"), is_web("javascript:alert(1)"), is_web("https://")
    (True, False, False)
    """
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def read(held: Item, on: date, learnt: str, today: date) -> Item:
    """The item as read on a day, with what was learnt; refused before it was followed and after today."""
    learnt = learnt.strip()
    found = []
    if on > today:
        found.append(_input("on", f"{on:%-d %b %Y} has not come yet.", "Give the day on which you read it."))
    if held.last_read is not None and on < held.last_read:
        problem = f"It was read on {held.last_read:%-d %b %Y} already."
        found.append(_input("on", problem, "Give that day or a later one."))
    if len(learnt) > LONGEST["learnt"]:
        found.append(_input("learnt", f"The note has {len(learnt):,} characters.", f"At most {LONGEST['learnt']:,}."))
    if held.state != FOLLOWED:
        problem = f"“{held.title}” is {held.state}."
        found.append(Refusal("learning.state", problem, "Bring it back to the list first.", Kind.STATE))
    require(found)
    return replace(held, reads=(*held.reads, Reading(on, learnt, held.next_review))[-MOST_READS:])


def by_due(items: Iterable[tuple[int, Item]]) -> list[tuple[int, Item]]:
    """The items with their numbers, what is due first."""
    return sorted(items, key=lambda each: (each[1].next_review, each[1].title.casefold(), each[0]))


def to_json(held: Item) -> dict[str, Any]:
    """As it is kept; `from_json` reads it again."""
    reads = [{"on": each.on.isoformat(), "learnt": each.learnt, "due": each.due.isoformat()} for each in held.reads]
    return {**asdict(held), "since": held.since.isoformat(), "reads": reads}


def from_json(kept: dict[str, Any]) -> Item:
    reads = tuple(
        Reading(date.fromisoformat(each["on"]), each["learnt"], date.fromisoformat(each["due"]))
        for each in kept["reads"]
    )
    return Item(**{**kept, "since": date.fromisoformat(kept["since"]), "reads": reads})
