"""How are two records compared, column by column, and which columns tell records apart at all?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from golive.engines.reconcile.sources import quoted

MISSING_SHARE = 0.95  # a column that is empty in more rows than this tells nothing
MOST_COLUMNS = 18  # six levels each still fit one 64-bit pattern
CATEGORY = 60
DIGITS_SHARE = 0.9
UNKNOWN, SAME, CROSSED, CLOSE, NEAR, DIFFERENT = range(6)
LEVELS = ("unknown", "same", "in each other's column", "close", "near", "different")


class Manner(StrEnum):
    """How values of a column are compared: numbers by edits, words by Jaro-Winkler, categories as they are."""

    NUMBER = "number"
    WORDS = "words"
    CATEGORY = "category"


@dataclass(frozen=True)
class Compared:
    """One column of the prepared table `records`: c0, c1, …; ``partner`` is the column it may be swapped with."""

    name: str
    place: int
    manner: Manner
    distinct: int
    filled: int
    partner: int | None = None

    @property
    def value(self) -> str:
        return f"c{self.place}"

    def level(self) -> str:
        """SQL that gives the level (0 to 5) of a pair of records l and r."""
        left, right = f"l.{self.value}", f"r.{self.value}"
        cases = [f"WHEN {left} IS NULL OR {right} IS NULL THEN {UNKNOWN}", f"WHEN {left} = {right} THEN {SAME}"]
        if self.partner is not None:
            cases.append(f"WHEN {left} = r.c{self.partner} OR {right} = l.c{self.partner} THEN {CROSSED}")
        if self.manner is Manner.NUMBER:
            edits = f"damerau_levenshtein({left}, {right})"
            cases.append(f"WHEN abs(length({left}) - length({right})) > 2 THEN {DIFFERENT}")
            cases.append(f"WHEN {edits} <= 1 AND length({left}) > 2 THEN {CLOSE}")
            cases.append(f"WHEN {edits} <= 2 AND length({left}) > 5 THEN {NEAR}")
        if self.manner is Manner.WORDS:
            alike = f"jaro_winkler_similarity({left}, {right})"
            cases.append(f"WHEN {alike} >= 0.92 THEN {CLOSE} WHEN {alike} >= 0.82 THEN {NEAR}")
        return f"CASE {' '.join(cases)} ELSE {DIFFERENT} END"


def prepare(con: duckdb.DuckDBPyConnection, table: str, key: str, columns: Sequence[str]) -> list[Compared]:
    """Build `records` (r, c0…, f0…: how often each value occurs) from a table and say how its columns are compared.

    Values are compared lowered, trimmed and without signs; what is empty then is unknown.
    """
    cleaned = ", ".join(f"{_cleaned(name)} AS c{place}" for place, name in enumerate(columns))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE raw_records AS SELECT row_number() OVER () AS r, {quoted(key)} AS id,"
        f" {cleaned} FROM {table}"
    )
    kept = _told_apart(con, columns)
    ordered = ", ".join(f"{column.value}" for column in kept)
    con.execute(f"CREATE OR REPLACE TEMP TABLE records AS SELECT r, id, {ordered} FROM raw_records")
    con.execute("DROP TABLE raw_records")
    return [_with_partner(con, column, kept) for column in kept]


def _told_apart(con: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> list[Compared]:
    found = []
    for place, name in enumerate(columns):
        value = f"c{place}"
        rows, filled, distinct, digits, length = con.execute(
            f"SELECT count(*), count({value}), count(DISTINCT {value}), "
            f"count(*) FILTER ({value} SIMILAR TO '[0-9]+'), avg(length({value})) FROM raw_records"
        ).fetchall()[0]
        if distinct > 1 and filled >= (1 - MISSING_SHARE) * rows:
            manner = Manner.NUMBER if digits >= DIGITS_SHARE * filled else Manner.WORDS
            if distinct <= min(CATEGORY, filled / 10) and length <= 4:
                manner = Manner.CATEGORY
            found.append(Compared(name, place, manner, distinct, filled))
    return sorted(found, key=lambda c: -c.distinct)[:MOST_COLUMNS]


def _with_partner(con: duckdb.DuckDBPyConnection, column: Compared, kept: Sequence[Compared]) -> Compared:
    """The other column of words that shares the most values with this one, if a tenth of them are shared."""
    best, share = None, 0.1
    for other in kept:
        if other is not column and {column.manner, other.manner} == {Manner.WORDS}:
            shared = con.execute(
                f"SELECT count(*) FROM (SELECT DISTINCT {column.value} AS v FROM records) a "
                f"JOIN (SELECT DISTINCT {other.value} AS v FROM records) b USING (v)"
            ).fetchall()[0][0]
            if shared / min(column.distinct, other.distinct) > share:
                best, share = other.place, shared / min(column.distinct, other.distinct)
    return Compared(column.name, column.place, column.manner, column.distinct, column.filled, best)


def _cleaned(name: str) -> str:
    text = f"lower(nfc_normalize({quoted(name)}::VARCHAR))"
    return f"nullif(trim(regexp_replace({text}, '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')), '')"
