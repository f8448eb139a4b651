"""How does the bench itself serve, so that one text of a comparison can be run here and elsewhere?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from golive.engines.reconcile.expressions.dialect import Engine
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.servers.server import in_plain_types
from golive.engines.reconcile.sources import Column, Table, Workbench, keep_rows


class Here:
    """The bench as a server.

    >>> with Workbench() as bench:
    ...     Here(bench).rows("SELECT 6 * 7")
    [(42,)]
    """

    engine = Engine.DUCKDB
    name = "DuckDB"

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.bench.rows(sql)

    def keep(self, name: str, query: str) -> str:
        self.bench.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")
        return name

    def keep_rows(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Table:
        return keep_rows(self.bench, name, columns, rows)

    def own(self, place: str) -> bool:
        return False

    def table(self, place: str, wanted: str) -> Table:
        refuse("server.here", f"{place} does not lie here.", "Open it as a source.")

    def land(self, bench: Workbench, name: str, table: Table) -> Table:
        return in_plain_types(bench, name, table)

    def close(self) -> None:
        """The bench closes itself."""
