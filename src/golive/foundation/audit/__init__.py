"""Who did what, when and why, and can anybody prove that the log was not altered?"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from golive.foundation.audit.anchors import anchor, kept_anchors
    from golive.foundation.audit.erasure import erase, erase_person
    from golive.foundation.audit.events import declared, verb
    from golive.foundation.audit.exporting import export
    from golive.foundation.audit.queries import deeds_of, entries, head, history_of, last_change, told_since
    from golive.foundation.audit.recording import record, recorded
    from golive.foundation.audit.triggers import missing_triggers
    from golive.foundation.audit.verifying import Report, verify

# Django imports this package before its models may be loaded, so each name is fetched when it is first asked for.
_WHERE = {
    "anchor": "anchors",
    "kept_anchors": "anchors",
    "erase": "erasure",
    "erase_person": "erasure",
    "deeds_of": "queries",
    "entries": "queries",
    "export": "exporting",
    "head": "queries",
    "history_of": "queries",
    "last_change": "queries",
    "told_since": "queries",
    "record": "recording",
    "recorded": "recording",
    "missing_triggers": "triggers",
    "declared": "events",
    "verb": "events",
    "Report": "verifying",
    "verify": "verifying",
}
__all__ = [
    "Report",
    "anchor",
    "declared",
    "deeds_of",
    "entries",
    "erase",
    "erase_person",
    "export",
    "head",
    "history_of",
    "kept_anchors",
    "last_change",
    "missing_triggers",
    "record",
    "recorded",
    "told_since",
    "verb",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"golive.foundation.audit has no “{name}”")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
