"""How good is an answer, by which words, and what would make it better?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from golive.career.bank import Question, built_in
from golive.career.matching import matcher
from golive.career.matching.words import STOPWORDS, plain_words, tokens
from golive.career.scoring import signs

CRITERIA = ("structure", "quantified", "framework", "human", "governance", "ownership")
WEAK, STRONG = 4, 8  # up to 4 weak, from 8 strong, of 12
OWN_DEEDS, SHORT = 3, 100  # deeds of one's own that are enough, one fewer in an answer of fewer words than that
SHORTEST = 25  # words: below this nothing can be told as a story
LONGEST = 20_000  # characters that are read
QUOTES = 4
MOST_NAMES, MOST_OF_MANY = 0.15, 0.1  # frameworks and tools per word: above this they are listed, not used
MANY_NAMES = 8
NEAR = 0.46  # of the nearest practice's score: an answer that is less near to its own is about another


@dataclass(frozen=True)
class Score:
    """An answer's score: 0 to 2 for each criterion, with the words behind each point and one thing to rewrite.

    ``gate`` says why an answer was held down whatever words are in it; empty where it was not.
    """

    total: int
    label: str
    criteria: dict[str, int]
    evidence: dict[str, list[str]] = field(default_factory=dict)
    gate: str = ""
    rewrite: str = ""


def score(answer: str, question: str = "", practice: int | None = None) -> Score:
    """Score a spoken or typed answer; the same answer always gets the same score.

    Parameters
    ----------
    answer : str
        What was said.
    question : str
        The question as it was asked; what the answer repeats of it counts for nothing.
    practice : int, optional
        1 to 25; the answer must be about it. None or 0: no practice is demanded.

    Examples
    --------
    >>> score("We communicated a lot and it went well.", practice=2).label
    'weak'
    """
    text = _without_echo(answer[:LONGEST].replace("\u2019", "'"), question)
    found = {name: _CRITERIA[name](text) for name in CRITERIA}
    points = {name: given for name, (given, _) in found.items()}
    evidence = {name: quotes[:QUOTES] for name, (_, quotes) in found.items()}
    points, gate, most = _held_down(text, points, practice)
    total = min(sum(points.values()), most)
    return Score(total, label_of(total), points, evidence, gate, _rewrite(points, gate, practice))


def label_of(total: int) -> str:
    return "weak" if total <= WEAK else "strong" if total >= STRONG else "fair"


def _held_down(text: str, points: dict[str, int], practice: int | None) -> tuple[dict[str, int], str, int]:
    """What is no answer to this question, no sentence, or no deed is held down, whatever words are in it."""
    words = plain_words(text)
    if len(words) < SHORTEST:
        return points, f"Only {len(words)} words: too short to tell what happened.", WEAK
    if _is_stuffed(text, words):
        return points, "Terms are listed, no sentence says what was done with them.", WEAK
    if practice and not is_relevant(text, practice):
        return points, "It answers another question.", WEAK
    if len(signs.HYPOTHETICAL.findall(text)) > 1 and len(signs.HYPOTHETICAL.findall(text)) >= len(_deeds(text)):
        points = {**points, "ownership": 0, "structure": min(points["structure"], 1)}
        return points, "It says what one would do, not what was done.", STRONG - 1
    if not _tells_a_case(text) and points["quantified"] < 2:
        return points, "It says how such things are done; no case of your own is told.", WEAK
    if blamed := len(signs.BLAME.findall(text)):
        return points, "It says whose fault it was, and that is no answer.", WEAK if blamed > 1 else STRONG - 1
    if missing := _missing_for_strong(points):
        return points, missing if sum(points.values()) >= STRONG else "", STRONG - 1
    return points, "", 2 * len(CRITERIA)


def _tells_a_case(text: str) -> bool:
    """Whether anybody did something once: in the past, not as one usually does it."""
    once = signs.SITUATION.search(text) and signs.ONCE.search(text)
    return bool(_deeds(text) or signs.OTHERS_DEED.search(text) or once)


def _missing_for_strong(points: dict[str, int]) -> str:
    """What no other point makes up for: figures that show a change, and deeds of one's own."""
    if points["quantified"] < 2:
        return "No change is shown in figures, and without them it is fair at most."
    if points["ownership"] == 0 or (points["ownership"] == 1 and 0 in points.values()):
        return "It is hardly said what you did yourself, and without that it is fair at most."
    return ""


def is_relevant(text: str, practice: int) -> bool:
    """Whether the answer speaks of this practice: among the nearest six, or not far behind the nearest."""
    ranked = [each for each in matcher(meaning=False).match(text) if each.practice]
    best = ranked[0].score
    at = next((n for n, each in enumerate(ranked) if each.practice == practice), len(ranked))
    own = ranked[at].score if at < len(ranked) else 0.0
    return own > 0 and (at < 6 or own >= NEAR * best)


def _is_stuffed(text: str, words: list[str]) -> bool:
    """A list of terms: too few of the little words that sentences need, too many commas, or a tool in every sixth."""
    little = sum(word in STOPWORDS for word in words) / len(words)
    commas = (text.count(",") + text.count(";") + text.count("/")) / len(words)
    names = named().findall(text)
    listed = len(names) > (MOST_NAMES if len(names) < MANY_NAMES else MOST_OF_MANY) * len(words)
    return little < 0.22 or commas > 0.28 or listed


def _without_echo(answer: str, question: str) -> str:
    """The answer without sentences that only repeat the question."""
    asked = set(tokens(question))
    if len(asked) < 3:
        return answer
    kept = []
    for sentence in sentences(answer):
        own = tokens(sentence)
        if own and len(set(own) - asked) <= 0.25 * len(set(own)):
            continue
        kept.append(sentence)
    return " ".join(kept)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]


def _structure(text: str) -> tuple[int, list[str]]:
    half = len(text) // 2
    parts = [
        signs.SITUATION.search(text[: half + 40]),
        signs.TASK.search(text),
        next(iter(_deeds(text)), None) or signs.OTHERS_DEED.search(text) or signs.DONE.search(text),
        signs.RESULT.search(text, len(text) // 3),
    ]
    quotes = [_around(text, part) for part in parts if part is not None]
    told = sum(part is not None for part in parts)
    said = len(sentences(text))
    whole = (
        parts[2] is not None
        and parts[3] is not None
        and said >= 4
        and (told >= 3 or (said >= 5 and _deeds(text) != []))
    )
    begun = told >= 2 or (parts[2] is not None and said >= 3)
    return (2 if whole else 1 if begun else 0), quotes


def _quantified(text: str) -> tuple[int, list[str]]:
    found = [match for match in signs.FIGURE.finditer(text) if re.search(r"\w{2}|\d|%", match[0])]
    figures = list(dict.fromkeys(match[0].strip().lower() for match in found))
    change = signs.BEFORE_AFTER.search(text)
    if len(figures) >= 3 and (change is not None or len(figures) >= 4):
        given = 2
    else:
        given = 1 if figures else 0
    return given, [_around(text, match) for match in found]


def _framework(text: str) -> tuple[int, list[str]]:
    kept = _affirmed(text, named().finditer(text))
    distinct = {re.sub(r"s$", "", match[0].lower()) for match in kept}
    return min(2, len(distinct)), [match[0] for match in kept]


def _human(text: str) -> tuple[int, list[str]]:
    given, quotes = _counted(text, re.compile(rf"\b(?:{signs.HUMAN})\b", re.IGNORECASE), enough=3)
    people = list(signs.PERSON.finditer(text))
    if people:
        return min(2, given + 1), [*quotes, *(_around(text, match) for match in people)]
    return given, quotes


def _governance(text: str) -> tuple[int, list[str]]:
    given, quotes = _counted(text, re.compile(rf"\b(?:{signs.GOVERNANCE})\b", re.IGNORECASE), enough=3)
    lasting = _affirmed(text, signs.LASTING.finditer(text))
    if lasting and given:
        return 2, [*(_around(text, match) for match in lasting[:1]), *quotes]
    return given, quotes


def _ownership(text: str) -> tuple[int, list[str]]:
    deeds = _deeds(text)
    mine, ours = len(signs.I_SAID.findall(text)), len(signs.WE_SAID.findall(text))
    distinct = {match[1] for match in deeds}
    enough = OWN_DEEDS if len(plain_words(text)) >= SHORT else OWN_DEEDS - 1
    if len(distinct) >= enough and mine >= ours:
        given = 2
    else:
        given = 1 if distinct or signs.HABIT.search(text) else 0
    return given, [match[0] for match in deeds]


def _counted(text: str, pattern: re.Pattern[str], enough: int) -> tuple[int, list[str]]:
    kept = _affirmed(text, pattern.finditer(text))
    distinct = {match[0].lower()[:6] for match in kept}
    return (2 if len(distinct) >= enough else 1 if distinct else 0), [_around(text, match) for match in kept]


def _deeds(text: str) -> list[re.Match[str]]:
    found = [*signs.DEED.finditer(text), *signs.SECOND_DEED.finditer(text)]
    return [match for match in found if not signs.DENIED.search(text[: match.start(1)])]


def _affirmed(text: str, found: object) -> list[re.Match[str]]:
    """Only what is not denied in the same breath: “we had no RACI” names none."""
    return [match for match in found if not signs.DENIED.search(text[max(0, match.start() - 60) : match.start()])]  # type: ignore[attr-defined]


def _around(text: str, match: re.Match[str], words: int = 5) -> str:
    """The words of the answer around a find, as they were said."""
    start, end = match.span()
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    before, after = text[:start].split()[-words:], text[end:].split()[:words]
    return " ".join([*before, *text[start:end].split(), *after])


@lru_cache(maxsize=1)
def named() -> re.Pattern[str]:
    """Every framework, tool and measure that counts as named."""
    known = {term for question in built_in().questions for term in (*question.frameworks, *question.tools)}
    escaped = "|".join(re.escape(term) for term in sorted(known, key=len, reverse=True) if len(term) > 2)
    return re.compile(rf"\b(?:{signs.NAMED}|{escaped})\b", re.IGNORECASE)


def _rewrite(points: dict[str, int], gate: str, practice: int | None) -> str:
    """The one thing to say next time: the first criterion with the fewest points, in the order of their weight."""
    if gate:
        return f"{gate} Begin with one project, your task in it, and the first thing you did."
    weakest = min(("quantified", "structure", "governance", "human", "framework", "ownership"), key=lambda n: points[n])
    if points[weakest] == 2:
        return "Nothing is missing. Say it in under two minutes."
    return _PROMPTS[weakest](_asked(practice))


def _asked(practice: int | None) -> Question | None:
    return built_in().of(practice) if practice else None


def _said(question: Question | None, name: str, otherwise: str) -> str:
    held = getattr(question, name, None)
    if not held:
        return otherwise
    return held if isinstance(held, str) else ", ".join(held[:3])


_PROMPTS: dict[str, Callable[[Question | None], str]] = {
    "quantified": lambda q: (
        f"Add a figure before and after, for instance: {_said(q, 'metrics', 'days, money, users')}."
    ),
    "structure": lambda q: "Close with what came of it: “As a result …”, and begin with where and when it was.",
    "governance": lambda q: (
        f"Say who owns it now. {_said(q, 'governance', 'Name the owner and the review after go-live.')}"
    ),
    "human": lambda q: (
        f"Say what it meant for people. {_said(q, 'human', 'Name a person, the concern, what you did.')}"
    ),
    "framework": lambda q: f"Name how you did it, for instance: {_said(q, 'frameworks', 'RACI, RAID log, ADKAR')}.",
    "ownership": lambda q: "Say “I” for what you did: three deeds of your own, in the past tense.",
}
_CRITERIA: dict[str, Callable[[str], tuple[int, list[str]]]] = {
    "structure": _structure,
    "quantified": _quantified,
    "framework": _framework,
    "human": _human,
    "governance": _governance,
    "ownership": _ownership,
}
