"""Where do imported wages and a person's offers lie, readable by that person only?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, fields
from itertools import islice
from pathlib import Path
from typing import Any

from golive.career.salary.wage import Certified, Offer, Wage

KINDS: dict[str, type[Any]] = {"wage": Wage, "certified": Certified, "offer": Offer}
AT_ONCE = 5_000


class Store:
    """A file of one's own with mode 600; ``Store(None)`` is empty and keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def wages(self) -> list[Wage]:
        return list(self._read("wage"))

    def certified(self) -> list[Certified]:
        return list(self._read("certified"))

    def offers(self) -> list[Offer]:
        return list(self._read("offer"))

    def replace(self, kind: str, source: str, rows: Iterable[Any]) -> int:
        """Keep these rows in the place of those from the same source, all or none. Returns how many."""
        count = 0
        with self._open() as file:
            file.execute(f"DELETE FROM {kind} WHERE imported_from = ?", (source,))
            marks = ", ".join("?" for _ in fields(KINDS[kind]))
            iterator = iter(rows)
            while batch := [(*astuple(row), source) for row in islice(iterator, AT_ONCE)]:
                file.executemany(f"INSERT INTO {kind} VALUES ({marks}, ?)", batch)
                count += len(batch)
        return count

    def _read(self, kind: str) -> Iterator[Any]:
        if self.path is None or not self.path.exists():
            return
        named = [field.name for field in fields(KINDS[kind])]
        with self._open() as file:
            found = file.execute(f"SELECT {', '.join(named)} FROM {kind} ORDER BY rowid").fetchall()
        for row in found:
            held = dict(zip(named, row, strict=True))
            yield KINDS[kind](**(held | ({"at_client": bool(held["at_client"])} if "at_client" in held else {})))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if self.path is None:
            raise OSError("There is no file to keep wages in. Name one with --store.")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        self.path.chmod(0o600)
        file = sqlite3.connect(self.path)
        try:
            with file:
                for kind, made in KINDS.items():
                    columns = ", ".join(field.name for field in fields(made))
                    file.execute(f"CREATE TABLE IF NOT EXISTS {kind} ({columns}, imported_from)")
                yield file
        except sqlite3.DatabaseError as wrong:
            raise OSError(
                f"{self.path} is not a file of golive's wages ({wrong}). Name another with --store."
            ) from None
        finally:
            file.close()
