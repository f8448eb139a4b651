"""What may an expression consist of? These nodes and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Literal:
    """A text, a number, true, false or null."""

    value: str | Decimal | bool | None
    at: int = 0


@dataclass(frozen=True)
class ColumnRef:
    name: str
    at: int = 0


@dataclass(frozen=True)
class Call:
    """One of our own functions; operators are calls as well (``+``, ``=``, ``and``, ``is null`` …)."""

    function: str
    args: tuple[Node, ...]
    at: int = 0


@dataclass(frozen=True)
class Case:
    """CASE WHEN … THEN … ELSE … END; the first condition that is true decides."""

    whens: tuple[tuple[Node, Node], ...]
    otherwise: Node
    at: int = 0


Node = Literal | ColumnRef | Call | Case


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    if isinstance(node, Call):
        return node.args
    if isinstance(node, Case):
        return (*(part for when in node.whens for part in when), node.otherwise)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for part in parts(node):
        yield from walk(part)


def columns_of(node: Node) -> tuple[str, ...]:
    """The columns that an expression reads, each once, in the order of appearance."""
    return tuple(dict.fromkeys(part.name for part in walk(node) if isinstance(part, ColumnRef)))
