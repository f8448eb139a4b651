"""Which changes exclude each other: of which of them would one undo what the other does?"""

from __future__ import annotations

from collections.abc import Iterator

from golive.engines.schedule.plan import LinkType, Plan
from golive.engines.schedule.what_if.change import change
from golive.engines.schedule.what_if.patch import Patch
from golive.plain.verdict import Kind, Refusal, Refused

_HOW_LONG = frozenset({"duration_min", "remaining_min", "percent_complete", "three_point"})
"""Fields that all say how long a task takes: of two changes only one can have its way."""


def clashes(plan: Plan, one: Patch, other: Patch) -> list[Refusal]:
    """Every reason why two changes of a plan cannot be made together."""
    found = [_clash(f"both say {field} of {plan.by_uid.get(uid, uid)}") for uid, field in _said_twice(one, other)]
    found += [_clash(f"both change the link {pred} → {succ}") for pred, succ in _linked_twice(one, other)]
    for first, second in ((one, other), (other, one)):
        try:
            change(change(plan, first), second)
        except Refused as wrong:
            found += wrong.refusals
    return list(dict.fromkeys(found))


def _clash(what: str) -> Refusal:
    return Refusal("recover.clash", f"{what[0].upper()}{what[1:]}.", "Take one of the two.", Kind.INPUT)


def _said_twice(one: Patch, other: Patch) -> Iterator[tuple[int, str]]:
    mine, its = one.edits(), other.edits()
    for uid in mine.keys() & its.keys():
        for field in sorted(mine[uid].keys() & its[uid].keys()):
            if mine[uid][field] != its[uid][field]:
                yield uid, field.removesuffix("_min")
        long = [_HOW_LONG & told.keys() for told in (mine[uid], its[uid])]
        if all(long) and not long[0] & long[1]:
            yield uid, " and ".join(field.removesuffix("_min") for field in sorted(long[0] | long[1]))


def _linked_twice(one: Patch, other: Patch) -> list[tuple[int, int]]:
    """Pairs of which both change the same link: what one removes or sets, the other does not find."""
    return sorted(
        {
            (pred, succ)
            for pred, succ, kind in _links(one)
            for a, b, its in _links(other)
            if (pred, succ) == (a, b) and (kind is None or its is None or kind is its)
        }
    )


def _links(patch: Patch) -> list[tuple[int, int, LinkType | None]]:
    """The links that a change adds, removes or opens; every type where none is named."""
    found = [(link.pred, link.succ, link.type) for link in patch.add_links]
    return (
        found
        + [(cut.pred, cut.succ, cut.type) for cut in patch.remove_links]
        + [(*new.between, None) for new in patch.insert if new.between]
    )
