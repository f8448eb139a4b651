"""What is wrong with this source, table by table, and what must people decide?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from golive.engines.reconcile.audit import codes, dates, excel, markers, months, notations, numbers, personal, spelling
from golive.engines.reconcile.audit.dependencies import broken_dependencies
from golive.engines.reconcile.audit.finding import Finding, Weight
from golive.engines.reconcile.audit.fit import unfit
from golive.engines.reconcile.audit.keys import Profile, broken_keys, keys, profiles, same_rows
from golive.engines.reconcile.audit.look import Look, looking
from golive.engines.reconcile.audit.references import Pointer, orphans, pointers
from golive.engines.reconcile.catalogue import Catalogue, describe
from golive.engines.reconcile.match import Suggestion, suggest
from golive.engines.reconcile.sources import Kind, Source, Table, Workbench

# In the order in which their cures are applied: what hides other faults goes first.
DETECTORS: tuple[Callable[[Look], Iterator[Finding]], ...] = (
    spelling.white_space,
    spelling.encoding,
    markers.missing,
    excel.science,
    excel.months_in_codes,
    numbers.numbers,
    dates.dates,
    months.month_names,
    excel.day_numbers,
    codes.padding,
    codes.yes_or_no,
    spelling.capitals,
    spelling.capitals_alone,
    spelling.slips,
    codes.unusual_form,
    codes.rare_codes,
    personal.personal,
)
MEASURES = frozenset({Kind.DATE, Kind.DATETIME, Kind.DECIMAL, Kind.FLOAT})
# Cures are applied in the order of the detectors, and what needs other columns comes last.
CURES = (
    *("white space", "wrong encoding", "HTML sign", "unseen character", "missing marker", "default value"),
    *("Excel damage", "minus behind", "minus in brackets", "unit in the number", "local number", "impossible date"),
    *("date notation", "date order", "padding", "yes and no", "other spelling", "slip", "orphan", "dependency"),
)
_ORDER = {weight: place for place, weight in enumerate(Weight)}


@dataclass(frozen=True)
class AuditedTable:
    """The profile of one table: figures per column, most frequent shapes, keys; and what was found."""

    name: str
    rows: int
    columns: tuple[Profile, ...]
    shapes: dict[str, tuple[tuple[str, int], ...]]
    keys: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audit:
    """All tables, the foreign keys between them, and all findings, the most pressing first."""

    place: str
    tables: tuple[AuditedTable, ...]
    pointers: tuple[Pointer, ...]
    findings: tuple[Finding, ...]


def audit(bench: Workbench, source: Source, *, table: str = "", target: Catalogue | None = None) -> Audit:
    """Look at every column of a source and group what is wrong by column, detector and pattern.

    Parameters
    ----------
    table : this table only.
    target : where the data will go; values that do not fit their most likely column are found.

    Notes
    -----
    Nothing is changed and nothing is decided here: each finding holds the rules that a person may accept
    (`golive.engines.reconcile.cleanse`).
    """
    opened = [source.table(table)] if table else source.tables()
    bench.lock()
    audited, known = [], {}
    for one in opened:
        known[one.name] = profiles(bench, one)
        audited.append(_audited(bench, one, known[one.name]))
    found = pointers(bench, opened, known)
    rows = {one.name: one.rows for one in audited}
    more = list(orphans(bench, opened, found, rows))
    if target is not None:
        more += _unfit(bench, source, table, opened, known, target)
    tables = tuple(
        replace(t, findings=_sorted([*t.findings, *(f for f in more if f.table == t.name)])) for t in audited
    )
    return Audit(source.place, tables, tuple(found), _sorted([f for t in tables for f in t.findings]))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Those with a rule, in the order in which the rules must be applied."""
    known = {detector: place for place, detector in enumerate(CURES)}
    return sorted(
        (f for f in findings if f.rules), key=lambda f: (known.get(f.detector, len(known)), f.column, -f.count)
    )


def _unfit(
    bench: Workbench,
    source: Source,
    table: str,
    opened: Sequence[Table],
    known: dict[str, list[Profile]],
    target: Catalogue,
) -> list[Finding]:
    catalogue = describe(bench, source, table=table)
    found: list[Suggestion] = suggest(list(catalogue.columns()), list(target.columns()), top=1)
    return [finding for one in opened for finding in unfit(bench, one, known[one.name], found)]


def _sorted(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda f: (_ORDER[f.weight], -f.count, f.table, f.column)))


def _audited(bench: Workbench, table: Table, known: list[Profile]) -> AuditedTable:
    rows = known[0].rows if known else 0
    found: list[Finding] = []
    shapes, measures = {}, set()
    for column, profile in zip(table.columns, known, strict=True):
        if column.sql_type == "VARCHAR" and profile.filled:
            with looking(bench, table, column, rows) as look:
                found += [finding for detector in DETECTORS for finding in detector(look)]
                shapes[column.name] = tuple(look.shapes.most_common(5))
                if dates.is_date(look) or notations.is_measure(look):
                    measures.add(column.name)
        elif column.kind in MEASURES:
            measures.add(column.name)
    found += broken_keys(bench, table, known)
    found += same_rows(bench, table)
    found += broken_dependencies(bench, table, known, frozenset(measures))
    return AuditedTable(
        table.name, rows, tuple(known), shapes, tuple(keys(bench, table, known)), tuple(found), table.notices
    )
