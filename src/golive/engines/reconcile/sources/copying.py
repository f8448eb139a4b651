"""What does every server offer from which a table is copied out, so that it changes no more?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.table import Column

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class ServerPlace:
    """Where a server is and how it is entered; ``addresses`` are the only ones that are connected to.

    ``shown`` is how it is called in front of people. A server that ``proves`` itself does so by a certificate for
    ``host``; before it has, no password is sent.
    """

    kind: str
    shown: str
    host: str
    addresses: tuple[str, ...]
    port: int
    database: str
    account: str
    password: str | None = field(repr=False)
    proves: bool
    options: Mapping[str, str] = field(default_factory=dict)

    def without_password(self, told: str) -> str:
        """The first line of what a driver said, short, and never with the password."""
        line = (told.strip().splitlines() or ["no reason was given"])[0][:300].rstrip(".")
        return line.replace(self.password, "…") if self.password else line


@dataclass(frozen=True)
class Copied:
    """What was copied: ``size`` in bytes of CSV, the columns with their DuckDB types."""

    rows: int
    size: int
    columns: tuple[Column, ...]
    notices: tuple[str, ...]


class Session(Protocol):
    """A session that can only read, and that sees one state of the data."""

    def tables(self, most: int) -> tuple[list[str], bool]:
        """The first ``most`` tables and views that the account may read, and whether there are more."""
        ...

    def find(self, name: str) -> str:
        """The table so called, by its whole name. ``Refused`` where the account may not read it."""
        ...

    def copy(self, name: str, to: Path, *, most_rows: int, most_bytes: int, tell: Tell) -> Copied:
        """Write all rows of a table to a CSV file of our own form; memory does not grow with them.

        ``tell`` hears the rows so far and in all; what it raises ends the copy.
        """
        ...

    def stop(self) -> None:
        """From another thread: ask the server to end what it does."""
        ...

    def hang_up(self) -> None:
        """From another thread: end the line, whatever the server does."""
        ...


def require_rows(shown: str, name: str, rows: int, most: int) -> None:
    """``Refused`` where a table has more rows than are taken."""
    if rows > most:
        problem = f"{name} of {shown} has more than {most:,} rows, the most that are taken."
        cure = (
            "Take a view that leaves out what nobody migrates, or raise data_migration.snapshot_rows in the settings."
        )
        refuse("source.too_many_rows", problem, cure, "table")


def require_bytes(shown: str, name: str, size: int, most: int) -> None:
    if size > most:
        problem = f"{name} of {shown} has more than {most >> 20:,} MB of text."
        refuse("source.too_large", problem, "Take a view that leaves out what nobody migrates.", "table")


def require_readable(shown: str, name: str, there: bool) -> None:
    if not there:
        problem = f"There is no table {name} in {shown} that its account may read."
        refuse("source.no_table", problem, "Choose one of the list, or have the account granted SELECT on it.", "table")
