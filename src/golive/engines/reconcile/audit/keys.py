"""Which columns name a record, and where do they fail to?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

from golive.engines.reconcile.audit.finding import Finding, Weight
from golive.engines.reconcile.sources import Column, Table, Workbench, quoted

NEARLY = 0.9
WIDEST, MOST_TRIES = 6, 12  # columns that may form a key together, and how many sets are tried
_KEY_WORDS = re.compile(r"(^|[^a-z])(id|key|no|nr|num|number|code|uuid|guid|kunnr|matnr|nummer|ref)([^a-z]|$)")


@dataclass(frozen=True)
class Profile:
    """The plain figures of a column, whatever its type; ``distinct`` is exact where it might be a key."""

    name: str
    sql_type: str
    rows: int
    filled: int
    distinct: int
    least: str | None
    greatest: str | None
    shortest: int | None = None
    longest: int | None = None

    @property
    def is_key(self) -> bool:
        return self.rows > 0 and self.filled == self.rows and self.distinct == self.rows

    @property
    def missing(self) -> int:
        return self.rows - self.filled


def sounds_like_a_key(name: str) -> bool:
    """Whether the heading says so: CustomerID, KUNNR, doc_no.

    >>> sounds_like_a_key("CustomerID"), sounds_like_a_key("kunden_nr"), sounds_like_a_key("Note")
    (True, True, False)
    """
    spelled = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return bool(_KEY_WORDS.search(spelled))


def given(column: Column) -> str:
    """SQL for the column's value, null where it is the empty text."""
    return f"nullif({quoted(column.name)}, '')" if column.sql_type == "VARCHAR" else quoted(column.name)


def profiles(bench: Workbench, table: Table) -> list[Profile]:
    """One scan for all columns; exact distinct counts only where the estimate says that a column might be a key."""
    if not table.columns:
        return []
    wanted = []
    for column in table.columns:
        name = quoted(column.name)
        length = f"min(length({name})), max(length({name}))" if column.sql_type == "VARCHAR" else "NULL, NULL"
        plain = name if not column.sql_type.endswith("]") else f"{name}::VARCHAR"
        wanted.append(
            f"count({given(column)}), approx_count_distinct({name}), min({plain})::VARCHAR, max({plain})::VARCHAR,"
            f" {length}"
        )
    row = bench.rows(f"SELECT count(*), {', '.join(wanted)} FROM {table.relation}")[0]
    rows, found = row[0], []
    for place, column in enumerate(table.columns):
        filled, distinct, *rest = row[1 + 6 * place : 7 + 6 * place]
        if distinct >= NEARLY * 0.9 * filled or filled <= 100_000:
            distinct = bench.rows(f"SELECT count(DISTINCT {given(column)}) FROM {table.relation}")[0][0]
        found.append(Profile(column.name, column.sql_type, rows, filled, distinct, *rest))
    return found


def keys(bench: Workbench, table: Table, known: Sequence[Profile]) -> list[tuple[str, ...]]:
    """The columns that alone name a record, those that sound like a key first; else the first pair or three that do."""
    single = sorted((p for p in known if p.is_key), key=lambda p: not sounds_like_a_key(p.name))
    if single:
        return [(profile.name,) for profile in single]
    full = [p for p in known if p.filled == p.rows and p.distinct > 1 and _may_be_part(p)]
    full = sorted(full, key=lambda p: (not sounds_like_a_key(p.name), -p.distinct))[:WIDEST]
    tries = 0
    for size in (2, 3):
        for columns in combinations(full, size):
            possible = prod(p.distinct for p in columns) >= known[0].rows and sounds_like_a_key(columns[0].name)
            if possible and tries < MOST_TRIES:
                tries += 1
                if _names_all(bench, table, columns):
                    return [tuple(p.name for p in columns)]
    return []


def _may_be_part(profile: Profile) -> bool:
    """An identifier, or the day from which it holds; an amount that happens to tell rows apart is no key."""
    dated = re.search(r"date|datum|valid|from|gueltig|begda|period|year|jahr", profile.name.lower())
    return sounds_like_a_key(profile.name) or bool(dated) or profile.sql_type == "DATE"


def _names_all(bench: Workbench, table: Table, columns: Sequence[Profile]) -> bool:
    together = ", ".join(quoted(p.name) for p in columns)
    distinct: int = bench.rows(f"SELECT count(*) FROM (SELECT DISTINCT {together} FROM {table.relation})")[0][0]
    return distinct == columns[0].rows


def broken_keys(bench: Workbench, table: Table, known: Sequence[Profile]) -> Iterator[Finding]:
    """Columns that sound and nearly behave like a key, with the values that repeat or are missing."""
    for profile in known:
        if profile.is_key or not profile.filled or not sounds_like_a_key(profile.name):
            continue
        if profile.distinct < NEARLY * profile.filled or profile.filled < NEARLY * profile.rows:
            continue
        name = quoted(profile.name)
        repeated = bench.rows(
            f"SELECT {name}::VARCHAR, count(*) AS times FROM {table.relation} WHERE {name} IS NOT NULL"
            f" GROUP BY ALL HAVING times > 1 ORDER BY times DESC, 1"
        )
        if repeated:
            rows = sum(times for _, times in repeated)
            says = f"{len(repeated)} values of {profile.name} name several records ({rows} rows). Which one is right?"
            yield _found(table, profile, "repeated key", rows, [value for value, _ in repeated], says)
        if profile.missing:
            says = f"{profile.missing} rows have no {profile.name}, though it names the record."
            yield _found(table, profile, "missing key", profile.missing, [], says)


def _found(table: Table, profile: Profile, pattern: str, count: int, examples: list[str], says: str) -> Finding:
    return Finding(
        table.name, profile.name, "key", pattern, count, profile.rows, tuple(examples[:5]), says, Weight.BLOCKS
    )


def same_rows(bench: Workbench, table: Table) -> Iterator[Finding]:
    """Rows that repeat another in every column."""
    if len(table.columns) < 2:
        return
    total, distinct = bench.rows(
        f"SELECT count(*), count(DISTINCT h) FROM (SELECT hash({', '.join(quoted(n) for n in table.names)}) AS h"
        f" FROM {table.relation})"
    )[0]
    if total > distinct:
        says = f"{total - distinct} rows repeat another one in every column. Load one of each."
        yield Finding(table.name, "", "key", "same row", total - distinct, total, (), says, Weight.BLOCKS)
