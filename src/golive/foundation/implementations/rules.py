"""May this person open an implementation, give a role, or set a threshold, and if not why?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from golive.foundation.people.rules import is_address
from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.setting import Setting, Value
from golive.plain.verdict import Kind, Refusal

MAY_GRANT = frozenset({Role.MANAGER, Role.SPONSOR})
MAY_SET = frozenset({Role.MANAGER})
# What each role is there for; the rules of the registers hold the rights one by one.
MEANING = {
    Role.MANAGER: "Runs the implementation: keeps the plan and the registers, gives roles, sets thresholds, imports.",
    Role.SPONSOR: "Answers for the outcome at the client: decides and votes, signs the scope, gives roles.",
    Role.COMMITTEE: "Sits on the steering committee: decides and votes where the seat carries a vote.",
    Role.LEAD: "Leads a workstream: reports progress, raises changes, risks and decisions, decides in the own field.",
    Role.RISK_OWNER: "Can act on a risk: assesses, plans the response, reviews. Never the manager of the same record.",
    Role.CONTRIBUTOR: "Works on tasks: reports progress, raises risks and changes.",
    Role.CLIENT: "The named person at the client: answers for what the client owes, asks for decisions and changes.",
    Role.VIEWER: "Reads everything here, changes nothing.",
}
# The figures that were promised to somebody: to change them needs a reason.
PROMISED = {"committed_on": "the committed date", "budget_minor": "the budget"}


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


def may_invite(*, email: str, name: str, known: bool, active: bool) -> list[Refusal]:
    """What an invitation needs besides the right to give the role."""
    refusals = is_address(email)
    if not refusals and not known and not name.strip():
        problem = f"{email} is not here yet, and the name is missing."
        refusals.append(Refusal("invite.name", problem, "Write the person's name.", Kind.INPUT, "name"))
    if known and not active:
        problem, cure = f"{email} may not sign in any more.", "Ask whoever runs this installation."
        refusals.append(Refusal("invite.inactive", problem, cure, Kind.STATE, "email"))
    return refusals


def wrong_facts(facts: Mapping[str, Any]) -> list[Refusal]:
    """What is wrong with the figures themselves, whoever writes them."""
    refusals = []
    for key in ("name", "client"):
        if key in facts and not str(facts[key]).strip():
            problem = f"The {key} is empty."
            refusals.append(Refusal(f"implementation.{key}", problem, "Write it down.", Kind.INPUT, key))
    kickoff, committed = facts.get("kickoff_on"), facts.get("committed_on")
    if kickoff and committed and committed <= kickoff:
        problem, cure = f"The committed date {committed} is not after the kickoff {kickoff}.", "Correct one of the two."
        refusals.append(Refusal("implementation.dates", problem, cure, Kind.INPUT, "committed_on"))
    return refusals


def may_describe(
    seat: Seat, before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None, because: str = ""
) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_SET, "change what the implementation is")
    was, facts = dict(before or {}), dict(after or {})
    refusals += wrong_facts(facts)
    moved = [
        label for key, label in PROMISED.items() if was.get(key) is not None and facts.get(key, was[key]) != was[key]
    ]
    if moved and not because.strip():
        problem = f"You change {' and '.join(moved)} without a reason."
        refusals.append(Refusal("implementation.reason", problem, "Say why.", Kind.INPUT, "because"))
    return refusals


def may_set(seat: Seat, *, because: str, setting: Setting | None = None, value: Value | None = None) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_SET, "change a threshold")
    if setting is not None and value is not None:
        refusals += _fits(setting, value)
    if not because.strip():
        refusals.append(
            Refusal("setting.reason", "The new value has no reason.", "Say why it differs.", Kind.INPUT, "because")
        )
    return refusals


def _fits(setting: Setting, value: Value) -> list[Refusal]:
    """The value has the type of the default, and no sign that the default does not have."""
    kind = type(setting.default)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        problem = f"{setting.key} cannot be “{value}”: it is a {kind.__name__} in {setting.unit}."
        return [Refusal("setting.kind", problem, f"The default is {setting.default}.", Kind.INPUT, "value")]
    if isinstance(value, float) and not abs(value) < float("inf"):
        return [Refusal("setting.kind", f"{setting.key} cannot be {value}.", "Give a number.", Kind.INPUT, "value")]
    if isinstance(value, int | float) and value < 0 <= setting.default:  # type: ignore[operator]
        problem = f"{setting.key} cannot be {value} {setting.unit}: it is below zero."
        return [Refusal("setting.below_zero", problem, "Give zero or more.", Kind.INPUT, "value")]
    return []
