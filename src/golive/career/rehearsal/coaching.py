"""What does a person read after an answer, and how do their answers get better over time?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from golive.career.bank import Question, built_in
from golive.career.rehearsal.drawing import guide_of
from golive.career.rehearsal.models import Answer
from golive.career.rehearsal.queries import LATELY, SHOWN, Mark, delivery_of, score_of, standing
from golive.career.scoring import CRITERIA, Delivery, Score
from golive.foundation.look import charts
from golive.plain.practices import PRACTICES

# Each criterion as it is asked of an answer.
ASKS = {
    "structure": ("Told as a story", "Where it was, your task, what you did, what came of it"),
    "quantified": ("Figures", "Before and after, in days, money, users or per cent"),
    "framework": ("A method or tool by name", "RACI, ADKAR, a RAID log, the tool you used"),
    "human": ("The human side", "Who was worried or against it, and what you did for them"),
    "governance": ("Who owns it afterwards", "The owner, the review, what held after go-live"),
    "ownership": ("Your own part", "“I” and three deeds of your own, in the past tense"),
}
COLOURS = {"weak": "red", "fair": "amber", "strong": "green"}
MOST = 2 * len(CRITERIA)
BANDS = [(0, "weak"), (5, "fair"), (8, "strong")]


@dataclass(frozen=True)
class Point:
    """One criterion: 0 to 2, the words behind it, and what the follow-up brought."""

    name: str
    title: str
    asks: str
    points: int
    quotes: Sequence[str]
    after: int | None = None


@dataclass(frozen=True)
class Coached:
    """An answer with everything that is said about it; ``score`` is None where the key has changed."""

    answer: Answer
    score: Score | None
    after: Score | None
    points: Sequence[Point]
    delivery: Delivery | None
    guide: Question | None

    @property
    def colour(self) -> str:
        return COLOURS[self.score.label] if self.score else "grey"

    @property
    def text(self) -> str:
        return str((self.answer.said or {}).get("text", ""))

    @property
    def reply(self) -> str:
        return str((self.answer.reply or {}).get("text", ""))


def coached(answer: Answer) -> Coached:
    score, after = score_of(answer.found), score_of(answer.with_reply)
    return Coached(
        answer,
        score,
        after,
        [_point(name, score, after) for name in CRITERIA] if score else [],
        delivery_of(answer.said),
        guide_of(built_in(), answer.practice),
    )


def _point(name: str, score: Score, after: Score | None) -> Point:
    counts = after is not None and not after.gate
    mended = after.criteria[name] if after and counts and after.criteria[name] > score.criteria[name] else None
    quotes = score.evidence.get(name, []) or (after.evidence.get(name, []) if mended and after else [])
    return Point(name, *ASKS[name], score.criteria[name], quotes, mended)


@dataclass(frozen=True)
class Progress:
    """How the answers went over time; ``weakest`` is what to work on."""

    chart: Markup
    rows: Sequence[tuple[str, str, float, float | None]]
    answers: int
    average: float
    before: float | None

    @property
    def weakest(self) -> tuple[str, str, float, float | None]:
        return self.rows[0]


def progress(marks: Sequence[Mark]) -> Progress | None:
    """None until something was answered."""
    if not marks:
        return None
    late, earlier = marks[-LATELY:], marks[:-LATELY]
    attempts = [charts.Attempt(mark.at.date(), mark.total, _about(mark.answer)) for mark in marks[-SHOWN:]]
    return Progress(
        charts.scores(attempts, MOST, BANDS, name="Points of 12"),
        [(*ASKS[name], now, before) for name, now, before in standing(marks)],
        len(marks),
        sum(mark.total for mark in late) / len(late),
        sum(mark.total for mark in earlier) / len(earlier) if earlier else None,
    )


def _about(answer: Answer) -> str:
    return PRACTICES.get(answer.practice, "a question of your own")
