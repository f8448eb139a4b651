"""Which lines for a résumé does a story give, with the evidence of their figures?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from golive.career.resume.lint import MOST_WORDS
from golive.career.resume.resume import EVIDENCE, Bullet, figures
from golive.career.stories.coverage import Told
from golive.plain.story import CLAIM, Figure, Line

SENTENCE = re.compile(r"(?<=[.!?])\s+")
POINTS_BACK = re.compile(r"^I \w+ (?:it|them|that|this|those|each of them)\b")  # no line can stand alone with it
SPEAKS = re.compile(r"\b(?:I|me|my|we|our|us)\b")
DID = re.compile(r"^I (?:then |also )?(?=[a-z]+(?:ed|t|de|an|ld|ept|ote|ook|ave)\b)")


@dataclass(frozen=True)
class Offered:
    """A line that the record can answer for; ``links`` lead from each figure to its record."""

    bullet: Bullet
    links: Mapping[str, str]
    told: Told


def offered(told: Told) -> list[Offered]:
    """What was done, each with a figure; the first that is short enough also with what came of it."""
    deeds = [
        line for line in _sentences(told.story.action) if DID.match(line.text) and not POINTS_BACK.match(line.text)
    ]
    results = [line for line in _sentences(told.story.result) if _stands_alone(line)]
    found, left = list[Line](), results[:1]
    for deed in deeds:
        text = DID.sub("", deed.text).rstrip(".")
        text = text[:1].upper() + text[1:]
        if SPEAKS.search(text) or "“" in text:  # a title in quotes tells more of the client than of the person
            continue
        if left and len(f"{text} {left[0].text}".split()) <= MOST_WORDS:
            result = left.pop()
            found.append(Line(f"{text}: {result.text.rstrip('.')}", (*deed.figures, *result.figures)))
        elif len(text.split()) <= MOST_WORDS:
            found.append(Line(text, deed.figures))
    return [_offer(line, told) for line in found if figures(line.text)]


def _stands_alone(line: Line) -> bool:
    return bool(figures(line.text)) and not SPEAKS.search(line.text) and "“" not in line.text


def _sentences(lines: Iterable[Line]) -> Iterator[Line]:
    """Each sentence with its own figures: a line of a story may hold several."""
    for line in lines:
        figures_left = list(line.figures)
        for text in SENTENCE.split(line.text):
            own = []
            while figures_left and figures_left[0].text in text:
                own.append(figures_left.pop(0))
            yield Line(text, tuple(own))


def _offer(line: Line, told: Told) -> Offered:
    known = by_token(line.figures)
    sources = {token: _source(known[token]) for token in figures(line.text) if token in known}
    links = {token: known[token].url for token in sources if known[token].url}
    return Offered(Bullet(line.text, sources), links, told)


def _source(figure: Figure) -> str:
    return CLAIM if figure.evidence == CLAIM else f"{EVIDENCE}{figure.evidence}"


def by_token(held: Iterable[Figure]) -> dict[str, Figure]:
    """The figures as a résumé writes them: of “22 impact assessments” it is 22."""
    return {token: figure for figure in held for token in figures(figure.text)}


@dataclass(frozen=True)
class Stale:
    """A figure of a line that the record no longer tells; ``now`` is what it tells in its place, if anything."""

    token: str
    evidence: str
    now: str


def stale(bullet: Bullet, told: Iterable[Told]) -> list[Stale]:
    """The evidenced figures that the record does not tell any more."""
    held = [figure for each in told for figure in each.story.figures]
    current = {(token, figure.evidence): figure for figure in held for token in figures(figure.text)}
    found = []
    for token, source in bullet.sources.items():
        evidence = source.removeprefix(EVIDENCE)
        if source.startswith(EVIDENCE) and token in bullet.figures and (token, evidence) not in current:
            same = [
                figure.text
                for (_, where), figure in current.items()
                if where == evidence and _noun(bullet, token, figure)
            ]
            found.append(Stale(token, evidence, same[0] if len(same) == 1 else ""))
    return found


def _noun(bullet: Bullet, token: str, figure: Figure) -> bool:
    """Does the figure count what the line counts? “10 change requests” and “12 change requests”."""
    noun = re.sub(r"^\W*[\d.,]+\W*", "", figure.text)
    return bool(noun) and f"{token} {noun}" in bullet.text
