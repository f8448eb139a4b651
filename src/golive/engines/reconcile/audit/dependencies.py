"""Which column follows from another, and which rows break that?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from golive.engines.reconcile.audit.finding import Finding, Rule, Weight, text_of, writable
from golive.engines.reconcile.audit.keys import Profile
from golive.engines.reconcile.sources import Table, Workbench, quoted

SAMPLE = 20_000
HOLDS = 0.96
PER_GROUP = 3.0  # rows per value, on average, for a column to tell something about another
MOST_COLUMNS = 25
FEWEST = 5  # values of the determining column

Codes = npt.NDArray[np.int64]


def broken_dependencies(
    bench: Workbench, table: Table, known: Sequence[Profile], tell_nothing: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Rows whose value differs from that of nearly all rows with the same other value (an approximate dependency).

    Notes
    -----
    The error is g3 of Kivinen and Mannila (1995): the share of rows to change so that the dependency holds. For each
    column only its best determinant is reported. Columns in ``tell_nothing`` (dates, amounts) determine nothing.
    """
    told = [p for p in known if p.distinct > 1 and p.filled >= 0.5 * p.rows and not p.is_key][:MOST_COLUMNS]
    if len(told) < 2:
        return
    codes = _codes(bench, table, [profile.name for profile in told])
    for place, right in enumerate(told):
        best = max(
            (
                (_holds(codes[other], codes[place]), other)
                for other in range(len(told))
                if other != place and told[other].name not in tell_nothing
            ),
            default=(0.0, 0),
        )
        if HOLDS <= best[0] < 1.0:
            yield from _broken(bench, table, told[best[1]].name, right)


def _codes(bench: Workbench, table: Table, names: Sequence[str]) -> list[Codes]:
    """Each column as numbers from 0, missing as -1, on a sample of the rows."""
    hashed = ", ".join(f"hash({quoted(n)}) AS h{i}, ({quoted(n)} IS NULL) AS n{i}" for i, n in enumerate(names))
    found = bench.connection.execute(f"SELECT {hashed} FROM {table.relation} LIMIT {SAMPLE}").fetchnumpy()
    codes = []
    for place in range(len(names)):
        _, code = np.unique(np.asarray(found[f"h{place}"]), return_inverse=True)
        codes.append(np.where(np.asarray(found[f"n{place}"], dtype=bool), -1, code))
    return codes


def _holds(left: Codes, right: Codes) -> float:
    """The share of rows with the most frequent right value of their left value; 0 where that says nothing."""
    known = (left >= 0) & (right >= 0)
    left, right = left[known], right[known]
    if not len(left):
        return 0.0
    groups = len(np.unique(left))
    if len(left) < PER_GROUP * groups or groups < FEWEST:
        return 0.0
    pairs, counts = np.unique(left * (right.max() + 1) + right, return_counts=True)
    owners = pairs // (right.max() + 1)
    most = np.zeros(owners.max() + 1, dtype=np.int64)
    np.maximum.at(most, owners, counts)
    usual = np.bincount(right).max() / len(right)
    agree = most.sum() / len(left)
    # It must say far more than always guessing the most frequent value would.
    return float(agree) if 1 - agree < 0.15 * (1 - usual) else 0.0


def _broken(bench: Workbench, table: Table, left: str, right: Profile) -> Iterator[Finding]:
    one, other = quoted(left), quoted(right.name)
    rows = bench.rows(
        f"WITH pairs AS (SELECT {one}::VARCHAR AS l, {other}::VARCHAR AS r, count(*) AS times FROM {table.relation}"
        f" WHERE {one} IS NOT NULL AND {other} IS NOT NULL GROUP BY ALL), ranked AS (SELECT *,"
        " sum(times) OVER (PARTITION BY l) AS total, first_value(r) OVER w AS usual, row_number() OVER w AS place"
        " FROM pairs"
        " WINDOW w AS (PARTITION BY l ORDER BY times DESC, r))"
        " SELECT l, r, usual, times FROM ranked WHERE place > 1 AND times * 3 <= total"
        " ORDER BY times DESC, l, r LIMIT 2000"
    )
    count = sum(row[3] for row in rows)
    if count:
        says = f"{count} rows have another {right.name} than nearly all rows with the same {left}."
        shown = tuple(f"{value} (usual {usual}, {left} {owner})" for owner, value, usual, _ in rows[:5])
        rules = _rules(right.name, one, other, rows) if right.sql_type == "VARCHAR" else ()
        yield Finding(
            table.name, right.name, "dependency", f"{left} → {right.name}", count, right.rows, shown, says,
            Weight.DECIDE, rules,
        )  # fmt: skip


def _rules(column: str, one: str, other: str, rows: Sequence[tuple[str, str, str, int]]) -> tuple[Rule, ...]:
    pairs: dict[tuple[str, str], list[str]] = {}
    for owner, value, usual, _ in rows:
        if all(map(writable, (owner, value, usual))):
            pairs.setdefault((owner, usual), []).append(value)
    return tuple(
        Rule(column, f"{one} = {text_of(owner)} and {other} in ({', '.join(map(text_of, wrong[:10]))})", text_of(usual))
        for (owner, usual), wrong in list(pairs.items())[:200]
    )
