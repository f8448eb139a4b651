"""What are commitments to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Register, Verb, lookup, registry
from golive.plain.rag import Rag
from golive.plain.seat import lacks_role
from golive.registers.commitments import queries, rules
from golive.registers.commitments.models import Commitment
from golive.registers.commitments.stories import STORIES
from golive.registers.plan import queries as plan


def _badge(implementation: Implementation) -> Badge | None:
    count, late = queries.open_and_late(implementation)
    return Badge(count, hot=late > 0, meaning=f"{late} past the promised day") if count else None


def _overview(place: Place) -> dict[str, Any]:
    facts = queries.dues(place.implementation)
    return {"standings": queries.standings(place.implementation)[:8], "dues": facts}


def _verbs(place: Place, owed: Commitment) -> list[Verb]:
    base, today = owed.get_absolute_url(), place.implementation.today()
    standing = queries.standing(owed)
    may_escalate = rules.may_escalate(owed, place.seat, words="-", sentence=standing.sentence)
    urgent = standing.colour in {Rag.RED, Rag.AMBER}
    return [
        Verb("Escalate", f"{base}escalation/", "megaphone", may_escalate, primary=urgent),
        Verb("Promise", f"{base}promise/", "handshake", rules.may_promise(owed, place.seat, on=today, today=today)),
        Verb("It is there", f"{base}delivery/", "check", rules.may_deliver(owed, place.seat, on=today, today=today)),
        Verb("Cancel", f"{base}cancellation/", "x", rules.may_cancel(owed, place.seat, because="-"), danger=True),
    ]


def _detail(place: Place, owed: Commitment) -> dict[str, Any]:
    return {
        "standing": queries.standing(owed),
        "promises": list(queries.promises(owed)),
        "letters": list(queries.escalations(owed)),
        "task": plan.task_of(place.implementation, owed.task_uid),
    }


register = registry.add(
    Register(
        name="commitments",
        title="Client deliveries",
        one="delivery",
        many="deliveries",
        icon="handshake",
        group="Plan & control",
        question="What does the client owe us, by when, and what does a delay cost?",
        model=Commitment,
        practices=(10,),
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "Delivery", "title", order="title"),
            Column("counterpart", "From", "person", order="counterpart__name"),
            Column("expected_on", "Promised for", "date", order="expected_on"),
            Column("state", "State", "chip", order="state"),
            Column("asked_on", "Asked", "date", order="asked_on", wide=True),
            Column("delivered_on", "Delivered", "date", order="delivered_on", wide=True),
            Column("task_uid", "Task", value=lambda c: f"T-{c.task_uid}", listed=False),
            Column("note", "Note", listed=False),
        ],
        filters=[lookup("state", "State", Commitment.STATES)],
        search=("title", "counterpart__name", "note"),
        order="expected_on",
        related=("counterpart", "lead"),
        empty="Write down what you need from the client: what, from whom, and which task of the plan it is.",
        overview=_overview,
        new=lambda place: Verb(
            "Ask for a delivery",
            place.url("commitments", "new"),
            "plus",
            lacks_role(place.seat, rules.MAY_ASK, "ask for a delivery"),
            primary=True,
        ),
        verbs=_verbs,
        detail=_detail,
        badge=_badge,
        list_template="commitments/list.html",
        detail_template="commitments/detail.html",
        checks=[
            Check(
                "commitments.need_by",
                10,
                "Is nothing past its need-by date?",
                queries.dues,
                rules.nothing_is_past_its_need_by,
            ),
            Check(
                "commitments.promised",
                10,
                "Has somebody promised every delivery?",
                queries.dues,
                rules.every_delivery_is_promised,
            ),
        ],
    )
)
