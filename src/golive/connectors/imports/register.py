"""What are imports to the rest of golive? One declaration; the rail has an entry of its own for them."""

from __future__ import annotations

from typing import Any

from golive.connectors.imports import queries, rules
from golive.connectors.imports.kinds import KINDS
from golive.connectors.imports.models import ImportBatch
from golive.connectors.imports.stories import STORIES
from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Column, Register, Verb, lookup, registry

TONE = {rules.PARSED: "amber", rules.ACCEPTED: "green", rules.FAILED: "red"}


def _badge(implementation: Implementation) -> Badge | None:
    count = queries.waiting(implementation)
    return Badge(count, hot=True, meaning=f"{count} previews wait") if count else None


def _overview(place: Place) -> dict[str, Any]:
    return {"kinds": list(KINDS.values()), "may_import": rules.may_import(place.seat)}


register = registry.add(
    Register(
        name="imports",
        title="Imports",
        one="import",
        many="imports",
        icon="upload",
        group="Record",
        question="Which files came in, what did they change, and what of them could not be read?",
        model=ImportBatch,
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("name", "File", "title", order="name"),
            Column("kind", "Kind", value=lambda batch: batch.get_kind_display(), order="kind"),
            Column("state", "State", "chip", order="state", tone=lambda batch: TONE.get(batch.state, "")),
            Column("new", "New", "number", value=lambda batch: batch.counts.get("new")),
            Column("changed", "Changed", "number", value=lambda batch: batch.counts.get("changed")),
            Column("same", "Unchanged", "number", value=lambda batch: batch.counts.get("same"), wide=True),
            Column("gone", "Gone", "number", value=lambda batch: batch.counts.get("gone"), listed=False),
            Column("bad", "Refused", "number", value=lambda batch: batch.counts.get("bad")),
            Column("created_by", "By", "person", order="created_by__name", wide=True),
            Column("created_at", "When", "time", order="created_at"),
            Column("reconciliation", "Reconciliation", listed=False),
            Column("sha256", "SHA-256", value=lambda batch: batch.document.sha256, listed=False),
        ],
        filters=[
            lookup("kind", "Kind", ImportBatch.KIND_CHOICES),
            lookup("state", "State", rules.STATES),
        ],
        search=("name",),
        order="-ref",
        related=("created_by", "decided_by", "document", "document__implementation", "job"),
        empty="Bring in the plan first, then the RAID log and the backlog. Nothing changes before you accept it.",
        overview=_overview,
        new=lambda place: Verb(
            "Import a file",
            place.url("imports", "new"),
            "upload",
            rules.may_import(place.seat),
            primary=True,
        ),
        badge=_badge,
        list_template="imports/list.html",
        detail_template="imports/detail.html",
    )
)
