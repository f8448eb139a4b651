"""Which colour is this, and why? Red, amber, green, and grey for what nobody measured."""

from __future__ import annotations

from enum import StrEnum


class Rag(StrEnum):
    """A status colour. Grey means missing or stale evidence; it never counts as green."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"

    @property
    def severity(self) -> int:
        """0 green, 1 grey, 2 amber, 3 red: the order in which the worst wins."""
        return _SEVERITY[self]

    @property
    def word(self) -> str:
        return _WORD[self]


_SEVERITY = {Rag.GREEN: 0, Rag.GREY: 1, Rag.AMBER: 2, Rag.RED: 3}
_WORD = {Rag.GREEN: "On track", Rag.AMBER: "At risk", Rag.RED: "Off track", Rag.GREY: "Not known"}


def worst(colours: list[Rag]) -> Rag:
    """The worst of several colours; nothing measured at all is grey, never green."""
    return max(colours, key=lambda c: c.severity, default=Rag.GREY)
