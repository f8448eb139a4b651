"""What is the scope to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Filter, Register, lookup, registry
from golive.registers.scope import queries, rules, verbs
from golive.registers.scope.models import KINDS, ScopeItem

TONE = {"in": "green", "out": "", "assumption": "amber"}
STATE_TONE = {rules.ACTIVE: "", rules.REMOVED: "red"}


def _badge(implementation: Implementation) -> Badge | None:
    facts = queries.signing_facts(implementation)
    if not facts.baseline or facts.agreed_at is not None or not facts.waiting:
        return None
    return Badge(len(facts.waiting), hot=True, meaning=f"{len(facts.waiting)} signatures missing")


def _overview(place: Place) -> dict[str, Any]:
    facts = queries.signing_facts(place.implementation)
    return {
        "facts": facts,
        "signed": rules.scope_is_signed(facts),
        "unchanged": rules.scope_is_unchanged(facts),
        "baselines": list(queries.baselines(place.implementation)),
        "current": queries.baseline(place.implementation),
        "who_signs": rules.WHO_SIGNS,
    }


def _areas(place: Place) -> list[tuple[str, str]]:
    found = place.all(ScopeItem).exclude(area="").values_list("area", flat=True).distinct().order_by("area")
    return [(area, area) for area in found]


def _in_area(rows: QuerySet[Any], value: str, _: Place) -> QuerySet[Any]:
    return rows.filter(area=value)


register = registry.add(
    Register(
        name="scope",
        title="Scope",
        one="scope line",
        many="scope lines",
        icon="file-pen-line",
        group="Govern",
        question="What is in, what is out, and who signed it?",
        model=ScopeItem,
        practices=(3,),
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "What", "title", order="title"),
            Column("kind", "In or out", "chip", order="kind", tone=lambda item: TONE[item.kind]),
            Column("acceptance", "Acceptance, or why it is out", wide=True),
            Column("area", "Area", order="area", wide=True),
            Column("owner", "Owner", "person", order="owner__name"),
            Column("state", "State", "chip", order="state", tone=lambda item: STATE_TONE[item.state]),
            Column("estimate_days", "Estimate (days)", "number", order="estimate_days", listed=False),
        ],
        filters=[
            lookup("kind", "In or out", KINDS),
            lookup("state", "State", [(rules.REMOVED, "Removed")]),
            Filter("area", "Area", _areas, _in_area),
        ],
        search=("title", "acceptance", "area"),
        related=("owner",),
        empty="Write down what is delivered, how it is accepted, and what is left out on purpose.",
        overview=_overview,
        new=verbs.new_verb,
        more=verbs.more_verbs,
        verbs=verbs.item_verbs,
        detail=lambda _, item: queries.item_history(item),
        list_template="scope/list.html",
        detail_template="scope/detail.html",
        checks=[
            Check("scope.signed", 3, "Is the scope signed?", queries.signing_facts, rules.scope_is_signed),
            Check(
                "scope.unchanged",
                3,
                "Did the scope change only by decision?",
                queries.signing_facts,
                rules.scope_is_unchanged,
            ),
        ],
        wanted=queries.as_wanted,
        badge=_badge,
    )
)
