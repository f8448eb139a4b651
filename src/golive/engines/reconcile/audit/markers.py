"""Which values stand for “nothing is known”?"""

from __future__ import annotations

from collections.abc import Iterator

from golive.engines.reconcile.audit.finding import Finding, Weight, text_of
from golive.engines.reconcile.audit.look import Look, shape_of

SURE = (
    *("n/a", "n.a.", "na", "null", "none", "nil", "nan", "nat", "-", "--", "---", "?", "??", "???", ".", "..."),
    *("#n/a", "#nv", "#ref!", "#value!", "#wert!", "#bezug!", "#div/0!", "#name?", "#num!", "(null)", "<null>", "\\n"),
    *("k.a.", "k. a.", "keine angabe", "nicht vorhanden", "unbekannt", "unknown", "not available", "missing", "leer"),
    *("tbd", "t.b.d.", "xxx", "empty", "undefined", "not specified", "n.v.", "00.00.0000", "0000-00-00"),
)
DOUBTFUL = (
    *("1900-01-01", "01.01.1900", "31.12.9999", "9999-12-31", "99991231", "1970-01-01", "01.01.1970", "19000101"),
    *(
        "00000000",
        "999",
        "9999",
        "99999",
        "999999",
        "9999999",
        "99999999",
        "-1",
        "-99",
        "-999",
        "-9999",
        "test",
        "dummy",
        "other",
    ),
)
MEANS_SOMETHING = frozenset(
    {"na", "none", ".", "xxx", "leer", "nil", "missing", "empty", "nat"}
)  # a code, a town, a word


def missing(look: Look) -> Iterator[Finding]:
    """Sure markers as one group, doubtful ones each, blanks with the white space."""
    found = _present(look, SURE)
    sure = [marker for marker in found if marker not in MEANS_SOMETHING or _alone(look, marker)]
    if sure:
        sure.sort()
        look.explained.update(value for value, _ in look.values if value.lower() in sure)
        listed = ", ".join(text_of(marker) for marker in sure)
        rule = look.rule(f"lower(trim({{x}})) in ({listed})", "nullif({x}, {x})")
        says = "{count} rows of {column} say that nothing is known. Make them empty."
        yield from look.found("missing marker", ", ".join(sure), says, Weight.REPAIR, rule)
    for marker, rows in _present(look, DOUBTFUL).items():
        if rows >= max(2, 0.002 * look.filled) and _stands_out(look, marker, rows):
            rule = look.rule(f"lower(trim({{x}})) = {text_of(marker)}", "nullif({x}, {x})")
            says = f"{{count}} rows of {{column}} are {marker}. If that means “unknown”, make them empty."
            yield from look.found("default value", marker, says, Weight.DECIDE, rule)


def _present(look: Look, markers: tuple[str, ...]) -> dict[str, int]:
    present = {shape.strip().lower() for shape in look.shapes}
    markers = tuple(marker for marker in markers if shape_of(marker) in present)
    if not markers:
        return {}
    listed = ", ".join(text_of(marker) for marker in markers)
    longest = max(map(len, markers)) + 4
    rows = look.ask(
        f"SELECT lower(trim({look.quoted})) AS marker, sum(times)::BIGINT FROM looked"
        f" WHERE length({look.quoted}) <= {longest} AND lower(trim({look.quoted})) IN ({listed})"
        " GROUP BY ALL ORDER BY 2 DESC, 1"
    )
    return dict(rows)


def _alone(look: Look, marker: str) -> bool:
    """A marker that could mean something counts only where no other value looks like it: NA among country codes."""
    own = [(value, rows) for value, rows in look.values if value.lower() == marker]
    alike = sum(rows for value, rows in look.values if len(value) == len(marker) and value.isalpha())
    capitalised = all(value == marker.capitalize() and len(marker) > 3 for value, _ in own)
    return not look.values or (alike <= 2 * sum(rows for _, rows in own) and not capitalised)


def _stands_out(look: Look, marker: str, rows: int) -> bool:
    """A number among numbers is a default only if it is far more frequent than the others, or they are shorter."""
    if not look.values:
        return marker.count("-") == 2 or marker.count(".") == 2
    others = [times for value, times in look.values if value.strip().lower() != marker]
    return not others or rows >= 3 * sorted(others)[len(others) // 2]
