"""What must be known of a function: what it takes and gives, and how each engine computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from golive.engines.reconcile.expressions.dialect import Engine
from golive.engines.reconcile.expressions.tree import Literal
from golive.engines.reconcile.sources.table import Kind

TEXT = frozenset({Kind.TEXT})
NUMBER = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.FLOAT})
MOMENT = frozenset({Kind.DATE, Kind.DATETIME})
ANY = frozenset(Kind)


@dataclass(frozen=True)
class Value:
    """A compiled part: its SQL, its kind (None for null, which fits everywhere), and the literal that it was."""

    sql: str
    kind: Kind | None
    literal: Literal | None = None

    @property
    def text(self) -> str:
        """The text of a literal; empty for anything else."""
        return self.literal.value if self.literal and isinstance(self.literal.value, str) else ""

    @property
    def whole(self) -> int:
        """The whole number of a literal. Raises ValueError for anything else."""
        number = self.literal.value if self.literal else None
        if not isinstance(number, Decimal) or number != number.to_integral_value():
            raise ValueError("a whole number is expected")
        return int(number)


Writer = Callable[[Engine, list[Value]], str]
Gives = Kind | Callable[[list[Value]], Kind | None]


@dataclass(frozen=True)
class Function:
    """One function or operator of the language.

    ``takes`` are the kinds of the arguments, the last one repeated up to ``most``; ``written`` are the places where
    the value itself must stand (lengths, separators, formats: so that their cost is known). ``write`` raises
    ValueError with what is wrong; ``not_on`` names the engines that would answer differently, with the reason.
    ``may_lose`` says that a value that is there may become null, which is counted when the mapping runs.
    """

    name: str
    takes: tuple[frozenset[Kind], ...]
    gives: Gives
    write: Writer
    says: str
    least: int = -1
    most: int = -1
    written: frozenset[int] = frozenset()
    may_lose: bool = False
    not_on: Mapping[Engine, str] | None = None

    @property
    def fewest(self) -> int:
        return len(self.takes) if self.least < 0 else self.least

    @property
    def greatest(self) -> int:
        return len(self.takes) if self.most < 0 else self.most

    def kinds_at(self, place: int) -> frozenset[Kind]:
        return self.takes[min(place, len(self.takes) - 1)]

    def kind_given(self, values: list[Value]) -> Kind | None:
        return self.gives if isinstance(self.gives, Kind) else self.gives(values)


def template(text: str) -> Writer:
    """A writer that puts the arguments into a text that is the same on every engine."""
    return lambda _, values: text.format(*(value.sql for value in values))


def first_kind(values: list[Value]) -> Kind | None:
    """The kind of the first argument that has one; a mixture of numbers is a decimal."""
    kinds = [value.kind for value in values if value.kind is not None]
    if len(set(kinds)) > 1 and all(kind.is_number for kind in kinds):
        return Kind.FLOAT if Kind.FLOAT in kinds else Kind.DECIMAL
    return kinds[0] if kinds else None
