"""Will the values of the source go into the columns of the target?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from golive.engines.reconcile.audit.finding import Finding, Weight
from golive.engines.reconcile.audit.keys import Profile
from golive.engines.reconcile.catalogue.nouns import Column, Kind
from golive.engines.reconcile.match import Suggestion
from golive.engines.reconcile.sources import Table, Workbench, quoted

SURE = 0.55  # a suggestion below this is not worth measuring against
_CAST = {Kind.INTEGER: "BIGINT", Kind.DECIMAL: "DOUBLE", Kind.DATE: "DATE", Kind.MOMENT: "TIMESTAMP"}
_PATTERN = {
    Kind.INTEGER: r"\s*[-+]?\d+\s*",
    Kind.DECIMAL: r"\s*[-+]?(\d+(\.\d*)?|\.\d+)\s*",
    Kind.DATE: r"\s*\d{4}-\d{2}-\d{2}\s*",
    Kind.MOMENT: r"\s*\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?\s*",
}


def unfit(bench: Workbench, table: Table, known: Sequence[Profile], found: Sequence[Suggestion]) -> Iterator[Finding]:
    """Too long, empty but mandatory, not of the target's kind: against the best suggestion of each column."""
    profiles = {profile.name: profile for profile in known}
    seen = set()
    for one in found:
        profile = profiles.get(one.source.name)
        if one.source.table != table.name or profile is None or one.source.name in seen or one.score < SURE:
            continue
        seen.add(one.source.name)
        yield from _too_long(bench, table, profile, one.target)
        yield from _empty(table, profile, one.target)
        yield from _other_kind(bench, table, profile, one.target)


def _too_long(bench: Workbench, table: Table, profile: Profile, target: Column) -> Iterator[Finding]:
    if target.max_length and profile.longest and profile.longest > target.max_length:
        name = quoted(profile.name)
        condition = f"length({name}) > {target.max_length}"
        says = f"{{count}} values of {profile.name} are longer than the {target.max_length} characters of {target}."
        yield _found(bench, table, profile, f"longer than {target} ({target.max_length})", condition, says)


def _empty(table: Table, profile: Profile, target: Column) -> Iterator[Finding]:
    if target.mandatory and profile.missing:
        says = f"{profile.missing} rows have no {profile.name}, but {target} must be filled."
        pattern = f"empty, {target} is mandatory"
        yield Finding(
            table.name, profile.name, "target fit", pattern, profile.missing, profile.rows, (), says, Weight.BLOCKS
        )


def _other_kind(bench: Workbench, table: Table, profile: Profile, target: Column) -> Iterator[Finding]:
    if profile.sql_type == "VARCHAR" and target.kind in _CAST:
        name = quoted(profile.name)
        condition = (
            f"{name} IS NOT NULL AND NOT (regexp_full_match({name}, '{_PATTERN[target.kind]}')"
            f" AND try_cast({name} AS {_CAST[target.kind]}) IS NOT NULL)"
        )
        says = f"{{count}} values of {profile.name} are no {target.kind.value}, which {target} needs."
        yield from _some(_found(bench, table, profile, f"not a {target.kind.value} for {target}", condition, says))


def _some(found: Finding) -> Iterator[Finding]:
    if found.count:
        yield found


def _found(bench: Workbench, table: Table, profile: Profile, pattern: str, condition: str, says: str) -> Finding:
    name = quoted(profile.name)
    count = bench.rows(f"SELECT count(*) FROM {table.relation} WHERE {condition}")[0][0]
    shown = bench.rows(
        f"SELECT {name} FROM {table.relation} WHERE {condition} GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 5"
    )
    examples = tuple(row[0] for row in shown)
    text = says.format(count=count)
    return Finding(table.name, profile.name, "target fit", pattern, count, profile.rows, examples, text, Weight.BLOCKS)
