"""What is the cause, the event and the effect in this sentence?"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CAUSE = re.compile(r"^\W*(?:because(?: of)?|due to|as a result of|given that|since|owing to)\b[\s:]*", re.I)
_EVENT = re.compile(
    r"[,;.]?\s+(?:there is a (?:risk|chance|danger) that|(?:it|we|they|this|that)? ?may\b|might\b|could\b)", re.I
)
_EFFECT = re.compile(
    r"[,;.]?\s+(?:which (?:would|will|could|may|might|leads? to|causes?)?|(?:resulting|which results) in|leading to"
    r"|this (?:would|will|could) (?:lead to|cause|result in)|so that)\b",
    re.I,
)
_RISK_THAT = re.compile(r"^\W*(?:there is a (?:risk|chance|danger) that|risk that)\s+", re.I)


@dataclass(frozen=True)
class Statement:
    because: str = ""
    may: str = ""
    which: str = ""

    @property
    def complete(self) -> bool:
        return bool(self.because and self.may and self.which)


def split_statement(text: str) -> Statement:
    """The parts of "because ..., ... may ..., which ..."; parts that are not there stay empty.

    >>> split_statement("Because the chart of accounts is late, migration may start late, which would cost a window.")
    Statement(because='the chart of accounts is late', may='migration may start late', which='would cost a window')
    >>> split_statement("Servers are slow")
    Statement(because='', may='', which='')
    """
    text = " ".join(text.split())[:4000]
    cause = _CAUSE.match(text)
    if cause:
        return _after_cause(text[cause.end() :])
    opening = _RISK_THAT.match(text)
    if not opening:
        return Statement()
    event, which = _cut_effect(text[opening.end() :])
    return Statement("", event, which)


def _after_cause(text: str) -> Statement:
    """The cause runs to the last comma before the first "may", "might" or "could"."""
    may = _EVENT.search(text)
    comma = text.rfind(",", 0, may.start() + 1) if may else text.find(",")
    if comma <= 0:
        return Statement()
    event, which = _cut_effect(_RISK_THAT.sub("", text[comma + 1 :].strip()))
    return Statement(_trim(text[:comma]), event, which)


def _cut_effect(text: str) -> tuple[str, str]:
    effect = _EFFECT.search(text)
    if not effect:
        return _trim(text), ""
    word = effect.group().strip(" ,;.")
    verb = word.removeprefix("which").removeprefix("Which").strip() if word.lower().startswith("which") else ""
    return _trim(text[: effect.start()]), _trim(f"{verb} {text[effect.end() :].strip()}")


def _trim(text: str) -> str:
    return text.strip(" ,;.:")
