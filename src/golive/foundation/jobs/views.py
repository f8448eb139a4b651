"""How far is the work that goes on by itself? Leave the page, and find it again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from golive.foundation.implementations.access import Place
from golive.foundation.jobs import actions, rules
from golive.foundation.jobs.models import OPEN, Job, State
from golive.foundation.register_kit.pages import placed

PAGE = 50
SHOWN = {State.DONE: "done", State.FAILED: "failed", State.CANCELLED: "failed"}
TONE = {State.DONE: "green", State.FAILED: "red", State.RUNNING: "accent"}


@require_GET
@placed
def jobs(request: HttpRequest, place: Place) -> HttpResponse:
    mine = place.all(Job).select_related("by").order_by("-pk")
    ended = mine.exclude(state__in=OPEN)[:PAGE]
    shown = {"going": [how_far(place, job) for job in mine.filter(state__in=OPEN)], "ended": ended, "tone": TONE}
    return render(request, "jobs/list.html", shown)


def find(place: Place, pk: int) -> Job:
    job = place.all(Job).select_related("by", "implementation").filter(pk=pk).first()
    if job is None:
        raise Http404("There is no such job here.")
    return job


@require_GET
@placed
def job(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    found = find(place, pk)
    shown = {
        "job": found,
        "far": how_far(place, found),
        "tone": TONE.get(State(found.state), ""),
        "may_stop": not rules.may_stop(place.seat, owner=found.by_id),
        "may_repeat": found.state in (State.FAILED, State.CANCELLED),
    }
    return render(request, "jobs/detail.html", shown)


@require_GET
@placed
def progress(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The bar alone, asked for every two seconds until the job has ended."""
    answer = render(request, "jobs/progress.html", {"far": how_far(place, find(place, pk))})
    answer["Cache-Control"] = "no-store"
    return answer


def how_far(place: Place, job: Job) -> dict[str, Any]:
    """What the bar shows; a job that waits for its turn is asked for again like one that runs."""
    base = place.url("jobs", job.pk)
    waiting = "Waiting for its turn." if job.state == State.QUEUED else ""
    return {
        "label": job.title,
        "done": job.done,
        "of": job.total or max(job.done, 1),
        "state": SHOWN.get(State(job.state), "running"),
        "detail": job.error or job.message or waiting,
        "poll": f"{base}progress/",
        "url": base,
        "result": _result_url(job),
    }


def _result_url(job: Job) -> str:
    """Where the result stands, if the job says so; only an address of this installation."""
    url = job.result.get("url", "") if isinstance(job.result, dict) else ""
    return url if isinstance(url, str) and url.startswith("/i/") else ""


@require_POST
@placed
def stop(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    actions.stop(find(place, pk), by=place.person)
    return redirect(place.url("jobs", pk))


@require_POST
@placed
def repeat(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    actions.repeat(find(place, pk), by=place.person)
    return redirect(place.url("jobs", pk))
