"""How often is the right practice found, and how well do scores follow people's judgement?"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from golive.career.matching import Matcher
from golive.career.scoring import Score, score

SETS = Path(__file__).resolve().parents[2] / "tests" / "career"
LABELS = {"weak": 0, "fair": 1, "strong": 2}


# By whom the sets were written that nobody tuned on (tests/career/README.md).
APART = {"questions.jsonl": "c", "answers.jsonl": "d"}


def rows(name: str, apart: bool = False) -> list[dict[str, Any]]:
    """The rows of a set; ``apart`` takes those of the author on whose words nothing was tuned."""
    found = [json.loads(line) for line in (SETS / name).read_text("utf-8").splitlines()]
    return [row for row in found if not apart or row["author"] == APART[name]]


@dataclass(frozen=True)
class Matching:
    top1: float
    top3: float
    spoken_top3: float
    off_topic_auc: float
    p95_ms: float


def matching(matcher: Matcher, asked: Sequence[dict[str, Any]]) -> Matching:
    """Shares of questions whose practice came first or among three; AUC of the best score against other questions."""
    matcher.match("warm")
    first, third, spoken, inside, outside, took = [], [], [], [], [], []
    for row in asked:
        began = time.perf_counter()
        ranked = matcher.match(row["question"])
        took.append(time.perf_counter() - began)
        best = max(each.score for each in ranked if each.practice)
        (inside if row["practice"] else outside).append(best)
        if row["practice"]:
            three = row["practice"] in [each.practice for each in ranked[:3]]
            first.append(ranked[0].practice == row["practice"])
            third.append(three)
            if row["kind"] == "spoken":
                spoken.append(three)
    above = [(a > b) + 0.5 * (a == b) for a in inside for b in outside]
    p95 = sorted(took)[int(0.95 * len(took))] * 1000
    return Matching(_share(first), _share(third), _share(spoken), _share(above), p95)


@dataclass(frozen=True)
class Scoring:
    spearman: float
    three_classes: float
    two_step_errors: float
    strong_though_awkward: int


def scoring(answers: Sequence[dict[str, Any]]) -> Scoring:
    scored = [(row, score(row["answer"], row["question"], row["practice"])) for row in answers]
    plain = [(LABELS[row["label"]], found) for row, found in scored if row["kind"] in LABELS]
    said, given = [label for label, _ in plain], [LABELS[found.label] for _, found in plain]
    steps = [abs(a - b) for a, b in zip(said, given, strict=True)]
    awkward: list[Score] = [found for row, found in scored if row["kind"] not in LABELS]
    return Scoring(
        spearman(said, [found.total for _, found in plain]),
        _share(step == 0 for step in steps),
        _share(step == 2 for step in steps),
        sum(found.label == "strong" for found in awkward),
    )


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Rank correlation with ties.

    >>> spearman([1, 2, 3], [10, 20, 30])
    1.0
    """
    return round(statistics.correlation(_ranks(first), _ranks(second)), 4)


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    return [order.index(value) + (order.count(value) - 1) / 2 for value in values]


def _share(found: Iterable[float]) -> float:
    values = list(found)
    return sum(values) / len(values) if values else 0.0
