"""Which rows of two tables agree, row by row and column by column, at the cost of little more than reading them?

Both sides are cut down to key and row hash and joined. The found rows pass by whole, at no cost, and those whose hash
differs are kept; of the expected ones only these are read again in full.
"""

from __future__ import annotations

import time

import duckdb

from golive.engines.reconcile.comparison.controls import control_totals
from golive.engines.reconcile.comparison.evidence import STORED, Evidence, stored
from golive.engines.reconcile.comparison.outcome import Outcome, Rows
from golive.engines.reconcile.comparison.sides import Sides, Values
from golive.engines.reconcile.sources import Kind, Workbench, quoted

WATCHED = 60  # conditions that fit a number
PER_ROW, PER_TEXT = 48, 24  # bytes of an expected row in the join: key and hash, and more for a text in the key
__all__ = ["STORED", "Sides", "compare_tables", "stored"]


def compare_tables(bench: Workbench, sides: Sides) -> Outcome:
    """Compare two tables completely: no sampling, every differing value is stored in the bench.

    The differences stand in the table ``golive_differences`` (kind, key, column, expected, found, signature) until the
    bench is closed. Cost: reading both sides twice at most, and memory for key and hash of both.
    """
    began = time.monotonic()
    work = _Comparison(bench, sides)
    rows = work.rows()
    columns = work.evidence.per_column()
    return Outcome(
        rows,
        columns,
        work.evidence.causes(),
        sides.key,
        sides.accept,
        sides.normalised,
        tuple(work.evidence.notices()),
        tuple(control_totals(bench, sides.controls, work.values)),
        time.monotonic() - began,
        work.seen(),
        work.evidence.personal_key(),
    )


class _Comparison:
    def __init__(self, bench: Workbench, sides: Sides) -> None:
        self.bench, self.sides = bench, sides
        self.values = Values(sides)
        self.evidence = Evidence(bench, self.values)
        self.tolerant = [name for name in self.values.columns if self.values.rule(name).is_tolerant]
        self.exact = [name for name in self.values.columns if name not in self.tolerant]
        self.duplicates = (0, 0, 0)
        self._k = [f"k{at}" for at in range(len(sides.key))]
        self._kept = list(dict.fromkeys(sides.found.column(n).name for n in (*sides.key, *self.values.columns)))
        self._watch = sides.computed.conditions if sides.computed else ()
        self._seen = self._expected = 0

    def seen(self) -> tuple[bool, ...] | None:
        """Whether each watched condition held in any row; None where nothing is watched, or too much for one number."""
        if self.sides.computed is None or len(self._watch) > WATCHED:
            return None
        return tuple(bool(self._seen >> at & 1) for at in range(len(self._watch)))

    def _hash(self, side: str) -> str:
        values = []
        for name in self.exact:
            value, unread = self.values.value(side, name), self.values.unread(name) if side == "f" else "FALSE"
            values.append(value if self.values.is_readable(name) else f"{{'v': {value}, 'u': {unread}}}")
        return f"hash({', '.join(values)})" if values else "0::UBIGINT"

    def _keys(self, side: str) -> list[str]:
        return [f"{self.values.value(side, name)} AS k{at}" for at, name in enumerate(self.sides.key)]

    def _narrow(self, side: str, *, whole: bool = False) -> str:
        tolerant = [f"{self.values.value(side, name)} AS t{at}" for at, name in enumerate(self.tolerant)]
        unread = [
            f"{self.values.unread(name) if side == 'f' else 'FALSE'} AS u{at}" for at, name in enumerate(self.tolerant)
        ]
        kept = [f"{side}.{quoted(name)} AS r{at}" for at, name in enumerate(self._kept)] if whole else []
        wanted = ", ".join(
            [*self._keys(side), f"{self._hash(side)} AS h", *tolerant, *unread, *self._bits(side), *kept]
        )
        relation = self.values.table(side).relation
        if side == "e" and self.sides.computed:
            relation = f"({self.sides.computed.watched})"
        return f"SELECT {wanted} FROM {relation} {side}"

    def _bits(self, side: str) -> list[str]:
        """What is watched in an expected row as one number: a bit for each condition that holds."""
        if side != "e" or not 0 < len(self._watch) <= WATCHED:
            return []
        bits = " + ".join(f"CASE WHEN {each} THEN {1 << at} ELSE 0 END" for at, each in enumerate(self._watch))
        return [f"CAST({bits} AS BIGINT) AS w"]

    def _differs(self) -> str:
        """Whether a joined pair needs a second look: another hash, or a tolerant value out of its tolerance."""
        tests = ["e.h <> f.h"]
        for at, name in enumerate(self.tolerant):
            tests.append(f"f.u{at} OR {self.values.beyond(name, f'e.t{at}', f'f.t{at}')}")
        return " OR ".join(f"({test})" for test in tests)

    def rows(self) -> Rows:
        """Join, count, and keep what is not equal."""
        one = self.bench.rows
        source = self._expected = one(f"SELECT count(*) FROM {self.sides.expected.relation}")[0][0]
        target = one(f"SELECT count(*) FROM {self.sides.found.relation}")[0][0]
        missing, extra, pairs = self._join("", "")
        # Every key joins once on both sides exactly when all three agree; what did not join is looked at by itself.
        if not pairs == source - missing == target - extra or self._loose_duplicates():
            self._set_duplicates_aside()
            missing, extra = self._alone()
        keys, in_source, in_target = self.duplicates
        changed = self.evidence.changed()
        self.evidence.store(twice=keys > 0)
        matched = source - in_source - missing - changed
        return Rows(source, target, matched, missing, extra, changed, keys, in_source, in_target)

    def _join(self, e_where: str, f_where: str) -> tuple[int, int, int]:
        """Full join of keys and hashes; kept is what is not equal. Returns missing, extra and the number of pairs."""
        on = " AND ".join(f"e.{k} = f.{k}" for k in self._k)
        keys = ", ".join(f"coalesce(e.{k}, f.{k}) AS {k}" for k in self._k)
        watched = ", e.w" if self._bits("e") else ""

        def joined(*, whole: bool) -> str:
            kept = "".join(f", f.r{at}" for at in range(len(self._kept))) if whole else ""
            e, f = f"{self._narrow('e')}{e_where}", f"{self._narrow('f', whole=whole)}{f_where}"
            return (
                f"(SELECT {keys}, e.h IS NULL AS is_extra, f.h IS NULL AS is_missing, "
                f"e.h IS NULL OR f.h IS NULL OR coalesce({self._differs()}, TRUE) AS is_open{watched}{kept} "
                f"FROM ({e}) e FULL JOIN ({f}) f ON {on})"
            )

        self.evidence.found = ""
        for whole in (True, False) if self._fits() else (False,):
            try:
                pairs = self._listed(joined(whole=whole), whole=whole)
                return *self._alone(), pairs
            except duckdb.OutOfMemoryException:
                continue
        pairs = self._grouped(joined(whole=False))
        return *self._alone(), pairs

    def _fits(self) -> bool:
        """Whether key and hash of the expected rows fit into memory; else the found ones would be spilled whole."""
        texts = sum(self.values.type(name).kind is Kind.TEXT for name in self.sides.key)
        return self._expected * (PER_ROW + PER_TEXT * texts) <= self.bench.memory_mb * 1024 * 1024 * 0.8

    def _listed(self, joined: str, *, whole: bool) -> int:
        """One pass that counts the pairs and lists what is open: the cheapest where little is."""
        keys, held = ", ".join(self._k), ", ".join(f"{k} := {k}" for k in self._k)
        rows = ", ".join(f"r{at} := r{at}" for at in range(len(self._kept)))
        pair = "NOT is_extra AND NOT is_missing"
        found = f"list(struct_pack({rows})) FILTER (is_open AND {pair}) AS found, " if whole else ""
        self.bench.run(
            "CREATE OR REPLACE TEMP TABLE golive_listed AS SELECT "
            f"count(*) FILTER ({pair}) AS pairs, "
            f"list(struct_pack({held}, is_extra := is_extra, is_missing := is_missing)) FILTER (is_open) AS held, "
            f"{found}{self._all_bits()} AS seen "
            f"FROM {joined}"
        )
        if whole:
            named = ", ".join(f"s.r{at} AS {quoted(name)}" for at, name in enumerate(self._kept))
            rows = "SELECT unnest(found) AS s FROM golive_listed"
            self.bench.run(f"CREATE OR REPLACE TEMP TABLE golive_found AS SELECT {named} FROM ({rows})")
            self.evidence.found = "golive_found"
        self.bench.run(
            f"CREATE OR REPLACE TEMP TABLE golive_open AS SELECT {keys}, is_extra, is_missing, count(*) AS n "
            "FROM (SELECT unnest(held, recursive := true) FROM golive_listed) GROUP BY ALL"
        )
        pairs, seen = self.bench.rows("SELECT pairs, seen FROM golive_listed")[0]
        self._seen |= seen
        self.bench.run("DROP TABLE golive_listed")
        return int(pairs)

    def _all_bits(self) -> str:
        return "coalesce(bit_or(w), 0)" if self._bits("e") else "0"

    def _grouped(self, joined: str) -> int:
        """The same where so much is open that a list does not fit: what is equal falls into a single group."""
        kept = ", ".join(f"CASE WHEN is_open THEN {k} END AS {k}" for k in self._k)
        self.bench.run(
            f"CREATE OR REPLACE TEMP TABLE golive_open AS SELECT {kept}, is_extra, is_missing, is_open, count(*) AS n, "
            f"{self._all_bits()} AS w FROM {joined} GROUP BY ALL"
        )
        paired = "SELECT coalesce(sum(n), 0)::BIGINT FROM golive_open WHERE NOT is_extra AND NOT is_missing"
        pairs: int = self.bench.rows(paired)[0][0]
        self._seen |= self.bench.rows("SELECT coalesce(bit_or(w), 0) FROM golive_open")[0][0]
        self.bench.run("DELETE FROM golive_open WHERE NOT is_open")
        return pairs

    def _alone(self) -> tuple[int, int]:
        counted = ", ".join(f"coalesce(sum(n) FILTER ({each}), 0)::BIGINT" for each in ("is_missing", "is_extra"))
        missing, extra = self.bench.rows(f"SELECT {counted} FROM golive_open")[0]
        return missing, extra

    def _loose_duplicates(self) -> bool:
        """Keys that stand more than once, or are null, among what did not join or differs."""
        null = " OR ".join(f"{k} IS NULL" for k in self._k)
        return bool(self.bench.rows(f"SELECT 1 FROM golive_open WHERE n > 1 OR {null} LIMIT 1"))

    def _set_duplicates_aside(self) -> None:
        """Keys that are not unique on a side, or null, form a class of their own and are never joined."""
        keys, null = ", ".join(self._k), " OR ".join(f"{k} IS NULL" for k in self._k)
        for side, name in (("e", "golive_twice_e"), ("f", "golive_twice_f")):
            self.bench.run(
                f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {keys}, count(*) AS n FROM "
                f"(SELECT {', '.join(self._keys(side))} FROM {self.values.table(side).relation} {side}) "
                f"GROUP BY {keys} HAVING count(*) > 1 OR {null}"
            )
        self.bench.run(
            f"CREATE OR REPLACE TEMP TABLE golive_twice AS SELECT {keys} FROM golive_twice_e "
            f"UNION SELECT {keys} FROM golive_twice_f"
        )
        count = self.bench.rows("SELECT count(*) FROM golive_twice")[0][0]
        if not count:
            return
        counts = []
        for side in ("e", "f"):
            same = " AND ".join(f"x.{k} IS NOT DISTINCT FROM d.{k}" for k in self._k)
            rows = f"(SELECT {', '.join(self._keys(side))} FROM {self.values.table(side).relation} {side}) x"
            counts.append(self.bench.rows(f"SELECT count(*) FROM {rows} SEMI JOIN golive_twice d ON {same}")[0][0])
        self.duplicates = (count, counts[0], counts[1])
        self._join(self._apart("e"), self._apart("f"))

    def _apart(self, side: str) -> str:
        same = " AND ".join(
            f"{self.values.value(side, name)} IS NOT DISTINCT FROM d.k{at}" for at, name in enumerate(self.sides.key)
        )
        return f" WHERE NOT EXISTS (SELECT 1 FROM golive_twice d WHERE {same})"
