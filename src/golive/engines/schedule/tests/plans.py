"""Random plans for the properties: every kind of link and lag, three calendars, constraints where asked for."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from golive.engines.schedule import Constraint, LagKind, Link, LinkType, Plan, Task
from golive.plain.working_time import OFFICE_DAY, ROUND_THE_CLOCK, Calendar, CalendarException, standard_calendar

MONDAY = datetime(2026, 3, 2, 8)
CALENDARS = (
    standard_calendar(1, [date(2026, 3, 17)]),
    Calendar(2, "24x7", week=(ROUND_THE_CLOCK,) * 7),
    Calendar(
        3,
        "Six days",
        week=(OFFICE_DAY,) * 6 + ((),),
        exceptions=(CalendarException(date(2026, 4, 1), date(2026, 4, 9)),),
    ),
)
_LAGS = st.sampled_from([0, 0, 0, 0, 480, 960, -480, 90])


@st.composite
def plans(draw, constrained: bool = False, most: int = 9, calendars: tuple = (None, None, None, 2, 3)) -> Plan:
    """A plan without cycles: links only lead from lower to higher uids."""
    size = draw(st.integers(1, most))
    kinds = list(Constraint) if constrained else [Constraint.ASAP]
    tasks = tuple(_task(draw, uid, kinds, calendars) for uid in range(1, size + 1))
    pairs = st.tuples(st.integers(1, size), st.integers(1, size)).filter(lambda pair: pair[0] < pair[1])
    found = draw(st.lists(pairs, max_size=2 * size)) if size > 1 else []
    return Plan("Any", MONDAY, tasks, tuple(_link(draw, *pair) for pair in found), CALENDARS)


def _task(draw, uid: int, kinds: list[Constraint], calendars: tuple) -> Task:
    kind = draw(st.sampled_from(kinds))
    at = None
    if kind not in (Constraint.ASAP, Constraint.ALAP):
        at = MONDAY + timedelta(days=draw(st.integers(0, 40)), hours=draw(st.integers(0, 9)))
    duration = draw(st.sampled_from([0, 30, 240, 480, 960, 2400, 4800]))
    return Task(uid, f"T{uid}", duration, calendar=draw(st.sampled_from(calendars)), constraint=kind, constraint_at=at)


def _link(draw, pred: int, succ: int) -> Link:
    kind = draw(st.sampled_from([LinkType.FS, LinkType.FS, LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF]))
    lag_kind = draw(st.sampled_from([LagKind.WORKING, LagKind.WORKING, LagKind.ELAPSED, LagKind.PERCENT]))
    return Link(pred, succ, kind, draw(_LAGS) / (16 if lag_kind is LagKind.PERCENT else 1), lag_kind)
