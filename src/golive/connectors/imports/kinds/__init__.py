"""Which kinds of file can be imported, and which of them is this one?"""

from __future__ import annotations

from golive.connectors.imports.kinds.backlog import BacklogFile
from golive.connectors.imports.kinds.plan import PlanFileKind
from golive.connectors.imports.kinds.protocol import Applied, Comparison, FileKind, NeedsMapping, Read, Row
from golive.connectors.imports.kinds.raid import RaidFile
from golive.foundation.guard.refusals import named
from golive.plain.verdict import Kind, Refusal, Refused

__all__ = ["KINDS", "Applied", "Comparison", "FileKind", "NeedsMapping", "Read", "Row", "kind_of"]

# In the order in which they are asked: the RAID log takes any table, so it comes last.
KINDS: dict[str, FileKind] = {kind.name: kind for kind in (PlanFileKind(), BacklogFile(), RaidFile())}


def kind_of(path: str, name: str) -> FileKind:
    """The kind of this file, judged by its content; `Refused` where it is none of them."""
    try:
        found = next((kind for kind in KINDS.values() if kind.is_it(path, name)), None)
    except Refused as refused:
        raise Refused(r if name in r.problem else named(name, r) for r in refused.refusals) from None
    if found is not None:
        return found
    known = "; ".join(kind.accepts for kind in KINDS.values())
    raise Refused([Refusal("import.unknown", f"{name} is no file that is known here.", f"Use {known}.", Kind.INPUT)])
