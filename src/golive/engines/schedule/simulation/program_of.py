"""Which arrays does this plan become, once durations are drawn and risks strike?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from golive.engines.schedule.dates.engine import engine_for
from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.simulation.frame import Frame, frame_of
from golive.engines.schedule.simulation.luck import Strikes, Struck
from golive.engines.schedule.simulation.program import F32, I32, I64, U64, Hits, Program, Tasks, column
from golive.engines.schedule.simulation.program_links import as_column


@dataclass(frozen=True)
class Drawn:
    """How the durations of the drawn tasks are found: columns in the order of ``positions``."""

    positions: I64
    keys: U64
    table: I32
    low: F32
    width: F32
    share: I32
    tables: F32
    certain: tuple[I64, I64]
    """Positions, and the certain durations that replace the plan's there."""


class Compiled(NamedTuple):
    program: Program
    order: I64
    """The network's positions in the order of the program."""


def compiled(
    base: Schedule, drawn: Drawn, until: int, target: int | None, struck: Strikes, fast: bool | None
) -> Compiled:
    """The program of a schedule. ``target`` is the position that counts; ``fast`` only says who makes it."""
    frame = frame_of(base, until, fast)
    program = frame.program._replace(
        tasks=_tasks(frame, drawn), hits=_hits(base, frame.place, struck), tables=drawn.tables
    )
    return Compiled(program if target is None else _aimed(program, frame, target), frame.order)


def _tasks(frame: Frame, drawn: Drawn) -> Tasks:
    tasks, at, (sure, lengths) = frame.program.tasks, frame.place[drawn.positions], drawn.certain
    columns = {"key": drawn.keys, "table": drawn.table, "low": drawn.low, "width": drawn.width, "share": drawn.share}
    changed = {name: _with(getattr(tasks, name), at, values) for name, values in columns.items()}
    return tasks._replace(certain=_with(tasks.certain, frame.place[sure], column(lengths, np.int32)), **changed)


def _with(kept: Any, places: I64, values: Any) -> Any:
    """A copy of a column with other values in some places."""
    changed = kept.copy()
    changed[places] = values
    return changed


def _aimed(program: Program, frame: Frame, target: int) -> Program:
    """The program in which one task alone is the end."""
    place = frame.place[target]
    end = np.full(len(frame.order), -1, np.int32)
    end[place] = 0
    return program._replace(
        tasks=program.tasks._replace(end=end),
        end_axes=program.tasks.axis[place : place + 1].copy(),
        rules=program.rules._replace(ends=1),
    )


def _hits(base: Schedule, place: I64, struck: Strikes) -> Hits:
    done = as_column(base.net.work.done) != 0
    later = struck.added.of(~done[struck.added.positions])
    return Hits(*_by_place(place, struck.factors), *_by_place(place, later))


def _by_place(place: I64, struck: Struck) -> tuple[I32, I32]:
    first, places = engine_for(len(place)).grouped(len(place), place[struck.positions])
    return column(first, np.int32), column(struck.rows[places], np.int32)
