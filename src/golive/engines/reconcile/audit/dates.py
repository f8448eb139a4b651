"""How are the dates of a column written, in which order, and which cannot be dates?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from golive.engines.reconcile.audit.finding import Finding, Rule, Weight, text_of
from golive.engines.reconcile.audit.look import Look

MOSTLY = 0.5
LOOKED_AT = 5000  # values that tell whether the column holds years
_TIME = r"([ T]9:9(:9)?(\.9)?)?(a|[+-]9(:9)?)?"
_DATE_SHAPE = re.compile(rf"(9-9-9|9\.9\.9|9/9/9|9-a-9|9\.? a\.? 9|a 9, 9){_TIME}")
SEPARATORS = {".": "[.]", "/": "/", "-": "-"}


def is_date(look: Look) -> bool:
    """Whether most values are dates in some notation."""
    total = sum(rows for shape, rows in look.shapes.items() if re.search("[a9]", shape))
    dated = sum(rows for shape, rows in look.shapes.items() if _DATE_SHAPE.fullmatch(shape))
    if dated and dated < MOSTLY * total:
        dated += _compact(look)
    return dated > 0 and dated >= MOSTLY * max(1, total) and _years(look)


def _years(look: Look) -> bool:
    """Not versions or part numbers: somewhere a year of four digits or a calendar's day and month."""
    value = f"trim({look.quoted})"
    sample = f"(SELECT {look.quoted} FROM looked LIMIT {LOOKED_AT})"
    found = look.ask(
        f"SELECT count(*) FROM {sample} WHERE regexp_matches({value}, '(^|[^0-9])(1[89]|20|99)[0-9]{{2}}([^0-9]|$)')"
        f" OR regexp_full_match({value}, '[0-3]?[0-9][./-][0-3]?[0-9][./-][0-9]{{2}}')"
    )[0][0]
    return bool(found >= 0.5 * min(look.distinct, LOOKED_AT) or found > 100)


def _compact(look: Look) -> int:
    return look.rows_where("matches(trim({x}), '(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])')")


def dates(look: Look) -> Iterator[Finding]:
    """Every notation but YYYY-MM-DD is a group; the order of day and month is decided per column, never guessed."""
    if not is_date(look):
        return
    for sign, written in SEPARATORS.items():
        for year, width in (("%Y", "{4}"), ("%y", "{2}")):
            if look.has_shape(rf"9{re.escape(sign)}9{re.escape(sign)}9"):
                yield from _ordered(look, sign, written, year, width)
    yield from _year_first(look)
    yield from _other(look)


def _ordered(look: Look, sign: str, written: str, year: str, width: str) -> Iterator[Finding]:
    name = f"trim({look.quoted})"
    pattern = f"[0-9]{{1,2}}{written}[0-9]{{1,2}}{written}[0-9]{width}"
    many = "coalesce(sum(times) FILTER ({}), 0)::BIGINT"
    asked = ("a > 12 AND b <= 12", "b > 12 AND a <= 12", "a > 31 OR b > 31 OR least(a, b) > 12 OR least(a, b) = 0")
    one, two, wrong = look.ask(
        f"SELECT {', '.join(map(many.format, asked))} FROM (SELECT times, split_part({name}, '{sign}', 1)::INT AS a,"
        f" split_part({name}, '{sign}', 2)::INT AS b FROM looked WHERE regexp_full_match({name}, '{pattern}'))"
    )[0]
    when = f"matches(trim({{x}}), {text_of(pattern)})"
    orders = {f"%d{sign}%m{sign}{year}": one, f"%m{sign}%d{sign}{year}": two}
    if sign == ".":
        orders = {f"%d.%m.{year}": 1}
    certain = [order for order, rows in orders.items() if rows]
    say = {order: _shown(order) for order in orders}
    if len(certain) == 1:
        yield from _parsed(look, when, certain[0], say[certain[0]])
    elif certain:
        yield from _mixed(look, sign, when, pattern, one, two, year)
    else:
        says = "{count} rows of {column}: nothing tells day from month (both are never above 12). Ask the owner."
        rule = _rule(look, when, next(iter(orders)))
        yield from look.found("date order", f"{_shown(next(iter(orders)))} or month first", says, Weight.DECIDE, rule)
    if wrong or sign == ".":
        yield from _impossible(look, when, certain or list(orders))


def _rule(look: Look, when: str, order: str) -> Rule:
    parsed = f"parse_date({{x}}, '{order}')"
    return look.rule(f"{when} and {parsed} is not null", f"text({parsed})")


def _parsed(look: Look, when: str, order: str, shown: str) -> Iterator[Finding]:
    says = f"{{count}} rows of {{column}} are dates written as {shown}."
    weight = Weight.DECIDE if "%y" in order else Weight.REPAIR
    if "%y" in order:
        says += " From 69 on the year is read as 19xx; check a birth date."
    yield from look.found("date notation", shown, says, weight, _rule(look, when, order))


def _mixed(look: Look, sign: str, when: str, pattern: str, one: int, two: int, year: str) -> Iterator[Finding]:
    """Both orders occur: those that only one order can read are told apart, the rest follow the more frequent one."""
    first, second = f"%d{sign}%m{sign}{year}", f"%m{sign}%d{sign}{year}"
    usual, other = (first, second) if one >= two else (second, first)
    says = (
        f"{{count}} rows of {{column}} are dates written as {_shown(usual)} or fit it; others have the month elsewhere."
    )
    yield from look.found("date order", _shown(usual), says, Weight.DECIDE, _rule(look, when, usual))
    only = f"{when} and parse_date({{x}}, '{usual}') is null"
    says = f"{{count}} rows of {{column}} can only be {_shown(other)}, against the usual {_shown(usual)}."
    yield from look.found("date order", _shown(other), says, Weight.DECIDE, _rule(look, only, other))


def _impossible(look: Look, when: str, orders: list[str]) -> Iterator[Finding]:
    never = " and ".join(f"parse_date({{x}}, '{order}') is null" for order in orders)
    says = "{count} rows of {column} are days that no calendar has. Empty them, or ask for the right one."
    rule = look.rule(f"{when} and {never}", "nullif({x}, {x})")
    yield from look.found("impossible date", _shown(orders[0]), says, Weight.DECIDE, rule)


def _year_first(look: Look) -> Iterator[Finding]:
    for sign, written in (("/", "/"), (".", "[.]")):
        if look.has_shape(rf"9{re.escape(sign)}9{re.escape(sign)}9"):
            when = f"matches(trim({{x}}), '[0-9]{{4}}{written}[0-9]{{1,2}}{written}[0-9]{{1,2}}')"
            yield from _parsed(look, when, f"%Y{sign}%m{sign}%d", f"YYYY{sign}MM{sign}DD")
    if look.has_shape("9"):
        when = "matches(trim({x}), '(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])')"
        yield from _parsed(look, when, "%Y%m%d", "YYYYMMDD")
    if look.has_shape("9-9-9"):
        swapped = look.rule(
            "matches(trim({x}), '[0-9]{4}-[0-9]{2}-[0-9]{2}') and parse_date({x}, '%Y-%m-%d') is null"
            " and parse_date({x}, '%Y-%d-%m') is not null",
            "text(parse_date({x}, '%Y-%d-%m'))",
        )
        says = "{count} rows of {column} have the day before the month after the year; others may, unseen."
        yield from look.found("date order", "YYYY-DD-MM", says, Weight.DECIDE, swapped)
    impossible = look.rule(
        "matches(trim({x}), '[0-9]{4}-[0-9]{2}-[0-9]{2}') and parse_date({x}, '%Y-%m-%d') is null"
        " and parse_date({x}, '%Y-%d-%m') is null",
        "nullif({x}, {x})",
    )
    if look.has_shape("9-9-9"):
        says = "{count} rows of {column} are days that no calendar has. Empty them, or ask for the right one."
        yield from look.found("impossible date", "YYYY-MM-DD", says, Weight.DECIDE, impossible)


def _other(look: Look) -> Iterator[Finding]:
    """Date-times in local notation."""
    if look.has_shape(r"9\.9\.9 9:9(:9)?"):
        for clock, digits in (("%H:%M", ""), ("%H:%M:%S", ":[0-9]{2}")):
            pattern = f"[0-9]{{1,2}}[.][0-9]{{1,2}}[.][0-9]{{4}} [0-9]{{1,2}}:[0-9]{{2}}{digits}"
            parsed = f"parse_datetime({{x}}, '%d.%m.%Y {clock}')"
            rule = look.rule(f"matches(trim({{x}}), '{pattern}') and {parsed} is not null", f"text({parsed})")
            says = "{count} rows of {column} are date and time in local notation. Ask for their time zone."
            yield from look.found("date notation", f"DD.MM.YYYY {clock}", says, Weight.REPAIR, rule)


def _shown(order: str) -> str:
    for part, written in (("%d", "DD"), ("%m", "MM"), ("%Y", "YYYY"), ("%y", "YY")):
        order = order.replace(part, written)
    return order
