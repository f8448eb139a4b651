"""Which lines for a résumé does a story give, with the evidence of their figures?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from golive.career.resume.lint import MOST_WORDS
from golive.career.resume.resume import EVIDENCE, Bullet, figures
from golive.career.stories.coverage import Told
from golive.plain.story import CLAIM, Figure, Line

DID = re.compile(r"^I (?:then |also )?(?=[a-z]+(?:ed|t|de|an|ld|ept|ote|ook|ave)\b)")


@dataclass(frozen=True)
class Offered:
    """A line that the record can answer for; ``links`` lead from each figure to its record."""

    bullet: Bullet
    links: Mapping[str, str]
    told: Told


def offered(told: Told) -> list[Offered]:
    """What was done, each with a figure, alone and with what came of it where both are short enough."""
    deeds = [line for line in told.story.action if DID.match(line.text)]
    result = next((line for line in told.story.result if figures(line.text)), None)
    found = [made for deed in deeds for made in _of(deed, result)]
    return [_offer(line, told) for line in found if figures(line.text)]


def _of(deed: Line, result: Line | None) -> Iterator[Line]:
    text = DID.sub("", deed.text).rstrip(".")
    text = text[:1].upper() + text[1:]
    if result is not None and len(f"{text} {result.text}".split()) <= MOST_WORDS:
        yield Line(f"{text}: {result.text.rstrip('.')}", (*deed.figures, *result.figures))
    elif len(text.split()) <= MOST_WORDS:
        yield Line(text, deed.figures)


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
    current = {
        (token, figure.evidence): figure for each in told for token, figure in by_token(each.story.figures).items()
    }
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
