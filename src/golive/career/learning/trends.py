"""Which trends are tracked, from which sources, with which verdict, and where was one applied?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from golive.plain.verdict import Kind, Refusal, require

VERDICTS = {"watch": "Watch", "try": "Try", "adopt": "Adopt", "drop": "Drop"}
LONGEST = {"name": 160, "what": 1_000, "outcome": 1_000, "where": 300}
MOST_USES = 50


@dataclass(frozen=True)
class Use:
    """Where a trend was applied: a record (``ref``, ``url``) of an implementation, else only the person's claim."""

    on: date
    where: str
    slug: str = ""
    ref: str = ""
    url: str = ""

    @property
    def claimed(self) -> bool:
        return not self.slug


@dataclass(frozen=True)
class Trend:
    """A trend; ``sources`` are numbers of items of the reading list, ``outcome`` says what came of it."""

    name: str
    what: str
    since: date
    verdict: str
    outcome: str = ""
    sources: tuple[int, ...] = ()
    uses: tuple[Use, ...] = ()


def trend(**parts: Any) -> Trend:
    """A new trend. ``Refused`` names everything that is wrong with it."""
    given: dict[str, Any] = {name: v.strip() if isinstance(v, str) else v for name, v in parts.items()}
    made = Trend(**given)
    require(list(_problems(made)))
    return made


def changed(held: Trend, **parts: Any) -> Trend:
    """The trend with other words; where it was applied stays."""
    return replace(trend(**parts), uses=held.uses)


def _problems(made: Trend) -> Iterator[Refusal]:
    if not made.name:
        yield _input("name", "The trend has no name.", "Name it in a few words.")
    if made.verdict not in VERDICTS:
        yield _input("verdict", f"There is no verdict “{made.verdict}”.", f"Choose {', '.join(VERDICTS)}.")
    for name in ("name", "what", "outcome"):
        if len(text := getattr(made, name)) > LONGEST[name]:
            yield _input(name, f"It has {len(text):,} characters.", f"At most {LONGEST[name]:,}.")


def _input(field: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"learning.{field}", problem, cure, Kind.INPUT, field)


def applied(held: Trend, use: Use, today: date) -> Trend:
    """The trend with a place where it was applied; refused before it was tracked and after today."""
    found = []
    if not use.where.strip():
        found.append(_input("where", "It is not said where.", "Say it in a sentence."))
    if len(use.where) > LONGEST["where"]:
        found.append(_input("where", f"It has {len(use.where):,} characters.", f"At most {LONGEST['where']:,}."))
    if use.on > today:
        found.append(_input("on", f"{use.on:%-d %b %Y} has not come yet.", "Give the day on which you applied it."))
    if len(held.uses) >= MOST_USES:
        found.append(_input("where", f"{held.name} has {MOST_USES} places.", "Remove one."))
    require(found)
    return replace(held, uses=tuple(sorted((*held.uses, use), key=lambda each: each.on)))


def without_use(held: Trend, number: int) -> Trend:
    """The trend without the place of this number, counted from 0."""
    return replace(held, uses=(*held.uses[:number], *held.uses[number + 1 :]))


def to_json(held: Trend) -> dict[str, Any]:
    """As it is kept; `from_json` reads it again."""
    uses = [{**asdict(use), "on": use.on.isoformat()} for use in held.uses]
    return {**asdict(held), "since": held.since.isoformat(), "sources": list(held.sources), "uses": uses}


def from_json(kept: dict[str, Any]) -> Trend:
    uses = tuple(Use(**{**each, "on": date.fromisoformat(each["on"])}) for each in kept["uses"])
    since, sources = date.fromisoformat(kept["since"]), tuple(kept["sources"])
    return Trend(**{**kept, "since": since, "sources": sources, "uses": uses})
