"""How does a mapping stand in the sheets of a workbook, and what do the sheets say as a mapping again?

A document is the plain value that `as_written` gives, in one form: no short hands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from golive.engines.reconcile.mapping.reading import with_whole_type
from golive.engines.reconcile.mapping.written import as_written

MAPPING, KEY, FIELDS, MAPS, LEFT = "Mapping", "Key", "Fields", "Value maps", "Not migrated"
COLUMNS = {
    MAPPING: ("Part", "Value"),
    KEY: ("Target column", "Source column or expression"),
    FIELDS: ("Field", "Way", "Source", "Value map", "Unmapped", "Type", "Mandatory", "Compare", "Note"),
    MAPS: ("Value map", "Code", "Value", "File"),
    LEFT: ("Source field", "Reason"),
}
WAYS = ("from", "expr", "const", "default", "lookup")
VERSION = "made from version"
_FLOW = {"load", "controls", "system", "accept"}
_PLAIN = {"Value map": "map", "Unmapped": "unmapped", "Type": "type", "Note": "note"}

Sheets = dict[str, list[list[str]]]
Document = dict[str, Any]


def in_one_form(document: Document) -> Document:
    """The document of a mapping without its short hands: the same mapping."""
    found = _told(document)
    if isinstance(found.get("target"), str):
        found["target"] = {"table": found["target"]}
    for name in ("source", "target"):
        if isinstance(found.get(name), dict):
            found[name] = _told(found[name])
    key = found.get("key") or {}
    found["key"] = {side: _listed(key.get(side)) for side in ("target", "source")}
    found["fields"] = {name: _field_in_one_form(said) for name, said in (found.get("fields") or {}).items()}
    if isinstance(maps := found.get("maps"), dict):
        found["maps"] = {name: _map_in_one_form(said) for name, said in maps.items()}
    return found


def _told(held: dict[str, Any]) -> dict[str, Any]:
    """What says something."""
    return {name: value for name, value in held.items() if value is not None and value != ""}


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for each in value or ()]


def _field_in_one_form(said: Any) -> dict[str, Any]:
    if isinstance(said, str):
        return {"from": said}
    given = with_whole_type(said)
    found = {key: value for key, value in given.items() if key in WAYS or (value is not None and value != "")}
    if "unmapped" in given:
        found["unmapped"] = "null" if given["unmapped"] is None else given["unmapped"]
    if "mandatory" in given:
        found["mandatory"] = bool(given["mandatory"])
    if isinstance(lookup := found.get("lookup"), dict):
        named = {"xref": found.pop("map", None) or lookup.get("xref"), "from": lookup.get("from")}
        found["lookup"] = {key: str(value) for key, value in named.items() if value}
    return found


def _map_in_one_form(said: Any) -> Any:
    return {code: "" if v is None else str(v) for code, v in said.items()} if isinstance(said, dict) else said


def to_yaml(document: Document) -> str:
    """The document as YAML that `as_written` reads as the same.

    >>> as_written(to_yaml({"maps": {"m": {"01": "NO"}}}))
    {'maps': {'m': {'01': 'NO'}}}
    """
    return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100_000))


def to_sheets(document: Document, sha256: str) -> Sheets:
    """The rows under the header of each sheet; every cell a text."""
    key, fields = document.get("key") or {}, document.get("fields") or {}
    width = max((len(key[side]) for side in key), default=0)
    sides = [[*key.get(side, ()), *[""] * width][:width] for side in ("target", "source")]
    return {
        MAPPING: [[VERSION, sha256], *(list(row) for row in _parts(document))],
        KEY: [list(row) for row in zip(*sides, strict=True)],
        FIELDS: [_field_row(name, said) for name, said in fields.items()],
        MAPS: list(_map_rows(document.get("maps") or {})),
        LEFT: [[name, str(reason or "")] for name, reason in (document.get("not_migrated") or {}).items()],
    }


def _parts(document: Document) -> Iterator[tuple[str, str]]:
    for name, value in document.items():
        if name in ("key", "fields", "maps", "not_migrated"):
            continue
        if name in ("source", "target") and isinstance(value, dict):
            yield from ((f"{name}.{part}", str(said)) for part, said in value.items() if said is not None)
        else:
            yield name, flow(value) if name in _FLOW else str(value)


def flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=100_000)
    return str(text).removesuffix("\n").removesuffix("\n...")


def _field_row(name: str, said: dict[str, Any]) -> list[str]:
    way = next((each for each in WAYS if each in said), "")
    held = said.get(way)
    lookup = held if way == "lookup" and isinstance(held, dict) else {}
    row = {"Field": name, "Way": way, "Source": str(lookup.get("from") or "") if lookup else _shown(held)}
    row |= {column: _shown(said.get(key)) for column, key in _PLAIN.items()}
    row["Value map"] = row["Value map"] or str(lookup.get("xref") or "")
    row["Mandatory"] = ("yes" if said["mandatory"] else "no") if "mandatory" in said else ""
    row["Compare"] = flow(said["compare"]) if said.get("compare") is not None else ""
    return [row[column] for column in COLUMNS[FIELDS]]


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _map_rows(maps: dict[str, Any]) -> Iterator[list[str]]:
    for name, held in maps.items():
        if not isinstance(held, dict):
            yield [name, "", "", str(held)]
        elif not held:
            yield [name, "", "", ""]
        else:
            yield from ([name, code, value, ""] for code, value in held.items())


def field_of(row: dict[str, str]) -> dict[str, Any]:
    """What a row of the fields says; the cells that are empty say nothing."""
    way, source = row["Way"], row["Source"]
    said: dict[str, Any] = {}
    if way == "lookup":
        said["lookup"] = {key: text for key, text in (("xref", row["Value map"]), ("from", source)) if text}
    elif way:
        said[way] = source
    for column, key in _PLAIN.items():
        if row[column] and not (way == "lookup" and column == "Value map"):
            said[key] = row[column]
    if row["Mandatory"]:
        said["mandatory"] = row["Mandatory"] == "yes"
    if row["Compare"]:
        said["compare"] = as_written(row["Compare"], "the comparison")
    return said


def document_of(parts: dict[str, str]) -> Document:
    """The parts of the first sheet; ValueError's kin `Refused` for a value that is no YAML where it must be."""
    found: Document = {}
    for name, value in parts.items():
        group, _, part = name.partition(".")
        if part:
            found.setdefault(group, {})[part] = value
        else:
            found[name] = as_written(f"{name}: {value}", name)[name] if name in _FLOW else value
    return found
