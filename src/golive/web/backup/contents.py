"""What does a database hold, in figures that must be the same after a restore?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Ask = Callable[[str], list[tuple[Any, ...]]]
EMPTY_CHAIN = "0:"


@dataclass(frozen=True)
class Contents:
    """Rows per table, and the end of the audit chain as "seq:hash"."""

    rows: dict[str, int]
    chain: str

    def differences(self, restored: Contents) -> list[str]:
        """Every figure that did not come back.

        >>> Contents({"plan_task": 7}, "3:ab").differences(Contents({"plan_task": 6}, "3:ab"))
        ['plan_task had 7 rows and has 6 after the restore.']
        """
        tables = sorted(self.rows.keys() | restored.rows.keys())
        pairs = [(table, self.rows.get(table, 0), restored.rows.get(table, 0)) for table in tables]
        found = [f"{table} had {had} rows and has {has} after the restore." for table, had, has in pairs if had != has]
        if self.chain != restored.chain:
            found.append(f"The audit chain ended with {self.chain} and ends with {restored.chain} after the restore.")
        return found


def read(ask: Ask, tables: Iterable[str]) -> Contents:
    """Count what a database holds; ``ask`` runs one query there."""
    names = sorted(tables)
    rows = {name: int(ask(f'SELECT COUNT(*) FROM "{name}"')[0][0]) for name in names}
    last = ask("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1") if "audit_entry" in rows else []
    return Contents(rows, f"{last[0][0]}:{last[0][1]}" if last else EMPTY_CHAIN)
