"""Which values differ, how, and why? Every difference as a row of the bench, and the causes among them."""

from __future__ import annotations

from collections.abc import Sequence

from golive.engines.reconcile.audit.personal import SAMPLE, looks_personal
from golive.engines.reconcile.comparison import causes
from golive.engines.reconcile.comparison.outcome import Cause, Difference
from golive.engines.reconcile.comparison.sides import Values
from golive.engines.reconcile.mapping.document import FieldType
from golive.engines.reconcile.sources import Workbench, literal

SAMPLES = 5  # examples of a cause that are shown
STORED = "golive_differences"
_CLASSES = {"changed", "missing", "extra", "duplicate_key"}


class Evidence:
    """What the bench keeps of a comparison.

    Read from two tables of the bench: ``golive_open`` (keys k0, k1 …, is_missing, is_extra, n) and ``golive_twice``
    (keys that are not unique). Left behind: ``golive_differences`` (kind, key, column, expected, found, signature).
    """

    def __init__(self, bench: Workbench, values: Values) -> None:
        self.bench, self.values = bench, values
        self._k = [f"k{at}" for at in range(len(values.sides.key))]
        self.found = ""  # what holds the found rows of the pairs, where they were kept in passing

    def changed(self) -> int:
        """The pairs that may differ, read again in full: which column differs, and how. Returns how many do."""
        values, keys = self.values, self.values.sides.key
        same = {s: " AND ".join(f"{values.value(s, n)} = o.k{a}" for a, n in enumerate(keys)) for s in "ef"}
        pairs = f"(SELECT {', '.join(self._k)} FROM golive_open WHERE NOT is_missing AND NOT is_extra) o"
        cells = [self._cell(at, name) for at, name in enumerate(values.columns)]
        wanted = ", ".join([*(f"o.{k}" for k in self._k), *cells])
        self.bench.run(
            f"CREATE OR REPLACE TEMP TABLE golive_wide AS SELECT {wanted} FROM "
            f"{pairs} JOIN {self._expected(pairs)} e ON {same['e']} "
            f"JOIN {self.found or values.table('f').relation} f ON {same['f']}"
        )
        some = " OR ".join(f"d{at}" for at in range(len(values.columns))) or "FALSE"
        found: int = self.bench.rows(f"SELECT count(*) FROM golive_wide WHERE {some}")[0][0]
        return found

    def _expected(self, pairs: str) -> str:
        """The expected rows of these pairs; where they are computed, of no other rows."""
        computed = self.values.sides.computed
        if computed is None:
            return self.values.table("e").relation
        keys = [self.values.value("e", name, f"({computed.keys[name]})") for name in self.values.sides.key]
        near = " AND ".join(f"{key} = o.k{at}" for at, key in enumerate(keys))
        return f"({computed.again(f' SEMI JOIN {pairs} ON {near}')})"

    def _cell(self, at: int, name: str) -> str:
        """Whether a column differs, its values as they are written and as they are compared."""
        shown = [f"CAST({self.values.raw(side, name)} AS VARCHAR) AS {side}{at}" for side in "ef"]
        read = [f"CAST({self.values.value(s, name)} AS {self.values.type(name).sql}) AS v{s}{at}" for s in "ef"]
        return f"{self.values.changed(name)} AS d{at}, {', '.join([*shown, *read])}"

    def store(self, *, twice: bool) -> None:
        """Every difference as a row: a value, or a whole row that is missing, extra or stands on its key twice."""
        key = "[" + ", ".join(f"CAST({k} AS VARCHAR)" for k in self._k) + "]"
        parts = [
            f"SELECT 'missing' AS kind, {key} AS key, '' AS col, NULL::VARCHAR AS expected, NULL::VARCHAR AS found, "
            "'missing row' AS signature FROM golive_open WHERE is_missing",
            f"SELECT 'extra', {key}, '', NULL, NULL, 'extra row' FROM golive_open WHERE is_extra",
        ]
        if twice:
            parts.append(f"SELECT 'duplicate_key', {key}, '', NULL, NULL, 'key is not unique' FROM golive_twice")
        parts += self._changed_cells(key)
        self.bench.run(f"CREATE OR REPLACE TEMP TABLE {STORED} AS {' UNION ALL '.join(parts)}")

    def _changed_cells(self, key: str) -> list[str]:
        """The changed values of all columns of one type together: their signatures are planned once."""
        by_type: dict[FieldType, list[str]] = {}
        for at, name in enumerate(self.values.columns):
            wanted = f"{key} AS key, {literal(name)} AS col, e{at} AS e, f{at} AS f, ve{at} AS ve, vf{at} AS vf"
            found = f"SELECT {wanted} FROM golive_wide WHERE d{at}"
            by_type.setdefault(self.values.type(name), []).append(found)
        return [
            f"SELECT 'changed', key, col, e, f, {causes.signature('ve', 'vf', 'f', declared)} "
            f"FROM ({' UNION ALL '.join(cells)})"
            for declared, cells in by_type.items()
        ]

    def per_column(self) -> dict[str, int]:
        """How many values differ, for every compared column."""
        rows = self.bench.rows(f"SELECT col, count(*) FROM {STORED} WHERE kind = 'changed' GROUP BY col")
        found = dict(rows)
        return {name: found.get(name, 0) for name in self.values.columns}

    def personal_key(self) -> tuple[bool, ...]:
        """Which parts of the key hold personal data, judged by their heading and by the keys that are kept."""
        return personal_parts(self.bench, STORED, self.values.sides.key)

    def causes(self) -> tuple[Cause, ...]:
        """Changed values by column and signature, the commonest first, each with its first examples by key."""
        counted = self.bench.rows(
            f"SELECT col, signature, count(*) AS n FROM {STORED} WHERE kind = 'changed' GROUP BY ALL "
            "ORDER BY n DESC, col, signature"
        )
        rows = self.bench.rows(
            f"SELECT col, signature, key, expected, found FROM {STORED} WHERE kind = 'changed' "
            f"QUALIFY row_number() OVER (PARTITION BY col, signature ORDER BY key) <= {SAMPLES} ORDER BY key"
        )
        samples: dict[tuple[str, str], list[Difference]] = {}
        for column, sign, key, expected, found in rows:
            samples.setdefault((column, sign), []).append(
                Difference("changed", tuple(key), column, expected, found, sign)
            )
        return tuple(Cause(column, sign, n, tuple(samples[column, sign])) for column, sign, n in counted)

    def notices(self) -> Sequence[str]:
        """What a reader should know: keys that would match if they were written alike."""
        alike = ", ".join(f"ltrim(trim(CAST({k} AS VARCHAR)), '0') AS {k}" for k in self._k)
        same = " AND ".join(f"a.{k} = b.{k}" for k in self._k)
        query = (
            f"SELECT count(*) FROM (SELECT {alike} FROM golive_open WHERE is_missing) a "
            f"SEMI JOIN (SELECT {alike} FROM golive_open WHERE is_extra) b ON {same}"
        )
        found = self.bench.rows(query)[0][0]
        if not found:
            return []
        return [f"{found:,} missing keys stand among the extra ones with other leading zeros or spaces: mend the key."]


def personal_parts(bench: Workbench, relation: str, names: Sequence[str]) -> tuple[bool, ...]:
    """Which parts of the kept keys hold personal data; without a name a part is judged by its values alone."""
    rows = bench.rows(f"SELECT DISTINCT key FROM {relation} ORDER BY hash(key) LIMIT {SAMPLE}")
    parts = list(zip(*(key for (key,) in rows), strict=True)) or [()] * len(names)
    named = [*names, *[""] * len(parts)][: len(parts)]
    return tuple(
        looks_personal(name, [str(value) for value in values if value is not None])
        for name, values in zip(named, parts, strict=True)
    )


def stored(bench: Workbench, limit: int = 0, kind: str = "") -> list[Difference]:
    """The differences of the last comparison, by key; ``limit`` 0 means all."""
    where = f" WHERE kind = '{kind}'" if kind in _CLASSES else ""
    cut = f" LIMIT {int(limit)}" if limit else ""
    rows = bench.rows(f"SELECT kind, key, col, expected, found, signature FROM {STORED}{where} ORDER BY key, col{cut}")
    return [Difference(k, tuple(map(str, key)), c, e, f, s or "") for k, key, c, e, f, s in rows]
