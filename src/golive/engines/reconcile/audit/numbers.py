"""How are the numbers of a column written, and which of them are written otherwise?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from golive.engines.reconcile.audit.finding import Finding, Weight, text_of
from golive.engines.reconcile.audit.look import Look

MOSTLY = 0.6
_UNIT = r"(?:€|\$|£|%|[A-Za-z°µ][A-Za-z.²³/ ]{0,11})"
_SCIENCE = r"[-+]?\d[.,]\d+[eE][+]\d+"


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


def numbers(look: Look) -> Iterator[Finding]:
    """Local notations, units and currencies, trailing signs and brackets, each as one group with its cure."""
    if not is_numeric(look):
        return
    yield from _signs(look)
    yield from _units(look)
    yield from _local(look)


def _signs(look: Look) -> Iterator[Finding]:
    says = "{count} rows of {column} have the minus behind the number, as SAP and COBOL write it."
    if look.has_shape(r"9([.,]9)*-"):
        rule = look.rule(r"matches(trim({x}), '[0-9][0-9.,]*-')", "concat('-', replace(trim({x}), '-', ''))")
        yield from look.found("minus behind", "123-", says, Weight.REPAIR, rule)
    if look.has_shape(r"\(9([.,]9)*\)"):
        says = "{count} rows of {column} are negative in brackets, as accountants write it."
        rule = look.rule(
            r"matches(trim({x}), '[(][0-9][0-9.,]*[)]')", "concat('-', replace(replace(trim({x}), '(', ''), ')', ''))"
        )
        yield from look.found("minus in brackets", "(123)", says, Weight.REPAIR, rule)


def _units(look: Look) -> Iterator[Finding]:
    """Each unit or currency beside the number is a group of its own; several of one column need a look."""
    if not any(re.fullmatch(r"(?:€|\$|£|a)\s?[-+]?9.*|.*9\s?(?:€|\$|£|%|a[.a/ ]*)", shape) for shape in look.shapes):
        return
    name = f"trim({look.quoted})"
    number = r"[-+]?[0-9][0-9.,'' ]*"
    rows = look.ask(
        f"SELECT before, behind, sum(times)::BIGINT FROM (SELECT times,"
        f" regexp_extract({name}, '^({_UNIT}\\s?)[-+]?[0-9]', 1) AS before,"
        f" regexp_extract({name}, '^{number}?([\\s]?{_UNIT})$', 1) AS behind FROM looked WHERE trim(shape) <> '9')"
        " WHERE before <> '' OR behind <> '' GROUP BY ALL ORDER BY 3 DESC LIMIT 12"
    )
    for before, behind, times in rows:
        unit = (before or behind).strip()
        if not _is_unit(unit, bool(before), times, look.filled):
            continue
        if before:
            begin = _escaped(before)
            rule = look.rule(
                f"matches(trim({{x}}), '{begin}[-+]?[0-9][0-9.,'' ]*')", f"trim(replace({{x}}, {text_of(unit)}, ''))"
            )
        else:
            end = _escaped(behind)
            rule = look.rule(
                f"matches(trim({{x}}), '[-+]?[0-9][0-9.,'' ]*{end}')", f"trim(replace({{x}}, {text_of(behind)}, ''))"
            )
        says = (
            f"{{count}} rows of {{column}} carry “{unit}”. Take it off; if it differs from row to row, keep it apart."
        )
        yield from look.found("unit in the number", unit, says, Weight.REPAIR, rule)


def _is_unit(unit: str, before: bool, times: int, filled: int) -> bool:
    """A currency in front, or what stands behind more than a stray number; 12b is a house, 1e is no number."""
    if before:
        return unit in CURRENCIES
    return times >= max(3, 0.005 * filled) and (len(unit) > 1 or unit in set("€$£%gmlhtkW"))


def _escaped(text: str) -> str:
    made = re.sub(r"([.$+*?()\[\]{}|^\\])", r"[\1]", text)
    return made.replace("'", "''")


def _local(look: Look) -> Iterator[Finding]:
    kept = r"(?:€|\$|£|a)?\s?{}-?\s?(?:€|\$|£|%|a\.?)?"
    present = [notation for notation in NOTATIONS if look.has_shape(kept.format(f"(?:{notation.shapes})"))]
    decimal_comma, ambiguous = _comma(look) if any(n.name == "12,5" for n in present) else (True, 0)
    for notation in present:
        says = f"{{count}} rows of {{column}} are written as {notation.name}."
        if notation.name == "12,5" and not decimal_comma:
            grouped = look.rule(
                "matches(trim({x}), '[-+]?[0-9]{1,3}(?:,[0-9][0-9][0-9])+')", "replace(trim({x}), ',', '')"
            )
            yield from look.found("local number", "1,234", says.replace("12,5", "1,234"), Weight.REPAIR, grouped)
            continue
        weight = Weight.DECIDE if notation.name == "12,5" and ambiguous else Weight.REPAIR
        pattern = f"matches(trim({{x}}), {text_of(notation.pattern)})"
        yield from look.found("local number", notation.name, says, weight, look.rule(pattern, notation.plain))
    if decimal_comma and present and look.has_shape(r"[-+]?9\.9") and _point_groups(look):
        says = (
            "{count} rows of {column} have a point and three digits where a comma is the decimal sign: 1.234 is 1234."
        )
        rule = look.rule(r"matches(trim({x}), '[-+]?[0-9]{1,3}[.][0-9]{3}')", "replace(trim({x}), '.', '')")
        yield from look.found("local number", "1.234", says, Weight.REPAIR, rule)


def _comma(look: Look) -> tuple[bool, int]:
    """Whether the comma is the decimal sign, and whether that stays open: 1,234 alone says neither."""
    name = f"trim({look.quoted})"
    groups = f"regexp_full_match({name}, '[-+]?[1-9][0-9]{{0,2}},[0-9]{{3}}')"
    grouped, other = look.ask(
        f"SELECT coalesce(sum(times) FILTER ({groups}), 0)::BIGINT,"
        f" coalesce(sum(times) FILTER (NOT {groups}), 0)::BIGINT"
        f" FROM looked WHERE regexp_full_match({name}, '[-+]?[0-9]*,[0-9]+')"
    )[0]
    if other:
        return True, 0
    return not look.has_shape(r"[-+]?9(,9)+\.9|[-+]?9(,9){2,}"), int(grouped)


def _point_groups(look: Look) -> bool:
    """No value has a point with other than three digits behind it, and some have a comma."""
    commas = look.has_shape(r"[-+]?9(\.9)*,9")
    name = f"trim({look.quoted})"
    other = look.ask(
        f"SELECT count(*) FROM looked WHERE trim(shape) IN ('9.9', '-9.9', '+9.9')"
        f" AND NOT regexp_full_match({name}, '[-+]?[1-9][0-9]{{0,2}}[.][0-9]{{3}}')"
    )[0][0]
    return commas and not other


def science(look: Look) -> Iterator[Finding]:
    """1.23E+12: Excel has thrown digits away."""
    if look.has_shape(r"[-+]?9[.,]9a\+9"):
        says = "{count} rows of {column} are in Excel's short form; digits are lost. Export the column again as text."
        when = f"matches(trim({look.quoted}), '[-+]?[0-9][.,][0-9]+[eE][+][0-9]+')"
        yield from look.found("Excel damage", "1.23E+12", says, Weight.BLOCKS, when=when)
