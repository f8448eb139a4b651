"""Do the declared totals agree: counts, sums by group, references that lead nowhere?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from golive.engines.reconcile.mapping.document import Control
from golive.engines.reconcile.sources import Table, Workbench

LARGEST = 1_000  # groups of one control that are listed, those that differ first


@dataclass(frozen=True)
class ControlTotal:
    """One total on both sides; ``group`` is empty where the control has none."""

    control: str
    group: str
    expected: str | None
    found: str | None

    @property
    def agrees(self) -> bool:
        return self.expected == self.found


def control_totals(
    bench: Workbench,
    controls: tuple[Control, ...],
    sides: tuple[Table, Table],
    value: Callable[[str, str], str],
) -> Iterator[ControlTotal]:
    """Every control, group by group.

    Parameters
    ----------
    sides : the expected and the found table, called e and f in SQL.
    value : the SQL of a field of a side, in the type in which it is compared; sums of decimals stay exact.
    """
    for control in controls:
        parts = [_side(control, table, side, value) for table, side in zip(sides, "ef", strict=True)]
        rows = bench.rows(
            f"SELECT coalesce(a.g, b.g), a.n, b.n FROM ({parts[0]}) a FULL JOIN ({parts[1]}) b ON a.g = b.g "
            f"ORDER BY a.n IS NOT DISTINCT FROM b.n, 1 LIMIT {LARGEST}"
        )
        for group, expected, found in rows:
            yield ControlTotal(control.words, group, expected, found)


def _side(control: Control, table: Table, side: str, value: Callable[[str, str], str]) -> str:
    total = {
        "count": "count(*)",
        "sum": f"sum({value(side, control.field)})" if control.field else "",
        "orphans": f"count(*) FILTER ({value(side, control.field)} IS NULL)" if control.field else "",
    }[control.what]
    shown = ", ".join(f"coalesce(CAST({value(side, name)} AS VARCHAR), 'null')" for name in control.by)
    group = f"concat_ws(' / ', {shown})" if shown else "''"
    return f"SELECT {group} AS g, CAST({total} AS VARCHAR) AS n FROM {table.relation} {side} GROUP BY 1"
