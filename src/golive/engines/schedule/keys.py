"""Which keys of a JSON object are not known, which were probably meant, and how is a wrong value shown?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from reprlib import Repr
from typing import Any

_SHORT = Repr()
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother = 3, 60, 60


def unknown_keys(row: Mapping[str, Any], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every key that is not known, with its cure.

    >>> list(unknown_keys({"untill": 1, "first": 2}, ("first", "until")))
    [('untill', 'Did you mean “until”?')]
    """
    words = sorted(known)
    for key in sorted(map(str, row.keys() - set(words))):
        near = get_close_matches(key.casefold(), words, 1)
        yield key, f"Did you mean “{near[0]}”?" if near else f"Use one of {', '.join(words)}."


def shown(value: object) -> str:
    """A value as it is written, however long or deep, in a few words.

    >>> shown([[[[[7]]]]])
    '[[[[...]]]]'
    """
    return _SHORT.repr(value)
