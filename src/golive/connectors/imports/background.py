"""How is a large file read while its person does something else?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive.connectors.imports import actions, reading, rules
from golive.connectors.imports.models import ImportBatch
from golive.foundation.jobs.kinds import kind
from golive.foundation.jobs.models import Job
from golive.plain.verdict import Refused


@kind("imports.read", title="Reading {file}")
def read(job: Job) -> Callable[[], dict[str, Any]]:
    """The preview is written in the same transaction as "done"; a second attempt finds nothing half-written."""
    found = ImportBatch.objects.select_related("implementation", "document").filter(pk=job.args["batch"]).first()
    if found is None or found.state != rules.READING:
        return lambda: {"state": found.state if found else "gone"}
    batch = found
    job.advance(1, 3, "Checking what kind of file it is")
    try:
        which = reading.kind_for(batch)
        job.advance(2, 3, f"Reading it as {which.what}")
        content = reading.read(batch)
    except Refused as refused:
        because = refused
        return lambda: {"state": actions.fail(batch, because, by=job.by).state}
    return lambda: {"state": actions.show(batch, which, content, by=job.by).state}
