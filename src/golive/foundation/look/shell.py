"""What stands in the rail on the left? Phases of an implementation, and under each its registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class NavEntry:
    """One register or page. ``hot`` marks a badge that somebody must act on; ``tab`` puts it in the mobile bar;
    ``key`` is the letter that follows g on the keyboard."""

    label: str
    icon: str
    url: str
    badge: str | int = ""
    hot: bool = False
    current: bool = False
    tab: bool = False
    key: str = ""


@dataclass(frozen=True)
class NavPhase:
    """A group of entries; an empty label stands for the top group without a heading."""

    label: str
    entries: Sequence[NavEntry]
