"""Is every source field and every target field accounted for, and may the mapping be run?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from golive.engines.reconcile.expressions import Engine, columns_of, compile_expression, parse
from golive.engines.reconcile.mapping.document import Field, Mapping, key_expression
from golive.engines.reconcile.sources import Kind, Table
from golive.plain.verdict import Refused


@dataclass(frozen=True)
class Coverage:
    """What became of each field. ``errors`` forbid a run, ``gaps`` hold the gate shut; each names its field.

    ``source`` and ``target`` give the state of each field: mapped, key, filter, not migrated, UNMAPPED; and mapped,
    constant, default, system, optional, MISSING.
    """

    source: dict[str, str]
    target: dict[str, str]
    errors: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    unconfirmed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """The share of source fields that are accounted for; None where the source is not known."""
        if not self.source:
            return None
        return sum(state != "UNMAPPED" for state in self.source.values()) / len(self.source)

    @property
    def complete(self) -> bool:
        return not self.errors and not self.gaps


def coverage(
    mapping: Mapping, source: Table | None = None, target: Table | None = None, *, engine: Engine = Engine.DUCKDB
) -> Coverage:
    """Check the mapping against the tables that are known; every expression is compiled for the engine.

    Parameters
    ----------
    source, target : the tables, where they are at hand; without them only the document is checked.
    """
    kinds = None if source is None else {column.name: column.kind for column in source.columns}
    errors = list(_expressions(mapping, kinds, engine))
    known = {name: set(_used(each)) for name, each in _spoken(mapping).items()}
    states = _source_states(mapping, source.names if source else (), known)
    left = _where(states, "UNMAPPED")
    gaps = [f"The source field {name} is UNMAPPED. Map it, or give a reason." for name in left]
    here = {} if target is None else _target_states(mapping, target.names)
    if target is not None:
        for each in mapping.fields:
            if each.name.casefold() not in {name.casefold() for name in target.names}:
                errors.append(f"The target has no field {each.name}. Check its name.")
        for name in mapping.key_target:
            if name.casefold() not in {known.casefold() for known in target.names}:
                errors.append(f"The target has no key field {name}. Check its name.")
    unconfirmed = {name: held.unconfirmed for name, held in mapping.maps.items() if held.unconfirmed}
    gaps += [
        f"The value map {name} has {len(codes)} unconfirmed codes: {', '.join(codes[:5])}. Have its owner confirm them."
        for name, codes in unconfirmed.items()
    ]
    absent = [] if source is None else _absent(mapping, source.names)
    return Coverage(states, here, tuple(errors), (*gaps, *absent), unconfirmed)


def _spoken(mapping: Mapping) -> dict[str, str]:
    """Every expression of the mapping by what it computes."""
    found = {f"field {each.name}": each.expression for each in mapping.fields if each.expression}
    found |= {f"key {name}": key_expression(name) for name in mapping.key_source}
    return found | ({"filter": mapping.filter} if mapping.filter else {})


def _expressions(mapping: Mapping, kinds: dict[str, Kind] | None, engine: Engine) -> Iterable[str]:
    for what, text in _spoken(mapping).items():
        try:
            found = compile_expression(text, kinds, engine=engine)
        except Refused as refused:
            for each in refused.refusals:
                yield f"{what}: {each.problem} {each.cure}".strip()
            continue
        if what == "filter" and found.kind is not Kind.BOOLEAN:
            yield "filter: it is no condition. Compare with = or <>."


def _used(text: str) -> Sequence[str]:
    try:
        return list(columns_of(parse(text)))
    except Refused:
        return []


def _source_states(mapping: Mapping, names: Sequence[str], known: dict[str, set[str]]) -> dict[str, str]:
    by_field = {name.casefold() for what, used in known.items() if what.startswith("field") for name in used}
    by_key = {name.casefold() for what, used in known.items() if what.startswith("key") for name in used}
    by_filter = {name.casefold() for name in known.get("filter", ())}
    left = {name.casefold() for name in mapping.not_migrated}
    states = {}
    for name in names:
        folded = name.casefold()
        states[name] = (
            "mapped"
            if folded in by_field
            else "key"
            if folded in by_key
            else "not migrated"
            if folded in left
            else "filter"
            if folded in by_filter
            else "UNMAPPED"
        )
    return states


def _absent(mapping: Mapping, names: Sequence[str]) -> list[str]:
    here = {name.casefold() for name in names}
    gone = [name for name in mapping.not_migrated if name.casefold() not in here]
    return [f"not_migrated names {name}, which the source does not have. Take it out." for name in gone]


def _target_states(mapping: Mapping, names: Sequence[str]) -> dict[str, str]:
    keys = {name.casefold() for name in mapping.key_target}
    system = {name.casefold() for name in mapping.system}
    states = {}
    for name in names:
        found = mapping.field(name)
        if found is not None:
            states[name] = _way(found)
        else:
            folded = name.casefold()
            states[name] = "key" if folded in keys else "system" if folded in system else "optional"
    return states


def _way(found: Field) -> str:
    return "default" if found.is_default else "constant" if found.constant is not None else "mapped"


def _where(states: dict[str, str], state: str) -> list[str]:
    return [name for name, held in states.items() if held == state]
