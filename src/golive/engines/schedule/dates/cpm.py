"""When can and must each task start? The two passes and the floats of a network, by the kernels.

All dates are whole ticks on the task's own working-time axis; only links between different axes go through the clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import numpy as np

from golive.engines.schedule.dates.clock import Clock, to_work
from golive.engines.schedule.dates.engine import Engine, engine_for
from golive.engines.schedule.dates.forward_pass import permitted
from golive.engines.schedule.dates.network import Network, Wait
from golive.engines.schedule.dates.work import (
    ACTUAL,
    CONSTRAINT,
    DELAY,
    MANUAL,
    NONE,
    PROJECT_START,
    STATUS_DATE,
    SUMMARY,
    Numbers,
    Rules,
)
from golive.engines.schedule.plan import FloatKind, LateMilestones, Mode
from golive.plain.working_time import to_ticks

__all__ = ["ACTUAL", "CONSTRAINT", "DELAY", "MANUAL", "PROJECT_START", "STATUS_DATE", "SUMMARY", "Given", "Passes"]

T = TypeVar("T")
_MODES, _FLOATS = list(Mode), list(FloatKind)


def as_list(column: Numbers) -> list[int]:
    """A column as a list of plain integers."""
    return column if isinstance(column, list) else np.asarray(column).tolist()


@dataclass(eq=False)
class Passes:
    """Early and late coordinates of every task, on its own axis, and what decided its start.

    ``early`` holds the columns of the forward pass as the engine left them, ``late`` those of the backward pass; the
    lists are read task by task. ``finish`` is the project's finish, as an instant.
    """

    early: tuple[Numbers, Numbers, Numbers, Numbers, Numbers]
    finish: int
    end: int
    """Where the last task stands: later than ``finish`` where that is a milestone at the start of the next work."""
    late: tuple[Numbers, Numbers] = ((), ())

    def columns(self, engine: Engine) -> list[Numbers]:
        """Early starts and finishes, late starts and finishes, work scheduled, and sides, as the engine reads them."""
        rows = (self.early[0], self.early[1], *self.late, self.early[3], self.early[4])
        return [row if engine.compiled != isinstance(row, list) else engine.column(row) for row in rows]

    @cached_property
    def es(self) -> list[int]:
        return as_list(self.early[0])

    @cached_property
    def ef(self) -> list[int]:
        return as_list(self.early[1])

    @cached_property
    def driver(self) -> list[int]:
        return as_list(self.early[2])

    @cached_property
    def left(self) -> list[int]:
        """The work that was scheduled: the duration, or what remains of it."""
        return as_list(self.early[3])

    @cached_property
    def side(self) -> list[int]:
        """Of milestones: 1 where they stand at the start of work, 0 where they stand at the end of it."""
        return as_list(self.early[4])

    @cached_property
    def ls(self) -> list[int]:
        return as_list(self.late[0])

    @cached_property
    def lf(self) -> list[int]:
        return as_list(self.late[1])


@dataclass
class Given:
    """What is fixed before the forward pass begins; lists are per task, on its axis, None where nothing is fixed."""

    net: Network
    rules: Rules
    mode: Mode

    @cached_property
    def compiled_rules(self) -> Rules:
        """The rules as compiled kernels read them."""
        floor, status = (np.asarray(row, dtype=np.int64) for row in (self.rules.floor, self.rules.status))
        return self.rules._replace(floor=floor, status=status)  # type: ignore[arg-type]

    def _dates(self, column: object) -> list[int | None]:
        return [None if at == NONE else at for at in np.asarray(column).tolist()]

    @cached_property
    def floor(self) -> list[int]:
        return [self.rules.floor[a] for a in self.net.axis]

    @cached_property
    def status(self) -> list[int | None]:
        return [None if self.rules.status[a] == NONE else self.rules.status[a] for a in self.net.axis]

    @cached_property
    def fixed(self) -> list[tuple[int, int] | None]:
        own = self.net.lists
        rows = zip(own.how, own.fixed_start, own.fixed_finish, strict=True)
        return [(start, finish) if how else None for how, start, finish in rows]

    @cached_property
    def started(self) -> list[int | None]:
        return self._dates(self.net.work.begun)

    @cached_property
    def resume(self) -> list[int | None]:
        return self._dates(self.net.work.resume)

    @cached_property
    def constraint(self) -> list[int | None]:
        return self._dates(self.net.work.at)


def given(net: Network, status: datetime | None, mode: Mode, begin: int | None = None) -> Given:
    """The scheduling options, and project start (or another instant to begin with) and status date on every axis."""
    options, begin = net.plan.options, to_ticks(net.plan.start) if begin is None else begin
    data_date = to_ticks(status) if status is not None and mode is not Mode.AS_MS_PROJECT else None
    times = net.axes.times
    rules = Rules(
        int(options.honour_constraints),
        int(options.mandatory_only),
        int(options.floor_at_project_start),
        _MODES.index(mode),
        int(options.lag_at_finish),
        int(options.multiple_critical_paths),
        _FLOATS.index(options.float_kind),
        int(options.from_finish),
        int(options.late_milestones is LateMilestones.WORK_ENDS),
        [time.to_work(begin) for time in times],
        [NONE if data_date is None else time.to_work(data_date) for time in times],
    )
    return Given(net, rules, mode)


def _on_clock(net: Network, engine: Engine, ask: Callable[[Clock], T]) -> T:
    """The answer of a kernel, asked again where it looked beyond a calendar's table."""
    while True:
        clock = net.axes.clock(engine.compiled)
        found = ask(clock)
        if not net.axes.grown(clock):
            return found


def _ready(known: Given, engine: Engine) -> Rules:
    return known.compiled_rules if engine.compiled else known.rules


def forward(
    net: Network,
    known: Given,
    hold: tuple[int, int] | None = None,
    late: Passes | None = None,
    engine: Engine | None = None,
) -> Passes:
    """The forward pass. ``hold`` keeps the finish of a task at or after a coordinate (a late release).

    ``late`` are the passes whose late dates stand in for as-late-as-possible predecessors.
    """
    engine = engine or engine_for(len(net.tasks))
    work, rules, size = net.columns(engine), _ready(known, engine), len(net.tasks)
    held, until = hold or (-1, 0)
    es, ef, driver, left, side = (engine.room(size) for _ in range(5))
    ls, lf = late.columns(engine)[2:4] if late else (es, ef)

    latest: list[int] = []

    def ask(clock: Clock) -> int:
        nonlocal latest
        latest = engine.room(len(net.axes.times), NONE)
        found = engine.forward(
            clock, work, rules, held, until, int(late is not None), ls, lf, es, ef, driver, left, side, latest
        )
        return int(found)

    end, start = _on_clock(net, engine, ask), to_ticks(net.plan.start)
    lasts = zip(net.axes.times, latest, strict=True)
    finish = max((time.finish_at(int(at)) for time, at in lasts if at != NONE), default=start)
    early = (es, ef, driver, left, side)
    return Passes(early, finish, end if end != NONE else start, late.late if late is not None else ((), ()))


def backward(
    net: Network, known: Given, found: Passes, finish: int | None = None, engine: Engine | None = None
) -> Passes:
    """The passes with their late dates, from the project's finish or another instant back."""
    engine = engine or engine_for(len(net.tasks))
    work, rules, size = net.columns(engine), _ready(known, engine), len(net.tasks)
    es, ef, _, _, left, side = found.columns(engine)
    ls, lf, counted = (engine.room(size) for _ in range(3))
    ends = engine.room(len(net.axes.times))
    until = found.end if finish is None else finish
    _on_clock(
        net, engine, lambda clock: engine.backward(clock, work, rules, until, es, ef, left, side, ls, lf, counted, ends)
    )
    return Passes(found.early, found.finish, found.end, (ls, lf))


def floats(net: Network, known: Given, found: Passes, engine: Engine | None = None) -> tuple[Numbers, Numbers]:
    """Total and free float of every task, in ticks; negative where a date cannot be met."""
    engine = engine or engine_for(len(net.tasks))
    work, rules, size = net.columns(engine), _ready(known, engine), len(net.tasks)
    total, free = engine.room(size), engine.room(size)
    *rows, _, side = found.columns(engine)
    _on_clock(net, engine, lambda clock: engine.floats(clock, work, rules, *rows, side, total, free))
    return total, free


def earliest_by(net: Network, known: Given, found: Passes, v: int, place: int) -> int:
    """The start, on the axis of ``v``, that its link at a place among its predecessors permits."""
    own, engine = net.lists, engine_for(0)
    row = own.pred_first[v] + place
    return _on_clock(
        net,
        engine,
        lambda clock: permitted(clock, own, known.rules, v, row, found.es, found.ef, found.side, found.left[v]),
    )


def on_axis(net: Network, axis: int, instant: int) -> int:
    """The coordinate of an instant on an axis."""
    return _on_clock(net, engine_for(0), lambda clock: to_work(clock, axis, instant))


__all__ += ["Wait", "backward", "earliest_by", "floats", "forward", "given", "on_axis"]
