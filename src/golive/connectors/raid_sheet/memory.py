"""What was agreed about sheets of this shape the last time?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Readonly
from collections.abc import Sequence
from typing import Any

from golive.connectors.raid_sheet.mapping import Mapping
from golive.connectors.raid_sheet.vocabulary import HEADERS, plain

Profile = dict[str, dict[str, str]]


def signature(headers: Sequence[str]) -> str:
    """The same for the same column names in any order, case and punctuation.

    >>> signature(["ID", "Risk Title"]) == signature(["risk title*", "id"])
    True
    """
    return hashlib.sha256("\n".join(sorted(plain(header) for header in headers if header)).encode()).hexdigest()[:16]


def remember(mapping: Mapping, remembered: Readonly[str, Any] | None = None) -> Profile:
    """The profile with this mapping added: header signature -> {plain header: field}; JSON throughout."""
    profile: Profile = {key: dict(value) for key, value in (remembered or {}).items()}
    for sheet in mapping.sheets:
        if sheet.signature and not sheet.skipped_because:
            profile[sheet.signature] = {plain(column.header): column.field for column in sheet.columns if column.header}
    return profile


def recalled(headers: Sequence[str], remembered: Readonly[str, Any] | None) -> dict[str, str] | None:
    """The fields agreed for these headers; None where they were never seen. Unknown fields are dropped."""
    profile = (remembered or {}).get(signature(headers))
    if not isinstance(profile, dict):
        return None
    known = {header: field for header, field in profile.items() if field == "" or field in HEADERS}
    return known if any(known.values()) else None
