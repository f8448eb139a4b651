"""What would an interviewer ask next, having heard what this answer left out?"""

from __future__ import annotations

import re
from collections.abc import Callable

from golive.career.bank import Question
from golive.career.scoring.score import CRITERIA, Score

# What an interviewer misses first. Where the bank has a follow-up that asks for it, that one comes.
ORDER = ("ownership", "quantified", "structure", "human", "governance", "framework")
_ASKS_FOR = {
    "quantified": re.compile(r"\bhow (?:many|much|long|often|far)\b|\bfigures?\b|\bin (?:days|money)\b|\bcost\b", re.I),
    "governance": re.compile(r"\bafter (?:go-live|the project)\b|\bstill\b|\btoday\b|\bwho (?:owns|keeps)\b", re.I),
    "human": re.compile(r"\bsay\b|\bfe(?:el|lt)\b|\breact|\bpeople\b|\bworr|\bresist|\bconvinc|\bwilling\b", re.I),
    "ownership": re.compile(r"\bdid you (?:yourself|do)\b|\byour (?:own )?part\b", re.I),
    "structure": re.compile(r"\bwhat came of\b|\boutcome\b|\bin the end\b", re.I),
    "framework": re.compile(r"\bwhich (?:tool|method|framework|paper)\b|\bon which\b", re.I),
}


def follow_up(question: Question | None, score: Score) -> tuple[str, str]:
    """The follow-up, and the criterion that it gives a second chance to (empty: nothing was missing).

    The same answer always gets the same follow-up. ``question`` is None where the bank knows nothing of it.

    >>> from golive.career.bank import built_in
    >>> from golive.career.scoring import score
    >>> follow_up(built_in().of(3), score("We talked about it and all went well in the end.", practice=3))[1]
    'gate'
    """
    if score.gate:
        return _after_a_gate(question), "gate"
    fewest = min(score.criteria[name] for name in CRITERIA)
    if fewest == 2:
        return (question.follow_ups[-1] if question and question.follow_ups else _DEEPER), ""
    missing = next(name for name in ORDER if score.criteria[name] == fewest)
    for asked in question.follow_ups if question else ():
        if _ASKS_FOR[missing].search(asked):
            return asked, missing
    return _ASKED[missing](question), missing


def _after_a_gate(question: Question | None) -> str:
    about = f" My question was: {question.question}" if question else ""
    return f"Let us take one project: where was it, what was your task, and what did you do first?{about}"


def _such_as(named: tuple[str, ...], otherwise: str) -> str:
    return f"{', '.join(named[:2]) or otherwise}"


_DEEPER = "What would you do differently today, and how would you notice in time?"
_ASKED: dict[str, Callable[[Question | None], str]] = {
    "quantified": lambda q: (
        f"By how much? Which figure stood before, and which after: {_such_as(q.metrics if q else (), 'days')}?"
    ),
    "governance": lambda q: "Who owned it after go-live, and how did anybody notice whether it held?",
    "human": lambda q: "Who was against it or worried, and what did you do for that person?",
    "ownership": lambda q: "You say “we”. What did you yourself do, and what did you decide?",
    "structure": lambda q: "And what came of it in the end?",
    "framework": lambda q: (
        f"How exactly: with which method or tool, such as {_such_as(q.frameworks if q else (), 'a RACI')}?"
    ),
}
