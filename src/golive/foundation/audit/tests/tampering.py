"""Can a log be altered in any way without `verify` saying so? Prints found and tried, by kind."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction

from golive.foundation import audit
from golive.foundation.audit.chain import contents, seal
from golive.foundation.audit.models import Entry, EntryText
from golive.foundation.audit.tests import cast
from golive.foundation.audit.triggers import lifted
from golive.foundation.audit.wording import canonical

LENGTH = 40
Tamper = Callable[[random.Random], None]


def any_column(dice: random.Random) -> None:
    entry = Entry.objects.get(seq=dice.randint(1, LENGTH))
    column = dice.choice([f.attname for f in Entry._meta.concrete_fields if f.attname != "seq"])
    old = getattr(entry, column)
    Entry.objects.filter(seq=entry.seq).update(**{column: _other(old, dice)})


def _other(old: object, dice: random.Random) -> object:
    match old:
        case None:
            return 1
        case int():
            return None  # somebody else's number might not exist
        case dict():
            return old | {"to": "approved", "more": dice.random()}
        case str():
            at = dice.randrange(len(old) or 1)
            return old[:at] + ("0" if old[at : at + 1] != "0" else "1") + old[at + 1 :]
    return old + timedelta(microseconds=dice.choice([-1, 1, 10**6]))  # type: ignore[operator]


def unkeyed_hash(dice: random.Random) -> None:
    entry = Entry.objects.get(seq=dice.randint(1, LENGTH))
    entry.wording = "{{by}} approved it"
    entry.hash = hashlib.sha256(canonical(contents(entry))).hexdigest()
    Entry.objects.filter(seq=entry.seq).update(wording=entry.wording, hash=entry.hash)


def removed(dice: random.Random) -> None:
    _remove(dice.randint(1, LENGTH - 1))


def _remove(seq: int) -> None:
    EntryText.objects.filter(entry=seq)._raw_delete("default")
    Entry.objects.filter(seq=seq)._raw_delete("default")


def closed_gap(dice: random.Random) -> None:
    seq = dice.randint(1, LENGTH - 1)
    _remove(seq)
    for later in range(seq + 1, LENGTH + 1):
        _renumber(later, later - 1)


def swapped(dice: random.Random) -> None:
    one, two = dice.sample(range(1, LENGTH + 1), 2)
    _renumber(one, -1)
    _renumber(two, one)
    _renumber(-1, two)


def _renumber(old: int, new: int) -> None:
    Entry.objects.filter(seq=old).update(seq=new)
    EntryText.objects.filter(entry=old).update(entry=new)


def forged(dice: random.Random) -> None:
    """A made-up entry at the end, correctly linked, by somebody without the key."""
    last = Entry.objects.get(seq=LENGTH)
    last.seq, last.prev, last.digests = LENGTH + 1, last.hash, {}
    last.hash = hashlib.sha256(canonical(contents(last))).hexdigest()
    last.save(force_insert=True)


def cut_tail(dice: random.Random) -> None:
    for seq in range(dice.randint(2, LENGTH), LENGTH + 1):
        _remove(seq)


def cut_everything(dice: random.Random) -> None:
    for seq in range(1, LENGTH + 1):
        _remove(seq)


def rewritten_with_stolen_key(dice: random.Random) -> None:
    start = dice.randint(1, LENGTH)
    Entry.objects.filter(seq=start).update(wording="{by} approved everything")
    before = Entry.objects.filter(seq=start - 1).first()
    for seq in range(start, LENGTH + 1):
        entry = Entry.objects.get(seq=seq)
        entry.prev = before.hash if before else entry.prev
        Entry.objects.filter(seq=seq).update(prev=entry.prev, hash=seal(entry))
        before = Entry.objects.get(seq=seq)


def text_altered(dice: random.Random) -> None:
    text = _some_text(dice)
    EntryText.objects.filter(pk=text.pk).update(text=text.text + " not")


def text_blanked(dice: random.Random) -> None:
    EntryText.objects.filter(pk=_some_text(dice).pk).update(text="", salt="")


def text_removed(dice: random.Random) -> None:
    EntryText.objects.filter(pk=_some_text(dice).pk)._raw_delete("default")


def text_added(dice: random.Random) -> None:
    EntryText.objects.create(entry_id=dice.randint(1, LENGTH), field="whisper", salt="s", text="made up")


def _some_text(dice: random.Random) -> EntryText:
    return dice.choice(list(EntryText.objects.exclude(text="").order_by("pk")))


KINDS: list[Tamper] = [
    any_column, any_column, any_column, unkeyed_hash, removed, closed_gap, swapped, forged, cut_tail, cut_everything,
    rewritten_with_stolen_key, text_altered, text_blanked, text_removed, text_added,
]  # fmt: skip


def write_log() -> None:
    maya, sam, acme = cast.person("Maya Ortiz"), cast.person("Sam Reed"), cast.acme()
    for turn in range(LENGTH - 1):
        cast.decide(
            acme, maya if turn % 2 else sam, to=f"option {turn}", because="It costs six weeks" if turn % 3 else ""
        )
    audit.erase(Entry.objects.get(seq=5), "because", by=maya, on=acme, because="Sam asked")


def try_all(count: int, seed: int) -> dict[str, list[int]]:
    dice, tried, found = random.Random(seed), Counter[str](), Counter[str]()
    anchors = [audit.head()]
    assert audit.verify(anchors).sound, audit.verify(anchors)
    with lifted(connection):
        for turn in range(count):
            tamper = KINDS[turn % len(KINDS)]
            with transaction.atomic():
                tamper(dice)
                tried[tamper.__name__] += 1
                found[tamper.__name__] += not audit.verify(anchors).sound
                transaction.set_rollback(True)
    assert audit.verify(anchors).sound
    return {name: [found[name], tried[name]] for name in tried}


def main(count: str) -> None:
    write_log()
    print(json.dumps(try_all(int(count), seed=2026)))
