"""What are decisions to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Register, Verb, lookup, registry
from golive.plain.seat import lacks_role
from golive.registers.decisions import queries, rules
from golive.registers.decisions.models import Decision
from golive.registers.decisions.stories import STORIES
from golive.registers.decisions.verbs import verbs

TONE = {rules.WANTED: "amber", rules.DECIDED: "green", rules.WITHDRAWN: "none", rules.SUPERSEDED: "none"}


def _badge(implementation: Implementation) -> Badge | None:
    rows = queries.open_ones(implementation)
    late = sum(1 for decision in rows if decision.days_late())
    return Badge(len(rows), hot=late > 0, meaning=f"{late} late") if rows else None


def _new(place: Place) -> Verb | None:
    refusals = lacks_role(place.seat, rules.MAY_ASK, "ask for a decision")
    return Verb("Ask for a decision", place.url("decisions", "new"), "plus", refusals, primary=True)


def _detail(place: Place, decision: Decision) -> dict[str, Any]:
    read_backs = list(queries.read_backs(decision))
    return {
        "votes": list(queries.votes(decision)),
        "dissents": list(queries.dissents(decision)),
        "read_backs": read_backs,
        "read": sum(1 for each in read_backs if each.read_at),
        "read_back_days": int(implementations.value(place.implementation, rules.READ_BACK_DAYS)),
        "needed_why": [(each.name, ", ".join(sorted(each.authority()))) for each in queries.addressed(decision)],
        "successor": queries.successor(decision),
        "owes": any(each.person_id == place.person.pk and each.read_at is None for each in read_backs),
    }


register = registry.add(
    Register(
        name="decisions",
        title="Decisions",
        one="decision",
        many="decisions",
        icon="gavel",
        group="Govern",
        question="What was decided, by whom, on which grounds, and who was told?",
        model=Decision,
        practices=(15, 20),
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "Decision", "title", order="title"),
            Column("state", "State", "chip", order="state", tone=lambda d: TONE[d.state]),
            Column("outcome", "Outcome", wide=True),
            Column("decider", "Who decides", "person", value=lambda d: d.decided_by or d.decider or d.forum or None),
            Column("due", "Needed by", "date", order="due"),
            Column("decided_at", "Decided", "time", order="decided_at", wide=True),
            Column("about", "About", listed=False),
            Column("because", "Reason", listed=False),
            Column("recommendation", "Recommendation", listed=False),
        ],
        filters=[lookup("state", "State", Decision.STATES)],
        search=("title", "outcome", "because", "recommendation"),
        order="-ref",
        related=("decider", "decided_by", "created_by", "supersedes"),
        empty="Write down the first decision you need: what, by when, from whom, and what you recommend.",
        new=_new,
        verbs=verbs,
        detail=_detail,
        detail_template="decisions/detail.html",
        checks=[
            Check(
                "decisions.timely",
                15,
                "Is every question of the decision log decided by its date?",
                queries.waiting_facts,
                rules.decisions_are_timely,
            ),
            Check(
                "decisions.read_back",
                20,
                "Did every decision reach the people concerned?",
                queries.read_back_facts,
                rules.read_back_reaches,
            ),
        ],
        wanted=queries.as_wanted,
        badge=_badge,
    )
)
