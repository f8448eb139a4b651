"""What kind of values does this column hold, judged by how it is declared or by how its values are written?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from golive.engines.reconcile.catalogue.nouns import Kind

_DECLARED = [
    (re.compile(r"bool|^bit$|checkbox|flag"), Kind.BOOLEAN),
    (re.compile(r"datetime|timestamp|datum.*zeit"), Kind.MOMENT),
    (re.compile(r"^dat(e|s|um)\b"), Kind.DATE),
    (re.compile(r"dec|num|float|double|real|money|curr|percent|^quan"), Kind.DECIMAL),
    (re.compile(r"int|serial|^long$|^int\d"), Kind.INTEGER),
]
_NUMBER_OF_DIGITS = re.compile(r"\(\s*(\d+)")
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"[+-]?(\d+[.,]\d+|\d{1,3}(\.\d{3})+(,\d+)?|\d{1,3}(,\d{3})+(\.\d+)?|\d*\.?\d+[eE][+-]?\d+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})|\d{1,2}/\d{1,2}/(\d{4}|\d{2})|\d{4}/\d{2}/\d{2}")
_COMPACT_DATE = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})[ T]\d{1,2}:\d{2}.*")
_BOOLEANS = frozenset({"true", "false", "yes", "no", "ja", "nein", "t", "f", "y", "n", "wahr", "falsch", "x", ""})
MISSING = frozenset({"", "na", "n/a", "null", "none", "nan", "-"})
MOST = 0.9


def declared_kind(declared: str) -> Kind:
    """The kind behind a declared type, in whatever dialect.

    >>> declared_kind("VARCHAR(255)").value, declared_kind("NUMBER(10,2)").value, declared_kind("datetime2").value
    ('text', 'decimal', 'timestamp')
    """
    lowered = declared.strip().lower()
    for pattern, kind in _DECLARED:
        if pattern.search(lowered):
            return kind
    return Kind.TEXT


def declared_length(declared: str) -> int | None:
    """The longest text a declared type takes: 255 for varchar(255)."""
    found = _NUMBER_OF_DIGITS.search(declared)
    return int(found[1]) if found and declared_kind(declared) is Kind.TEXT else None


def kind_of_values(values: Iterable[str]) -> Kind:
    """The kind that nine values in ten agree on.

    >>> kind_of_values(["1.234,50", "99,00", "n/a"]).value, kind_of_values(["17.08.2024", "01.02.2023"]).value
    ('decimal', 'date')
    """
    present = [value.strip() for value in values if value.strip().lower() not in MISSING]
    if not present:
        return Kind.EMPTY
    if all(value.lower() in _BOOLEANS for value in present):
        return Kind.BOOLEAN
    for pattern, kind in ((_MOMENT, Kind.MOMENT), (_DATE, Kind.DATE), (_COMPACT_DATE, Kind.DATE)):
        if _most(pattern, present):
            return kind
    if _most(_INTEGER, present):
        return Kind.INTEGER
    numbers = re.compile(f"{_INTEGER.pattern}|{_DECIMAL.pattern}")
    return Kind.DECIMAL if _most(numbers, present) else Kind.TEXT


def _most(pattern: re.Pattern[str], values: list[str]) -> bool:
    return sum(pattern.fullmatch(value) is not None for value in values) >= MOST * len(values)
