"""Which words, texts, numbers and signs does the text of an expression have?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from golive.engines.reconcile.refusals import refuse

LONGEST = 2_000  # characters; a longer rule belongs into several fields or a value map
LONGEST_TEXT = 500
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<text>'(?:[^']|'')*')
      | (?P<quoted>"(?:[^"]|"")+")
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\|\||<>|<=|>=|!=|[-+*/=<>(),])""",
    re.VERBOSE,
)
_TELLING = {"--": "a comment", "/*": "a comment", ";": "a second statement", "::": "a cast", "->": "a lambda or path"}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int

    @property
    def word(self) -> str:
        """The keyword or function name in lower case; empty for anything else."""
        return self.text.lower() if self.kind == "word" else ""


def tokens(text: str) -> list[Token]:
    """The tokens with a last one of kind ``end``. Raises `Refused` naming the place."""
    if len(text) > LONGEST:
        wrong(text[:40] + "…", 0, f"It has {len(text):,} characters (limit {LONGEST:,})", "Split it.")
    found, at = [], 0
    while at < len(text):
        if text[at : at + 2] in ("--", "/*", "::", "->"):
            wrong(text, at, f"{text[at : at + 2]} ({_TELLING[text[at : at + 2]]}) is not allowed", "Remove it.")
        match = _TOKEN.match(text, at)
        if match is None:
            _refuse_sign(text, at)
        kind = str(match.lastgroup)
        if kind != "space":
            found.append(Token(kind, match.group(), at))
        if kind == "text" and len(match.group()) > LONGEST_TEXT:
            wrong(text, at, f"A text has more than {LONGEST_TEXT} characters", "Shorten it.")
        if kind in {"text", "quoted"} and any(ord(c) < 32 and c not in "\t\r\n" for c in match.group()):
            wrong(text, at, "A text holds a control character", "Remove it.")
        at = match.end()
    return [*found, Token("end", "", len(text))]


def _refuse_sign(text: str, at: int) -> NoReturn:
    sign = text[at]
    if sign in "'\"":
        wrong(text, at, f"A quote ({sign}) is never closed", f"Close it; write {sign}{sign} for the sign itself.")
    what = _TELLING.get(sign, "")
    wrong(text, at, f"{sign!r}{f' ({what})' if what else ''} is not allowed", "Use the documented functions only.")


def wrong(text: str, at: int, problem: str, cure: str = "") -> NoReturn:
    """Refuse an expression, with the place in it."""
    shown = text if len(text) <= 80 else text[:77] + "…"
    refuse("expression", f"{problem}, at character {at + 1} of “{shown}”.", cure, shown)
