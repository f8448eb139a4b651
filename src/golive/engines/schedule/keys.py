"""Which keys of a JSON object are not known, and which were probably meant?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any


def unknown_keys(row: Mapping[str, Any], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every key that is not known, with its cure.

    >>> list(unknown_keys({"untill": 1, "first": 2}, ("first", "until")))
    [('untill', 'Did you mean “until”?')]
    """
    words = sorted(known)
    for key in sorted(map(str, row.keys() - set(words))):
        near = get_close_matches(key.casefold(), words, 1)
        yield key, f"Did you mean “{near[0]}”?" if near else f"Use one of {', '.join(words)}."
