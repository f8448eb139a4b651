"""Which columns point to another table, and which rows point to nothing?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from golive.engines.reconcile.audit.finding import Finding, Rule, Weight
from golive.engines.reconcile.audit.keys import Profile, sounds_like_a_key
from golive.engines.reconcile.match.names import name_scores
from golive.engines.reconcile.sources import Table, Workbench, quoted

POINTS = 0.7
NAMED_ALIKE = 0.6


@dataclass(frozen=True)
class Pointer:
    """A foreign key found in the data: ``share`` of the filled rows of ``table.column`` exist in the other column."""

    table: str
    column: str
    to_table: str
    to_column: str
    share: float
    orphans: int
    filled: int


def pointers(bench: Workbench, tables: Sequence[Table], known: Mapping[str, Sequence[Profile]]) -> list[Pointer]:
    """For each column that might be a foreign key, the key of another table that holds most of its values.

    A candidate shares its name with the key or its table; what merely happens to lie in the same range does not count.
    """
    found = []
    for table in tables:
        for profile in known[table.name]:
            if profile.filled and profile.distinct > 1 and not _is_own_key(profile, known[table.name]):
                best = max(_candidates(bench, table, profile, tables, known), key=_likely, default=None)
                if best is not None:
                    found.append(best)
    return found


def _likely(pointer: Pointer) -> tuple[float, float]:
    target = [pointer.to_column, f"{pointer.to_table} {pointer.to_column}", pointer.to_table]
    itself = pointer.table == pointer.to_table and "parent" not in pointer.column.lower()
    return pointer.share + float(name_scores([pointer.column], target).max()) - 0.5 * itself, pointer.share


def _is_own_key(profile: Profile, known: Sequence[Profile]) -> bool:
    keys = [p.name for p in known if p.is_key and sounds_like_a_key(p.name)]
    return bool(keys) and profile.name == keys[0]


def _candidates(
    bench: Workbench, table: Table, profile: Profile, tables: Sequence[Table], known: Mapping[str, Sequence[Profile]]
) -> Iterator[Pointer]:
    for other in tables:
        for key in known[other.name]:
            itself = other.name == table.name and key.name == profile.name
            nearly = key.distinct >= 0.98 * key.filled and key.filled >= 0.98 * key.rows and key.rows > 1
            if (
                itself
                or not nearly
                or not sounds_like_a_key(key.name)
                or not _named_alike(profile.name, other.name, key.name)
            ):
                continue
            if other.name == table.name and profile.distinct >= 0.98 * profile.filled:
                continue
            pointer = _measured(bench, table, profile, other, key)
            if pointer.share >= POINTS:
                yield pointer


def _named_alike(column: str, table: str, key: str) -> bool:
    if re.sub(r"\W|_", "", column).lower() in {re.sub(r"\W|_", "", f"{table}{key}").lower(), key.lower()}:
        return True
    return float(name_scores([column], [key, f"{table} {key}", table]).max()) >= NAMED_ALIKE


def _measured(bench: Workbench, table: Table, profile: Profile, other: Table, key: Profile) -> Pointer:
    one, two = quoted(profile.name), quoted(key.name)
    orphans = bench.rows(f"SELECT count(*) FROM {table.relation} WHERE {_orphaned(one, two, other)}")[0][0]
    share = 1 - orphans / profile.filled
    return Pointer(table.name, profile.name, other.name, key.name, share, orphans, profile.filled)


def _orphaned(one: str, two: str, other: Table) -> str:
    known = f"SELECT {two}::VARCHAR FROM {other.relation} WHERE {two} IS NOT NULL"
    return f"{one} IS NOT NULL AND {one}::VARCHAR <> '' AND {one}::VARCHAR NOT IN ({known})"


def orphans(
    bench: Workbench, tables: Sequence[Table], found: Sequence[Pointer], rows: Mapping[str, int]
) -> Iterator[Finding]:
    """Rows that point to nothing; those that would point to something without padding and capitals apart."""
    by_name = {table.name: table for table in tables}
    for pointer in found:
        if not pointer.orphans:
            continue
        table, other = by_name[pointer.table], by_name[pointer.to_table]
        one, two = quoted(pointer.column), quoted(pointer.to_column)
        missing = (
            f"SELECT {one}::VARCHAR AS v, count(*) AS times FROM {table.relation}"
            f" WHERE {_orphaned(one, two, other)} GROUP BY ALL"
        )
        bare = "upper(ltrim(trim({}), '0'))"
        known = f"SELECT {bare.format(f'{two}::VARCHAR')} FROM {other.relation} WHERE {two} IS NOT NULL"
        alike = f"{bare.format('v')} IN ({known})"
        near = bench.rows(f"SELECT coalesce(sum(times), 0)::BIGINT, count(*), min(v) FROM ({missing}) WHERE {alike}")[0]
        target = f"{pointer.to_table}.{pointer.to_column}"
        if near[0]:
            says = f"{near[0]} rows of {pointer.column} are in {target} but for leading zeros, blanks or capitals."
            yield _found(
                pointer, f"{target} by padding", near[0], (near[2],), says, rows, _aligned(bench, pointer, other)
            )
        if pointer.orphans > near[0]:
            examples = tuple(
                r[0]
                for r in bench.rows(f"SELECT v FROM ({missing}) WHERE NOT ({alike}) ORDER BY times DESC, v LIMIT 5")
            )
            count = pointer.orphans - near[0]
            says = f"{count} rows of {pointer.column} point to a {target} that does not exist. Load it, or empty them."
            yield _found(pointer, target, count, examples, says, rows, ())


def _aligned(bench: Workbench, pointer: Pointer, other: Table) -> tuple[Rule, ...]:
    """Pad to the width of the key if it has one width, else no rule."""
    name = quoted(pointer.to_column)
    widths = bench.rows(f"SELECT DISTINCT length(trim({name}::VARCHAR)) FROM {other.relation} WHERE {name} IS NOT NULL")
    if len(widths) != 1 or not 1 < widths[0][0] <= 40:
        return ()
    own, width = quoted(pointer.column), widths[0][0]
    value = f"trim({own})"
    return (Rule(pointer.column, f"length({value}) < {width}", f"pad_left({value}, {width}, '0')"),)


def _found(
    pointer: Pointer, pattern: str, count: int, examples: tuple[str, ...], says: str, rows: Mapping[str, int],
    rules: tuple[Rule, ...],
) -> Finding:  # fmt: skip
    weight = Weight.REPAIR if rules else Weight.BLOCKS
    return Finding(
        pointer.table, pointer.column, "orphan", pattern, count, rows[pointer.table], examples, says, weight, rules
    )
