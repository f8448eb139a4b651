"""Do the codes of a column keep one form, and does each mean something?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from golive.engines.reconcile.audit.dates import is_date
from golive.engines.reconcile.audit.finding import Finding, Weight, text_of, value_map, writable
from golive.engines.reconcile.audit.keys import sounds_like_a_key
from golive.engines.reconcile.audit.look import Look
from golive.engines.reconcile.audit.notations import has_leading_zeros, is_numeric

USUAL = 0.85
OWN_GROUP = 4  # so many unusual forms of a column are decided each for itself
YES = ("yes", "y", "true", "t", "1", "ja", "j", "wahr", "x", "on", "si", "oui")
NO = ("no", "n", "false", "f", "0", "nein", "falsch", "off", "non")


def padding(look: Look) -> Iterator[Finding]:
    """Codes of digits with leading zeros of one width, some of them without their zeros (Excel eats them)."""
    if not has_leading_zeros(look):
        return
    rows = look.ask(
        f"SELECT length(trim({look.quoted})), sum(times)::BIGINT, coalesce(sum(times) FILTER (trim({look.quoted})"
        " LIKE '0%'), 0)::BIGINT FROM looked WHERE trim(shape) = '9' GROUP BY 1 ORDER BY 2 DESC"
    )
    width = rows[0][0]
    shorter = sum(times for length, times, _ in rows if length < width)
    if 1 < width <= 40 and shorter and rows[0][1] >= 0.5 * sum(times for _, times, _ in rows) and rows[0][2]:
        value = "trim({x})"
        rule = look.rule(
            f"matches({value}, '[0-9]+') and length({value}) < {width}", f"pad_left({value}, {width}, '0')"
        )
        says = f"{{count}} codes of {{column}} are shorter than {width} digits; leading zeros are gone."
        several = look.shapes["9"] < 0.95 * look.filled  # post codes of several countries are not one width
        weight = Weight.DECIDE if several else Weight.REPAIR
        yield from look.found("padding", f"{width} digits", says, weight, rule)


def yes_or_no(look: Look) -> Iterator[Finding]:
    """Yes and no in several vocabularies; the most frequent pair stays."""
    if not look.values or len(look.values) > 24:
        return
    said = look.unexplained
    meant = {value: value.strip().lower() in YES for value, _ in said if value.strip().lower() in (*YES, *NO)}
    if len(meant) < 3 or sum(times for value, times in said if value in meant) < 0.9 * sum(t for _, t in said):
        return
    yes = next((value for value, _ in said if meant.get(value) is True), None)
    no = next((value for value, _ in said if meant.get(value) is False), None)
    if yes is None or no is None:
        return
    pairs = [(v, yes if meant[v] else no) for v, _ in said if v in meant and v not in {yes, no}]
    look.explained.update(value for value, _ in said)
    says = f"{{count}} rows of {{column}} say yes and no in other words than {yes.strip()} and {no.strip()}."
    rules = value_map(look.column, look.quoted, pairs)
    yield from look.found("yes and no", f"{yes.strip()} / {no.strip()}", says, Weight.REPAIR, *rules)


def unusual_form(look: Look) -> Iterator[Finding]:
    """Where nearly all values have one or two forms, the others as one group each: often another field's value."""
    if is_numeric(look) or is_date(look) or look.filled < 20 or (look.values and not look.unexplained):
        return
    forms: Counter[str] = Counter()
    for shape, rows in look.unexplained_shapes.items():
        forms[_form(shape)] += rows
    total = sum(forms.values())
    usual = [form for form, rows in forms.most_common(3) if rows >= 0.2 * total]
    if not usual or sum(forms[form] for form in usual) < USUAL * total or len(forms) > 60:
        return
    if all(set(form) <= set("a ") for form in usual) and not _has_digits(forms):
        return
    if any("@" in form or "://" in form for form in usual):
        return
    odd = [form for form in forms if form and form not in usual and not _only_words(form, usual)]
    odd.sort(key=lambda form: (-forms[form], form))
    own = [form for form in odd if forms[form] >= max(3, 0.002 * total)][:OWN_GROUP]
    for form in own:
        says = f"{{count}} rows of {{column}} have the form {form}, unlike the usual {' or '.join(usual)}."
        yield from look.found("unusual form", form, says, Weight.DECIDE, when=_matching(look, [form]))
    others = [form for form in odd if form not in own][:12]
    if others:
        says = f"{{count}} rows of {{column}} have rare forms, unlike the usual {' or '.join(usual)}."
        yield from look.found("unusual form", "other forms", says, Weight.DECIDE, when=_matching(look, others))


def _form(shape: str) -> str:
    """The shape with runs of words as one."""
    return re.sub(r"a([ .'-]+a)+", "a a", re.sub(r"\s+", " ", shape.strip()))


def _has_digits(forms: Counter[str]) -> bool:
    return any("9" in form for form in forms)


def _only_words(form: str, usual: list[str]) -> bool:
    return set(form) <= set("a .'-&,") and any(set(one) <= set("a .'-&,") for one in usual)


def _matching(look: Look, forms: list[str]) -> str:
    """A condition that holds for the values of these forms."""
    shapes = [shape for shape in look.shapes if _form(shape) in forms][:12]
    patterns = [f"matches(trim({{x}}), {text_of(_pattern(shape))})" for shape in shapes]
    return " or ".join(patterns)


def _pattern(shape: str) -> str:
    """The shape as a pattern of the expression language."""
    made = []
    for sign in re.sub(r"\s", " ", shape)[:80]:
        if sign in "a9":
            made.append("[0-9]+" if sign == "9" else r"[^0-9 .,;:/_@+()-]+")
        else:
            made.append(f"\\{sign}" if sign in r"\.+*?()[]{}|^$/-" else sign)
    return "".join(made)


def rare_codes(look: Look) -> Iterator[Finding]:
    """Codes used a handful of times beside frequent ones: do they still mean something?"""
    if not look.values or not 3 <= len(look.values) <= 80 or look.filled < 200 or is_numeric(look) or is_date(look):
        return
    if max(len(value) for value, _ in look.values) > 12 or look.distinct > 0.05 * look.filled:
        return
    if sounds_like_a_key(look.column) and set(look.shapes) == {"9"}:
        return
    rare = [value for value, times in look.unexplained if times <= max(2, 0.0005 * look.filled) and writable(value)]
    if rare and len(rare) < len(look.values):
        listed = ", ".join(text_of(value) for value in rare[:20])
        says = "{count} rows of {column} use codes that hardly occur. Ask the owner what they mean, or map them."
        shown = ", ".join(rare[:20])
        yield from look.found("rare code", shown, says, Weight.DECIDE, when=f"{{x}} in ({listed})")
