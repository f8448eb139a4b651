"""What can a person tell of how they stay current, every figure read off their own shelf?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from golive.career.learning import reads
from golive.career.learning.certificates import Certificate
from golive.career.learning.reading import FOLLOWED, Item
from golive.career.learning.trends import Trend, Use
from golive.career.own.sections import DESK
from golive.career.scoring import score
from golive.career.stories import Told
from golive.foundation.implementations.access import visible_to
from golive.foundation.look.words import full, plural
from golive.foundation.people.models import Person
from golive.plain.story import CLAIM, Figure, Line, Story, said

PRACTICE = 25
LEARNING = f"/{DESK}learning/"
# So that the longest shelf still is told in two minutes.
WORDS_OF_A_NAME, WORDS_OF_A_PLACE, WORDS_OF_AN_OUTCOME = 6, 11, 16


@dataclass(frozen=True)
class Shelf:
    """What the story is told of; ``places`` are the short names of the implementations that the person may see."""

    items: Sequence[tuple[int, Item]]
    held: Sequence[tuple[int, Certificate]]
    tracked: Sequence[tuple[int, Trend]]
    places: frozenset[str] = frozenset()


def told(person: Person) -> Told | None:
    """The story of practice 25 from this person's shelf; None while nothing was read, logged or applied."""
    items, held, tracked = reads.items(person), reads.held_certificates(person), reads.tracked(person)
    if not (items or held or tracked):
        return None
    story = tell(Shelf(items, held, tracked, frozenset(visible_to(person).values_list("slug", flat=True))))
    if story is None:
        return None
    return Told(story, score(story.text, practice=PRACTICE), "Your learning", url=f"/{DESK}stories/learning/")


def tell(shelf: Shelf) -> Story | None:
    """The same shelf tells the same story on every day: only what was noted counts, not how much time is left."""
    action = tuple(_deeds(shelf))
    result = tuple(_outcome(shelf))
    if not action or not result:
        return None
    return Story(PRACTICE, tuple(_situation(shelf)), tuple(_task(shelf)), action, result)


def _situation(shelf: Shelf) -> Iterator[Line]:
    parts = {}
    if shelf.items:
        parts["a reading list of {sources}"] = {"sources": _list(plural(len(shelf.items), "source"))}
    if shelf.held:
        count = Figure(plural(len(shelf.held), "certificate"), "Certification log", f"{LEARNING}certificates/")
        parts["a certification log of {held}"] = {"held": count}
    if shelf.tracked:
        count = Figure(plural(len(shelf.tracked), "trend"), "Trends", f"{LEARNING}trends/")
        parts["a list of {trends}"] = {"trends": count}
    figures = {name: figure for each in parts.values() for name, figure in each.items()}
    began = _began(shelf)
    yield said(
        f"There was more to learn than anybody can read, so since {{began}} I have kept {_series(list(parts))}.",
        began=began,
        **figures,
    )


def _began(shelf: Shelf) -> Figure:
    """The first day that stands anywhere on the shelf."""
    days = [(item.since, "Reading list", LEARNING) for _, item in shelf.items]
    days += [(each.units[0].on, "Certification log", _of_certificate(pk)) for pk, each in shelf.held if each.units]
    days += [(each.since, "Trends", _of_trend(pk)) for pk, each in shelf.tracked]
    days += [(each.gained, "Certification log", _of_certificate(pk)) for pk, each in shelf.held] if not days else []
    first = min(days)
    return Figure(full(first[0]), first[1], first[2])


def _task(shelf: Shelf) -> Iterator[Line]:
    yield said("My task was to stay current by rhythm, not by chance: each source has its day of review.")


def _deeds(shelf: Shelf) -> Iterator[Line]:
    read = [(item, each) for _, item in shelf.items for each in item.reads]
    if read:
        on_time = sum(each.on_time for _, each in read)
        yield said(
            "I reviewed {sources} and noted what I learned {times}, {punctual} of them by the due day.",
            sources=_list(f"{sum(bool(item.reads) for _, item in shelf.items)} of {len(shelf.items)} sources"),
            times=_list(plural(len(read), "time")),
            punctual=_list(str(on_time)),
        )
    best = _best_certificate(shelf)
    if best is not None:
        pk, held = best
        yield said(
            "I logged {units} for my {name}.", units=_units(pk, held), name=_named(held.name, _of_certificate(pk))
        )
    found = _best_trend(shelf)
    if found is not None:
        pk, trend, use = found
        yield said(
            "I tracked {trend} and applied it at work on {day}: “{where}”.",
            trend=_named(trend.name, _of_trend(pk)),
            day=Figure(full(use.on), "Trends", _of_trend(pk)) if _shown(shelf, use) else Figure(full(use.on), CLAIM),
            where=_where(shelf, use),
        )


def _outcome(shelf: Shelf) -> Iterator[Line]:
    uses = [use for _, trend in shelf.tracked for use in trend.uses]
    tried = sum(bool(trend.uses) for _, trend in shelf.tracked)
    if uses:
        shown = sum(_shown(shelf, use) for use in uses)
        yield said(
            "As a result {tried} went into live work, {shown} with a record.",
            tried=Figure(f"{tried} of {plural(len(shelf.tracked), 'trend')}", "Trends", f"{LEARNING}trends/"),
            shown=Figure(str(shown), "Trends", f"{LEARNING}trends/"),
        )
    found = _best_trend(shelf)
    if found is not None and found[1].outcome:
        outcome = Figure(_cut(found[1].outcome, WORDS_OF_AN_OUTCOME), CLAIM)
        yield said("In my own words: “{outcome}”.", outcome=outcome)
    best = _best_certificate(shelf)
    if best is not None and best[1].expires is not None:
        pk, held = best
        yield said("The certificate stands until {day}.", day=_day(held.expires, _of_certificate(pk)))
    following = [(pk, item) for pk, item in shelf.items if item.state == FOLLOWED]
    if following:
        pk, item = following[0]
        yield said(
            "The list is still in use, I am its owner, and its next review is on {day}.",
            day=Figure(full(item.next_review), "Reading list", f"{LEARNING}{pk}/"),
        )


def _best_certificate(shelf: Shelf) -> tuple[int, Certificate] | None:
    """The one with the most units in its cycle."""
    logged = [(_logged(held), -pk, held) for pk, held in shelf.held if _logged(held)]
    amount, pk, held = max(logged, default=(Decimal(0), 0, None), key=lambda each: each[:2])
    return (-pk, held) if held is not None and amount else None


def _logged(held: Certificate) -> Decimal:
    return sum((each.amount for each in held.units if held.counts(each)), Decimal(0))


def _units(pk: int, held: Certificate) -> Figure:
    unit = held.unit_name or "unit"
    logged = amount(_logged(held))
    text = f"{logged} of {amount(held.needed)} {unit}s" if held.needed else f"{logged} {unit}s"
    return Figure(text, "Certification log", _of_certificate(pk))


def amount(value: Decimal) -> str:
    """Without zeros that say nothing.

    >>> amount(Decimal("60.00")), amount(Decimal("1.50"))
    ('60', '1.5')
    """
    return f"{value.normalize():f}"


def _best_trend(shelf: Shelf) -> tuple[int, Trend, Use] | None:
    """The trend with the latest use, one with a record before one that is only claimed."""
    found = [(_shown(shelf, use), use.on, -pk, trend, use) for pk, trend in shelf.tracked for use in trend.uses]
    if not found:
        return None
    _, _, pk, trend, use = max(found, key=lambda each: each[:3])
    return -pk, trend, use


def _shown(shelf: Shelf, use: Use) -> bool:
    """Whether the record can be opened: a role that ended leaves only the claim."""
    return bool(use.url) and use.slug in shelf.places


def _where(shelf: Shelf, use: Use) -> Figure:
    where = _cut(use.where, WORDS_OF_A_PLACE)
    return Figure(where, use.ref, use.url) if _shown(shelf, use) else Figure(where, CLAIM)


def _named(name: str, url: str) -> Figure:
    return Figure(f"“{_cut(name, WORDS_OF_A_NAME)}”", "Certification log" if "certificates" in url else "Trends", url)


def _day(day: date | None, url: str) -> Figure:
    return Figure(full(day), "Certification log", url)


def _list(text: str) -> Figure:
    return Figure(text, "Reading list", LEARNING)


def _of_certificate(pk: int) -> str:
    return f"{LEARNING}certificates/{pk}/"


def _of_trend(pk: int) -> str:
    return f"{LEARNING}trends/{pk}/"


def _series(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _cut(text: str, words: int) -> str:
    """So many words at most: the story has to be told in two minutes."""
    held = text.strip().rstrip(".").split()
    return " ".join(held[:words]) + ("…" if len(held) > words else "")
