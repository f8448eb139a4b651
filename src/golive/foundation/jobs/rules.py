"""May this person stop a job or have it done again, and if not why?"""

from __future__ import annotations

from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.verdict import Refusal

MAY_ALWAYS = frozenset({Role.MANAGER})


def may_stop(seat: Seat, *, owner: int | None) -> list[Refusal]:
    """Who asked for the job may, and a manager."""
    return [] if owner == seat.person_id else lacks_role(seat, MAY_ALWAYS, "stop or repeat a job of somebody else")
