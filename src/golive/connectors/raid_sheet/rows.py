"""Which risk, assumption, issue or dependency is on this row?"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from golive.connectors.raid_sheet.cells import Row
from golive.connectors.raid_sheet.statement import split_statement
from golive.connectors.raid_sheet.vocabulary import DATE_FIELDS, KINDS, LEVEL_FIELDS, RESPONSES, STATUSES, plain
from golive.plain.interchange import RaidItem, RaidKind, RaidStatus, Response

_TITLE_LENGTH = 160
_PLAIN_TEXTS = ("contingency", "trigger", "priority", "category", "workstream")
_NUMBERED_ONLY = {"id", "kind", "score", "residual_score", "status"}


def is_empty(row: Row) -> bool:
    """Templates come with numbered empty lines: an ID, a kind or a formula alone is no entry."""
    mapping = row.reading.mapping
    hollow = {column.index for column in mapping.columns if column.field in _NUMBERED_ONLY}
    return not any(row.line.text(index) for index in range(len(row.line.cells)) if index not in hollow)


def read_row(row: Row) -> RaidItem | None:
    """The item, or None with the problems on the row; all problems of a row are found, not only the first."""
    wide = [at for at in range(len(row.reading.mapping.columns), len(row.line.cells)) if row.line.text(at)]
    if row.reading.is_csv and wide:
        have, want = len(row.line.cells), len(row.reading.mapping.columns)
        cure = "Put quotes around the text that holds the delimiter."
        row.problem("row", row.line.text(wide[0]), f"The row has {have} cells, the header names {want}.", cure)
    kind = _kind(row)
    texts = _texts(row)
    fields: dict[str, Any] = {name: row.day(name) for name in DATE_FIELDS}
    fields |= {name: row.level(name) for name in LEVEL_FIELDS}
    fields |= {name: row.text(name) for name in _PLAIN_TEXTS}
    fields |= _scores(row, fields)
    fields |= {"owner": row.person("owner"), "giver": row.person("giver"), **_response(row), **_status(row)}
    given = row.text("id")
    extra = {column.header: text for column in row.reading.mapping.extras if (text := row.text_at(column.index, ""))}
    if kind is None or not texts["title"] or any(problem.rejects for problem in row.problems):
        return None
    return RaidItem(
        id=given[:80] or _derived_id(kind, texts["title"]),
        id_derived=not given,
        kind=kind,
        line=row.line.number,
        sheet=row.reading.mapping.sheet,
        extra=extra,
        **texts,
        **fields,
    )


def _kind(row: Row) -> RaidKind | None:
    text = row.text("kind")
    if not text:
        if row.reading.mapping.kind is None:
            reason = "Nothing says whether this is a risk, an assumption, an issue or a dependency."
            row.problem("kind", "", reason, "Fill in the Type column, or name the sheet Risks.")
        return row.reading.mapping.kind
    kind = KINDS.get(plain(text))
    if kind is None:
        row.problem(
            "kind", text, "This is no kind of RAID item.", "Write Risk, Assumption, Issue, Dependency or Action."
        )
    return kind


def _texts(row: Row) -> dict[str, Any]:
    title, description = row.text("title"), row.text("description")
    parts = {name: row.text(name) for name in ("because", "may", "which")}
    whole = split_statement(description) if description else split_statement(title)
    parts = {name: text or getattr(whole, name) for name, text in parts.items()}
    title = " ".join((title or description or parts["may"]).split())
    if not title:
        row.problem("title", "", "The row has no title and no description.", "Say in a few words what it is about.")
    if len(title) > _TITLE_LENGTH:
        description, title = description or title, _shortened(title)
    return {"title": title, "description": description, **parts}


def _shortened(text: str) -> str:
    """The first sentence, or as many whole words as fit."""
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return first if len(first) <= _TITLE_LENGTH else text[: _TITLE_LENGTH - 1].rpartition(" ")[0] + "…"


def _scores(row: Row, fields: dict[str, Any]) -> dict[str, int | None]:
    found = {"score_given": row.score("score"), "residual_score_given": row.score("residual_score")}
    for stated, one, two in (
        ("score_given", "likelihood", "impact"),
        ("residual_score_given", "residual_likelihood", "residual_impact"),
    ):
        if found[stated] and fields[one] and fields[two] and found[stated] != fields[one] * fields[two]:
            reason = f"The sheet says {found[stated]}, but {fields[one]} x {fields[two]} = {fields[one] * fields[two]}."
            name = stated.removesuffix("_given")
            row.problem(name, str(found[stated]), reason, "The product is used; correct the sheet.", rejects=False)
    return found


def _response(row: Row) -> dict[str, Any]:
    """A response that is none of the four words is a plan written into the wrong column: it is kept as the plan."""
    text, plan = row.text("response"), row.text("plan")
    response: Response | None = RESPONSES.get(plain(text))
    if text and response is None:
        plan = f"{text}\n{plan}".strip()
    return {"response": response, "plan": plan}


def _status(row: Row) -> dict[str, Any]:
    text = row.text("status")
    status: RaidStatus | None = STATUSES.get(plain(text))
    if text and status is None:
        cure = "Write Open, In progress, Monitoring, Occurred or Closed."
        row.problem("status", text, "This state is not known; the item was taken without one.", cure, rejects=False)
    return {"status": status, "status_given": text}


def _derived_id(kind: RaidKind, title: str) -> str:
    return "t-" + hashlib.sha256(f"{kind}\n{plain(title)}".encode()).hexdigest()[:12]
