"""Which text may stand on paper, and how is it cut?"""

from __future__ import annotations

import re
import unicodedata

_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The text without control characters and direction overrides, on one line.

    >>> clean("a\\x00b\\r\\nBcc: x")
    'ab Bcc: x'
    """
    visible = "".join(c for c in _DIRECTION.sub("", text) if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(visible.split())


def cut(text: str, most: int) -> str:
    """The text on one line, cut at a word where it is longer than ``most`` characters.

    >>> cut("Signed chart of accounts", 16)
    'Signed chart of…'
    """
    text = clean(text)
    if len(text) <= most:
        return text
    kept = text[:most]
    whole = kept.rsplit(" ", 1)[0] if " " in kept[most // 2 :] else kept[: most - 1]
    return whole.rstrip(" ,.;:") + "…"
