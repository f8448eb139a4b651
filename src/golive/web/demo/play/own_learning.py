"""What stands on Maya's own shelf on the morning of 16 March? She alone sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from golive.career.learning import certificates, feeds, keeping, reading, reads, trends
from golive.career.learning.models import ReadingItem
from golive.foundation.people.models import Person
from golive.web.demo.play.stage import Stage
from golive.web.demo.story import WORLD
from golive.web.demo.story import learning as story

TODAY = WORLD.clock.date()


def fill(stage: Stage) -> None:
    """Put everything there, by the same actions as she would."""
    maya = stage.manager
    keeping.follow_all(maya, [_item(each) for each in story.ITEMS])
    for row in ReadingItem.objects.filter(person=maya):
        if feed := row.words["feed"]:
            _arrive(row, feed)
    keeping.gain(maya, _pmp())
    keeping.gain(maya, certificates.certificate(
        name="Certified change practitioner", issuer="A training house", number="", gained=story.CHANGE_GAINED,
        expires=None, lasts=False, unit_name="", needed=None, cycle_months=0,
    ))  # fmt: skip
    _trends(stage, maya)


def _item(told: story.Followed) -> reading.Item:
    made = reading.item(
        title=told.title, kind=told.kind, address=told.address, why=told.why, every_days=told.every_days,
        since=told.since, feed=told.feed,
    )  # fmt: skip
    for days, learnt in told.reads:
        made = reading.read(made, told.since + timedelta(days=days), learnt, TODAY)
    return replace(made, state=told.state)


def _arrive(row: ReadingItem, feed: str) -> None:
    at = (WORLD.clock - timedelta(minutes=30)).isoformat()
    entries = [
        {
            "id": key,
            "title": title,
            "address": f"https://example.org/cutover/{key}",
            "on": day.isoformat(),
            "summary": text,
        }
        for key, title, day, text in reversed(story.ENTRIES)
    ]
    keeping.arrived(row, feeds.Fetched(feed, "Cutover field notes", asked_at=at, ok_at=at), entries)


def _pmp() -> certificates.Certificate:
    rule = certificates.rules()["pmp"]
    held = certificates.certificate(
        name=rule.name, issuer=rule.issuer, number="2871204", gained=story.PMP_GAINED, expires=story.PMP_EXPIRES,
        lasts=False, unit_name=rule.unit_name, needed=rule.units, cycle_months=rule.cycle_months,
    )  # fmt: skip
    for on, amount, category, what in story.PMP_UNITS:
        held = certificates.with_units(held, certificates.Units(on, Decimal(amount), category, what), TODAY)
    return held


def _trends(stage: Stage, maya: Person) -> None:
    numbers = {item.title: pk for pk, item in reads.items(maya)}
    on, ref, where = story.TREND_USED
    record = reads.record_at(maya, stage.implementation.slug, ref)
    used = trends.Use(on, where, stage.implementation.slug, record.ref, record.get_absolute_url())
    ranges = trends.trend(
        name=story.TREND, what=story.TREND_IS, since=story.TREND_SINCE, verdict="adopt", outcome=story.TREND_CAME_OF_IT,
        sources=tuple(numbers[title] for title in ("A book on forecasting", "PMI chapter, evening talks")),
    )  # fmt: skip
    keeping.track(maya, trends.applied(ranges, used, TODAY))
    keeping.track(maya, trends.trend(name=story.WATCHED, what="", since=story.WATCHED_SINCE, verdict="watch"))
