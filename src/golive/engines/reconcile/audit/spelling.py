"""Which values are the same but for white space, encoding, capitals or a slip of the finger?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from golive.engines.reconcile.audit.dates import is_date
from golive.engines.reconcile.audit.finding import Finding, Weight, text_of, value_map, writable
from golive.engines.reconcile.audit.look import Look
from golive.engines.reconcile.audit.markers import SURE
from golive.engines.reconcile.audit.notations import is_numeric
from golive.plain.setting import Setting

RARE = Setting(
    "data.audit_typo_ratio",
    20,
    "times",
    "A value is taken for a slip of one so many times as frequent.",
    "our own choice",
)
USUAL_CASE = 0.7
# UTF-8 read as Windows-1252, and the character that was meant.
TWICE_ENCODED = {
    sign.encode("utf-8").decode("cp1252"): sign
    for sign in "äöüÄÖÜßéèêëáàâçñóòôúùûíìîïøåæœ€–—’‘“„…§°·²³´½ÉÇÑØÆ"
    if all(byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} for byte in sign.encode("utf-8"))
}
ENTITIES = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " ",
    "&auml;": "ä", "&ouml;": "ö", "&uuml;": "ü", "&Auml;": "Ä", "&Ouml;": "Ö", "&Uuml;": "Ü", "&szlig;": "ß",
    "&eacute;": "é",
}  # fmt: skip
UNSEEN = {
    "\u200b": "zero-width space",
    "\ufeff": "byte-order mark",
    "\u00ad": "soft hyphen",
    "\u200e": "direction mark",
}


def white_space(look: Look) -> Iterator[Finding]:
    """White space at the ends, doubled, tabs, line ends, no-break spaces; what is blank becomes empty."""
    suspicious = (
        "SELECT count(*) FROM looked WHERE shape <> trim(shape) OR contains(shape, '  ') OR trim(shape) = ''"
        r" OR regexp_matches(shape, '[\t\n\r\x{a0}\x{2007}\x{202f}\x{3000}]')"
    )
    if look.ask(suspicious)[0][0]:
        rule = look.rule("squash({x}) <> {x}", "null_if_blank(squash({x}))")
        says = "{count} rows of {column} have white space that nobody sees: at an end, doubled, or nothing else."
        yield from look.found("white space", "at the ends or doubled", says, Weight.REPAIR, rule)


def encoding(look: Look) -> Iterator[Finding]:
    """Mojibake, HTML entities, unseen characters, replacement characters (beyond repair)."""
    name = look.quoted
    if look.ask(f"SELECT count(*) FROM looked WHERE strlen({name}) <> length({name})")[0][0]:
        says = "{count} rows of {column} were read in the wrong encoding: “Ã¤” for “ä”."
        yield from _replaced(look, "wrong encoding", "UTF-8 read as Windows-1252", says, TWICE_ENCODED)
        says = "{count} rows of {column} hold characters that nobody sees and no search finds."
        unseen = {sign: "" for sign in UNSEEN if sign != "\u00ad" or not _in_mojibake(look, sign)}
        yield from _replaced(look, "unseen character", ", ".join(UNSEEN.values()), says, unseen)
        says = "{count} rows of {column} have lost a character (�). Export them again; it cannot be guessed."
        yield from look.found("lost character", "�", says, Weight.DECIDE, when=f"contains({name}, '�')")
    if look.ask(f"SELECT count(*) FROM looked WHERE contains({name}, '&') AND contains({name}, ';')")[0][0]:
        says = "{count} rows of {column} hold HTML signs: “&amp;” for “&”."
        yield from _replaced(look, "HTML sign", "&…;", says, ENTITIES)


def _in_mojibake(look: Look, sign: str) -> bool:
    """The soft hyphen is also the second half of a misread í."""
    return bool(look.ask(f"SELECT count(*) FROM looked WHERE contains({look.quoted}, 'Ã{sign}')")[0][0])


def _replaced(look: Look, detector: str, pattern: str, says: str, signs: dict[str, str]) -> Iterator[Finding]:
    name = look.quoted
    columns = ", ".join(f"count(*) FILTER (contains({name}, {text_of(sign)}))" for sign in signs)
    counts = look.ask(f"SELECT {columns} FROM looked")[0]
    present = [sign for sign, count in zip(signs, counts, strict=True) if count][:30]
    # The longest first: “Ã” alone must not spoil “Ã¤”.
    present.sort(key=len, reverse=True)
    if present:
        made = name
        for sign in present:
            made = f"replace({made}, {text_of(sign)}, {text_of(signs[sign])})"
        when = " or ".join(f"contains({name}, {text_of(sign)})" for sign in present)
        yield from look.found(detector, pattern, says, Weight.REPAIR, look.rule(when, made))


def capitals(look: Look) -> Iterator[Finding]:
    """Values that differ from a more frequent one only in capitals, dots and hyphens; one map for the column."""
    if not look.values or (look.filled >= 20 and look.distinct > 0.5 * look.filled):
        return
    alike: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for value, times in look.unexplained:
        alike[_bare(value)].append((value.strip(), times))
    pairs = []
    for group in alike.values():
        best = _usual(group)
        pairs += [(value, best) for value in dict.fromkeys(v for v, _ in group) if value != best]
    look.explained.update(value for value, _ in pairs)
    if pairs:
        says = "{count} rows of {column} are spelled otherwise than the usual value: capitals, dots, hyphens."
        rules = value_map(look.column, look.quoted, pairs)
        yield from look.found("other spelling", "capitals and signs", says, Weight.REPAIR, *rules)


def _bare(value: str) -> str:
    bare = re.sub(r"[\s._\-/]+", " ", value.casefold()).strip()
    return bare if any(sign.isalpha() for sign in bare) else value.strip()


def _usual(group: list[tuple[str, int]]) -> str:
    times: dict[str, int] = defaultdict(int)
    for value, count in group:
        times[value] += count
    return max(times, key=lambda value: (times[value], not value.isupper(), value))


def capitals_alone(look: Look) -> Iterator[Finding]:
    """Where nearly all values are small (addresses of mail) or capital (codes), those that are not."""
    if (look.values and look.distinct <= 0.5 * look.filled) or is_numeric(look) or is_date(look):
        return  # there, each value has its usual spelling
    name = look.quoted
    small, large, lettered = look.ask(
        f"SELECT coalesce(sum(times) FILTER ({name} = lower({name})), 0)::BIGINT, coalesce(sum(times) FILTER"
        f" ({name} = upper({name})), 0)::BIGINT, coalesce(sum(times), 0)::BIGINT FROM looked WHERE contains(shape, 'a')"
    )[0]
    for usual, count in (("lower", small), ("upper", large)):
        if lettered >= 20 and USUAL_CASE * lettered <= count < lettered:
            wanted = f"{usual}({{x}})"
            says = f"{{count}} rows of {{column}} are not in {'small' if usual == 'lower' else 'capital'} letters."
            empty = ", ".join(text_of(marker) for marker in SURE)
            rule = look.rule(f"{wanted} <> {{x}} and not lower(trim({{x}})) in ({empty})", wanted)
            yield from look.found("other spelling", f"not in {usual} case", says, Weight.DECIDE, rule)


def slips(look: Look) -> Iterator[Finding]:
    """Rare values one or two letters away from a far more frequent one; one map for the column."""
    if not look.values or look.distinct > 0.4 * look.filled or look.filled < 20:
        return
    ratio = int(RARE.default)
    usual = [(value, times) for value, times in look.unexplained if times >= ratio][:400]
    pairs = []
    for value, times in look.unexplained:
        if len(value) < 3 or not writable(value) or times * ratio > (usual[0][1] if usual else 0):
            continue
        near = [(other, count) for other, count in usual if count >= ratio * times and _one_slip(value, other)]
        if len({other for other, _ in near}) == 1 or (near and near[0][1] > 3 * near[1][1]):
            pairs.append((value, near[0][0]))
    look.explained.update(value for value, _ in pairs)
    if pairs:
        says = "{count} rows of {column} look like slips of a frequent value. Check each pair."
        rules = value_map(look.column, look.quoted, pairs)
        yield from look.found("slip", "rare, near a frequent value", says, Weight.DECIDE, *rules)


def _one_slip(value: str, other: str) -> bool:
    """Letters only: codes and numbers that differ in a digit are different."""
    if value == other or abs(len(value) - len(other)) > 2:
        return False
    digits = re.sub(r"[^0-9]", "", value)
    if digits != re.sub(r"[^0-9]", "", other) or len(digits) > 0.3 * len(value):
        return False
    allowed = 1 if len(other) < 8 else 2
    shortest = 4 if value.isalpha() else 5
    edits = DamerauLevenshtein.distance(value.casefold(), other.casefold(), score_cutoff=allowed)
    return len(other) >= shortest and 0 < edits <= allowed
