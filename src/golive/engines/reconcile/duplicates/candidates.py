"""Which pairs of records are worth comparing, when all pairs would be too many?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import duckdb

from golive.engines.reconcile.duplicates.comparisons import Compared, Manner

LARGEST_BLOCK = 50
PAIRS_PER_RECORD = 12.0
ALL_PAIRS = 50_000
MOST_TELLING = 8  # columns that rules are made of
BEGINNING = 4  # letters or digits


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


def rules(con: duckdb.DuckDBPyConnection, columns: Sequence[Compared]) -> list[Rule]:
    """All rules worth trying with the pairs that each gives, the most selective first.

    A record that was typed twice still agrees somewhere: any single telling column, any two columns, any column with
    the beginning of another. Blocks larger than 50 are left out, since what so many share tells nobody apart.
    """
    measured = _measured(con, _possible(columns))
    return sorted((rule for rule in measured if rule.pairs), key=lambda rule: (rule.pairs, rule.keys))


def _possible(columns: Sequence[Compared]) -> list[tuple[str, ...]]:
    telling = sorted(columns, key=lambda c: -c.distinct)[:MOST_TELLING]
    single = [(c.value,) for c in telling if c.manner is not Manner.CATEGORY]
    found: list[tuple[str, ...]] = [*single]
    for one, other in combinations(telling, 2):
        found += product(_ways(one), _ways(other))
    return found


def _ways(column: Compared) -> tuple[str, ...]:
    """The value, and its beginning where it has one that still tells something."""
    return (column.value,) if column.manner is Manner.CATEGORY else (column.value, f"left({column.value}, {BEGINNING})")


def _measured(con: duckdb.DuckDBPyConnection, possible: Sequence[tuple[str, ...]]) -> list[Rule]:
    asked = " UNION ALL ".join(
        f"SELECT {place} AS place, (SELECT coalesce(sum(n * (n - 1) // 2), 0)::BIGINT FROM (SELECT count(*) AS n"
        f" FROM records WHERE {rule.known} GROUP BY {rule.key} HAVING n BETWEEN 2 AND {LARGEST_BLOCK})) AS pairs"
        for place, rule in enumerate(Rule(keys, 0) for keys in possible)
    )
    return [Rule(possible[place], pairs) for place, pairs in con.execute(asked).fetchall()] if possible else []


def all_pairs(records: int) -> bool:
    """Whether the table is so small that every pair is compared."""
    return records * (records - 1) // 2 <= ALL_PAIRS


def pair_up(con: duckdb.DuckDBPyConnection, possible: Sequence[Rule], records: int) -> int:
    """Build `candidates` (a < b), rule by rule, up to a budget that grows with the records: the cost stays linear.

    Only new pairs count against the budget; of a small table all pairs are candidates. Returns the number of pairs.
    """
    con.execute("CREATE OR REPLACE TEMP TABLE candidates (a BIGINT, b BIGINT)")
    if all_pairs(records):
        con.execute("INSERT INTO candidates SELECT x.r, y.r FROM records x JOIN records y ON x.r < y.r")
        return records * (records - 1) // 2
    budget, count = int(PAIRS_PER_RECORD * records), 0
    for rule in possible:
        if rule.pairs > budget or count >= budget:
            break
        con.execute(
            f"INSERT INTO candidates WITH keyed AS (SELECT r, {rule.key} AS k FROM records WHERE {rule.known}),"
            f" small AS (SELECT k FROM keyed GROUP BY k HAVING count(*) BETWEEN 2 AND {LARGEST_BLOCK}),"
            " kept AS (SELECT r, k FROM keyed SEMI JOIN small USING (k)),"
            " pairs AS (SELECT x.r AS a, y.r AS b FROM kept x JOIN kept y ON x.k = y.k AND x.r < y.r)"
            " SELECT a, b FROM pairs ANTI JOIN candidates USING (a, b)"
        )
        count = con.execute("SELECT count(*) FROM candidates").fetchall()[0][0]
    return count
