"""What is the RAID log to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.look.charts import Scored
from golive.foundation.register_kit.declaration import Badge, Check, Column, Filter, Register, Verb, lookup, registry
from golive.plain.money import Money
from golive.plain.seat import TEAM, lacks_role
from golive.registers.plan import queries as plan
from golive.registers.raid import queries, rules, scoring
from golive.registers.raid.models import Item
from golive.registers.raid.stories import STORIES

NEEDS = [("review", "Owes a review"), ("owner", "Has no owner"), ("trigger", "Trigger reached"), ("mine", "Mine")]


def _needs(rows: Any, value: str, place: Place) -> Any:
    implementation = place.implementation
    if value == "review":
        return rows.filter(pk__in=queries.owe_review(implementation).order_by().values("pk"))
    if value == "trigger":
        return rows.filter(pk__in=queries.fired(implementation).order_by().values("pk"))
    return rows.filter(owner=None).exclude(state=rules.CLOSED) if value == "owner" else rows.filter(owner=place.person)


def _state(rows: Any, value: str, _: Place) -> Any:
    return rows.exclude(state=rules.CLOSED) if value == "open" else rows.filter(state=rules.CLOSED)


def _badge(implementation: Implementation) -> Badge | None:
    count, hot = sum(queries.counts(implementation).values()), queries.count_of_fired(implementation)
    return Badge(count, hot=hot > 0, meaning=f"{hot} triggers reached") if count else None


def _overview(place: Place) -> dict[str, Any]:
    implementation = place.implementation
    found = queries.exposure(implementation)
    scored = [
        Scored(item.ref, item.likelihood or 1, item.impact or 1, item.get_absolute_url(), item.title)
        for item in queries.matrix(implementation)
    ]
    return {
        "counts": queries.counts(implementation),
        "scored": scored,
        "exposure": found,
        "expected": Money(found.expected, implementation.currency) if found.quantified else None,
        "p80": Money(found.p80, implementation.currency) if found.quantified else None,
        "probabilities": [(str(k), f"{p:.0%}") for k, p in scoring.PROBABILITY.items()],
        "fired": list(queries.fired(implementation)[:5]),
        "owed": queries.owe_review(implementation).count(),
    }


def _verbs(place: Place, item: Item) -> list[Verb]:
    base = item.get_absolute_url()

    def offer(label: str, part: str, icon: str, action: str, **more: Any) -> Verb:
        return Verb(label, f"{base}{part}/", icon, rules.may_work_on(item, place.seat, action), **more)

    return [
        offer("Review", "review", "eye", "review", primary=True),
        offer("Assess", "assessment", "gauge", "assess"),
        offer("Owner", "owner", "user-round-pen", "give away"),
        offer("Response", "response", "shield", "plan the response to"),
        offer("Figures", "figures", "calculator", "quantify"),
        offer("It happened", "occurrence", "siren", "record", danger=True),
        offer("Close", "closure", "check", "close"),
    ]


def _detail(place: Place, item: Item) -> dict[str, Any]:
    implementation = place.implementation
    measure = (item.trigger or {}).get("measure")
    forecast = plan.latest_forecast(implementation)
    effects = forecast.result["tornado"] if forecast else []
    return {
        "reviews": list(queries.reviews(item)[:10]),
        "readings": list(queries.readings(implementation, measure)[:5]) if measure else [],
        "tasks": list(plan.tasks(implementation).filter(uid__in=item.task_uids)) if item.task_uids else [],
        "effect": next((e for e in effects if e["id"] == item.ref), None),
        "money": None if item.cost_minor is None else Money(item.cost_minor, implementation.currency),
        "probability": scoring.PROBABILITY.get(item.likelihood or 0),
    }


register = registry.add(
    Register(
        name="raid",
        title="RAID log",
        one="item",
        many="items",
        icon="shield-alert",
        group="Plan & control",
        question="What may go wrong, who acts on it, and when was it last looked at?",
        model=Item,
        practices=(19,),
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "Item", "title", order="title"),
            Column("kind", "Kind", "chip", order="kind", wide=True),
            Column("points", "Score", "chip", value=lambda i: i.points, order="points", tone=lambda i: i.colour.value),
            Column("state", "State", "chip", order="state"),
            Column("owner", "Owner", "person", value=lambda i: i.owner or i.owner_given or None, order="owner__name"),
            Column("due", "Due", "date", order="due"),
            Column("reviewed_at", "Reviewed", "time", order="reviewed_at", wide=True),
            Column("likelihood", "Likelihood", "number", listed=False),
            Column("impact", "Impact", "number", listed=False),
            Column("residual_points", "Residual score", "number", listed=False),
            Column("response", "Response", listed=False),
            Column("mitigation", "Mitigation", listed=False),
            Column("contingency", "Contingency", listed=False),
            Column("category", "Category", listed=False),
            Column("source_id", "Source", listed=False),
        ],
        filters=[
            lookup("kind", "Kind", Item.KIND_CHOICES),
            Filter("state", "State", lambda _: [("open", "Open"), ("closed", "Closed")], _state),
            Filter("needs", "Needs", lambda _: NEEDS, _needs),
        ],
        search=("title", "description", "mitigation", "category", "owner__name", "owner_given"),
        order="-points",
        related=("owner",),
        empty="Import the RAID log you have, or raise the first risk: because …, … may …, which ….",
        overview=_overview,
        new=lambda place: Verb(
            "Raise an item",
            place.url("raid", "new"),
            "plus",
            lacks_role(place.seat, TEAM, "raise an item"),
            primary=True,
        ),
        more=lambda place: [
            Verb(
                "Record a reading",
                place.url("raid", "readings", "new"),
                "ruler",
                lacks_role(place.seat, TEAM, "record a reading"),
            )
        ],
        verbs=_verbs,
        detail=_detail,
        badge=_badge,
        drivers=queries.drivers,
        list_template="raid/list.html",
        detail_template="raid/detail.html",
        checks=[
            Check(
                "raid.owned",
                19,
                "Does somebody who can act own every item?",
                queries.log,
                rules.every_item_has_an_owner,
            ),
            Check("raid.reviewed", 19, "Is the log looked at every week?", queries.log, rules.log_is_reviewed),
            Check("raid.triggers", 19, "Is every reached trigger answered?", queries.log, rules.triggers_are_answered),
            Check(
                "raid.assumptions",
                19,
                "Is every assumption validated in time?",
                queries.log,
                rules.assumptions_are_validated,
            ),
        ],
    )
)
