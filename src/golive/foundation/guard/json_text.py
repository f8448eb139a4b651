"""Is this JSON unambiguous? Bounded depth and digits, no NaN, no double key, no broken text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from golive.foundation.guard.files import check_size
from golive.foundation.guard.limits import Limits
from golive.foundation.guard.refusals import refuse

_AGAIN = "Export it again from the tool it comes from."


def read_json(path: str, limits: Limits) -> Any:
    """The value in the file. Call it in the child only."""
    check_size(path, limits)
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        refuse("json.encoding", f"The byte at {broken.start:,} is not UTF-8.", "Save it as UTF-8.")
    _check_depth(text, limits)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_refuse_constant,
            parse_int=lambda digits: int(_bounded(digits, limits)),
            parse_float=lambda digits: _finite(_bounded(digits, limits)),
        )
    except json.JSONDecodeError as broken:
        refuse("json.broken", f"Line {broken.lineno}, column {broken.colno}: {broken.msg}.", _AGAIN)
    _check_texts(value)
    return value


def _check_depth(text: str, limits: Limits) -> None:
    depth, quoted, escaped = 0, False, False
    for at, c in enumerate(text):
        if quoted:
            quoted, escaped = (escaped or c != '"'), (c == "\\" and not escaped)
        elif c == '"':
            quoted = True
        elif c in "[{":
            depth += 1
            if depth > limits.json_depth:
                line = text.count("\n", 0, at) + 1
                refuse("json.depth", f"Line {line} nests deeper than {limits.json_depth}.", _AGAIN)
        elif c in "]}":
            depth -= 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            refuse("json.twice", f"The key {key[:60]!r} stands twice in one object.", _AGAIN)
        found[key] = value
    return found


def _refuse_constant(name: str) -> None:
    refuse("json.number", f"{name} is no number.", _AGAIN)


def _bounded(digits: str, limits: Limits) -> str:
    if len(digits) > limits.json_digits:
        refuse("json.number", f"A number has {len(digits):,} digits (limit {limits.json_digits}).", _AGAIN)
    return digits


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        refuse("json.number", f"The number {digits[:30]} is too large.", _AGAIN)
    return number


def _check_texts(value: Any) -> None:
    """NUL and lone surrogates break the database later; they are refused here, with the text."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str) and ("\0" in item or any("\ud800" <= c <= "\udfff" for c in item)):
            refuse("json.text", f"A text holds a NUL or half a character ({item[:30]!r}).", _AGAIN)
