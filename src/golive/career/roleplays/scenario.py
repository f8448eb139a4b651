"""Who sits opposite, what do they demand, and what is behind it that they do not say?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# The moves that lead out of such a conversation, with what each is called in the debrief.
MOVES = {
    "asked_why": "asked what is behind it",
    "acknowledged": "showed that you heard it",
    "quantified": "said the effect in days, money or people",
    "offered": "offered a way",
    "named_decider": "named who decides, and when",
}
# What drives the other side away.
SLIPS = {
    "gave_in": "agreed before anybody knew the price",
    "blamed": "made it about the person",
    "refused": "closed the door without a way on",
}
ENDINGS = ("best", "good", "poor", "worst")


@dataclass(frozen=True)
class Scenario:
    """A conversation; ``cause`` is told only to somebody who asks, ``pushes`` get harder, ``replies`` answer moves."""

    name: str
    title: str
    practice: int
    persona: str
    setting: str
    opening: str
    cause: str
    revealed: str
    pushes: tuple[str, ...]
    replies: dict[str, str]
    endings: dict[str, str]


@lru_cache(maxsize=1)
def built_in() -> tuple[Scenario, ...]:
    """The conversations that come with golive.

    >>> [each.name for each in built_in()]
    ['stakeholder-conflict', 'scope-creep', 'delayed-go-live', 'low-adoption', 'absent-client']
    """
    held = tomllib.loads((files("golive.career.roleplays") / "scenarios.toml").read_text("utf-8"))
    return tuple(Scenario(**row | {"pushes": tuple(row["pushes"])}) for row in held["scenario"])


def scenario(name: str) -> Scenario:
    """One by its name. KeyError with those that there are."""
    for each in built_in():
        if each.name == name:
            return each
    raise KeyError(f"There is no role-play {name}. Choose {', '.join(each.name for each in built_in())}.")
