"""Which YAML does a filled-in workbench make, and how is a YAML shown in it? Nothing that stands in it is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from golive.engines.reconcile.mapping.written import as_written
from golive.plain.verdict import Refused

_WAYS = ("expr", "from", "const", "default", "lookup")


@dataclass(frozen=True)
class Line:
    """How one target field is made: a source column or an expression, perhaps with a value map; or as it was."""

    target: str
    column: str = ""
    expr: str = ""
    map: str = ""
    type: str = ""
    key: bool = False


def read(text: str) -> dict[str, Any]:
    """The document, or an empty one where the text is none."""
    try:
        found = as_written(text) if text else {}
    except Refused:
        return {}
    return found if isinstance(found, dict) else {}


def line_of(document: Mapping[str, Any], target: str) -> Line:
    """What the document says of a target field.

    >>> line_of({"fields": {"Name": {"from": "NAME1"}}, "key": {"target": ["Id"], "source": ["NR"]}}, "Id")
    Line(target='Id', column='NR', expr='', map='', type='', key=True)
    """
    key = _part(document, "key")
    pairs = dict(zip(_names(key.get("target")), _names(key.get("source")), strict=False))
    said = _part(document, "fields").get(target) or {}
    said = {"from": said} if isinstance(said, str) else said
    source = pairs.get(target, "")
    column, expr = str(said.get("from") or ""), str(said.get("expr") or "")
    if not said and source:
        column, expr = ("", source) if "(" in source else (source, "")
    kind = str(said.get("type") or "")
    return Line(target, column, expr, str(said.get("map") or ""), kind, target in pairs)


def document_of(
    before: Mapping[str, Any],
    lines: Sequence[Line],
    left: Mapping[str, str],
    *,
    source: str,
    target: str,
    owner: str = "",
) -> dict[str, Any]:
    """The document that these lines make; comparisons, constants, controls and filters of before are kept.

    >>> lines = [Line("Id", "NR", key=True), Line("Name", "BEZ")]
    >>> document_of({}, lines, {"X": "empty"}, source="S", target="T")["fields"]
    {'Name': {'from': 'BEZ'}}
    """
    made = dict(before) | {"object": target, "target": {"table": target}}
    made["source"] = _part(before, "source") | {"table": source} | ({"owner": owner} if owner else {})
    fields = dict(_part(before, "fields"))
    keys: list[tuple[str, str]] = []
    for line in lines:
        if line.key:
            keys.append((line.target, line.expr or line.column))
            fields.pop(line.target, None)
        elif said := _said(fields.get(line.target), line):
            fields[line.target] = said
        else:
            fields.pop(line.target, None)
    made["key"] = {"target": [one for one, _ in keys], "source": [other for _, other in keys]}
    made["fields"] = fields
    made["not_migrated"] = dict(left)
    return made


def write(document: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(document), sort_keys=False, allow_unicode=True, width=110)


def _said(before: Any, line: Line) -> dict[str, Any]:
    held = {"from": before} if isinstance(before, str) else dict(before or {})
    if line.column or line.expr:
        for way in (*_WAYS, "map", "type"):
            held.pop(way, None)
        held = ({"expr": line.expr} if line.expr else {"from": line.column}) | held
        return held | ({"map": line.map} if line.map else {}) | ({"type": line.type} if line.type else {})
    return held if any(way in held for way in ("const", "default", "lookup")) else {}


def _part(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    held = document.get(name)
    return dict(held) if isinstance(held, dict) else {}


def _names(held: Any) -> list[str]:
    return [held] if isinstance(held, str) else [str(each) for each in held or []]
