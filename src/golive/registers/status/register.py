"""What is the status to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Check, Column, Register, lookup, registry
from golive.registers.status import picture, queries, reporting, verbs
from golive.registers.status.models import COLOURS, Report
from golive.registers.status.stories import STORIES


def _detail(place: Place, report: Report) -> dict[str, Any]:
    base = report.get_absolute_url()
    return picture.shown(report.page, place.implementation) | {
        "papers": [(label, f"{base}paper.{kind}", mark) for kind, label, mark in picture.PAPERS],
        "sendings": list(queries.sendings(report)),
    }


def _overview(place: Place) -> dict[str, Any]:
    return {"tabs": verbs.tabs(place, "reports")}


register = registry.add(
    Register(
        name="status",
        title="Status",
        one="report",
        many="reports",
        icon="file-text",
        group="Report",
        question="Will we go live on the date, and what do the executives have to decide?",
        model=Report,
        practices=(15,),
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="number"),
            Column("title", "Report", "title", order="number"),
            Column("as_of", "As of", "date", order="as_of"),
            Column("colour", "Overall", "rag", order="colour"),
            Column("sentence", "It said", wide=True),
            Column("chance", "Chance, %", "number", order="chance"),
            Column("p80", "P80", "date", order="p80"),
            Column("watermelon", "Watermelon index", "number", order="watermelon", listed=False),
            Column("page_hash", "Hash", listed=False),
        ],
        filters=[lookup("colour", "Overall", COLOURS)],
        search=("ref", "sentence"),
        order="-number",
        related=("created_by",),
        empty="Look at today’s status, then freeze the first report: the figures are computed, you add the words.",
        home="now",
        new=verbs.new,
        overview=_overview,
        verbs=verbs.report_verbs,
        detail=_detail,
        list_template="status/list.html",
        detail_template="status/detail.html",
        checks=[
            Check(
                "status.reported",
                15,
                "Were the executives told how it stands, this week?",
                queries.told,
                reporting.status_is_reported,
            ),
            Check(
                "status.honest",
                15,
                "Is what is said no greener than what is measured?",
                queries.told,
                reporting.status_is_honest,
            ),
        ],
    )
)
