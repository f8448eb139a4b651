"""Where do sealed blocks lie on a machine of one's own?"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from golive.career.salary.seal import SALT, Seal
from golive.plain.kept_key import kept_key


class Shelf(Protocol):
    """Keeps sealed blocks by kind and source, and knows the seal with which they open."""

    def seal(self) -> Seal: ...
    def blocks(self, kind: str) -> list[tuple[str, int, bytes]]:
        """Source, number and sealed bytes of every block of this kind, in the order of their keeping."""
        ...

    def replace(self, kind: str, source: str, blocks: Sequence[bytes]) -> None:
        """These blocks in the place of those from the same source, all or none; none at all removes them."""
        ...


class FileShelf:
    """A file with mode 600 and its key in another one. Raises OSError where either is not what it should be."""

    def __init__(self, path: Path, key_file: Path | None = None) -> None:
        self.path = path
        self.key_file = key_file or path.with_name(f"{path.name}.key")

    def seal(self) -> Seal:
        with self._open() as file:
            (salt,) = file.execute("SELECT salt FROM sealing").fetchone()
        return Seal(kept_key(self.key_file).encode(), salt)

    def blocks(self, kind: str) -> list[tuple[str, int, bytes]]:
        if not self.path.exists():
            return []
        with self._open() as file:
            asked = "SELECT source, number, sealed FROM block WHERE kind = ? ORDER BY rowid"
            return file.execute(asked, (kind,)).fetchall()

    def replace(self, kind: str, source: str, blocks: Sequence[bytes]) -> None:
        with self._open() as file:
            file.execute("DELETE FROM block WHERE kind = ? AND source = ?", (kind, source))
            rows = [(kind, source, number, block) for number, block in enumerate(blocks)]
            file.executemany("INSERT INTO block VALUES (?, ?, ?, ?)", rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        self.path.chmod(0o600)
        try:
            with closing(sqlite3.connect(self.path)) as file, file:
                file.execute("PRAGMA secure_delete = ON")
                file.execute("CREATE TABLE IF NOT EXISTS block (kind, source, number, sealed)")
                file.execute("CREATE TABLE IF NOT EXISTS sealing (one INTEGER PRIMARY KEY, salt)")
                file.execute("INSERT OR IGNORE INTO sealing VALUES (1, ?)", (secrets.token_bytes(SALT),))
                yield file
        except sqlite3.DatabaseError as wrong:
            raise OSError(
                f"{self.path} is not a file of golive's wages ({wrong}). Name another with --store."
            ) from None
