"""How is the same comparison made on a server, so that only counts and what differs come back?

One full outer join over all columns: no hash, because every engine hashes in its own way. What differs is brought to
the bench and read again there; where the bench does not come to the same counts, nothing is reported.
"""

from __future__ import annotations

import time

from golive.engines.reconcile.comparison.controls import control_totals
from golive.engines.reconcile.comparison.evidence import Evidence
from golive.engines.reconcile.comparison.outcome import Outcome, Rows
from golive.engines.reconcile.comparison.sides import Sides, Values
from golive.engines.reconcile.expressions.dialect import Engine, identifier, string_type
from golive.engines.reconcile.refusals import refusal
from golive.engines.reconcile.servers.server import Server, plain_type
from golive.engines.reconcile.sources import Column, Table, Workbench, keep_rows
from golive.plain.verdict import require

MOST_BROUGHT = 200_000  # rows of each class that come back as evidence; the counts are always of all


def compare_on(server: Server, bench: Workbench, sides: Sides) -> Outcome:
    """Compare two tables of a server completely.

    Parameters
    ----------
    sides : tables of the server, with the types that they have here.

    Raises `Refused` where the server fails, or counts otherwise than the bench does over the same rows.
    """
    began = time.monotonic()
    work = _Pushed(server, bench, sides, MOST_BROUGHT)
    rows, columns = work.counts()
    work.bring(rows)
    work.require_agreement(rows, columns)
    return Outcome(
        rows,
        columns,
        work.evidence.causes(),
        sides.key,
        sides.accept,
        sides.normalised,
        (*work.notices(rows), *work.evidence.notices()),
        tuple(control_totals(server, sides.controls, work.values)),
        time.monotonic() - began,
        personal_key=work.evidence.personal_key(),
    )


class _Pushed:
    def __init__(self, server: Server, bench: Workbench, sides: Sides, most: int) -> None:
        self.server, self.bench, self.sides, self.most = server, bench, sides, most
        self.values = Values(sides, server.engine)
        self.columns = self.values.columns
        self._k = [f"k{at}" for at in range(len(sides.key))]
        self.open = self.twice = ""
        self.evidence: Evidence

    def _side(self, side: str) -> str:
        """Key, values and what could not be read, of one side."""
        keys = [f"{self.values.value(side, name)} AS k{at}" for at, name in enumerate(self.sides.key)]
        read = [f"{self.values.value(side, name)} AS v{at}" for at, name in enumerate(self.columns)]
        unread = [
            f"{self.values.unread(name)} AS u{at}"
            for at, name in enumerate(self.columns)
            if side == "f" and not self.values.is_readable(name)
        ]
        return f"SELECT {', '.join([*keys, *read, *unread])} FROM {self.values.table(side).relation} {side}"

    def _same(self, one: str, other: str) -> str:
        return " AND ".join(f"{one}.{k} = {other}.{k}" for k in self._k)

    def _any_null(self, of: str) -> str:
        return " OR ".join(f"{of}.{k} IS NULL" for k in self._k)

    def _apart(self, side: str) -> str:
        """A side without the rows of keys that are not unique, or null."""
        unique = f"NOT EXISTS (SELECT 1 FROM {self.twice} d WHERE {self._same('x', 'd')})"
        return f"(SELECT x.* FROM ({self._side(side)}) x WHERE NOT ({self._any_null('x')}) AND {unique})"

    def _keep_twice(self) -> tuple[int, int, int]:
        """Keys that are not unique on a side, or null: how many, and their rows on either side."""
        keys = ", ".join(self._k)
        parts = [
            f"SELECT {keys} FROM ({self._keys_of(side)}) x GROUP BY {keys} HAVING count(*) > 1 OR {self._any_null('x')}"
            for side in "ef"
        ]
        self.twice = self.server.keep("golive_twice", " UNION ".join(parts))
        count = self.server.rows(f"SELECT count(*) FROM {self.twice}")[0][0]
        if not count:
            return 0, 0, 0
        found = []
        for side in "ef":
            there = f"EXISTS (SELECT 1 FROM {self.twice} d WHERE {self._same('x', 'd')})"
            query = f"SELECT count(*) FROM ({self._keys_of(side)}) x WHERE {self._any_null('x')} OR {there}"
            found.append(self.server.rows(query)[0][0])
        return count, found[0], found[1]

    def _keys_of(self, side: str) -> str:
        keys = ", ".join(f"{self.values.value(side, name)} AS k{at}" for at, name in enumerate(self.sides.key))
        return f"SELECT {keys} FROM {self.values.table(side).relation} {side}"

    def _keep_open(self) -> None:
        """Everything that is not equal: its key, and which columns differ."""
        keys = ", ".join(f"coalesce(e.{k}, f.{k}) AS {k}" for k in self._k)
        differs = [
            f"coalesce({self.values.changed(name, f'e.v{at}', f'f.v{at}', f'f.u{at}')}, FALSE)"
            for at, name in enumerate(self.columns)
        ]
        flags = "".join(f", {test} AS d{at}" for at, test in enumerate(differs))
        alone = "e.k0 IS NULL OR f.k0 IS NULL"
        self.open = self.server.keep(
            "golive_open",
            f"SELECT {keys}, f.k0 IS NULL AS is_missing, e.k0 IS NULL AS is_extra{flags} "
            f"FROM {self._apart('e')} e FULL JOIN {self._apart('f')} f ON {self._same('e', 'f')} "
            f"WHERE {' OR '.join([alone, *differs])}",
        )

    def counts(self) -> tuple[Rows, dict[str, int]]:
        """Rows by class and mismatches by column, counted by the server over all rows."""
        source, target = (
            self.server.rows(f"SELECT count(*) FROM {self.values.table(side).relation} x")[0][0] for side in "ef"
        )
        keys, in_source, in_target = self._keep_twice()
        self._keep_open()
        paired = "NOT is_missing AND NOT is_extra"
        asked = [
            "is_missing",
            "is_extra",
            paired,
            *(f"{paired} AND d{at}" for at in range(len(self.columns))),
        ]
        counted = ", ".join(f"count(CASE WHEN {test} THEN 1 END)" for test in asked)
        missing, extra, changed, *columns = self.server.rows(f"SELECT {counted} FROM {self.open}")[0]
        matched = source - in_source - missing - changed
        rows = Rows(source, target, matched, missing, extra, changed, keys, in_source, in_target)
        return rows, dict(zip(self.columns, columns, strict=True))

    def bring(self, rows: Rows) -> None:
        """What differs, brought to the bench in its own types and read again there."""
        expected, found = (self._brought(side) for side in "ef")
        sides = Sides(expected, found, self.sides.key, self.sides.types, self.sides.rules, self.sides.accept)
        values = Values(sides)
        self.evidence = Evidence(self.bench, values)
        keys = [Column(k, values.type(name).sql) for k, name in zip(self._k, self.sides.key, strict=True)]
        flags = [Column("is_missing", "BOOLEAN"), Column("is_extra", "BOOLEAN")]
        opened = self._texts(self._limited(), [*self._k, "is_missing", "is_extra"], self.most * 3)
        self._keep_here("golive_open", [*keys, *flags], opened)
        if rows.duplicate_key:
            twice = self._texts(self.twice, self._k, self.most)
            self._keep_here("golive_twice", keys, twice)
        self.evidence.changed()
        self.evidence.store(twice=rows.duplicate_key > 0)

    def _limited(self) -> str:
        """The first of each class by key, the same however often it is asked."""
        keys = ", ".join(self._k)
        parts = (
            f"(SELECT {keys}, is_missing, is_extra FROM {self.open} WHERE {test} ORDER BY {keys} LIMIT {self.most})"
            for test in ("is_missing", "is_extra", "NOT is_missing AND NOT is_extra")
        )
        return f"({' UNION ALL '.join(parts)})"

    def _brought(self, side: str) -> Table:
        """The rows of one side that stand in a pair that differs."""
        table, keys = self.values.table(side), ", ".join(self._k)
        names = [f"{side}.{identifier(self.server.engine, name)}" for name in table.names]
        paired = "NOT is_missing AND NOT is_extra"
        pairs = f"SELECT {keys} FROM {self.open} WHERE {paired} ORDER BY {keys} LIMIT {self.most}"
        same = " AND ".join(f"{self.values.value(side, n)} = o.k{a}" for a, n in enumerate(self.sides.key))
        relation = f"{table.relation} {side} JOIN ({pairs}) o ON {same}"
        columns = [Column(column.name, plain_type(column.sql_type)) for column in table.columns]
        return keep_rows(self.bench, f"brought_{side}", columns, self._texts(relation, names, self.most))

    def _texts(self, relation: str, names: list[str], most: int) -> list[tuple[str | None, ...]]:
        text = string_type(self.server.engine)
        wanted = ", ".join(f"CAST({name} AS {text})" for name in names)
        alias = "" if " JOIN " in relation else " x"
        return self.server.rows(f"SELECT {wanted} FROM {relation}{alias} LIMIT {most}")

    def _keep_here(self, name: str, columns: list[Column], rows: list[tuple[str | None, ...]]) -> None:
        table = keep_rows(self.bench, name, columns, rows)
        self.bench.run(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT *, 1 AS n FROM {table.relation}")

    def require_agreement(self, rows: Rows, columns: dict[str, int]) -> None:
        """The bench must find in the rows that came back what the server found in them."""
        if rows.changed > self.most:
            return
        here = self.evidence.per_column()
        require(
            [
                refusal(
                    "server.disagrees",
                    f"{name}: {self.server.name} finds {there:,} values that differ, DuckDB {here[name]:,} of them.",
                    "Nothing is reported. Run it with --engine duckdb, and declare how the column is compared.",
                    name,
                )
                for name, there in columns.items()
                if there != here[name]
            ]
        )

    def notices(self, rows: Rows) -> list[str]:
        """Where not everything that differs was brought back."""
        found = {"changed": rows.changed, "missing": rows.missing, "extra": rows.extra, "double": rows.duplicate_key}
        return [
            f"Of {count:,} {what} rows the first {self.most:,} by key came back from {self.server.name}: "
            "causes and differences are of these, the counts of all."
            for what, count in found.items()
            if count > self.most and self.server.engine is not Engine.DUCKDB
        ]
