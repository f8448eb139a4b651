"""How are the numbers of a column written, and which of them are written otherwise?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from golive.engines.reconcile.audit.finding import Finding, Weight, text_of
from golive.engines.reconcile.audit.look import Look
from golive.engines.reconcile.audit.notations import CURRENCIES, NOTATIONS, is_numeric

_UNIT = r"(?:€|\$|£|%|[A-Za-z°µ][A-Za-z.²³/ ]{0,11})"


def numbers(look: Look) -> Iterator[Finding]:
    """Local notations, units and currencies, trailing signs and brackets, each as one group with its cure."""
    if not is_numeric(look):
        return
    yield from _whole(look)
    yield from _signs(look)
    yield from _units(look)
    yield from _local(look)


def _whole(look: Look) -> Iterator[Finding]:
    """12.0 among whole numbers: they went through a program that knows decimals only."""
    plain = sum(rows for shape, rows in look.shapes.items() if shape.strip("-+") == "9")
    if look.has_shape(r"[-+]?9\.9") and plain >= 0.4 * look.filled:
        when = r"matches(trim({x}), '[-+]?[0-9]+[.]0+')"
        if look.rows_where(when) == look.rows_where(r"matches(trim({x}), '[-+]?[0-9]+[.][0-9]+')"):
            says = "{count} rows of {column} are whole numbers with “.0”."
            rule = look.rule(when, "split_part(trim({x}), '.', 1)")
            yield from look.found("local number", "12.0", says, Weight.REPAIR, rule)


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
