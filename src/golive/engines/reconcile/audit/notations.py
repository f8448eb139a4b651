"""Which ways of writing numbers are there, and is this a column of numbers at all?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from golive.engines.reconcile.audit.look import Look

MOSTLY = 0.6


@dataclass(frozen=True)
class Notation:
    """A way to write numbers: the shapes it can have, its exact pattern, and what makes it plain (``{x}``)."""

    name: str
    shapes: str
    pattern: str
    plain: str


_SWAP = "replace(replace(trim({x}), '.', ''), ',', '.')"
NOTATIONS = (
    Notation("1.234,56", r"[-+]?9(\.9)+,9", r"[-+]?[0-9]{1,3}(?:[.][0-9][0-9][0-9])+,[0-9]+", _SWAP),
    Notation(
        "1,234.56", r"[-+]?9(,9)+\.9", r"[-+]?[0-9]{1,3}(?:,[0-9][0-9][0-9])+[.][0-9]+", "replace(trim({x}), ',', '')"
    ),
    Notation(
        "1'234.56",
        r"[-+]?9(['’]9)+(\.9)?",
        r"[-+]?[0-9]{1,3}(?:['’][0-9][0-9][0-9])+[.]?[0-9]*",
        "replace(replace(trim({x}), '''', ''), '’', '')",
    ),
    Notation(
        "1 234,56",
        r"[-+]?9([ \u00a0\u202f]9)+,9",
        r"[-+]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9][0-9][0-9])+,[0-9]+",
        "replace(replace(replace(replace(trim({x}), ' ', ''), '\u00a0', ''), '\u202f', ''), ',', '.')",
    ),
    Notation("12,5", r"[-+]?9?,9", r"[-+]?[0-9]*,[0-9]+", "replace(trim({x}), ',', '.')"),
    Notation(
        "1.234.567", r"[-+]?9(\.9){2,}", r"[-+]?[0-9]{1,3}(?:[.][0-9][0-9][0-9]){2,}", "replace(trim({x}), '.', '')"
    ),
    Notation("1,234,567", r"[-+]?9(,9){2,}", r"[-+]?[0-9]{1,3}(?:,[0-9][0-9][0-9]){2,}", "replace(trim({x}), ',', '')"),
)
_PLAIN = re.compile(r"[-+]?9?(\.9)?")


def is_numeric(look: Look) -> bool:
    """Whether most values are numbers in some notation (not codes with leading zeros)."""
    numeric = sum(rows for shape, rows in look.shapes.items() if _number_shape(shape))
    total = sum(rows for shape, rows in look.shapes.items() if re.search("[a9]", shape))
    return numeric >= MOSTLY * max(1, total) and not has_leading_zeros(look)


CURRENCIES = frozenset(
    "EUR USD GBP CHF JPY SEK NOK DKK PLN CZK AUD CAD CNY INR BRL Fr. kr Rs € $ £".split()  # noqa: SIM905
)


def _number_shape(shape: str) -> bool:
    if _PLAIN.fullmatch(shape) and "9" in shape:
        return True
    if re.match(r"a\s?-|a9", shape):
        return False
    bare = re.sub(r"^(?:€|\$|£|a)\s?|\s?(?:€|\$|£|%|a\.?)$", "", shape).strip("-+ ()")
    return bool(_PLAIN.fullmatch(bare) and "9" in bare) or any(re.fullmatch(n.shapes, bare) for n in NOTATIONS)


def is_measure(look: Look) -> bool:
    """Whether the numbers measure something (decimals, units): whole numbers may be codes."""
    return is_numeric(look) and look.has_shape(r".*9[.,]9.*|.*9 ?(a|%|€).*")


def has_leading_zeros(look: Look) -> bool:
    """Whether numbers begin with needless zeros, as codes do."""
    if not look.has_shape("9"):
        return False
    zeros, numbers = look.ask(
        f"SELECT coalesce(sum(times) FILTER ({look.quoted} LIKE '0_%'), 0)::BIGINT, coalesce(sum(times), 0)::BIGINT"
        " FROM looked WHERE trim(shape) = '9'"
    )[0]
    return bool(zeros >= max(1, 0.005 * numbers))
