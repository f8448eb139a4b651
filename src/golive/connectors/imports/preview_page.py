"""What does the page of one import show: the answer first, then every row that is worth a look?"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from golive.connectors.imports import queries, rules
from golive.connectors.imports.kinds import KINDS
from golive.connectors.imports.models import ImportBatch, Line
from golive.foundation import audit
from golive.foundation.implementations.access import Place
from golive.plain.verdict import Kind, Refusal

WORDS = {"bad": "Refused", "new": "New", "changed": "Changed", "gone": "Gone"}


def context(place: Place, batch: ImportBatch, change: str, page: str) -> dict[str, Any]:
    kind = KINDS.get(batch.kind)
    roles, what = (kind.roles, kind.what) if kind else (rules.MAY_IMPORT, "an import")
    found = Paginator(queries.lines(batch, change), queries.PAGE).get_page(page)
    return {
        "record": batch,
        "kind": kind,
        "verdict": verdict(batch),
        "may_accept": rules.may_accept(batch.ref, batch.state, place.seat, roles=roles, what=what),
        "may_discard": rules.may_discard(batch.ref, batch.state, place.seat),
        "may_remap": rules.may_remap(batch.ref, batch.state, place.seat, has_mapping=batch.mapping is not None),
        "rows": [_shown(line) for line in found],
        "page": found,
        "chips": _chips(batch, change),
        "change": change,
        "failures": _failures(batch) if batch.state == rules.FAILED else [],
        "unread": [problem for problem in batch.problems if not problem["rejects"]],
        "figures": [
            (label, was or "–", now, "" if was == now else "moved" if was else "", "")
            for label, was, now in batch.figures
        ],
        "mapped": mapped(batch),
        "before": queries.accepted_before(batch),
        "history": list(audit.history_of(batch, limit=30)),
    }


def _figure(label: str, was: str | None, now: str) -> tuple[str, str, str, str]:
    return label, was or "–", now, "moves" if was and was != now else ""


def verdict(batch: ImportBatch) -> tuple[str, str, str]:
    """Title, text and tone: what accepting would do, or what became of it."""
    if batch.state == rules.READING:
        return "It is being read.", "You can leave this page and come back.", "grey"
    if batch.state == rules.FAILED:
        return "This file cannot be used.", "Nothing was changed. Each reason is below, with its cure.", "red"
    if batch.state == rules.DISCARDED:
        return "Discarded.", "Nothing was changed; the file is kept as evidence.", "grey"
    if batch.state == rules.ACCEPTED:
        return "Accepted.", batch.result.get("told", ""), "green"
    return _waiting(batch)


def _waiting(batch: ImportBatch) -> tuple[str, str, str]:
    refused = f"{batch.rejected:,} {'row is' if batch.rejected == 1 else 'rows are'} refused"
    if not batch.to_write:
        text = "All of it is here already: accepting changes nothing."
        return "Nothing would change.", f"{text} {refused}." if batch.rejected else text, "green"
    count = f"{batch.to_write:,} {'record' if batch.to_write == 1 else 'records'} would be written."
    if not batch.rejected:
        return count, "Nothing has been changed yet.", "green"
    rest = "The others can be accepted now; correct the file and import it again, nothing will be doubled."
    return f"{count} {refused}.", f"Nothing has been changed yet. {rest}", "amber"


def _failures(batch: ImportBatch) -> list[Refusal]:
    return [Refusal(p["code"], p["reason"], p["cure"], Kind.INPUT) for p in batch.problems]


def _chips(batch: ImportBatch, chosen: str) -> list[tuple[str, str, bool, int]]:
    return [
        (label, "?" if chosen == change else f"?change={change}", chosen == change, batch.counts[change])
        for change, label in WORDS.items()
        if batch.counts.get(change)
    ]


def _shown(line: Line) -> dict[str, Any]:
    where = f"{line.sheet} {line.line}" if line.sheet else line.line
    return {"line": where, "change": line.change, "cells": line.cells, "reasons": line.reasons}


def mapped(batch: ImportBatch) -> list[dict[str, Any]]:
    """Each sheet with its columns: header, field, confidence and reason."""
    sheets = (batch.mapping or {}).get("sheets", ())
    return [
        {
            "name": sheet["sheet"],
            "kind": sheet["kind"],
            "remembered": sheet["remembered"],
            "skipped": sheet["skipped_because"],
            "columns": [column for column in sheet["columns"] if column["header"]],
        }
        for sheet in sheets
    ]
