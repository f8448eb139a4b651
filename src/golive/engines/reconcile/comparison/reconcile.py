"""Did the target receive what the mapping says? From source, target and mapping to the outcome."""

from __future__ import annotations

from dataclasses import replace

from golive.engines.reconcile.comparison.compare import compare_tables
from golive.engines.reconcile.comparison.expected import Expected, expected_on, fitting_values, planned
from golive.engines.reconcile.comparison.open_types import settled
from golive.engines.reconcile.comparison.outcome import Outcome
from golive.engines.reconcile.comparison.pushed import compare_on
from golive.engines.reconcile.comparison.sides import Computed, Sides
from golive.engines.reconcile.mapping.coverage import coverage
from golive.engines.reconcile.mapping.document import Mapping
from golive.engines.reconcile.refusals import refusal
from golive.engines.reconcile.servers import Here, Server
from golive.engines.reconcile.sources import Source, Table, Workbench, open_source
from golive.plain.verdict import require


def reconcile(bench: Workbench, mapping: Mapping, source: Source, target: Source) -> tuple[Expected, Outcome]:
    """Apply the mapping to the source and hold the result against the target, completely.

    Raises `Refused` with everything that cannot be computed, before anything is compared.
    """
    origin, arrived = source_table(mapping, source), target_table(mapping, target)
    found = coverage(mapping, origin, arrived)
    require([refusal("mapping.unusable", problem) for problem in found.errors])
    asked, expected = planned(bench, mapping, origin)
    rules = {each.name: each.compare for each in mapping.fields}
    types, said = settled(Here(bench), mapping, expected, arrived)
    watched, conditions = asked.watched()
    computed = Computed(watched, conditions, asked.keys, asked.again)
    sides = Sides(expected.table, arrived, mapping.key_target, types, rules, mapping.accept, mapping.controls, computed)
    with fitting_values():
        outcome = compare_tables(bench, sides)
    expected = replace(expected, findings=tuple(asked.findings(expected.table.relation, outcome.seen)))
    return expected, replace(outcome, notices=(*expected.findings, *said, *outcome.notices))


def reconcile_on(
    server: Server, bench: Workbench, mapping: Mapping, source: str, target: str
) -> tuple[Expected, Outcome]:
    """The same on a server: what lies there stays there, what does not is brought there, and what differs comes back.

    Parameters
    ----------
    source, target : places as `open_source` takes them.

    Raises `Refused` as `reconcile` does, and for every function that the server would answer differently.
    """
    landed = [_landed(server, bench, *side) for side in ((source, "source", mapping), (target, "target", mapping))]
    bench.lock()
    origin, arrived = landed
    found = coverage(mapping, origin, arrived, engine=server.engine)
    require([refusal("mapping.unusable", problem) for problem in found.errors])
    expected = expected_on(server, mapping, origin)
    rules = {each.name: each.compare for each in mapping.fields}
    types, said = settled(server, mapping, expected, arrived)
    sides = Sides(expected.table, arrived, mapping.key_target, types, rules, mapping.accept, mapping.controls)
    outcome = compare_on(server, bench, sides)
    return expected, replace(outcome, notices=(*expected.findings, *said, *outcome.notices))


def _landed(server: Server, bench: Workbench, place: str, side: str, mapping: Mapping) -> Table:
    """A table on the server: where it lies already, or brought there."""
    if server.own(place):
        wanted = mapping.source_table if side == "source" else mapping.target_table or mapping.object
        return server.table(place, wanted)
    opened = open_source(bench, place)
    table = source_table(mapping, opened) if side == "source" else target_table(mapping, opened)
    return server.land(bench, side, table)


def source_table(mapping: Mapping, source: Source) -> Table:
    """The table that the mapping reads: the only one of the place, or the one it names."""
    return source.table("" if len(source.names) == 1 else mapping.source_table)


def target_table(mapping: Mapping, target: Source) -> Table:
    return target.table("" if len(target.names) == 1 else mapping.target_table or mapping.object)
