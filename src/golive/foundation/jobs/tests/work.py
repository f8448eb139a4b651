"""Kinds of job for the tests, and programs that run them in processes of their own."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection

from golive.foundation import jobs
from golive.foundation.jobs.models import Job

NOTED: list[Any] = []


@jobs.kind("test.note", title="Noting {what}")
def note(job: Job) -> dict[str, Any]:
    NOTED.append(job.args["what"])
    return {"noted": job.args["what"]}


@jobs.kind("test.count", attempts=5)
def count(job: Job) -> Any:
    """An effect that would show if it happened twice: a row of its own for each time."""
    return lambda: _row(f"{job.args['number']} {time.time_ns()}")


def _row(name: str) -> str:
    apps.get_model("people.Person").objects.create(email=f"{name.replace(' ', '-')}@acme.example", name=name)
    return name


@jobs.kind("test.sleep", title="Sleeping", attempts=2)
def sleep(job: Job) -> Any:
    print("started", flush=True)
    for _ in range(job.args["tenths"]):
        time.sleep(0.1)
    return lambda: _row(f"slept {job.attempts}")


def enqueue(kind: str, args: str, times: str = "1") -> None:
    for number in range(int(times)):
        jobs.enqueue(kind, by=None, **json.loads(args) | {"number": number})


def work(lease_seconds: str, seconds: str = "600") -> None:
    """Run what there is until nothing is left open, or the seconds are over."""
    worker = jobs.Worker(lease=timedelta(seconds=float(lease_seconds)), look_every=0.05)
    stop = threading.Event()
    threading.Timer(float(seconds), stop.set).start() if seconds != "600" else None
    while Job.objects.filter(state__in=["queued", "running"]).exists() and not stop.is_set():
        if not worker.run_one(stop):
            time.sleep(0.05)
    connection.close()


def report() -> None:
    """Every job's state, attempts and message, and how often each effect happened."""
    rows = apps.get_model("people.Person").objects.values_list("name", flat=True)
    states = Counter(Job.objects.values_list("state", flat=True))
    effects = Counter(name.split()[0] for name in rows)
    told = list(Job.objects.values_list("attempts", "message", "error"))
    print(json.dumps({"states": states, "effects": effects, "told": told[:5]}))


def main(what: str, *words: str) -> None:
    {"enqueue": enqueue, "work": work, "report": report}[what](*words)
