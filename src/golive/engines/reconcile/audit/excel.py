"""What has Excel done to this column: codes made dates, dates made numbers, long numbers cut short?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from golive.engines.reconcile.audit.dates import is_date
from golive.engines.reconcile.audit.finding import Finding, Weight
from golive.engines.reconcile.audit.look import Look
from golive.engines.reconcile.audit.months import MONTHS


def science(look: Look) -> Iterator[Finding]:
    """1.23E+12: Excel has thrown digits away."""
    if look.has_shape(r"[-+]?9[.,]9a\+9"):
        says = "{count} rows of {column} are in Excel's short form; digits are lost. Export the column again as text."
        when = f"matches(trim({look.quoted}), '[-+]?[0-9][.,][0-9]+[eE][+][0-9]+')"
        yield from look.found("Excel damage", "1.23E+12", says, Weight.BLOCKS, when=when)


def day_numbers(look: Look) -> Iterator[Finding]:
    """45678 among dates."""
    if is_date(look) and look.has_shape("9"):
        when = "matches(trim({x}), '[1-6][0-9]{4}')"
        rule = look.rule(when, "text(excel_date(parse_integer(trim({x}))))")
        says = "{count} rows of {column} are Excel's day numbers among dates."
        yield from look.found("Excel damage", "45678", says, Weight.REPAIR, rule)


def months_in_codes(look: Look) -> Iterator[Finding]:
    """17-Aug in a column of codes such as 17-8: Excel took the code for a date."""
    if not look.has_shape(r"9-a|a-9|9\.a") or is_date(look):
        return
    names = ", ".join(f"'{name}', '{number}'" for name, number in MONTHS.items())
    known = ", ".join(f"'{name}'" for name in MONTHS)
    excel = re.compile(r"\d{1,2}-[A-Za-zä]{3}|[A-Za-zä]{3}-\d{1,2}")
    look.explained.update(value for value, _ in look.values if excel.fullmatch(value))
    day, month = "split_part(trim({x}), '-', 1)", "split_part(trim({x}), '-', 2)"
    says = (
        "{count} rows of {column} became dates in Excel; they were codes such as 17-8. Best export the column as text."
    )
    first = look.rule(
        f"matches(trim({{x}}), '[0-9]{{1,2}}-[A-Za-zä]{{3}}') and {month} in ({known})",
        f"concat({day}, '-', decode({month}, {names}, ''))",
    )
    later = look.rule(
        f"matches(trim({{x}}), '[A-Za-zä]{{3}}-[0-9]{{1,2}}') and {day} in ({known})",
        f"concat(decode({day}, {names}, ''), '-', {month})",
    )
    if look.has_shape(r"9-9"):
        yield from look.found("Excel damage", "17-Aug", says, Weight.REPAIR, first, later)
    else:
        condition = f"({first.when}) or ({later.when})"
        total = look.rows_where(condition)
        if total and total < 0.5 * look.filled:
            yield from look.found("Excel damage", "17-Aug", says, Weight.DECIDE, when=condition)
