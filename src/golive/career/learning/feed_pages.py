"""What is new in the feeds, which of them fails and why, and how does an entry get on the reading list?"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from golive.career.learning import keeping, reads
from golive.career.learning.models import FeedEntry, FetchRun
from golive.career.learning.sections import LEARNING
from golive.career.learning.showing import day_of, tabs
from golive.career.own.pages import owned, private
from golive.foundation.people.models import Person

FEEDS = f"{LEARNING}feeds/"


@require_GET
@private
def feeds(request: HttpRequest, person: Person) -> HttpResponse:
    every, page = reads.feeds_of(person), reads.entries(person, request.GET.get("page", ""))
    run = FetchRun.objects.filter(person=person).select_related("job").first()
    names = {feed.pk: feed.item.title for feed in every}
    shown = {
        "tabs": tabs(FEEDS), "feeds": every, "page": page, "run": run, "names": names, "day_of": day_of,
        "failing": [feed for feed in every if feed.fetched.problem],
    }  # fmt: skip
    return render(request, "learning/feeds.html", shown)


@require_POST
@private
def fetch(request: HttpRequest, person: Person) -> HttpResponse:
    keeping.begin_fetch(person)
    return redirect(FEEDS)


@require_GET
@private
def run(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """Where the job of a reading leads to: what it brought stands among the feeds."""
    owned(person, FetchRun, pk)
    return redirect(FEEDS)


@require_GET
@private
def progress(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """The bar alone; once the job has ended the page is loaded anew."""
    going = owned(person, FetchRun, pk)
    answer = render(request, "learning/progress.html", {"run": going})
    if going.ended_at is not None or going.job is None or not going.job.open:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@private
def take(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    entry = owned(person, FeedEntry, pk)
    if not entry.words:
        raise Http404("This cannot be opened with the key of this installation.")
    source = (entry.item.words or {}).get("title", "")
    return redirect(keeping.take(entry, source, reads.today(person)).get_absolute_url())
