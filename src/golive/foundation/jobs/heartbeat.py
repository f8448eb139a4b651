"""Is the worker still alive? While a job runs, a thread beside it keeps the lease from running out."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from types import TracebackType

from django.db import DatabaseError, connection
from django.utils import timezone

from golive.foundation.jobs.models import Job

log = logging.getLogger(__name__)


class Heartbeat:
    """Extends the lease three times within its length; stops when the job ends or is no longer ours."""

    def __init__(self, job: Job, lease: timedelta) -> None:
        self._job = job
        self._lease = lease
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat of job {job.pk}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._lease.total_seconds() / 3):
                try:
                    if not self._job.still_ours().update(lease_until=timezone.now() + self._lease):
                        return
                except DatabaseError:
                    log.warning("Job %s could not extend its lease; it tries again", self._job.pk, exc_info=True)
        finally:
            connection.close()
