"""Where do imported wages and a person's own figures lie, readable by that person only?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from golive.career.salary.plain_file import take_over
from golive.career.salary.shelf import FileShelf, Shelf
from golive.career.salary.wage import Certified, Offer, Pay, Wage

KINDS: dict[str, type[Any]] = {"wage": Wage, "certified": Certified, "offer": Offer, "pay": Pay}
AT_ONCE = 5_000  # rows in a block
OFFICIAL = ("wage", "certified")  # what nobody types, and what is published once


@dataclass(frozen=True)
class Source:
    """A file, or a form, from which rows were kept."""

    kind: str
    name: str
    rows: int


class Store:
    """Sealed rows on a shelf; a path is a file of one's own, ``Store(None)`` is empty and keeps nothing.

    Nothing lies there in clear text, not even the name of the file that a row came from.
    """

    def __init__(self, where: Path | Shelf | None, key_file: Path | None = None) -> None:
        self.shelf: Shelf | None = FileShelf(where, key_file) if isinstance(where, Path) else where
        if isinstance(self.shelf, FileShelf):
            for kind, source, rows in take_over(self.shelf.path, list(KINDS)):
                self.replace(kind, source, [KINDS[kind](*row) for row in rows])

    def wages(self) -> list[Wage]:
        return list(self._read("wage"))

    def certified(self) -> list[Certified]:
        return list(self._read("certified"))

    def offers(self) -> list[Offer]:
        return list(self._read("offer"))

    def pay(self) -> Pay | None:
        """What the person earns now, where they said so."""
        return next(iter(self._read("pay")), None)

    def sources(self) -> list[Source]:
        """What was kept from where, in the order of keeping."""
        found: dict[tuple[str, str], int] = {}
        for kind in KINDS:
            for name, rows in self._opened(kind):
                found[kind, name] = found.get((kind, name), 0) + len(rows)
        return [Source(kind, name, count) for (kind, name), count in found.items()]

    def replace(self, kind: str, source: str, rows: Iterable[Any]) -> int:
        """Keep these rows in the place of those from the same source, all or none. Returns how many.

        However many there are: a block is sealed as soon as it is full. Official rows that came before from a file of
        another name go, so that a second download of one file counts once. Raises OSError.
        """
        shelf = self._shelf()
        seal, iterator, count = shelf.seal(), iter(rows), 0
        blocks: list[bytes] = []
        named, digest = seal.name(source), sha256()
        while batch := [astuple(row) for row in islice(iterator, AT_ONCE)]:
            digest.update(_canonical(batch))
            plain = json.dumps({"source": source, "rows": batch}, ensure_ascii=False).encode()
            blocks.append(seal.close(plain, f"{kind}:{named}:{len(blocks)}"))
            count += len(batch)
        shelf.replace(kind, named, blocks)
        if kind in OFFICIAL and blocks:
            for twin in self._holding(kind, digest.digest()) - {source}:
                shelf.replace(kind, seal.name(twin), [])
        return count

    def _holding(self, kind: str, digest: bytes) -> set[str]:
        """The sources from which exactly these rows came."""
        found: dict[str, Any] = {}
        for source, rows in self._opened(kind):
            found.setdefault(source, sha256()).update(_canonical(rows))
        return {source for source, rows in found.items() if rows.digest() == digest}

    def from_source(self, kind: str, source: str) -> list[Any]:
        """The rows that came from there."""
        return [KINDS[kind](*row) for name, rows in self._opened(kind) if name == source for row in rows]

    def remove(self, kind: str, source: str) -> None:
        """Forget what came from there; nothing happens where nothing did."""
        shelf = self._shelf()
        shelf.replace(kind, shelf.seal().name(source), [])

    def _shelf(self) -> Shelf:
        if self.shelf is None:
            raise OSError("There is no file to keep wages in. Name one with --store.")
        return self.shelf

    def _read(self, kind: str) -> Iterator[Any]:
        for _, rows in self._opened(kind):
            yield from (KINDS[kind](*row) for row in rows)

    def _opened(self, kind: str) -> Iterator[tuple[str, list[list[Any]]]]:
        """The name of the source and the rows of each block. Raises SealBroken."""
        held = self.shelf.blocks(kind) if self.shelf is not None else []
        if not held or self.shelf is None:
            return
        seal = self.shelf.seal()
        for source, number, sealed in held:
            block = json.loads(seal.open(sealed, f"{kind}:{source}:{number}"))
            yield block["source"], block["rows"]


def _canonical(rows: Sequence[Sequence[Any]]) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()
