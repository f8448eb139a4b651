"""Which records does the list show? Filter, search and order from the address, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Column, Filter, Register
from golive.foundation.register_kit.searching import fits, words_of
from golive.plain.verdict import Refusal

PAGE = 50


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    chosen: bool
    url: str


@dataclass(frozen=True)
class FilterState:
    filter: Filter
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.chosen), None)


@dataclass(frozen=True)
class Listing:
    """One page of a register's list and everything its toolbar shows."""

    register: Register
    rows: list[Any]
    count: int
    total: int
    number: int
    pages: int
    query: dict[str, str]
    filters: list[FilterState]
    too_much: list[Refusal]

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.count else 0

    @property
    def last(self) -> int:
        return min(self.number * PAGE, self.count)

    @property
    def columns(self) -> list[Column]:
        return [column for column in self.register.columns if column.listed]

    @property
    def narrowed(self) -> bool:
        return any(key not in {"sort", "page"} for key in self.query)

    def address(self, **changes: str | int | None) -> str:
        """The query string with some parts changed; a change of filter or order goes back to page 1."""
        merged = {**self.query, **changes}
        if "page" not in changes:
            merged.pop("page", None)
        kept = {key: value for key, value in merged.items() if value not in (None, "")}
        return "?" + urlencode(kept) if kept else "?"

    def sort_state(self, column: Column) -> str:
        sort = self.query.get("sort", self.register.order)
        if column.order is None or sort.lstrip("-") != column.key:
            return "none"
        return "descending" if sort.startswith("-") else "ascending"

    def sort_address(self, column: Column) -> str:
        return self.address(sort=column.key if self.sort_state(column) != "ascending" else f"-{column.key}")


def known_query(register: Register, given: dict[str, str]) -> dict[str, str]:
    """Only the parts of an address that this register understands, and of a search the words that are searched for."""
    known = {"q", "sort", "page", *(f.key for f in register.filters)}
    shortened = given | ({"q": " ".join(words_of(given["q"]))} if fits(given.get("q", "")) else {})
    return {key: value for key, value in shortened.items() if key in known and value != ""}


def narrow(register: Register, rows: QuerySet[Any], query: dict[str, str], place: Place) -> QuerySet[Any]:
    for each in register.filters:
        allowed = {value for value, _ in each.choices(place)}
        if query.get(each.key) in allowed:
            rows = each.apply(rows, query[each.key], place)
    for word in words_of(query.get("q", "")):
        match = Q(ref__icontains=word)
        for path in register.search:
            match |= Q(**{f"{path}__icontains": word})
        rows = rows.filter(match)
    return rows


def ordered(register: Register, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
    """In the chosen order; an unknown column falls back to the register's own order."""
    orders = {column.key: column.order for column in register.columns if column.order}
    key = sort.lstrip("-")
    if key in orders:
        return rows.order_by(("-" if sort.startswith("-") else "") + str(orders[key]), "ref")
    own = register.order
    path = orders.get(own.lstrip("-"), own.lstrip("-"))
    return rows.order_by(("-" if own.startswith("-") else "") + str(path), "ref")


def listing(register: Register, place: Place, given: dict[str, str]) -> Listing:
    """The page of records that an address asks for."""
    query = known_query(register, given)
    everything = register.everything(place)
    rows = narrow(register, everything, query, place)
    count = rows.count()
    pages = max(1, -(-count // PAGE))
    number = min(max(1, _whole(query.get("page", ""))), pages)
    page = list(ordered(register, rows, query.get("sort", ""))[(number - 1) * PAGE : number * PAGE])
    total = count if not narrowed_by(query) else everything.count()
    empty = Listing(register, page, count, total, number, pages, query, [], fits(given.get("q", "")))
    filters = [FilterState(each, _choices(each, place, empty)) for each in register.filters]
    return replace(empty, filters=filters)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def narrowed_by(query: dict[str, str]) -> bool:
    return any(key not in {"sort", "page"} for key in query)


def _choices(each: Filter, place: Place, state: Listing) -> list[Choice]:
    now = state.query.get(each.key)
    return [
        Choice(value, label, value == now, state.address(**{each.key: None if value == now else value}))
        for value, label in each.choices(place)
    ]
