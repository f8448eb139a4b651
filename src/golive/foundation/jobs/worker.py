"""Who runs the jobs, and what happens to a job that goes wrong?"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from golive.foundation.jobs import bell, kinds
from golive.foundation.jobs.endings import Cancelled, Failed, Interrupted, LeaseLost
from golive.foundation.jobs.heartbeat import Heartbeat
from golive.foundation.jobs.models import LEASE, Job, State
from golive.foundation.jobs.queue import claim, enqueue_due
from golive.plain.verdict import Refused

log = logging.getLogger(__name__)
FIRST_PAUSE = timedelta(seconds=5)
SECONDS_BETWEEN_CLOCKS = 20.0
SECONDS_TO_STOP = 10.0


class Worker:
    """Runs one job after the other. Any number may run, in any number of processes."""

    def __init__(self, *, lease: timedelta = LEASE, look_every: float = 1.0) -> None:
        self.lease = lease
        self.look_every = look_every
        self._clock_at = float("-inf")

    def run_forever(self, stop: threading.Event) -> None:
        """Until ``stop`` is set; a job that is running then goes back to the queue at its next step."""
        while not stop.is_set():
            try:
                worked = self.run_one(stop)
            except Exception:
                log.exception("The job worker could not reach its queue; it goes on in a moment")
                worked = False
            if not worked:
                close_old_connections()
                bell.wait(self.look_every)

    def run_one(self, stop: threading.Event | None = None) -> bool:
        """Run the next job, if there is one; tell whether there was."""
        if time.monotonic() - self._clock_at >= SECONDS_BETWEEN_CLOCKS:
            enqueue_due()
            self._clock_at = time.monotonic()
        job = claim(self.lease)
        if job is None:
            return False
        job.stopping = stop
        with Heartbeat(job, self.lease):
            run(job)
        return True


@contextmanager
def working() -> Iterator[None]:
    """Work beside what the caller does, in a thread of this process; at the end wait for the job's next step."""
    stop = threading.Event()
    thread = threading.Thread(target=_in_thread, args=[stop], name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        bell.ring()
        thread.join(SECONDS_TO_STOP)  # a job that says nothing for so long is resumed by the next worker


def _in_thread(stop: threading.Event) -> None:
    try:
        Worker().run_forever(stop)
    finally:
        connection.close()


def run_pending(limit: int = 1000) -> int:
    """Run everything that is due, here and now, and return how many jobs ran; for tests and programs."""
    for count in range(limit):
        job = claim()
        if job is None:
            return count
        run(job)
    return limit


def run(job: Job) -> None:
    """Run a claimed job to one of its endings."""
    try:
        outcome = kinds.lookup(job.kind).run(job)
        _finish(job, outcome)
    except LeaseLost:
        log.warning("Job %s went on elsewhere; this worker had been silent for too long", job.pk)
    except Cancelled:
        _end(job, State.CANCELLED, message="Cancelled")
    except Interrupted:
        _back(job, attempts=job.attempts - 1, message="The worker was stopped; it starts again with the next one")
    except (Failed, Refused) as told:
        _end(job, State.FAILED, error=str(told))
    except Exception as unexpected:
        log.exception("Job %s (%s) failed", job.pk, job.kind)
        _try_again_or_fail(job, unexpected)


@transaction.atomic
def _finish(job: Job, outcome: Any) -> None:
    """The effect and "done" in one commit: whoever lost the job meanwhile changes nothing."""
    result = outcome() if callable(outcome) else outcome
    told = {"state": State.DONE, "result": result, "ended_at": timezone.now(), "lease": "", "error": ""}
    if job.total is not None:
        told["done"] = job.total
    if not job.still_ours().update(**told):
        raise LeaseLost


def _try_again_or_fail(job: Job, unexpected: Exception) -> None:
    kind = kinds.lookup(job.kind)
    why = f"{type(unexpected).__name__}: {unexpected}"
    if job.attempts < kind.attempts:
        pause = FIRST_PAUSE * 4 ** (job.attempts - 1)
        _back(job, run_after=timezone.now() + pause, message=f"Attempt {job.attempts} failed ({why})"[:280])
        return
    problem = f"{job.title} failed {job.attempts} times, at last with “{why}”."
    _end(job, State.FAILED, error=f"{problem} Run it again; if it fails again, report it as job {job.pk}.")


def _back(job: Job, **fields: Any) -> None:
    job.still_ours().update(state=State.QUEUED, lease="", lease_until=None, **fields)


def _end(job: Job, state: State, **fields: Any) -> None:
    job.still_ours().update(state=state, lease="", lease_until=None, ended_at=timezone.now(), **fields)
