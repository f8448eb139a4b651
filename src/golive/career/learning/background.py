"""How are a person's feeds read while they do something else?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from golive.career.learning import feeds, keeping, reads
from golive.career.learning.models import FetchRun, ReadingItem
from golive.foundation.jobs.kinds import kind
from golive.foundation.jobs.models import Job
from golive.foundation.people.models import Person


@kind("learning.fetch", title="Reading feeds", attempts=2)
def read_feeds(job: Job) -> dict[str, Any]:
    """Neither the job's title nor its result says which feeds, or what stood in them."""
    run = FetchRun.objects.select_related("person").get(pk=job.args["run"])
    told = read_all(run.person, lambda done, total: job.advance(done, total, "feeds are read"))
    keeping.ended(run, told)
    return {"url": run.get_absolute_url()}


def read_all(person: Person, tell: Callable[[int, int], None]) -> dict[str, int]:
    """Ask every feed once: how many were read, failed, and brought something new."""
    every = reads.feeds_of(person)
    told = {"feeds": len(every), "failed": 0, "new": 0}
    for done, feed in enumerate(every):
        tell(done, len(every))
        fetched, entries = feeds.fetch(feed.item.feed, feed.fetched, timezone.now().isoformat())
        told["new"] += keeping.arrived(ReadingItem(pk=feed.pk, person=person), fetched, entries)
        told["failed"] += bool(fetched.problem)
    tell(len(every), len(every))
    return told
