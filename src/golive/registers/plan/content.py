"""How is a whole plan kept, so that exactly the same plan comes back? Canonical JSON, compressed, under its hash."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from golive.engines.schedule import Plan

# What is recomputed or only compared is not part of the plan's identity.
LEFT_OUT = {"findings", "stored"}


def dump(plan: Plan) -> bytes:
    """The plan as compressed canonical JSON; the same plan gives the same bytes."""
    text = json.dumps(_plain(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def digest(content: bytes) -> str:
    """SHA-256 of the uncompressed form: it does not depend on the compressor."""
    return hashlib.sha256(gzip.decompress(content)).hexdigest()


def load(content: bytes) -> Plan:
    """The plan that was dumped."""
    plan: Plan = _object(Plan, json.loads(gzip.decompress(content)))
    return plan


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset | set):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, frozenset | set) else items
    if isinstance(value, dict):
        return [[_plain(key), _plain(item)] for key, item in value.items()]
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if _worth_keeping(value, f)}


def _worth_keeping(value: Any, field: Any) -> bool:
    if field.name in LEFT_OUT or not field.init:
        return False
    held = getattr(value, field.name)
    if field.default is not MISSING:
        return bool(held != field.default)
    return not (field.default_factory is not MISSING and held == field.default_factory())


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _object(kind: Any, form: dict[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _back(hints[name], value) for name, value in form.items()})


def _back(kind: Any, value: Any) -> Any:
    """The value in the type that the field declares."""
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        kinds = [each for each in get_args(kind) if each is not type(None)]
        return _one_of(kinds, value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if origin in (frozenset, set):
        return origin(_back(get_args(kind)[0], item) for item in value)
    if (origin is not None and issubclass(origin, dict)) or str(origin).endswith("Mapping"):
        key, item = get_args(kind)
        return {_back(key, k): _back(item, v) for k, v in value}
    if kind in (datetime, date, time):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return _object(kind, value) if is_dataclass(kind) else value


def _one_of(kinds: list[Any], value: Any) -> Any:
    if len(kinds) == 1:
        return _back(kinds[0], value)
    for kind in kinds:
        if is_dataclass(kind) == isinstance(value, dict):
            return _back(kind, value)
    return value


def _tuple(kinds: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_back(kinds[0], item) for item in value)
    return tuple(_back(kind, item) for kind, item in zip(kinds, value, strict=True))
