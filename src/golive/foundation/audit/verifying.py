"""Is the log still what was written? Names the first entry that is not, and what is wrong with it."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from golive.foundation.audit.anchors import Anchor
from golive.foundation.audit.chain import START, digest, seal
from golive.foundation.audit.models import Entry, EntryText

CHUNK = 500
ERASED_VERB = "audit.erased"


@dataclass(frozen=True)
class Report:
    """``seq`` is the first bad entry, or None when every entry is as it was written."""

    checked: int
    head: str
    anchors: int
    erased: int
    seq: int | None = None
    problem: str = ""

    @property
    def sound(self) -> bool:
        return self.seq is None

    def __str__(self) -> str:
        if not self.sound:
            return self.problem
        proof = f"{self.anchors} anchors fit" if self.anchors else "no anchor was given, so a cut tail would not show"
        return f"All {self.checked} entries are as they were written; the log ends at {self.head}; {proof}."

    def as_dict(self) -> dict[str, object]:
        return {"sound": self.sound} | asdict(self)


class _Bad(Exception):
    def __init__(self, seq: int, problem: str) -> None:
        self.seq, self.problem = seq, problem


@dataclass
class _Walk:
    seq: int = 0
    hash: str = START
    erased: int = 0
    blank: dict[tuple[int, str], None] = field(default_factory=dict)


def verify(anchors: Iterable[str] = ()) -> Report:
    """Read the whole log once, in order. Anchors ("seq:hash16") also show a cut or rewritten tail."""
    given = {Anchor.parse(text) for text in anchors}
    awaited = sorted(anchor for anchor in given if anchor.seq)  # 0 says that the log was empty, as it once was
    walk = _Walk()
    try:
        _walk_all(walk, list(awaited))
    except _Bad as bad:
        return Report(walk.seq, _head(walk), len(awaited), walk.erased, bad.seq, bad.problem)
    return Report(walk.seq, _head(walk), len(awaited), walk.erased)


def _walk_all(walk: _Walk, awaited: list[Anchor]) -> None:
    for entry in in_order():
        _check_place(entry, walk)
        _check_contents(entry)
        _check_texts(entry, walk)
        _forgive_erased(entry, walk)
        walk.seq, walk.hash = entry.seq, entry.hash
        while awaited and awaited[0].seq <= entry.seq:
            _check_anchor(awaited.pop(0), entry)
    if awaited:
        last = awaited[-1].seq
        raise _Bad(walk.seq + 1, f"Entry {walk.seq + 1} is missing: the log ends at {walk.seq}, but once had {last}.")
    for seq, name in walk.blank:
        raise _Bad(seq, f"Entry {seq}: its text “{name}” was blanked without an entry that says so.")


def in_order() -> Iterator[Entry]:
    """Every entry, oldest first, a chunk at a time: memory stays flat, and no writer waits for us.

    It ends with an empty chunk, so that an erasure which happens meanwhile is followed by the entry that tells it.
    """
    found = Entry.objects.order_by("seq").prefetch_related("texts")
    chunk = list(found[:CHUNK])
    while chunk:
        yield from chunk
        chunk = list(found.filter(seq__gt=chunk[-1].seq)[:CHUNK])


def _check_place(entry: Entry, walk: _Walk) -> None:
    expected = walk.seq + 1
    if entry.seq > expected:
        raise _Bad(expected, f"Entry {expected} is missing; the log goes on with {entry.seq}.")
    if entry.seq < expected:
        raise _Bad(entry.seq, f"Entry {entry.seq} was added before the beginning of the log.")
    if not hmac.compare_digest(entry.prev, walk.hash):
        what = "it does not follow from the entry before it: one of the two was replaced, moved or altered"
        raise _Bad(entry.seq, f"Entry {entry.seq} ({entry.verb}): {what}.")


def _check_contents(entry: Entry) -> None:
    if not hmac.compare_digest(seal(entry), entry.hash):
        what = "what it says is not what was written, or it was not written by golive"
        raise _Bad(entry.seq, f"Entry {entry.seq} ({entry.verb}): {what}.")


def _check_texts(entry: Entry, walk: _Walk) -> None:
    texts: dict[str, EntryText] = {text.field: text for text in entry.texts.all()}
    if texts.keys() != entry.digests.keys():
        names = ", ".join(sorted(texts.keys() ^ entry.digests.keys()))
        raise _Bad(entry.seq, f"Entry {entry.seq} ({entry.verb}): its text “{names}” was removed or added.")
    for name, text in texts.items():
        if not text.text and not text.salt:
            walk.blank[entry.seq, name] = None
        elif not hmac.compare_digest(digest(text.salt, text.text), entry.digests[name]):
            raise _Bad(entry.seq, f"Entry {entry.seq} ({entry.verb}): its text “{name}” was altered.")


def _forgive_erased(entry: Entry, walk: _Walk) -> None:
    """An erasure is told by a later entry; a blank that nobody tells of is tampering."""
    if entry.verb == ERASED_VERB:
        for seq, name in entry.data["texts"]:
            if (seq, name) in walk.blank:
                del walk.blank[seq, name]
                walk.erased += 1


def _check_anchor(anchor: Anchor, entry: Entry) -> None:
    if anchor.seq == entry.seq and not entry.hash.startswith(anchor.hash):
        was, now = anchor.hash[:16], entry.hash[:16]
        raise _Bad(entry.seq, f"Entry {entry.seq} was rewritten after it was anchored: it had {was}, it has {now}.")


def _head(walk: _Walk) -> str:
    return f"{walk.seq}:{walk.hash[:16]}"
