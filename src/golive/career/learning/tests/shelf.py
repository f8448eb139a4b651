"""Whose shelf is looked at in these tests? One with something of each kind on it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from golive.career.learning import certificates, keeping, reading, trends
from golive.career.learning.models import FeedEntry, FetchRun
from golive.foundation.people.models import Person

SECRETS = ("Borealis Quarterly", "PMP-7731", "Only canaries sing", "Canary dashboards", "feed-canary")


def fill(person: Person, use: trends.Use | None = None) -> dict[str, Any]:
    """An item that was read twice (once late), a certificate with units, a trend that was applied, an entry, a run."""
    today = timezone.localdate()
    made = reading.item(
        title="Borealis Quarterly", kind="publication", every_days=30, since=today - timedelta(days=90),
        address="https://example.com/borealis", why="Only canaries sing",
    )  # fmt: skip
    for day, learnt in ((70, "Ask for the owner first."), (10, "Show usage by office.")):
        made = reading.read(made, today - timedelta(days=day), learnt, today)
    item = keeping.follow(person, made)
    held = certificates.certificate(
        name="Project Management Professional", issuer="PMI", number="PMP-7731", gained=date(2020, 5, 1),
        expires=today + timedelta(days=400), lasts=False, unit_name="PDU", needed=Decimal(60), cycle_months=36,
    )  # fmt: skip
    for amount in ("24", "17.5"):
        each = certificates.Units(today - timedelta(days=200), Decimal(amount), "Education", "A course", "")
        held = certificates.with_units(held, each, today)
    certificate = keeping.gain(person, held)
    tracked = trends.trend(
        name="Canary dashboards", what="Usage by office", since=today - timedelta(days=80), verdict="adopt",
        outcome="Two offices asked for it by themselves", sources=(item.pk,),
    )  # fmt: skip
    tracked = trends.applied(tracked, use or trends.Use(today - timedelta(days=30), "The weekly report"), today)
    trend = keeping.track(person, tracked)
    entry = FeedEntry.objects.create(
        person=person, item=item, mark="a" * 64,
        words={"id": "1", "title": "feed-canary", "address": "https://example.com/1", "on": "", "summary": ""},
    )  # fmt: skip
    return {"item": item, "certificate": certificate, "trend": trend, "entry": entry,
            "run": FetchRun.objects.create(person=person)}  # fmt: skip
