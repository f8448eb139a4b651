"""Which rows of two tables agree, row by row and column by column, at the cost of little more than reading them?

Both sides are cut down to key and row hash, joined, and only the rows whose hash differs are read again in full.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from golive.engines.reconcile.comparison import causes
from golive.engines.reconcile.comparison.controls import control_totals
from golive.engines.reconcile.comparison.expected import read_as
from golive.engines.reconcile.comparison.outcome import Cause, Difference, Outcome, Rows
from golive.engines.reconcile.mapping.document import Compare, Control, FieldType
from golive.engines.reconcile.sources import Kind, Table, Workbench, quoted
from golive.engines.reconcile.sources.table import kind_of

SAMPLES = 5  # examples of a cause that are shown
STORED = "golive_differences"


@dataclass(frozen=True)
class Sides:
    """What is compared: the expected and the found table, the key, and for each column its type and its tolerance."""

    expected: Table
    found: Table
    key: tuple[str, ...]
    types: Mapping[str, FieldType]
    rules: Mapping[str, Compare] = field(default_factory=dict)
    accept: Mapping[str, int] = field(default_factory=dict)
    controls: tuple[Control, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The compared columns, in the order of the expected table."""
        keys = {name.casefold() for name in self.key}
        skipped = {name.casefold() for name, rule in self.rules.items() if rule.skip}
        return [n for n in self.expected.names if n.casefold() not in keys | skipped]


def compare_tables(bench: Workbench, sides: Sides) -> Outcome:
    """Compare two tables completely: no sampling, every differing value is stored in the bench.

    The differences stand in the table ``golive_differences`` (kind, key, column, expected, found, signature) until the
    bench is closed. Cost: reading both sides twice at most, and memory for key and hash of both.
    """
    began = time.monotonic()
    work = _Comparison(bench, sides)
    rows = work.rows()
    columns = work.per_column()
    totals = tuple(control_totals(bench, sides.controls, (sides.expected, sides.found), work.value))
    return Outcome(
        rows,
        columns,
        work.causes(),
        sides.key,
        sides.accept,
        {name: rule.words for name, rule in sides.rules.items() if rule.words},
        tuple(work.notices()),
        totals,
        time.monotonic() - began,
    )


class _Comparison:
    def __init__(self, bench: Workbench, sides: Sides) -> None:
        self.bench, self.sides = bench, sides
        self.columns = sides.columns
        self.tolerant = [name for name in self.columns if self._rule(name).is_tolerant]
        self.exact = [name for name in self.columns if name not in self.tolerant]
        self.duplicates = (0, 0, 0)

    def _rule(self, name: str) -> Compare:
        folded = {known.casefold(): rule for known, rule in self.sides.rules.items()}
        return folded.get(name.casefold(), Compare())

    def _type(self, name: str) -> FieldType:
        declared = self._rule(name).as_type or self.sides.types.get(name)
        return declared or FieldType(kind_of(self.sides.expected.column(name).sql_type))

    def _raw(self, side: str, name: str) -> str:
        table = self.sides.expected if side == "e" else self.sides.found
        return f"{side}.{quoted(table.column(name).name)}"

    def value(self, side: str, name: str) -> str:
        """A value of one side in the type of comparison, with what was declared set aside."""
        table = self.sides.expected if side == "e" else self.sides.found
        column, declared, rule = table.column(name), self._type(name), self._rule(name)
        raw = self._raw(side, name)
        if declared.kind is Kind.TEXT:
            text = raw if column.kind is Kind.TEXT else f"CAST({raw} AS VARCHAR)"
            text = f"trim({text})" if rule.trim else text
            text = f"lower({text})" if rule.ignore_case else text
            return f"nullif(trim({text}), '')" if rule.blank_is_null else text
        if column.kind is Kind.TEXT:
            return read_as(f"nullif({raw}, '')" if rule.blank_is_null else raw, declared, rule.date_format)
        return f"CAST({raw} AS {declared.sql})"

    def _unread(self, name: str) -> str:
        """Whether a value of the target is there but cannot be read in the type; then it differs from everything."""
        declared, column = self._type(name), self.sides.found.column(name)
        if declared.kind is Kind.TEXT or column.kind is not Kind.TEXT:
            return "FALSE"
        blank = f" AND trim({self._raw('f', name)}) <> ''" if self._rule(name).blank_is_null else ""
        return f"({self.value('f', name)} IS NULL AND {self._raw('f', name)} IS NOT NULL{blank})"

    def _hash(self, side: str) -> str:
        values = [self.value(side, name) for name in self.exact]
        if side == "f":
            values = [
                value if (unread := self._unread(name)) == "FALSE" else f"{{'v': {value}, 'u': {unread}}}"
                for name, value in zip(self.exact, values, strict=True)
            ]
        else:
            values = [
                value if self._unread(name) == "FALSE" else f"{{'v': {value}, 'u': FALSE}}"
                for name, value in zip(self.exact, values, strict=True)
            ]
        return f"hash({', '.join(values)})" if values else "0::UBIGINT"

    def _keys(self, side: str) -> list[str]:
        return [f"{self.value(side, name)} AS k{at}" for at, name in enumerate(self.sides.key)]

    def _narrow(self, side: str) -> str:
        table = self.sides.expected if side == "e" else self.sides.found
        tolerant = [f"{self.value(side, name)} AS t{at}" for at, name in enumerate(self.tolerant)]
        unread = [f"{self._unread(name) if side == 'f' else 'FALSE'} AS u{at}" for at, name in enumerate(self.tolerant)]
        wanted = ", ".join([*self._keys(side), f"{self._hash(side)} AS h", *tolerant, *unread])
        return f"SELECT {wanted} FROM {table.relation} {side}"

    @property
    def _k(self) -> list[str]:
        return [f"k{at}" for at in range(len(self.sides.key))]

    def _differs(self) -> str:
        """Whether a joined pair needs a second look: another hash, or a tolerant value out of its tolerance."""
        tests = ["e.h <> f.h"]
        for at, name in enumerate(self.tolerant):
            tests.append(f"f.u{at} OR {self._beyond(name, f'e.t{at}', f'f.t{at}')}")
        return " OR ".join(f"({test})" for test in tests)

    def _beyond(self, name: str, e: str, f: str) -> str:
        """NULL is never within a tolerance: null against a value differs, null against null does not."""
        rule, declared = self._rule(name), self._type(name)
        if declared.kind in {Kind.DATE, Kind.DATETIME}:
            gap = f"abs(epoch({e}) - epoch({f})) <= {rule.abs_tol!r}"
        else:
            bound = f"greatest({rule.abs_tol!r}, {rule.rel_tol!r} * abs(CAST({e} AS DOUBLE)))"
            if rule.rel_tol == 0 and declared.kind is Kind.DECIMAL:
                bound = f"CAST('{rule.abs_tol:.10f}' AS DECIMAL(28,10))"
            gap = f"abs({e} - {f}) <= {bound}"
        return f"({e} IS DISTINCT FROM {f} AND NOT coalesce({gap}, FALSE))"

    def rows(self) -> Rows:
        """Join, count, and keep what is not equal."""
        one = self.bench.rows
        source = one(f"SELECT count(*) FROM {self.sides.expected.relation}")[0][0]
        target = one(f"SELECT count(*) FROM {self.sides.found.relation}")[0][0]
        missing, extra, pairs = self._join("", "")
        # Every key joins once on both sides exactly when all three agree; what did not join is looked at by itself.
        if not pairs == source - missing == target - extra or self._loose_duplicates():
            self._set_duplicates_aside()
            missing, extra = self._alone()
        keys, in_source, in_target = self.duplicates
        changed = self._changed()
        matched = source - in_source - missing - changed
        return Rows(source, target, matched, missing, extra, changed, keys, in_source, in_target)

    def _join(self, e_where: str, f_where: str) -> tuple[int, int, int]:
        """Full join of keys and hashes; kept is what is not equal. Returns missing, extra and the number of pairs."""
        on = " AND ".join(f"e.{k} = f.{k}" for k in self._k)
        keys = ", ".join(f"coalesce(e.{k}, f.{k}) AS {k}" for k in self._k)
        kept = ", ".join(f"CASE WHEN is_open THEN {k} END AS {k}" for k in self._k)
        # One pass: what is equal falls into a single group, whose size is the number of equal pairs.
        self.bench.run("DROP TABLE IF EXISTS golive_open")
        self.bench.run(
            f"CREATE TEMP TABLE golive_open AS SELECT {kept}, is_extra, is_missing, is_open, count(*) AS n FROM ("
            f"SELECT {keys}, e.h IS NULL AS is_extra, f.h IS NULL AS is_missing, "
            f"e.h IS NULL OR f.h IS NULL OR coalesce({self._differs()}, TRUE) AS is_open "
            f"FROM ({self._narrow('e')}{e_where}) e FULL JOIN ({self._narrow('f')}{f_where}) f ON {on}) GROUP BY ALL"
        )
        paired = "SELECT coalesce(sum(n), 0)::BIGINT FROM golive_open WHERE NOT is_extra AND NOT is_missing"
        pairs = self.bench.rows(paired)[0][0]
        self.bench.run("DELETE FROM golive_open WHERE NOT is_open")
        return *self._alone(), pairs

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
            table = self.sides.expected if side == "e" else self.sides.found
            self.bench.run(
                f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {keys}, count(*) AS n FROM "
                f"(SELECT {', '.join(self._keys(side))} FROM {table.relation} {side}) "
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
            table = self.sides.expected if side == "e" else self.sides.found
            same = " AND ".join(f"x.{k} IS NOT DISTINCT FROM d.{k}" for k in self._k)
            rows = f"(SELECT {', '.join(self._keys(side))} FROM {table.relation} {side}) x"
            counts.append(self.bench.rows(f"SELECT count(*) FROM {rows} SEMI JOIN golive_twice d ON {same}")[0][0])
        self.duplicates = (count, counts[0], counts[1])
        self._join(self._apart("e"), self._apart("f"))

    def _apart(self, side: str) -> str:
        same = " AND ".join(
            f"{self.value(side, name)} IS NOT DISTINCT FROM d.k{at}" for at, name in enumerate(self.sides.key)
        )
        return f" WHERE NOT EXISTS (SELECT 1 FROM golive_twice d WHERE {same})"

    def _changed(self) -> int:
        """The pairs read again in full: which column differs, and how."""
        same = {s: " AND ".join(f"{self.value(s, n)} = o.k{a}" for a, n in enumerate(self.sides.key)) for s in "ef"}
        flags, cells = [], []
        for at, name in enumerate(self.columns):
            flags.append(f"{self._is_changed(name)} AS d{at}")
            e, f = self.value("e", name), self.value("f", name)
            raw = f"CAST({self._raw('f', name)} AS VARCHAR)"
            shown = f"CAST({self._raw('e', name)} AS VARCHAR) AS e{at}, {raw} AS f{at}"
            cells.append(f"{shown}, {causes.signature(e, f, raw, self._type(name))} AS s{at}")
        wanted = ", ".join([*(f"o.{k}" for k in self._k), *flags, *cells])
        self.bench.run(
            f"CREATE OR REPLACE TEMP TABLE golive_wide AS SELECT {wanted} FROM "
            f"(SELECT {', '.join(self._k)} FROM golive_open WHERE NOT is_missing AND NOT is_extra) o "
            f"JOIN {self.sides.expected.relation} e ON {same['e']} JOIN {self.sides.found.relation} f ON {same['f']}"
        )
        self._store()
        some = " OR ".join(f"d{at}" for at in range(len(self.columns))) or "FALSE"
        found: int = self.bench.rows(f"SELECT count(*) FROM golive_wide WHERE {some}")[0][0]
        return found

    def _is_changed(self, name: str) -> str:
        e, f = self.value("e", name), self.value("f", name)
        test = self._beyond(name, e, f) if name in self.tolerant else f"({e} IS DISTINCT FROM {f})"
        unread = self._unread(name)
        return test if unread == "FALSE" else f"({test} OR {unread})"

    def _store(self) -> None:
        """Every difference as a row: a value, or a whole row that is missing, extra or stands on its key twice."""
        key = "[" + ", ".join(f"CAST({k} AS VARCHAR)" for k in self._k) + "]"
        parts = [
            f"SELECT 'missing' AS kind, {key} AS key, '' AS col, NULL AS expected, NULL AS found, 'missing row' AS "
            "signature FROM golive_open WHERE is_missing",
            f"SELECT 'extra', {key}, '', NULL, NULL, 'extra row' FROM golive_open WHERE is_extra",
        ]
        if self.duplicates[0]:
            parts.append(f"SELECT 'duplicate_key', {key}, '', NULL, NULL, 'key is not unique' FROM golive_twice")
        for at, name in enumerate(self.columns):
            label = "'" + name.replace("'", "''") + "'"
            parts.append(f"SELECT 'changed', {key}, {label}, e{at}, f{at}, s{at} FROM golive_wide WHERE d{at}")
        self.bench.run(f"CREATE OR REPLACE TEMP TABLE {STORED} AS {' UNION ALL '.join(parts)}")

    def per_column(self) -> dict[str, int]:
        """How many values differ, for every compared column."""
        rows = self.bench.rows(f"SELECT col, count(*) FROM {STORED} WHERE kind = 'changed' GROUP BY col")
        found = dict(rows)
        return {name: found.get(name, 0) for name in self.columns}

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


def stored(bench: Workbench, limit: int = 0, kind: str = "") -> list[Difference]:
    """The differences of the last comparison, by key; ``limit`` 0 means all."""
    where = f" WHERE kind = '{kind}'" if kind in {"changed", "missing", "extra", "duplicate_key"} else ""
    cut = f" LIMIT {int(limit)}" if limit else ""
    rows = bench.rows(f"SELECT kind, key, col, expected, found, signature FROM {STORED}{where} ORDER BY key, col{cut}")
    return [Difference(k, tuple(map(str, key)), c, e, f, s or "") for k, key, c, e, f, s in rows]
