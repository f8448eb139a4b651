"""What does a copy of the table look like after the accepted rules, and what did each of them change?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from golive.engines.reconcile.audit.finding import Finding, Rule
from golive.engines.reconcile.expressions import compile_expression
from golive.engines.reconcile.refusals import refusal
from golive.engines.reconcile.sources import Kind, Table, Workbench, literal, quoted
from golive.engines.reconcile.sources.staging import parquet_table
from golive.plain.verdict import Refusal, Refused

SAMPLES = 5
ROW = "golive_row"
_BEFORE = "golive_before_"


@dataclass(frozen=True)
class Evidence:
    """What one accepted finding changed: rows hit, and a sample of (row from 1, before, after)."""

    finding: str
    column: str
    detector: str
    pattern: str
    rules: tuple[Rule, ...]
    rows: int
    samples: tuple[tuple[int, str | None, str | None], ...]


@dataclass(frozen=True)
class Cleansed:
    """The cleansed copy, the evidence per finding, and a Parquet file with every change.

    ``changes`` has the columns row, column, finding, before, after. The source is untouched.
    """

    table: Table
    evidence: tuple[Evidence, ...]
    changes: Path
    changed_cells: int


def cleanse(bench: Workbench, table: Table, accepted: Sequence[Finding]) -> Cleansed:
    """Apply the rules of the accepted findings, in the order given, to a copy.

    Parameters
    ----------
    accepted : findings with rules, in the order of `in_order`; those of other tables are refused.

    Raises `Refused` with every rule that cannot be applied; then nothing is changed.

    Examples
    --------
    >>> import tempfile
    >>> from golive.engines.reconcile.audit import audit
    >>> from golive.engines.reconcile.sources import open_source
    >>> file = Path(tempfile.mkdtemp()) / "prices.csv"
    >>> _ = file.write_text("price\\n" + '"1.234,50"\\n"99,90"\\n' * 3)
    >>> with Workbench() as bench:
    ...     source = open_source(bench, file)
    ...     found = audit(bench, source).findings
    ...     copy = cleanse(bench, source.table(), [f for f in found if f.rules])
    ...     sorted(set(bench.rows(f"SELECT price FROM {copy.table.relation}"))), copy.changed_cells
    ([('1234.50',), ('99.90',)], 6)
    """
    steps = _compiled(table, accepted)
    staged = bench.staged_path(f"{table.name}-cleansed")
    bench.run(f"COPY ({_chain(table, steps)}) TO {literal(str(staged))} (FORMAT parquet, COMPRESSION lz4_raw)")
    read = f"read_parquet({literal(str(staged))})"
    after = _after(accepted)
    changes = bench.staged_path(f"{table.name}-changes")
    bench.run(f"COPY ({_changes(read, accepted, after)}) TO {literal(str(changes))} (FORMAT parquet)")
    evidence = tuple(_evidence(bench, changes, finding) for finding in accepted)
    names = ", ".join(quoted(name) for name in table.names)
    kept = Table(table.name, table.columns, f"(SELECT {names} FROM {read})", table.notices, (str(staged),))
    return Cleansed(kept, evidence, changes, sum(one.rows for one in evidence))


def _compiled(table: Table, accepted: Sequence[Finding]) -> list[tuple[str, str]]:
    """Column and SQL of each step; every rule that does not fit is refused at once."""
    kinds = {column.name: column.kind for column in table.columns}
    wrong: list[Refusal] = []
    steps = []
    for finding in accepted:
        if finding.table != table.name or not finding.rules:
            problem = f"{finding.detector} in {finding.table}.{finding.column} has no rule for {table.name}."
            wrong.append(refusal("cleanse.no_rule", problem, "Accept findings of this table that propose a rule."))
            continue
        try:
            steps.append((finding.column, _case(finding.rules, kinds)))
        except Refused as refused:
            wrong.extend(refused.refusals)
    if wrong:
        raise Refused(wrong)
    return steps


def _case(rules: Iterable[Rule], kinds: dict[str, Kind]) -> str:
    whens, column = [], ""
    for rule in rules:
        column = quoted(rule.column)
        condition, value = compile_expression(rule.when, kinds), compile_expression(rule.then, kinds)
        if condition.kind is not Kind.BOOLEAN or value.kind not in {None, kinds.get(rule.column)}:
            problem = f"“{rule}” gives a {value.kind}, but {rule.column} holds {kinds.get(rule.column)}."
            cure = "Put it into text( ), or give the condition that “when” needs."
            raise Refused([refusal("cleanse.kind", problem, cure, rule.column)])
        whens.append(f"WHEN {condition.sql} THEN {value.sql}")
    return f"CASE {' '.join(whens)} ELSE {column} END"


def _chain(table: Table, steps: Sequence[tuple[str, str]]) -> str:
    """Each step replaces its column and keeps what was before."""
    query = f"SELECT row_number() OVER () AS {ROW}, * FROM {table.relation}"
    for place, (column, case) in enumerate(steps):
        name = quoted(column)
        query = f"SELECT * REPLACE ({case} AS {name}), {name} AS {_BEFORE}{place} FROM ({query})"
    return query


def _after(accepted: Sequence[Finding]) -> list[str]:
    """Where the value after each step stands: before the next step of the same column, or in the column itself."""
    following: dict[str, str] = {}
    after = []
    for place in range(len(accepted) - 1, -1, -1):
        column = accepted[place].column
        after.append(following.get(column, quoted(column)))
        following[column] = f"{_BEFORE}{place}"
    return after[::-1]


def _changes(read: str, accepted: Sequence[Finding], after: Sequence[str]) -> str:
    parts = [
        f"SELECT {ROW} AS row, {literal(finding.column)} AS column, {literal(finding.id)} AS finding,"
        f" {_BEFORE}{place}::VARCHAR AS before, {value}::VARCHAR AS after FROM {read}"
        f" WHERE {_BEFORE}{place} IS DISTINCT FROM {value}"
        for place, (finding, value) in enumerate(zip(accepted, after, strict=True))
    ]
    nothing = "SELECT 0::BIGINT AS row, '' AS column, '' AS finding, '' AS before, '' AS after WHERE false"
    return " UNION ALL ".join(parts or [nothing])


def _evidence(bench: Workbench, changes: Path, finding: Finding) -> Evidence:
    read = f"read_parquet({literal(str(changes))}) WHERE finding = {literal(finding.id)}"
    rows = bench.rows(f"SELECT count(*) FROM {read}")[0][0]
    samples = bench.rows(f"SELECT row, before, after FROM {read} ORDER BY row LIMIT {SAMPLES}")
    return Evidence(finding.id, finding.column, finding.detector, finding.pattern, finding.rules, rows, tuple(samples))


def keep_copy(bench: Workbench, relation: str, out: Path) -> None:
    """Write the cleansed copy or the changes as CSV or Parquet, by the ending of ``out``."""
    form = "FORMAT parquet" if out.suffix == ".parquet" else "FORMAT csv, HEADER"
    bench.run(f"COPY (SELECT * FROM {relation}) TO {literal(str(out.resolve()))} ({form})")


def reopened(bench: Workbench, cleansed: Cleansed) -> Table:
    """The list of changes as a table, for a page or an export."""
    return parquet_table(bench, f"{cleansed.table.name} changes", cleansed.changes)
