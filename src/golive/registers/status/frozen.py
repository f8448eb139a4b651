"""How does a report become a file that stays the same, and can be checked later?"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Page = TypeVar("Page")


def freeze(page: Any, form: str) -> str:
    """The page as stable JSON: sorted keys, ISO dates, with its format and the hash of its content."""
    frozen = {"format": form, "hash": digest(page), "page": _plain(asdict(page))}
    return json.dumps(frozen, indent=2, sort_keys=True, ensure_ascii=False)


def digest(page: Any) -> str:
    """SHA-256 over the content, independent of layout and machine."""
    text = json.dumps(_plain(asdict(page)), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def thaw(kind: type[Page], text: str, form: str) -> Page:
    """The page from its JSON; raises ValueError where the format is another or the content was altered."""
    frozen = json.loads(text)
    if not isinstance(frozen, dict) or frozen.get("format") != form:
        found = frozen.get("format") if isinstance(frozen, dict) else type(frozen).__name__
        raise ValueError(
            f"This is no {form} report (its format is {found!r}). Make it again with `golive status --json`."
        )
    try:
        page: Page = _build(kind, frozen["page"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"The report cannot be read: {error}. Use the copy kept with the audit log.") from error
    if digest(page) != frozen.get("hash"):
        raise ValueError(
            f"The report's content does not match its hash {str(frozen.get('hash'))[:16]}: it was altered or cut. "
            "Use the copy kept with the audit log."
        )
    return page


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _build(kind: Any, value: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        wanted = next(arm for arm in get_args(kind) if arm is not type(None))
        return None if value is None else _build(wanted, value)
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind):
        make: Callable[..., Any] = kind  # type: ignore[assignment]
        hints = _hints(make)
        return make(**{f.name: _build(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else _number(kind, value)


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _number(kind: Any, value: Any) -> Any:
    # a whole float keeps its type through JSON, or the hash would change ("3.0" is not "3")
    return float(value) if kind is float else value
