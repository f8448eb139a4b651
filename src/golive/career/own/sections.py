"""What is a part of the desk: its name, its address, what it is good for, and what to do there next?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from golive.foundation.people.models import Person

DESK = "me/desk/"  # every address of the desk begins with it


@dataclass(frozen=True)
class Step:
    """Something to do now; of several the lowest ``rank`` comes first."""

    rank: int
    title: str
    text: str
    url: str
    label: str


@dataclass(frozen=True)
class Section:
    """A part of the desk as the rail and the desk's own page show it.

    ``standing`` says in a few words where this person stands there (empty: not begun); ``steps`` what to do next.
    """

    label: str
    icon: str
    url: str
    what: str
    standing: Callable[[Person], str] = lambda person: ""
    steps: Callable[[Person], Sequence[Step]] = lambda person: ()
