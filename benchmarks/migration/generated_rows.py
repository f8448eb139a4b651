"""Which rows are reconciled: a source, the same as a legacy system writes it, and what arrived of it."""

from __future__ import annotations

from pathlib import Path

from golive.engines.reconcile.sources import Workbench, literal

_SOURCE = """
SELECT i::BIGINT AS id, (hash(i, 1) % 1000)::INT AS qty, (hash(i, 2) % 50)::SMALLINT AS region,
  CASE WHEN hash(i, 3) % 50 > 0 THEN ((hash(i, 4) % 10000000) / 100)::DECIMAL(14,2) END AS amount,
  ((hash(i, 5) % 1000000) / 10000)::DECIMAL(10,4) AS rate,
  CASE WHEN hash(i, 6) % 20 > 0 THEN DATE '2015-01-01' + (hash(i, 7) % 4000)::INT END AS born,
  TIMESTAMP '2020-01-01' + to_seconds((hash(i, 8) % 100000000)::BIGINT) AS seen,
  'Name ' || (hash(i, 9) % 500000) AS name,
  CASE WHEN hash(i, 10) % 10 > 0 THEN 'u' || (hash(i, 11) % 9000000) || '@example.com' END AS email,
  ['DE', 'FR', 'US', 'GB', 'IT'][1 + (hash(i, 12) % 5)::INT] AS country,
  ['new', 'open', 'done'][1 + (hash(i, 13) % 3)::INT] AS status, (hash(i, 14) % 1000000) / 7.0::DOUBLE AS score
FROM range({rows}) AS t(i)"""
_TEXT = """
SELECT lpad(id::VARCHAR, 12, '0') AS ID, qty::VARCHAR AS QTY, region::VARCHAR AS REGION,
  replace(amount::VARCHAR, '.', ',') AS AMOUNT, replace(rate::VARCHAR, '.', ',') AS RATE,
  strftime(born, '%d.%m.%Y') AS BORN, strftime(seen, '%d.%m.%Y %H:%M:%S') AS SEEN, '  ' || lower(name) || ' ' AS NAME,
  email AS EMAIL, {country} AS COUNTRY, upper(left(status, 1)) AS STATUS, score::VARCHAR AS SCORE
FROM read_parquet({source})"""
MAPPED = """
object: t
source: {table: text}
key: {target: [id], source: [parse_integer(ID)]}
fields:
  qty: {expr: parse_integer(QTY), type: integer}
  region: {expr: parse_integer(REGION), type: integer}
  amount: {expr: "parse_decimal(AMOUNT, ',', '.')", type: "decimal(14,2)"}
  rate: {expr: "parse_decimal(RATE, ',', '.')", type: "decimal(10,4)"}
  born: {expr: "parse_date(BORN, '%d.%m.%Y')", type: date}
  seen: {expr: "parse_datetime(SEEN, '%d.%m.%Y %H:%M:%S')", type: datetime}
  name: {expr: "concat(upper(left(squash(NAME), 1)), substring(squash(NAME), 2, 100))", type: text}
  email: {from: EMAIL}
  country: {from: COUNTRY, map: countries}
  status: {from: STATUS, map: statuses}
not_migrated: {SCORE: computed anew}
maps:
  countries: {"049": DE, "033": FR, "001": US, "044": GB, "039": IT}
  statuses: {N: new, O: open, D: done}
"""
_CODES = {"DE": "049", "FR": "033", "US": "001", "GB": "044", "IT": "039"}
_TARGET = """
SELECT * EXCLUDE (h) REPLACE (
  CASE WHEN h = 1 THEN qty + 1 ELSE qty END AS qty, CASE WHEN h = 2 THEN amount + 1 ELSE amount END AS amount,
  CASE WHEN h = 3 THEN born + 1 ELSE born END AS born, CASE WHEN h = 4 THEN upper(name) ELSE name END AS name)
FROM (
  SELECT *, CASE WHEN hash(id, 20) % 1000 = 0 THEN 1 + (hash(id, 21) % 4)::INT ELSE 0 END AS h
  FROM read_parquet({source}) WHERE hash(id, 22) % 5000 > 0
  UNION ALL SELECT * REPLACE (id + 1000000000 AS id), 0 FROM read_parquet({source}) WHERE hash(id, 23) % 10000 = 0
) ORDER BY hash(id, 30)"""


def make(folder: Path, rows: int, *, text: bool = False) -> None:
    """A source and a shuffled target: .1 % changed, .02 % missing, .01 % extra; ``text`` is the source as text."""
    with Workbench(memory_mb=2048) as bench:
        how = "(FORMAT parquet, COMPRESSION zstd)"
        source = literal(str(folder / "s.parquet"))
        bench.run(f"COPY ({_SOURCE.format(rows=rows)}) TO {source} {how}")
        bench.run(f"COPY ({_TARGET.format(source=source)}) TO {literal(str(folder / 't.parquet'))} {how}")
        if text:
            whens = " ".join(f"WHEN '{name}' THEN '{code}'" for name, code in _CODES.items())
            query = _TEXT.format(source=source, country=f"CASE country {whens} END")
            bench.run(f"COPY ({query}) TO {literal(str(folder / 'text.parquet'))} {how}")
