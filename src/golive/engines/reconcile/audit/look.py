"""How does one column look: its distinct values, their shapes, how often each occurs?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from golive.engines.reconcile.audit.finding import Finding, Rule, Weight
from golive.engines.reconcile.expressions import compile_expression
from golive.engines.reconcile.sources import Column, Kind, Table, Workbench, quoted

EXAMPLES = 5
MOST_SHAPES = 3000
FEW = 5000  # up to so many distinct values they are looked at one by one
PLAIN = {
    "9": "[0-9]+",
    "9.9": "[0-9]+[.][0-9]+",
    "9-9-9": "[0-9]+-[0-9]+-[0-9]+",
    "9-9-9 9:9:9": "[0-9]+-[0-9]+-[0-9]+ [0-9]+:[0-9]+:[0-9]+",
}
LETTERS, DIGITS = r"[\p{L}]+", "[0-9]+"


def words_of(heading: str) -> set[str]:
    """The words of a heading, lowered.

    >>> sorted(words_of("BirthDate_2"))
    ['2', 'birth', 'date']
    """
    return set(re.findall(r"[a-zäöüß]+|\d+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).lower()))


@dataclass
class Look:
    """One text column while it is audited; its distinct values stand in the table `looked` with their counts.

    ``table_rows`` counts all rows, ``filled`` those with a value.
    """

    bench: Workbench
    table: str
    column: str
    table_rows: int
    filled: int
    distinct: int
    explained: set[str] = field(default_factory=set)  # squashed values that a detector has taken already

    @property
    def quoted(self) -> str:
        return quoted(self.column)

    @cached_property
    def shapes(self) -> Counter[str]:
        """Trimmed shape (a for letters, 9 for digits, signs as they are) and rows, the most frequent ones."""
        rows = self.bench.rows(
            f"SELECT trim(shape), sum(times)::BIGINT FROM looked GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT {MOST_SHAPES}"
        )
        return Counter(dict(rows))

    @cached_property
    def values(self) -> list[tuple[str, int]]:
        """Every distinct value, squashed, with its rows, most frequent first; empty where there are too many."""
        if self.distinct > FEW:
            return []
        squashed: Counter[str] = Counter()
        for value, times in self.bench.rows(f"SELECT {self.quoted}, times FROM looked ORDER BY times DESC, 1"):
            squashed[" ".join(value.split())] += times
        del squashed[""]
        return squashed.most_common()

    @property
    def unexplained(self) -> list[tuple[str, int]]:
        """The values without those that a detector has taken already."""
        return [(value, times) for value, times in self.values if value not in self.explained]

    @property
    def unexplained_shapes(self) -> Counter[str]:
        """The shapes of the unexplained values; of all where there are too many values to look at one by one."""
        if not self.values:
            return self.shapes
        found: Counter[str] = Counter()
        for value, times in self.unexplained:
            found[shape_of(value)] += times
        return found

    @cached_property
    def words(self) -> set[str]:
        """What the heading says: its words, lowered."""
        return words_of(self.column)

    def has_shape(self, pattern: str) -> bool:
        """Whether any value has a shape of this kind; asked before a pattern is tried on every value."""
        known = re.compile(pattern)
        return any(known.fullmatch(shape) for shape in self.shapes)

    def rows_where(self, when: str) -> int:
        """How many rows a condition of the expression language holds for."""
        return int(self.bench.rows(f"SELECT coalesce(sum(times), 0)::BIGINT FROM looked WHERE {self._sql(when)}")[0][0])

    def examples_where(self, when: str) -> tuple[str, ...]:
        query = f"SELECT {self.quoted} FROM looked WHERE {self._sql(when)} ORDER BY times DESC, 1 LIMIT {EXAMPLES}"
        return tuple(row[0] for row in self.bench.rows(query))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.bench.rows(sql)

    def found(
        self, detector: str, pattern: str, says: str, weight: Weight, *rules: Rule, when: str = ""
    ) -> Iterator[Finding]:
        """The finding, counted where its rules (or ``when``) hold; nothing if that is nowhere."""
        condition = when or " or ".join(f"({rule.when})" for rule in rules)
        parts = [rule.when for rule in rules] if rules and not when else [condition]
        count = sum(self.rows_where(part) for part in parts)
        if count:
            examples = tuple(dict.fromkeys(value for part in parts for value in self.examples_where(part)))[:EXAMPLES]
            text = says.format(count=count, column=self.column)
            yield Finding(
                self.table, self.column, detector, pattern, count, self.table_rows, examples, text, weight, rules
            )

    def rule(self, when: str, then: str) -> Rule:
        """A rule on this column; ``{x}`` stands for the column."""
        return Rule(self.column, when.replace("{x}", self.quoted), then.replace("{x}", self.quoted))

    def _sql(self, when: str) -> str:
        text = when.replace("{x}", self.quoted)
        return compile_expression(text, {self.column: Kind.TEXT}).sql


def _shape(name: str) -> str:
    """SQL for the shape; what is plainly a number or an ISO date is told by one match, four times cheaper."""
    plain = " ".join(f"WHEN regexp_full_match({name}, '{pattern}') THEN '{shape}'" for shape, pattern in PLAIN.items())
    written = f"regexp_replace(regexp_replace({name}, '{LETTERS}', 'a', 'g'), '{DIGITS}', '9', 'g')"
    return f"CASE {plain} ELSE {written} END"


def shape_of(value: str) -> str:
    """The value with letters as a and digits as 9.

    >>> shape_of("Müller 12-B")
    'a 9-a'
    """
    return re.sub("[0-9]+", "9", re.sub(r"[^\W\d_]+", "a", value))


@contextmanager
def looking(bench: Workbench, table: Table, column: Column, rows: int) -> Iterator[Look]:
    """Group the column's values with their shapes for as long as it is looked at."""
    name = quoted(column.name)
    shape = _shape(name)
    bench.run(
        f"CREATE OR REPLACE TEMP TABLE looked AS SELECT {name}, times, {shape} AS shape FROM (SELECT {name},"
        f" count(*) AS times FROM {table.relation} WHERE {name} <> '' GROUP BY {name})"
    )
    filled, distinct = bench.rows("SELECT coalesce(sum(times), 0)::BIGINT, count(*) FROM looked")[0]
    try:
        yield Look(bench, table.name, column.name, rows, filled, distinct)
    finally:
        bench.run("DROP TABLE IF EXISTS looked")
