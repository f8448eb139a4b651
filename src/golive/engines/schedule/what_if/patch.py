"""What is to be changed in a plan? The edits, and their JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from golive.engines.schedule.plan import Link, LinkType


@dataclass(frozen=True)
class NewTask:
    """A task to add; with ``before``, ``after`` or ``between`` it is put into the network there."""

    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    uid: int | None = None
    before: int | None = None
    after: int | None = None
    between: tuple[int, int] | None = None


@dataclass(frozen=True)
class Edit:
    """New values of an existing task; durations in minutes."""

    task: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Cut:
    """A link to remove; every link of the pair where no type is named."""

    pred: int
    succ: int
    type: LinkType | None = None


@dataclass(frozen=True)
class Patch:
    """A set of edits, applied together or not at all."""

    add_tasks: tuple[NewTask, ...] = ()
    insert: tuple[NewTask, ...] = ()
    remove_tasks: tuple[int, ...] = ()
    set: tuple[Edit, ...] = ()
    add_links: tuple[Link, ...] = ()
    remove_links: tuple[Cut, ...] = ()
    name: str = ""

    @property
    def empty(self) -> bool:
        return not (
            self.add_tasks or self.insert or self.remove_tasks or self.set or self.add_links or self.remove_links
        )

    def edits(self) -> dict[int, dict[str, Any]]:
        """The new values by task: those of several entries together."""
        found: dict[int, dict[str, Any]] = {}
        for edit in self.set:
            found.setdefault(edit.task, {}).update(edit.fields)
        return found
