"""What is being done in the background, how far is it, and does it survive a crash?"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from golive.foundation.jobs.endings import Cancelled, Failed, Interrupted
    from golive.foundation.jobs.kinds import every, kind
    from golive.foundation.jobs.models import Job
    from golive.foundation.jobs.queries import visible_to, waiting
    from golive.foundation.jobs.queue import cancel, enqueue, retry
    from golive.foundation.jobs.worker import Worker, run_pending, working

# Django imports this package before its models may be loaded, so each name is fetched when it is first asked for.
_WHERE = {
    "Cancelled": "endings",
    "Failed": "endings",
    "Interrupted": "endings",
    "Job": "models",
    "Worker": "worker",
    "cancel": "queue",
    "enqueue": "queue",
    "every": "kinds",
    "kind": "kinds",
    "retry": "queue",
    "run_pending": "worker",
    "visible_to": "queries",
    "waiting": "queries",
    "working": "worker",
}
__all__ = [
    "Cancelled",
    "Failed",
    "Interrupted",
    "Job",
    "Worker",
    "cancel",
    "enqueue",
    "every",
    "kind",
    "retry",
    "run_pending",
    "visible_to",
    "waiting",
    "working",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"golive.foundation.jobs has no “{name}”")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
