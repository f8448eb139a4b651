"""What is the data migration to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Register, lookup, registry
from golive.registers.data_migration import judging, queries, retention, rules, showing, verbs
from golive.registers.data_migration.models import MigrationObject
from golive.registers.data_migration.stories import STORIES

TONE = {rules.MIGRATE: "accent", rules.ARCHIVE: "", rules.REKEY: "amber", rules.DROP: ""}
CRITICAL = {"high": "red", "medium": "amber", "low": ""}


def _badge(implementation: Implementation) -> Badge | None:
    undecided, blocking = queries.undecided(implementation)
    return Badge(undecided, hot=blocking > 0, meaning=f"{blocking} of them break the load") if undecided else None


def _rows(place: Place) -> QuerySet[Any]:
    return place.all(MigrationObject).select_related("owner")


def _overview(place: Place) -> dict[str, Any]:
    return {"tabs": showing.tabs(place, "objects"), **showing.headline(place.implementation)}


def _detail(place: Place, found: MigrationObject) -> dict[str, Any]:
    on = place.implementation
    held = [each for each in queries.loads(on) if each.object_id == found.pk]
    needs = list(found.needs.select_related("implementation").order_by("load_order", "ref"))
    after = MigrationObject.objects.filter(needs=found).select_related("implementation").order_by("load_order", "ref")
    return {
        "loads": held,
        "kept_until": retention.kept_until(found),
        "gone": retention.is_gone,
        "extracts": [each for side in rules.SIDES if (each := queries.extract(found, side))],
        "unread": [(each, queries.against(each)) for each in queries.unread(found)],
        "steps": showing.steps(found, held),
        "verdict_chip": showing.verdict_chip,
        "spell": showing.spell_minutes,
        "needs": needs,
        "after": list(after),
        "findings": list(queries.findings(on).filter(object=found)[:20]),
        "maps": list(queries.value_maps(on).filter(object=found)),
        "times": queries.rehearsals(on)[found.pk],
        "least": queries.rehearsed_facts(on).least,
        "signed": found.ref in queries.signed_objects(on),
    }


register = registry.add(
    Register(
        name="data_migration",
        title="Data migration",
        one="object",
        many="objects",
        icon="database",
        group="Plan & control",
        question="Does every row arrive, how long does it take, and who signed it?",
        model=MigrationObject,
        practices=(11,),
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "Object", "title", order="title"),
            Column("approach", "Approach", "chip", order="approach", tone=lambda each: TONE[each.approach]),
            Column("owner", "Owner", "person", order="owner__name"),
            Column(
                "load_order",
                "Load",
                "number",
                order="load_order",
                value=lambda each: each.load_order if each.is_loaded else None,
            ),
            Column(
                "criticality", "Critical", "chip", order="criticality", tone=lambda each: CRITICAL[each.criticality]
            ),
            Column("expected_rows", "Rows", "number", order="expected_rows", wide=True),
            Column("source_system", "From", order="source_system", wide=True),
            Column("target_system", "Into", order="target_system", wide=True),
            Column("because", "Why", listed=False),
        ],
        filters=[
            lookup("approach", "Approach", MigrationObject.APPROACHES),
            lookup("criticality", "Critical", MigrationObject.CRITICALITIES),
        ],
        search=("title", "source_system", "target_system"),
        order="load_order",
        related=("owner",),
        empty="List the kinds of data that move: accounts, contacts, open orders. Each with its owner and approach.",
        rows=_rows,
        overview=_overview,
        detail=_detail,
        new=verbs.new_object,
        verbs=verbs.object_verbs,
        list_template="data_migration/list.html",
        detail_template="data_migration/detail.html",
        stories=STORIES,
        checks=[
            Check(
                "data_migration.audited",
                11,
                "Was the source audited, and every finding decided?",
                queries.audited_facts,
                judging.source_is_audited,
            ),
            Check(
                "data_migration.mapped",
                11,
                "Has the business confirmed what its codes become?",
                queries.mapped_facts,
                judging.maps_are_confirmed,
            ),
            Check(
                "data_migration.reconciled",
                11,
                "Did enough test migrations reconcile, the last in full and timed?",
                queries.rehearsed_facts,
                judging.migration_reconciles,
            ),
            Check(
                "data_migration.signed",
                11,
                "Did the accountable person sign the migration?",
                queries.signed_facts,
                judging.migration_is_signed,
            ),
        ],
        badge=_badge,
    )
)
