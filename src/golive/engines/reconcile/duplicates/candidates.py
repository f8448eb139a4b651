"""Which pairs of records are worth comparing, when all pairs would be too many?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import duckdb

from golive.engines.reconcile.duplicates.comparisons import Compared, Manner

LARGEST_BLOCK = 50
PAIRS_PER_RECORD = 12.0
SELECTIVE = 8  # one column alone is a rule if a value of it is shared by fewer records than this, on average


@dataclass(frozen=True)
class Rule:
    """Records that agree in these columns (or in the beginnings of their values) are candidates."""

    keys: tuple[str, ...]
    pairs: int

    @property
    def key(self) -> str:
        return f"hash({', '.join(self.keys)})"

    @property
    def known(self) -> str:
        return " AND ".join(f"({key}) IS NOT NULL" for key in self.keys)


def rules(con: duckdb.DuckDBPyConnection, columns: Sequence[Compared], records: int) -> list[Rule]:
    """The rules that give the fewest pairs, up to a budget that grows with the records: the cost stays linear.

    A record that was typed twice still agrees somewhere: any single telling column, any two columns, any column with
    the beginning of another. Blocks larger than 50 are left out, since what so many share tells nobody apart.
    """
    budget, chosen = PAIRS_PER_RECORD * records, []
    for rule in sorted(_measured(con, _possible(columns)), key=lambda rule: rule.pairs):
        if rule.pairs and rule.pairs <= budget:
            chosen.append(rule)
            budget -= rule.pairs
    return chosen


def _possible(columns: Sequence[Compared]) -> list[tuple[str, ...]]:
    telling = sorted(columns, key=lambda c: -c.distinct)[:10]
    single = [(c.value,) for c in telling if c.filled / c.distinct <= SELECTIVE and c.manner is not Manner.CATEGORY]
    double = [(one.value, other.value) for one, other in combinations(telling, 2)]
    start = [
        (f"left({one.value}, 3)", f"left({other.value}, 4)")
        for one, other in combinations([c for c in telling if c.manner is not Manner.CATEGORY][:5], 2)
    ]
    return [*single, *double, *start]


def _measured(con: duckdb.DuckDBPyConnection, possible: Sequence[tuple[str, ...]]) -> list[Rule]:
    found = []
    for keys in possible:
        rule = Rule(keys, 0)
        pairs = con.execute(
            "SELECT coalesce(sum(n * (n - 1) // 2), 0)::BIGINT FROM (SELECT count(*) AS n FROM records"
            f" WHERE {rule.known} GROUP BY {rule.key} HAVING n BETWEEN 2 AND {LARGEST_BLOCK})"
        ).fetchall()[0][0]
        found.append(Rule(keys, pairs))
    return found


def pair_up(con: duckdb.DuckDBPyConnection, chosen: Sequence[Rule]) -> int:
    """Build `candidates` (a < b) from all rules; the number of pairs."""
    con.execute("CREATE OR REPLACE TEMP TABLE candidates (a BIGINT, b BIGINT)")
    for rule in chosen:
        con.execute(
            f"INSERT INTO candidates WITH keyed AS (SELECT r, {rule.key} AS k FROM records WHERE {rule.known}),"
            f" small AS (SELECT k FROM keyed GROUP BY k HAVING count(*) BETWEEN 2 AND {LARGEST_BLOCK}),"
            " kept AS (SELECT r, k FROM keyed SEMI JOIN small USING (k))"
            " SELECT x.r, y.r FROM kept x JOIN kept y ON x.k = y.k AND x.r < y.r"
        )
    con.execute("CREATE OR REPLACE TEMP TABLE candidates AS SELECT DISTINCT a, b FROM candidates")
    count: int = con.execute("SELECT count(*) FROM candidates").fetchall()[0][0]
    return count
