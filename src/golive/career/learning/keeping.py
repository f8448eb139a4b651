"""How does a person put something on their shelf, change it and take it off again? The only writers."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from golive.career.learning import certificates, feeds, reading, trends
from golive.career.learning.models import FeedEntry, FetchRun, HeldCertificate, ReadingItem, Shelved, TrackedTrend
from golive.career.own.sealed import unopened
from golive.foundation import jobs
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, require

S = TypeVar("S", bound=Shelved)
MOST = 500  # of each kind: all of a kind is opened to sort it, for what is sealed cannot be sorted by the database
_NAMES = {ReadingItem: "reading list", HeldCertificate: "certification log", TrackedTrend: "list of trends"}


def follow(person: Person, item: reading.Item) -> ReadingItem:
    """Put an item on the reading list; the address of a feed must be one that may be called."""
    if item.feed:
        feeds.check(item.feed)
    return _put(ReadingItem, person, reading.to_json(item))


def follow_all(person: Person, items: list[reading.Item]) -> int:
    """Put many on the list at once, or none; the addresses of feeds are judged when they are fetched."""
    _require_room(ReadingItem, person, len(items))
    made = [ReadingItem(person=person, words=reading.to_json(item)) for item in items]
    return len(ReadingItem.objects.bulk_create(made))


def gain(person: Person, certificate: certificates.Certificate) -> HeldCertificate:
    """Put a certificate into the log."""
    return _put(HeldCertificate, person, certificates.to_json(certificate))


def track(person: Person, trend: trends.Trend) -> TrackedTrend:
    """Track a trend."""
    return _put(TrackedTrend, person, trends.to_json(trend))


def _put(model: type[S], person: Person, words: dict[str, Any]) -> S:
    _require_room(model, person, 1)
    return model._default_manager.create(person=person, words=words)


def _require_room(model: type[S], person: Person, more: int) -> None:
    count, name = model._default_manager.filter(person=person).count(), _NAMES[model]
    full = Refusal("learning.many", f"Your {name} holds {count}; {more} more are too many.", f"At most {MOST:,}.")
    require([full] if count + more > MOST else [])


@transaction.atomic
def revise(row: S, change: Callable[[dict[str, Any]], dict[str, Any]], *, version: int | None = None) -> S:
    """Change what is kept as it stands now; refused where it was changed elsewhere meanwhile."""
    kept = type(row)._default_manager.select_for_update().get(pk=row.pk, person_id=row.person_id)
    require([_conflict()] if version not in (None, kept.version) else [])
    require([unopened("entry")] if kept.words is None else [])
    kept.words, kept.version = change(kept.words), kept.version + 1
    kept.save(update_fields=["words", "version"])
    return kept


def _conflict() -> Refusal:
    cure = "Copy what you typed, open it again and put it in."
    return Refusal("learning.conflict", "This was changed in another window meanwhile.", cure, Kind.CONFLICT)


def on_item(
    row: ReadingItem, change: Callable[[reading.Item], reading.Item], version: int | None = None
) -> ReadingItem:
    def words(held: dict[str, Any]) -> dict[str, Any]:
        before = reading.from_json(held)
        after = change(before)
        if after.feed and after.feed != before.feed:
            feeds.check(after.feed)
        return reading.to_json(after)

    return revise(row, words, version=version)


def set_state(row: ReadingItem, state: str) -> ReadingItem:
    """Done, dropped, or back on the list: nothing of it is lost."""
    return on_item(row, lambda held: replace(held, state=state))


def on_certificate(
    row: HeldCertificate,
    change: Callable[[certificates.Certificate], certificates.Certificate],
    version: int | None = None,
) -> HeldCertificate:
    return revise(row, lambda held: certificates.to_json(change(certificates.from_json(held))), version=version)


def on_trend(
    row: TrackedTrend, change: Callable[[trends.Trend], trends.Trend], version: int | None = None
) -> TrackedTrend:
    return revise(row, lambda held: trends.to_json(change(trends.from_json(held))), version=version)


def forget(row: Shelved) -> None:
    """Take it off the shelf for good."""
    row.delete()


@transaction.atomic
def arrived(row: ReadingItem, fetched: feeds.Fetched, entries: list[dict[str, Any]]) -> int:
    """Keep how a feed answered and its new entries, the newest of them last; at most so many as the setting says."""
    if not ReadingItem.objects.filter(pk=row.pk).update(fetched=fetched.form()):
        return 0  # it was taken off the list meanwhile
    marked = {_mark(row, entry["id"]): entry for entry in reversed(entries)}
    known = set(FeedEntry.objects.filter(item=row, mark__in=list(marked)).values_list("mark", flat=True))
    new = [
        FeedEntry(person_id=row.person_id, item=row, mark=mark, words=entry)
        for mark, entry in marked.items()
        if mark not in known
    ]
    FeedEntry.objects.bulk_create(new, ignore_conflicts=True)
    kept = FeedEntry.objects.filter(item=row).order_by("-pk").values_list("pk", flat=True)
    if old := list(kept[settings.FEED_ENTRIES :]):
        FeedEntry.objects.filter(pk__in=old).delete()
    return len(new)


def _mark(row: ReadingItem, identity: str) -> str:
    key = sha256(b"golive.feed:" + settings.DESK_KEY).digest()
    return hmac.new(key, f"{row.pk}:{identity}".encode(), "sha256").hexdigest()


@transaction.atomic
def take(entry: FeedEntry, source: str, today: date) -> ReadingItem:
    """Put an entry of a feed on the reading list; a second click finds the first."""
    held = entry.words
    made = reading.item(
        title=held["title"][: reading.LONGEST["title"]], kind="publication", address=held["address"],
        why=f"From {source}" if source else "", every_days=reading.EVERY_DAYS, since=today,
    )  # fmt: skip
    require([] if FeedEntry.objects.filter(pk=entry.pk, taken=False).update(taken=True) else [_taken()])
    return _put(ReadingItem, entry.person, reading.to_json(made))


def _taken() -> Refusal:
    return Refusal("learning.taken", "This entry is on your reading list already.", "Look for its title there.")


@transaction.atomic
def begin_fetch(person: Person) -> FetchRun:
    """Have all feeds of this person read by a job; the one that is under way, if there is one."""
    going = FetchRun.objects.filter(person=person, ended_at=None).select_related("job").first()
    if going is not None and going.job is not None and going.job.open:
        return going
    made = FetchRun.objects.create(person=person)
    job = jobs.enqueue("learning.fetch", by=person, dedupe=f"learning.fetch {person.pk}", run=made.pk)
    if job.args["run"] != made.pk:  # another window was quicker
        made.delete()
        return FetchRun.objects.get(pk=job.args["run"])
    made.job = job
    made.save(update_fields=["job"])
    FetchRun.objects.filter(person=person).exclude(pk=made.pk).delete()
    return made


def ended(run: FetchRun, told: dict[str, Any]) -> None:
    FetchRun.objects.filter(pk=run.pk).update(told=told, ended_at=timezone.now())
