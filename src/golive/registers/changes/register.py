"""What are changes to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Register, Verb, lookup, registry
from golive.plain.seat import lacks_role
from golive.registers.changes import impact, queries, rules
from golive.registers.changes.models import ChangeRequest
from golive.registers.changes.showing import before_after, floats
from golive.registers.changes.stories import STORIES
from golive.registers.changes.verbs import life, verbs
from golive.registers.plan import queries as plan_queries

TONE = {
    rules.SUBMITTED: "amber",
    rules.APPROVED: "green",
    rules.IMPLEMENTED: "green",
    rules.VERIFIED: "green",
    rules.CLOSED: "green",
    rules.REJECTED: "red",
}


def _badge(implementation: Implementation) -> Badge | None:
    count = len(queries.submitted(implementation))
    return Badge(count, hot=True, meaning=f"{count} wait for a decision") if count else None


def _overview(place: Place) -> dict[str, Any]:
    compared, bias = queries.bias(place.implementation)
    return {"wanted": queries.as_wanted(place.implementation), "compared": compared, "bias": bias}


def _detail(place: Place, change: ChangeRequest) -> dict[str, Any]:
    found, dossier, bench = impact.latest(change), impact.dossier(change), queries.bench(change)
    undecided = change.state in (rules.SUBMITTED, rules.DEFERRED)
    tasks = {task.uid: task for task in plan_queries.tasks(place.implementation).filter(uid__in=_named(change))}
    return {
        "impact": found,
        "dossier": dossier,
        "earlier": list(queries.impacts(change)[1:6]),
        "rows": before_after(found) if found else [],
        "floats": floats(found) if found else [],
        "bench": bench,
        "votes": queries.votes(change, bench, dossier) if undecided else [],
        "undecided": undecided,
        "life": life(change, dossier.assessed),
        "named": tasks,
        "work": [_work(new, tasks) for new in change.patch.get("insert", ())]
        + [_longer(edit, tasks, undecided or change.state == rules.DRAFT) for edit in _durations(change)],
    }


def _named(change: ChangeRequest) -> set[int]:
    uids: set[int] = set()
    for new in change.patch.get("insert", ()):
        uids |= {u for u in [new.get("before"), new.get("after"), *(new.get("between") or ())] if isinstance(u, int)}
    return uids | {edit["task"] for edit in _durations(change) if isinstance(edit["task"], int)}


def _durations(change: ChangeRequest) -> list[dict[str, Any]]:
    return [edit for edit in change.patch.get("set", ()) if {"task", "duration_days"} <= edit.keys()]


def _longer(edit: dict[str, Any], tasks: dict[int, Any], ahead: bool) -> str:
    """One task that takes longer or shorter: “User acceptance test” takes 15 working days instead of 10."""
    task, days = tasks.get(edit["task"]), f"{edit['duration_days']:g} working days"
    if task is None:
        return f"T-{edit['task']}, which is not in the plan, takes {days}"
    before = f" instead of {task.duration_days:g}" if ahead and task.duration_days != edit["duration_days"] else ""
    return f"“{task.title}” takes {days}{before}"


def _work(new: dict[str, Any], tasks: dict[int, Any]) -> str:
    """One inserted task in words: “Approval build, 8 working days, before User acceptance test”."""
    text = f"{new.get('name', 'New work')}, {new.get('duration_days', 0):g} working days"
    for word, key in (("before", "before"), ("after", "after")):
        if new.get(key) in tasks:
            text += f", {word} “{tasks[new[key]].title}”"
    ends = [tasks[uid].title for uid in new.get("between") or () if uid in tasks]
    return text + (f", between “{ends[0]}” and “{ends[1]}”" if len(ends) == 2 else "")


register = registry.add(
    Register(
        name="changes",
        title="Change control",
        one="change request",
        many="change requests",
        icon="git-pull-request-arrow",
        group="Plan & control",
        question="What is to change, what would it cost, and who decided?",
        model=ChangeRequest,
        practices=(3, 17),
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "Change", "title", order="title"),
            Column("state", "State", "chip", order="state", tone=lambda c: TONE.get(c.state, "")),
            Column("requested_by", "Asked by", "person", order="requested_by__name", wide=True),
            Column("cost", "Cost", "money", value=lambda c: c.cost, order="cost_minor"),
            Column("predicted_days", "Finish, days", "number", wide=True),
            Column("level", "Decided by", wide=True),
            Column("submitted_at", "Submitted", "time", order="submitted_at"),
            Column("decided_at", "Decided", "time", order="decided_at", wide=True),
            Column("outcome", "Outcome", listed=False),
            Column("justification", "Justification", listed=False),
            Column("alternative", "Alternative", listed=False),
            Column("offered", "Offered instead", listed=False),
            Column("cost_minor", "Cost in minor units", "number", listed=False),
        ],
        filters=[lookup("state", "State", ChangeRequest.STATES)],
        search=("title", "justification", "need", "request", "requested_by__name"),
        order="-ref",
        related=("requested_by", "created_by", "meeting__committee", "decision"),
        empty="Nothing changes in a corridor: draft the first change request, with its business justification.",
        overview=_overview,
        new=lambda place: Verb(
            "Draft a change request",
            place.url("changes", "new"),
            "plus",
            lacks_role(place.seat, rules.MAY_DRAFT, "draft a change request"),
            primary=True,
        ),
        verbs=verbs,
        detail=_detail,
        badge=_badge,
        wanted=queries.as_wanted,
        list_template="changes/list.html",
        detail_template="changes/detail.html",
        checks=[
            Check(
                "changes.in_time",
                3,
                "Is every change decided in time?",
                queries.control,
                rules.changes_are_decided_in_time,
            ),
            Check(
                "changes.impact",
                3,
                "Does every waiting change carry its impact?",
                queries.control,
                rules.changes_carry_their_impact,
            ),
            Check(
                "changes.alternative",
                17,
                "Was who was told no offered something else?",
                queries.control,
                rules.refusals_offer_an_alternative,
            ),
        ],
    )
)
