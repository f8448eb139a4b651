"""Which patterns and date formats mean the same on every engine? Only those are allowed."""

from __future__ import annotations

import re

_CLASSES = {r"\d": "0-9", r"\w": "A-Za-z0-9_", r"\s": " \\t\\r\\n\\f\\v"}
_PIECE = re.compile(
    r"""(?P<set>\[\^?(?:\\[dws\\\]\[.^-]|[^\\\]\[])+\])
      | (?P<class>\\[dws])
      | (?P<escape>\\[.\\+*?()\[\]{}|^$/-])
      | (?P<open>\((?:\?:)?)
      | (?P<close>\))
      | (?P<many>[?*+]|\{\d{1,3}(?:,\d{0,3})?\})
      | (?P<bar>\|)
      | (?P<plain>[^\\.\[\](){}?*+|^$])""",
    re.VERBOSE,
)
_DATE_PARTS = {"%d": "dd", "%m": "MM", "%Y": "yyyy", "%y": "yy", "%H": "HH", "%M": "mm", "%S": "ss"}
_BETWEEN = " ./:-,T"


def common_pattern(text: str, *, one_of: bool = True) -> str:
    """The pattern with its classes written out. Raises ValueError saying what is not in the common subset.

    Allowed: plain characters, ``[...]``, ``\\d \\w \\s`` (ASCII), groups, ``? * + {m,n}`` on what is not repeated
    already, and ``|`` where ``one_of``. A dot means different things on different engines: write ``[^,]`` or so.

    >>> common_pattern(r"[A-Z]{2}\\d+")
    '[A-Z]{2}[0-9]+'
    """
    made, at, open_groups, repeated = [], 0, [], [False]
    before = ""
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            raise ValueError(f"{text[at : at + 2]!r} means different things on different engines")
        kind, piece = str(match.lastgroup), match.group()
        if kind == "bar" and not one_of:
            raise ValueError("| is ambiguous where a part is taken out")
        if kind == "open":
            open_groups.append(at)
            repeated.append(False)
        elif kind == "close":
            if not open_groups:
                raise ValueError("a ) closes nothing")
            open_groups.pop()
            before = "repeats inside" if repeated.pop() else "close"
        elif kind == "many":
            _check_repeat(piece, before)
            repeated = [True] * len(repeated)
        made.append(_written(kind, piece))
        before = before if kind == "close" else kind
        at = match.end()
    if open_groups:
        raise ValueError("a ( is never closed")
    return "".join(made)


def _check_repeat(piece: str, before: str) -> None:
    if before in {"", "open", "bar", "many"}:
        raise ValueError(f"{piece!r} repeats nothing")
    if before == "repeats inside":
        raise ValueError("a repeated group must not repeat anything inside; some engines never end on it")
    if any(int(bound) > 100 for bound in re.findall(r"\d+", piece)):
        raise ValueError("nothing may be repeated more than 100 times by a number")


def _written(kind: str, piece: str) -> str:
    if kind == "class":
        return f"[{_CLASSES[piece]}]"
    return re.sub(r"\\[dws]", lambda found: _CLASSES[found.group()], piece) if kind == "set" else piece


def date_parts(text: str) -> list[str]:
    """The parts of a date format: ``%d %m %Y %y %H %M %S`` and separators. Raises ValueError.

    >>> date_parts("%d.%m.%Y")
    ['%d', '.', '%m', '.', '%Y']
    """
    found = re.findall(r"%.|[^%]", text)
    for part in found:
        if part not in _DATE_PARTS and part not in _BETWEEN:
            raise ValueError(f"{part!r} is not a part of a date format (%d %m %Y %y %H %M %S and {_BETWEEN.strip()!r})")
    signs = [part for part in found if part in _DATE_PARTS]
    if len(set(signs)) != len(signs) or {"%y", "%Y"} <= set(signs):
        raise ValueError("a part stands twice")
    if "%d" not in signs or "%m" not in signs or not {"%y", "%Y"} & set(signs):
        raise ValueError("day, month or year is missing")
    return found


def _alone(parts: list[str], place: int) -> bool:
    """Whether a part stands between separators, where one digit is as good as two."""
    near = [parts[i] for i in (place - 1, place + 1) if 0 <= i < len(parts)]
    return all(neighbour not in _DATE_PARTS for neighbour in near)


def date_pattern(parts: list[str]) -> str:
    """The exact shape of a date: one or two digits between separators, else two; the year always in full."""
    made = []
    for place, part in enumerate(parts):
        if part not in _DATE_PARTS:
            made.append("[.]" if part == "." else part)
            continue
        digits = "{4}" if part == "%Y" else "{1,2}" if part != "%y" and _alone(parts, place) else "{2}"
        made.append(f"([0-9]{digits})")
    return "".join(made)


def java_format(parts: list[str], *, lenient: bool = True) -> str:
    """The format in the letters of Java; ``lenient`` reads one or two digits where they stand alone."""
    made = []
    for place, part in enumerate(parts):
        letters = _DATE_PARTS.get(part)
        if letters is None:
            made.append("'T'" if part == "T" else part)
        else:
            short = lenient and part not in {"%Y", "%y"} and _alone(parts, place)
            made.append(letters[0] if short else letters)
    return "".join(made)


def postgres_format(parts: list[str]) -> str:
    """The format in the letters of PostgreSQL's to_char."""
    letters = {"%d": "DD", "%m": "MM", "%Y": "YYYY", "%y": "YY", "%H": "HH24", "%M": "MI", "%S": "SS", "T": '"T"'}
    return "".join(letters.get(part, part) for part in parts)
