"""May this file be brought in, and may what it shows be taken over?"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from golive.foundation.guard import IMPORT_LIMITS
from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal

READING, PARSED, ACCEPTED, DISCARDED, FAILED = "reading", "parsed", "accepted", "discarded", "failed"
STATES = [
    (READING, "Being read"),
    (PARSED, "Preview"),
    (ACCEPTED, "Accepted"),
    (DISCARDED, "Discarded"),
    (FAILED, "Not readable"),
]
MAY_IMPORT = frozenset({Role.MANAGER, Role.LEAD})

INLINE_BYTES = Setting(
    "imports.inline_bytes",
    1_000_000,
    "bytes",
    "A larger file is read in the background.",
    "our own choice: about two seconds of reading",
)
_HOW = {READING: "is still being read", ACCEPTED: "was accepted already", DISCARDED: "was discarded"}


def may_import(seat: Seat) -> list[Refusal]:
    return lacks_role(seat, MAY_IMPORT, "import a file")


def may_receive(seat: Seat, *, name: str, size: int) -> list[Refusal]:
    refusals = may_import(seat)
    name = PurePath(name).name or "The file"
    if size == 0:
        problem, cure = f"{name} is empty (0 bytes).", "Export it again."
        refusals.append(Refusal("file.empty", problem, cure, Kind.INPUT, "file"))
    if size > IMPORT_LIMITS.file_bytes:
        problem = f"{name} has {size:,} bytes (limit {IMPORT_LIMITS.file_bytes:,})."
        refusals.append(Refusal("file.too_large", problem, "Export fewer rows, or split it.", Kind.INPUT, "file"))
    return refusals


def may_be_kind(kind: str, known: Collection[str]) -> list[Refusal]:
    if not kind or kind in known:
        return []
    problem, cure = f"“{kind}” is no kind of import.", f"Use one of: {', '.join(known)}."
    return [Refusal("import.kind", problem, cure, Kind.INPUT, "kind")]


def may_remap(ref: str, state: str, seat: Seat, *, has_mapping: bool) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_IMPORT, "change a mapping")
    if state not in (PARSED, FAILED):
        refusals.append(not_open(ref, state))
    if not has_mapping:
        problem = f"{ref} has no columns to map: its kind of file names its own fields."
        refusals.append(Refusal("import.no_mapping", problem, "Correct the file instead."))
    return refusals


def may_accept(ref: str, state: str, seat: Seat, *, roles: Collection[Role], what: str) -> list[Refusal]:
    refusals = lacks_role(seat, roles, f"accept {what}")
    if state == FAILED:
        cure = "Correct the file and import it again."
        refusals.append(Refusal("import.failed", f"{ref} could not be read: there is nothing to accept.", cure))
    elif state != PARSED:
        refusals.append(not_open(ref, state))
    return refusals


def may_discard(ref: str, state: str, seat: Seat) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_IMPORT, "discard an import")
    if state in (ACCEPTED, DISCARDED):
        refusals.append(not_open(ref, state))
    return refusals


def not_open(ref: str, state: str) -> Refusal:
    kind = Kind.STATE if state == READING else Kind.CONFLICT
    cure = "Wait until it is read." if state == READING else "Import the file again to see what it would change now."
    return Refusal(f"import.{state}", f"{ref} {_HOW.get(state, 'is not open')}.", cure, kind)


def evidence_holds(ref: str, *, kept: str, found: str) -> list[Refusal]:
    """What is applied must be the file that was kept: byte for byte."""
    if kept == found:
        return []
    problem = f"The kept file of {ref} is no longer the one that was imported ({found[:12]}, kept as {kept[:12]})."
    cure = "Import the file again, and ask who can write to the data folder."
    return [Refusal("import.evidence", problem, cure, Kind.CONFLICT)]


def target_changed(ref: str) -> Refusal:
    problem = f"The records changed after the preview of {ref}: accepting it would now do something else."
    return Refusal("import.outdated", problem, "Look at the new preview, and accept that.", Kind.CONFLICT)
