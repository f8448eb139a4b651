"""How is a comparison run on a server that only Ibis reaches?

The server joins and counts; what differs comes back and is read again on the bench, which must come to the same counts.
"""

from __future__ import annotations

import time
from typing import Any

from golive.engines.reconcile.comparison.elsewhere_query import Query, query
from golive.engines.reconcile.comparison.evidence import Evidence
from golive.engines.reconcile.comparison.expected import Expected
from golive.engines.reconcile.comparison.outcome import Outcome, Rows
from golive.engines.reconcile.comparison.sides import Sides, Values
from golive.engines.reconcile.mapping.document import Mapping
from golive.engines.reconcile.refusals import refusal, refuse
from golive.engines.reconcile.sources import Table, Workbench, split_place
from golive.engines.reconcile.sources.through_ibis import NAMES, connected, first_line, keep_expression
from golive.plain.verdict import Refused, require

MOST_BROUGHT = 200_000  # rows of each class that come back as evidence; the counts are always of all


def reconcile_at(bench: Workbench, mapping: Mapping, engine: str, source: str, target: str) -> tuple[Expected, Outcome]:
    """Both sides lie on one server: they are held against each other there.

    Parameters
    ----------
    engine : the scheme of the server, such as trino.
    source, target : addresses of the same server, each with its table after ``::`` where the mapping does not name it.

    Raises `Refused` for everything that the mapping says and is not done there, or where both do not count alike.
    """
    (ours, named), (theirs, arrived) = split_place(source), split_place(target)
    if ours != theirs or not ours.startswith(f"{engine}://"):
        cure = f"Give --source and --target as {engine}://…::TABLE on one server, or use --engine duckdb."
        refuse("server.elsewhere", f"Both sides must lie on one {NAMES[engine]}.", cure)
    return reconcile_elsewhere(bench, mapping, connected(ours), engine, named, arrived)


def reconcile_elsewhere(
    bench: Workbench, mapping: Mapping, connection: Any, engine: str, source: str = "", target: str = ""
) -> tuple[Expected, Outcome]:
    """The same with an open session of Ibis; tables that are not named are those of the mapping."""
    began, name = time.monotonic(), NAMES.get(engine, engine)
    try:
        ours = connection.table(source or mapping.source_table)
        theirs = connection.table(target or mapping.target_table or mapping.object)
        work = _Elsewhere(bench, mapping, query(mapping, ours, theirs, engine), name)
        return work.expected(), work.outcome(began)
    except Refused:
        raise
    except Exception as failed:
        refuse("server.elsewhere", f"{name}: {first_line(failed)}.", "Run it with --engine duckdb to see the value.")


class _Elsewhere:
    def __init__(self, bench: Workbench, mapping: Mapping, asked: Query, name: str) -> None:
        self.bench, self.mapping, self.asked, self.name = bench, mapping, asked, name
        self.rows, self.columns = self._counts()
        expected, found = (self._brought(side) for side in "ef")
        self.sides = Sides(expected, found, asked.key, asked.types, asked.rules, mapping.accept)
        self.evidence = Evidence(bench, Values(self.sides))

    def _one(self, expression: Any) -> int:
        return int(expression.to_pyarrow().as_py() or 0)

    def _counts(self) -> tuple[Rows, dict[str, int]]:
        sides = [[self._one(count) for count in self.asked.rows_of(side)] for side in "ef"]
        (source, *alone), (target, *others) = sides
        row = {name: int(value or 0) for name, value in self.asked.counts.to_pyarrow().to_pylist()[0].items()}
        keys = self._one(self.asked.twice.count())
        matched = source - sum(alone) - row["missing"] - row["changed"]
        counted = Rows(
            source, target, matched, row["missing"], row["extra"], row["changed"], keys, sum(alone), sum(others)
        )
        return counted, {name: row[f"c{at}"] for at, name in enumerate(self.asked.columns)}

    def _brought(self, side: str) -> Table:
        return keep_expression(self.bench, f"brought_{side}", self.asked.brought(side, MOST_BROUGHT))

    def expected(self) -> Expected:
        asked = self.asked.lost(self.mapping)
        found = [(text, self._one(count)) for text, count in asked.items()]
        said = tuple(f"{text.replace('{n}', f'{n:,}')}." for text, n in found if n)
        return Expected(self.sides.expected, dict(self.asked.types), self.rows.source, self.rows.source, said)

    def outcome(self, began: float) -> Outcome:
        """What the server counted, with the evidence of the bench, once both agree."""
        self._keep_open()
        self.evidence.changed()
        self.evidence.store(twice=self.rows.duplicate_key > 0)
        self._require_agreement()
        said = (*self.expected().findings, *self._cut(), *self.evidence.notices())
        return Outcome(
            self.rows,
            self.columns,
            self.evidence.causes(),
            self.sides.key,
            self.sides.accept,
            self.sides.normalised,
            said,
            seconds=time.monotonic() - began,
            personal_key=self.evidence.personal_key(),
        )

    def _keep_open(self) -> None:
        """Keys and classes as tables of the bench, in the types in which they are compared."""
        values = Values(self.sides)
        keys = ", ".join(
            f"CAST({k} AS {values.type(name).sql}) AS {k}"
            for k, name in zip(self.asked.keys, self.asked.key, strict=True)
        )
        opened = keep_expression(self.bench, "open", self.asked.opened(MOST_BROUGHT))
        classes = "is_missing = 1 AS is_missing, is_extra = 1 AS is_extra, 1 AS n"
        self.bench.run(f"CREATE OR REPLACE TEMP TABLE golive_open AS SELECT {keys}, {classes} FROM {opened.relation}")
        if self.rows.duplicate_key:
            twice = keep_expression(self.bench, "twice", self.asked.twice.order_by(self.asked.keys).limit(MOST_BROUGHT))
            self.bench.run(f"CREATE OR REPLACE TEMP TABLE golive_twice AS SELECT {keys}, 1 AS n FROM {twice.relation}")

    def _require_agreement(self) -> None:
        if self.rows.changed > MOST_BROUGHT:
            return
        here = self.evidence.per_column()
        require(
            [
                refusal(
                    "server.disagrees",
                    f"{name}: {self.name} finds {there:,} values that differ, DuckDB {here[name]:,} of them.",
                    "Nothing is reported. Run it with --engine duckdb, and declare how the column is compared.",
                    name,
                )
                for name, there in self.columns.items()
                if there != here[name]
            ]
        )

    def _cut(self) -> list[str]:
        found = {"changed": self.rows.changed, "missing": self.rows.missing, "extra": self.rows.extra}
        return [
            f"Of {count:,} {what} rows the first {MOST_BROUGHT:,} by key came back from {self.name}: causes and "
            "differences are of these, the counts of all."
            for what, count in found.items()
            if count > MOST_BROUGHT
        ]
