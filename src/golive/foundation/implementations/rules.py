"""May this person open an implementation, give a role, or set a threshold, and if not why?"""

from __future__ import annotations

from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.verdict import Kind, Refusal

MAY_GRANT = frozenset({Role.MANAGER, Role.SPONSOR})
MAY_SET = frozenset({Role.MANAGER})


def may_grant(seat: Seat, *, role: str, to_self: bool) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_GRANT, "give roles")
    if role not in set(Role):
        cure = f"Use one of: {', '.join(Role)}."
        refusals.append(Refusal("role.unknown", f"“{role}” is not a role.", cure, Kind.INPUT, "role"))
    if to_self:
        refusals.append(
            Refusal(
                "role.self", f"{seat.name} cannot give a role to {seat.name}.", "Ask another manager or the sponsor."
            )
        )
    return refusals


def may_end(seat: Seat, *, role: str, managers: int) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_GRANT, "end roles")
    if role == Role.MANAGER and managers <= 1:
        refusals.append(Refusal("role.last_manager", "This is the only manager.", "Make somebody else manager first."))
    return refusals


def may_describe(seat: Seat) -> list[Refusal]:
    return lacks_role(seat, MAY_SET, "change what the implementation is")


def may_set(seat: Seat, *, because: str) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_SET, "change a threshold")
    if not because.strip():
        refusals.append(
            Refusal("setting.reason", "The new value has no reason.", "Say why it differs.", Kind.INPUT, "because")
        )
    return refusals
