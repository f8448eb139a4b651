"""What is wrong with a changed value? One signature for each, so that thousands of differences become a few causes."""

from __future__ import annotations

from collections.abc import Callable

from golive.engines.reconcile.mapping.document import FieldType
from golive.engines.reconcile.sources import Kind

MOJIBAKE = "[ÃÂâ€�]|Ã."


def signature(expected: str, found: str, raw: str, declared: FieldType) -> str:
    """The SQL of the signature of a changed value.

    Parameters
    ----------
    expected, found : SQL of the two values in their type.
    raw : SQL of the target's value as text, before it was read.
    """
    tests = [
        *(_blanks(expected, raw) if declared.kind is Kind.TEXT else []),
        (f"{expected} IS NULL", "null → value"),
        (f"{raw} IS NULL", "value → null"),
        (f"{found} IS NULL", f"not readable as {declared.kind.value}"),
        *_TESTS.get(declared.kind, _text)(expected, found),
    ]
    whens = " ".join(f"WHEN {test} THEN {_said(name)}" for test, name in tests)
    return f"CASE {whens} ELSE 'other value' END"


def _said(name: str) -> str:
    """A name as SQL; one that begins with || is already a piece of SQL."""
    return name[2:] if name.startswith("||") else "'" + name.replace("'", "''") + "'"


def _blanks(e: str, f: str) -> list[tuple[str, str]]:
    """An empty text is not null, and the two are the commonest pair of all."""
    return [
        (f"{e} IS NULL AND trim({f}) = ''", "null → blank"),
        (f"{f} IS NULL AND trim({e}) = ''", "blank → null"),
    ]


def _text(e: str, f: str) -> list[tuple[str, str]]:
    squash = r"regexp_replace(trim({0}), '\s+', ' ', 'g')"
    se, sf = squash.format(e), squash.format(f)
    return [
        (f"{f} = '' ", "value → blank"),
        (f"lower({e}) = lower({f})", "upper and lower case"),
        (f"{se} = {sf}", "white space"),
        (f"lower({se}) = lower({sf})", "upper and lower case, white space"),
        (f"nfc_normalize({e}) = nfc_normalize({f})", "Unicode form"),
        (f"ltrim({e}, '0') = ltrim({f}, '0')", "leading zeros"),
        (f"length({f}) < length({e}) AND starts_with({e}, {f})", f"||'truncated at ' || length({f})"),
        (f"regexp_matches({f}, '{MOJIBAKE}') AND NOT regexp_matches({e}, '{MOJIBAKE}')", "encoding"),
        (f"strip_accents({e}) = strip_accents({f})", "accents"),
        (f"starts_with({f}, {e})", "something appended"),
        (f"ends_with({f}, {e})", "something put before"),
    ]


def _number(e: str, f: str) -> list[tuple[str, str]]:
    a, b = f"CAST({e} AS DOUBLE)", f"CAST({f} AS DOUBLE)"
    factors = [
        (f"{a} <> 0 AND abs({b} / {a} - {ratio}) < 1e-9", name)
        for ratio, name in (("1000", "× 1000"), ("100", "× 100"), ("10", "× 10"))
    ] + [
        (f"{b} <> 0 AND abs({a} / {b} - {ratio}) < 1e-9", name)
        for ratio, name in (("1000", "÷ 1000"), ("100", "÷ 100"), ("10", "÷ 10"))
    ]
    return [
        (f"{f} = -{e}", "sign"),
        *factors,
        (f"{b} = trunc({a})", "decimals cut off"),
        (f"{b} = round({a}, 0)", "rounded to whole"),
        (f"abs({a} - {b}) <= 0.05", "rounding"),
        (f"{f} = 0", "value → 0"),
    ]


def _date(e: str, f: str) -> list[tuple[str, str]]:
    return [
        (f"{f} = {e} + INTERVAL 1 DAY", "+1 day"),
        (f"{f} = {e} - INTERVAL 1 DAY", "−1 day"),
        (f"year({e}) = year({f}) AND month({e}) = day({f}) AND day({e}) = month({f})", "day and month swapped"),
        (f"month({e}) = month({f}) AND day({e}) = day({f}) AND abs(year({e}) - year({f})) = 100", "century"),
        (f"abs(date_diff('day', {e}, {f})) = 1462", "1904 date system"),
        (f"{f} IN (DATE '1900-01-01', DATE '1970-01-01', DATE '9999-12-31')", "placeholder date"),
    ]


def _moment(e: str, f: str) -> list[tuple[str, str]]:
    hours = [
        (f"{f} = {e} {sign} INTERVAL {n} HOUR", f"{mark}{n} h")
        for n in (1, 2)
        for sign, mark in (("+", "+"), ("-", "−"))
    ]
    return [
        *hours,
        (f"{f} = date_trunc('day', {e})", "time cut off"),
        (f"{f} = date_trunc('minute', {e}) OR {f} = date_trunc('second', {e})", "seconds cut off"),
        *_date(e, f)[:3],
    ]


def _truth(e: str, f: str) -> list[tuple[str, str]]:
    return [(f"{e} = NOT {f}", "the opposite")]


_TESTS: dict[Kind, Callable[[str, str], list[tuple[str, str]]]] = {
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.FLOAT: _number,
    Kind.DATE: _date,
    Kind.DATETIME: _moment,
    Kind.BOOLEAN: _truth,
}
