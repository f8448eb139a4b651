"""Which records of this table are the same thing entered twice, and how sure is that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from golive.engines.reconcile.duplicates.candidates import all_pairs, pair_up, rules
from golive.engines.reconcile.duplicates.comparisons import LEVELS, SAME, Compared, prepare
from golive.engines.reconcile.duplicates.weights import (
    Model,
    best_threshold,
    estimate,
    probability,
    shares_of,
)
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources import Table, Workbench, quoted

RANDOM_PAIRS = 50_000
SEED = 20261125
WORTH_COUNTING = 0.001  # pairs less likely than this do not move the expected F1
LEAST_CHANCE = 0.2


@dataclass(frozen=True)
class Pair:
    """Two records by their ids, the chance that they are one thing, and what each column says."""

    one: Any
    other: Any
    score: float
    levels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Duplicates:
    """What was found: pairs above the threshold, best first, and the evidence behind it."""

    pairs: tuple[Pair, ...]
    threshold: float
    records: int
    candidates: int
    columns: tuple[Compared, ...]
    model: Model | None


def find_duplicates(
    bench: Workbench,
    table: Table,
    key: str,
    *,
    ignore: Sequence[str] = (),
    threshold: float | None = None,
) -> Duplicates:
    """Pairs of records that are probably the same, learned from the table alone.

    Parameters
    ----------
    bench, table : where to compute, and an opened table of it.
    key : the column whose value names a record; it must be filled and unique, and is not compared.
    ignore : columns that are not compared.
    threshold : chance (0 to 1) from which on a pair is shown; if not given, the one with the best expected F1.

    Raises `Refused` if the key is not filled and unique, a column does not exist, or nothing can be compared.

    Notes
    -----
    Fellegi and Sunter (1969): log-likelihood ratios of agreement per column, rare values counting more than frequent
    ones (Winkler), weights by expectation-maximisation. Cost grows with the records, not with their square.
    """
    key = table.column(key).name
    left_out = {key, *(table.column(name).name for name in ignore)}
    bench.lock()
    _require_key(bench, table, key)
    con = bench.connection
    compared = prepare(con, table.relation, key, [name for name in table.names if name not in left_out])
    records: int = bench.rows("SELECT count(*) FROM records")[0][0]
    if len(compared) < 2 or records < 2:
        problem = f"{table.name} has {records} records and {len(compared)} columns that tell them apart."
        refuse("dedupe.too_little", problem, "Give a table with at least two of each.")
    candidates = pair_up(con, () if all_pairs(records) else rules(con, compared), records)
    if not candidates:
        return Duplicates((), threshold or 1.0, records, 0, tuple(compared), None)
    model = _learn(con, compared, records)
    found, chosen = _above(con, compared, model, threshold)
    return Duplicates(found, chosen, records, candidates, tuple(compared), model)


def _require_key(bench: Workbench, table: Table, key: str) -> None:
    rows, filled, distinct = bench.rows(
        f"SELECT count(*), count({quoted(key)}), count(DISTINCT {quoted(key)}) FROM {table.relation}"
    )[0]
    if rows != filled or rows != distinct:
        problem = f"{key} is empty in {rows - filled} of {rows} rows and repeats in {filled - distinct}."
        refuse("dedupe.key", problem, "Name a column with --id that is filled and unique.", key)


def _learn(con: duckdb.DuckDBPyConnection, compared: Sequence[Compared], records: int) -> Model:
    levels = ", ".join(f"({column.level()})::UTINYINT AS g{column.place}" for column in compared)
    frequencies = _frequencies(con, compared, records)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE compared AS SELECT a, b, {levels} FROM candidates"
        " JOIN records l ON l.r = a JOIN records r ON r.r = b"
    )
    con.execute("DROP TABLE candidates")
    grams = ", ".join(f"g{column.place}" for column in compared)
    grouped = np.array(
        con.execute(f"SELECT {grams}, count(*) FROM compared GROUP BY ALL ORDER BY ALL").fetchall(), np.int64
    )
    u = _at_random(con, compared, levels, records)
    u[:, SAME] = np.maximum(frequencies, 1e-9)
    return estimate(grouped[:, :-1], grouped[:, -1].astype(np.float64), u, records * (records - 1) / 2)


def _at_random(con: duckdb.DuckDBPyConnection, compared: Sequence[Compared], levels: str, records: int) -> np.ndarray:
    draw = np.random.default_rng(SEED)
    many = min(RANDOM_PAIRS, records * (records - 1))
    left, right = draw.integers(1, records + 1, many), draw.integers(1, records + 1, many)
    apart = left != right
    con.register("drawn", {"a": left[apart], "b": right[apart]})
    rows = con.execute(f"SELECT {levels} FROM drawn JOIN records l ON l.r = a JOIN records r ON r.r = b").fetchnumpy()
    con.unregister("drawn")
    return shares_of(np.column_stack([np.asarray(rows[f"g{c.place}"], dtype=np.int64) for c in compared]))


def _frequencies(con: duckdb.DuckDBPyConnection, compared: Sequence[Compared], records: int) -> np.ndarray:
    """How often two random records agree in each column; adds how often each value occurs (`f0`, …) to `records`."""
    agree = []
    for column in compared:
        value, occurs = column.value, f"f{column.place}"
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {occurs} AS SELECT {value}, count(*)::INTEGER AS {occurs} FROM records"
            f" WHERE {value} IS NOT NULL GROUP BY {value}"
        )
        pairs = con.execute(f"SELECT sum({occurs} * ({occurs} - 1.0))::DOUBLE FROM {occurs}").fetchall()[0][0]
        agree.append(pairs / max(1.0, column.filled * (column.filled - 1.0)))
    joins = " ".join(f"LEFT JOIN f{c.place} USING ({c.value})" for c in compared)
    con.execute(f"CREATE OR REPLACE TEMP TABLE records AS SELECT * FROM records {joins}")
    for column in compared:
        con.execute(f"DROP TABLE f{column.place}")
    return np.array(agree)


def _above(
    con: duckdb.DuckDBPyConnection, compared: Sequence[Compared], model: Model, threshold: float | None
) -> tuple[tuple[Pair, ...], float]:
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE weighed AS SELECT compared.*, {_evidence(compared, model)} AS bits FROM compared"
        " JOIN records l ON l.r = a"
    )
    least = -np.log2(model.prior / (1 - model.prior)) + np.log2(WORTH_COUNTING)
    bits = con.execute("SELECT bits FROM weighed WHERE bits >= ?", [float(least)]).fetchnumpy()["bits"]
    chosen = threshold if threshold is not None else max(LEAST_CHANCE, best_threshold(probability(bits, model.prior)))
    needed = float(np.log2(chosen / (1 - min(chosen, 1 - 1e-12))) - np.log2(model.prior / (1 - model.prior)))
    grams = ", ".join(f"g{column.place}" for column in compared)
    rows = con.execute(
        f"SELECT l.id, r.id, bits, {grams} FROM weighed JOIN records l ON l.r = a JOIN records r ON r.r = b"
        " WHERE bits >= ? - 1e-9 ORDER BY bits DESC, l.id, r.id",
        [needed],
    ).fetchall()
    chances = probability(np.array([row[2] for row in rows], dtype=np.float64), model.prior)
    return tuple(_pair(row, float(chance), compared) for row, chance in zip(rows, chances, strict=True)), chosen


def _evidence(compared: Sequence[Compared], model: Model) -> str:
    """SQL for the bits of evidence of a pair; an agreement in a rare value says more than one in a frequent value."""
    terms = []
    for column, bits, u in zip(compared, model.bits(), model.u, strict=True):
        levels = ", ".join(f"{bit:.6f}" for bit in bits)
        rarity = f"log2({u[SAME]:.9f} * {column.filled}.0 / (f{column.place} + 1.0))"
        terms.append(f"[{levels}][g{column.place} + 1] + CASE WHEN g{column.place} = {SAME} THEN {rarity} ELSE 0 END")
    return " + ".join(f"({term})" for term in terms)


def _pair(row: tuple[Any, ...], chance: float, compared: Sequence[Compared]) -> Pair:
    levels = tuple((column.name, LEVELS[level]) for column, level in zip(compared, row[3:], strict=True))
    return Pair(row[0], row[1], round(chance, 6), levels)
