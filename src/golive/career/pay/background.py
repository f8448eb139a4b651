"""What of the pay data is done while the person does something else?"""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from golive.career.pay.importing import read_waiting
from golive.career.pay.models import PayImport
from golive.foundation.jobs.kinds import every, kind
from golive.foundation.jobs.models import Job

FORGOTTEN_AFTER = timedelta(days=1)


@kind("pay.import", title="Reading pay data", attempts=2)
def read_pay(job: Job) -> dict[str, Any]:
    """Neither the job's title nor its result says whose file it was or what is in it."""
    made = PayImport.objects.select_related("person").get(pk=job.args["upload"])
    read_waiting(made, lambda share: job.advance(round(share * 99), 100, "per cent are read"))
    return {"url": made.get_absolute_url()}


@every("daily", at="02:40")
@kind("pay.sweep", title="Removing files that no job will read")
def sweep(job: Job) -> dict[str, int]:
    """What a job that was stopped has left behind."""
    folder, removed = Path(settings.DATA) / "pay-uploads", 0
    for path in folder.glob("*") if folder.is_dir() else ():
        if time.time() - path.stat().st_mtime > FORGOTTEN_AFTER.total_seconds():
            path.unlink(missing_ok=True)
            removed += 1
    return {"removed": removed}
