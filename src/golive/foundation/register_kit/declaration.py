"""What does a register declare about itself? One declaration gives its list, detail, history, export and read API."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.models import Record
from golive.foundation.register_kit.telling import Telling
from golive.plain.verdict import Refusal, Verdict


@dataclass(frozen=True)
class Column:
    """One figure of a record: shown in the list, exported, and part of the read API.

    ``kind`` is text, ref, person, date, time, chip, rag, number, money, share or yes; it decides the rendering and
    the API type. ``value`` takes the record (default: the attribute ``key``). ``order`` is the ORM expression
    to sort by; None = not sortable.
    ``listed=False`` keeps it to the export and the API, ``wide=True`` hides it on phones.
    """

    key: str
    label: str
    kind: str = "text"
    value: Callable[[Any], Any] | None = None
    order: str | None = None
    listed: bool = True
    wide: bool = False
    tone: Callable[[Any], str] | None = None

    def of(self, record: Any) -> Any:
        return self.value(record) if self.value else getattr(record, self.key)


@dataclass(frozen=True)
class Filter:
    """One way to narrow the list. ``choices`` may depend on the place; ``apply`` narrows the queryset."""

    key: str
    label: str
    choices: Callable[[Place], Sequence[tuple[str, str]]]
    apply: Callable[[QuerySet[Any], str, Place], QuerySet[Any]]


def lookup(key: str, label: str, choices: Sequence[tuple[str, str]], path: str | None = None) -> Filter:
    """A filter on a field with fixed choices."""
    return Filter(key, label, lambda _: choices, lambda rows, value, _: rows.filter(**{path or key: value}))


@dataclass(frozen=True)
class Verb:
    """Something a person may do with a record now. With refusals it is shown switched off, with the reason."""

    label: str
    url: str
    icon: str = ""
    refusals: Sequence[Refusal] = ()
    primary: bool = False
    danger: bool = False


@dataclass(frozen=True)
class Check:
    """A question that the product answers by itself from evidence. ``id`` is stable: gates and stories name it.

    ``facts`` reads the database, ``rule`` is pure; both are kept apart so that "why?" can show what went in.
    """

    id: str
    practice: int
    question: str
    facts: Callable[[Implementation], Any]
    rule: Callable[[Any], Verdict]

    def judge(self, implementation: Implementation) -> Verdict:
        return self.rule(self.facts(implementation))


@dataclass(frozen=True)
class Wanted:
    """A decision that somebody has to take: on the agenda, in the cockpit and on the status page."""

    title: str
    recommendation: str
    ref: str
    url: str
    who: str
    due: date | None = None
    consequence: str = ""
    since: datetime | None = None
    weight: int = 0


@dataclass(frozen=True)
class Badge:
    """The number beside a register's name; ``hot`` when somebody is waiting."""

    count: int
    hot: bool = False
    meaning: str = ""


def _nothing(*_: Any) -> list[Any]:
    return []


def _no_context(*_: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Register:
    """Everything the kit needs to know of a register; the verbs stay hand-written."""

    name: str
    title: str
    one: str
    many: str
    icon: str
    group: str
    question: str
    model: type[Record]
    columns: Sequence[Column]
    practices: Sequence[int] = ()
    filters: Sequence[Filter] = ()
    search: Sequence[str] = ()
    order: str = "ref"
    related: Sequence[str] = ()
    empty: str = ""
    rows: Callable[[Place], QuerySet[Any]] | None = None
    overview: Callable[[Place], dict[str, Any]] = _no_context
    detail: Callable[[Place, Any], dict[str, Any]] = _no_context
    new: Callable[[Place], Verb | None] = lambda _: None
    more: Callable[[Place], Sequence[Verb]] = _nothing
    verbs: Callable[[Place, Any], Sequence[Verb]] = _nothing
    checks: Sequence[Check] = ()
    wanted: Callable[[Implementation], Sequence[Wanted]] = _nothing
    badge: Callable[[Implementation], Badge | None] = lambda _: None
    # Risk events (engines.schedule) that this register adds to the forecast, which lies below it.
    drivers: Callable[[Implementation], Sequence[Any]] = _nothing
    # What a person who took part can tell of a practice (register_kit.telling).
    stories: Sequence[Telling] = ()
    # The page that the name in the rail leads to, if it is not the list.
    home: str = ""
    list_template: str = "register_kit/list.html"
    detail_template: str = "register_kit/detail.html"

    def everything(self, place: Place) -> QuerySet[Any]:
        """The records this person may see here; the one source of list, detail, export, search and API."""
        rows = self.rows(place) if self.rows else place.all(self.model)
        return rows.select_related(*self.related) if self.related else rows

    def tone(self, record: Any, key: str) -> str:
        """The colour of this column for this record: the list and the record's own page show the same."""
        column = next(column for column in self.columns if column.key == key)
        return column.tone(record) if column.tone else ""


@dataclass
class Registry:
    """Every register of this installation by name, in the order in which they were declared."""

    by_name: dict[str, Register] = field(default_factory=dict)

    def add(self, register: Register) -> Register:
        self.by_name[register.name] = register
        return register

    def all(self) -> list[Register]:
        return list(self.by_name.values())

    def checks(self) -> list[Check]:
        return [check for register in self.all() for check in register.checks]

    def check(self, check_id: str) -> Check | None:
        return next((check for check in self.checks() if check.id == check_id), None)


registry = Registry()
