"""What is the backlog to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.connectors.jira import queries, rules
from golive.connectors.jira.models import BacklogItem
from golive.connectors.jira.stories import STORIES
from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Filter, Register, Verb, lookup, registry

TONES = {rules.TO_DO: "", rules.IN_PROGRESS: "accent", rules.DONE: "green"}


def _badge(implementation: Implementation) -> Badge | None:
    count = queries.open_count(implementation)
    return Badge(count, meaning=f"{count} open") if count else None


def _types(place: Place) -> list[tuple[str, str]]:
    found = queries.items(place.implementation).exclude(type="").values_list("type", flat=True)
    return [(name, name) for name in found.order_by("type").distinct()[:8]]


def _overview(place: Place) -> dict[str, Any]:
    return {
        "counts": queries.by_category(place.implementation),
        "last": queries.last_import(place.implementation),
        "judged": rules.backlog_is_fresh(queries.facts(place.implementation)),
    }


def _detail(place: Place, item: BacklogItem) -> dict[str, Any]:
    return {"around": queries.around(item), "last": queries.last_import(place.implementation)}


register = registry.add(
    Register(
        name="backlog",
        title="Backlog",
        one="issue",
        many="issues",
        icon="kanban",
        group="Plan & control",
        question="What is the team working on in Jira?",
        model=BacklogItem,
        stories=STORIES,
        practices=(12, 24),
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "Issue", "title", order="title"),
            Column("key", "Key", order="key"),
            Column("type", "Type", order="type", wide=True),
            Column("status", "Status", "chip", order="status", tone=lambda item: TONES.get(item.category, "")),
            Column("category", "Status category", order="category", listed=False),
            Column("priority", "Priority", wide=True),
            Column("assignee", "Assignee", "person", value=lambda item: item.assignee or None, order="assignee"),
            Column("due", "Due", "date", order="due"),
            Column("updated_at", "Updated", "time", order="updated_at", wide=True),
            Column("story_points", "Story points", "number", listed=False),
            Column("sprint", "Sprint", value=lambda item: ", ".join(item.sprints), listed=False),
            Column("parent", "Parent", listed=False),
            Column("labels", "Labels", value=lambda item: ", ".join(item.labels), listed=False),
            Column("resolved_at", "Resolved", "time", listed=False),
            Column("resolution", "Resolution", listed=False),
        ],
        filters=[
            lookup("category", "Status", BacklogItem.CATEGORY_CHOICES),
            Filter("type", "Type", _types, lambda rows, value, _: rows.filter(type=value)),
        ],
        search=("key", "title", "assignee", "status", "epic"),
        order="-updated_at",
        empty="Export the issues from Jira with “Export CSV (all fields)”, and bring the file in on the Imports page.",
        overview=_overview,
        new=lambda place: Verb(
            "Import a backlog",
            place.url("imports", "new"),
            "upload",
            rules.may_import(place.seat),
            primary=True,
        ),
        detail=_detail,
        badge=_badge,
        list_template="jira/list.html",
        detail_template="jira/detail.html",
        checks=[
            Check(
                "backlog.fresh",
                24,
                "Is the backlog here the one the team works from?",
                queries.facts,
                rules.backlog_is_fresh,
            )
        ],
    )
)
