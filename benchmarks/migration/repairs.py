"""How much of the systematic damage do twenty group decisions repair?"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.migration.dirty_tables import Cell, DirtyTable, spoiled
from golive.engines.reconcile.audit import Finding, audit, in_order
from golive.engines.reconcile.cleanse import cleanse
from golive.engines.reconcile.sources import Workbench, open_source

DECISIONS = 20


@dataclass(frozen=True)
class Repair:
    """What the decisions of a person who knows the truth came to."""

    decisions: int
    accepted: int
    systematic: int
    repaired: int
    harmed: int
    slips: int
    slips_repaired: int

    @property
    def share(self) -> float:
        return self.repaired / self.systematic if self.systematic else 1.0


def repair(table: DirtyTable, folder: Path, decisions: int = DECISIONS) -> Repair:
    """Show the first findings with a rule to a person who knows the clean table; apply what is accepted.

    A finding is accepted when it makes more cells right than wrong. Findings come in the audit's own order: those that
    change most first. A value counts as right when it is the clean one, numbers by value.
    """
    file = table.write(folder / "dirty.csv")
    with Workbench() as bench:
        source = open_source(bench, file)
        found = [f for f in audit(bench, source).findings if f.rules]
        shown = found[:decisions]
        accepted = [f for f in shown if _helps(bench, source.table(), f, table)]
        done = cleanse(bench, source.table(), in_order(accepted))
        after = bench.rows(f"SELECT * FROM {done.table.relation}")
    wrong = _wrong(table, after)
    before = _wrong(table, table.dirty)
    systematic = {cell for cell in table.systematic if cell in before}
    return Repair(
        len(shown),
        len(accepted),
        len(systematic),
        len(systematic - wrong),
        len(wrong - before),
        len(table.slips),
        len(set(table.slips) - wrong),
    )


def _helps(bench: Workbench, opened: object, finding: Finding, table: DirtyTable) -> bool:
    done = cleanse(bench, opened, [finding])  # type: ignore[arg-type]
    after = bench.rows(f"SELECT * FROM {done.table.relation}")
    place = table.columns.index(finding.column)
    gained = 0
    for row, clean in enumerate(table.clean):
        new, old = after[row][place], table.dirty[row][place]
        gained += (new != old) * (1 if _nearer(new, old, clean[place]) else -1)
    return gained > 0


def _nearer(new: str | None, old: str | None, clean: str | None) -> bool:
    """Right now, or on the way: white space gone, the word in the usual capitals, the unit gone."""
    if _same(new, clean):
        return True
    squashed = " ".join((old or "").split())
    return new is not None and clean is not None and new == squashed


def _wrong(table: DirtyTable, rows: Sequence[Sequence[str | None]]) -> set[Cell]:
    return {
        (number, column)
        for number, (row, clean) in enumerate(zip(rows, table.clean, strict=True))
        for column, value, right in zip(table.columns, row, clean, strict=True)
        if not _same(value, right)
    }


def _same(value: str | None, right: str | None) -> bool:
    if not value or not right:
        return (value or None) == (right or None)
    number = re.compile(r"-?\d+(\.\d+)?")
    if number.fullmatch(value) and number.fullmatch(right) and "." in right:
        return float(value) == float(right)
    return value == right


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(5):
            found = repair(spoiled(2000, seed), Path(folder))
            share = f"{found.repaired} of {found.systematic} systematic errors repaired ({found.share:.3f})"
            print(f"  seed {seed}: {share} by {found.accepted} of {found.decisions} decisions, {found.harmed} harmed")


if __name__ == "__main__":
    main()
