"""What stands on a person's shelf, and what of it is due?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import models
from django.utils import timezone

from golive.career.learning import certificates, feeds, reading, trends
from golive.career.learning.models import FeedEntry, HeldCertificate, ReadingItem, TrackedTrend
from golive.foundation.implementations.access import visible_to
from golive.foundation.people.models import Person
from golive.foundation.register_kit.models import Record
from golive.plain.verdict import Kind, Refusal, Refused

T = TypeVar("T")
PAGE = 25


def today(person: Person) -> date:
    """The day on which this person lives: of the worked example's people that of its clock."""
    if person.is_demo:
        clock = visible_to(person).exclude(clock=None).order_by("-clock").values_list("clock", flat=True).first()
        if clock is not None:
            return timezone.localdate(clock)
    return timezone.localdate()


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of many: ``first`` and ``last`` are counted from 1; ``before`` and ``after`` are numbers of pages, or 0."""

    rows: Sequence[T]
    total: int
    number: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.last < self.total else 0


def page_of(rows: Sequence[T], asked: str) -> Page[T]:
    """The asked page; the nearest there is where nobody said a number of one."""
    total, number = len(rows), int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    number = max(1, min(number, -(-total // PAGE)))
    return Page(rows[(number - 1) * PAGE : number * PAGE], total, number)


def items(person: Person) -> list[tuple[int, reading.Item]]:
    """The reading list, what is due first; what this key does not open is left out."""
    return reading.by_due(_opened(ReadingItem, person, reading.from_json))


def held_certificates(person: Person) -> list[tuple[int, certificates.Certificate]]:
    """The certificates: the next to expire first, those without a day last."""
    found = _opened(HeldCertificate, person, certificates.from_json)
    return sorted(found, key=lambda each: (each[1].expires or date.max, each[1].name.casefold(), each[0]))


def tracked(person: Person) -> list[tuple[int, trends.Trend]]:
    """The trends, those tracked longest first."""
    found = _opened(TrackedTrend, person, trends.from_json)
    return sorted(found, key=lambda each: (each[1].since, each[1].name.casefold(), each[0]))


def _opened(model: type[models.Model], person: Person, opened: Callable[[Any], T]) -> list[tuple[int, T]]:
    rows: Iterable[tuple[int, Any]] = model._default_manager.filter(person=person).values_list("pk", "words")
    return [(pk, opened(words)) for pk, words in rows if words]


@dataclass(frozen=True)
class Feed:
    """A feed of the reading list and how it answered."""

    pk: int
    item: reading.Item
    fetched: feeds.Fetched


def feeds_of(person: Person) -> list[Feed]:
    """Every feed that is followed: those that fail first."""
    rows = ReadingItem.objects.filter(person=person).values_list("pk", "words", "fetched")
    opened = [(pk, reading.from_json(words), fetched) for pk, words, fetched in rows if words]
    found = [
        Feed(pk, item, fetched_of(fetched, item.feed))
        for pk, item, fetched in opened
        if item.feed and item.state == reading.FOLLOWED
    ]
    return sorted(found, key=lambda each: (not each.fetched.problem, each.item.title.casefold()))


def fetched_of(kept: dict[str, str] | None, feed: str) -> feeds.Fetched:
    """How this address answered; nothing is known of it yet where the address was changed."""
    return feeds.Fetched(**kept) if kept and kept["feed"] == feed else feeds.Fetched(feed)


def entries(person: Person, asked: str) -> Page[FeedEntry]:
    """The entries of all feeds that are not yet on the list, the latest to arrive first."""
    every = FeedEntry.objects.filter(person=person, taken=False)
    total = every.count()
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    number = max(1, min(number, -(-total // PAGE)))
    return Page([each for each in every[(number - 1) * PAGE : number * PAGE] if each.words], total, number)


def versions(person: Person) -> list[tuple[str, int, int]]:
    """What changes as soon as anything on the shelf does."""
    return [
        (model.__name__, pk, version)
        for model in (ReadingItem, HeldCertificate, TrackedTrend)
        for pk, version in model._default_manager.filter(person=person).values_list("pk", "version")
    ]


def record_at(person: Person, slug: str, ref: str) -> Any:
    """The record of this number in an implementation that the person may see. ``Refused`` where there is none."""
    place = visible_to(person).filter(slug=slug).first()
    for model in apps.get_models() if place is not None else ():
        if issubclass(model, Record) and not model._meta.abstract:
            found = model._default_manager.filter(implementation=place, ref__iexact=ref.strip()).first()
            if found is not None:
                return found
    where = place.name if place is not None else "an implementation of yours"
    raise Refused([
        Refusal("learning.record", f"There is no record {ref} in {where}.", "Copy its number.", Kind.INPUT, "ref")
    ])  # fmt: skip
