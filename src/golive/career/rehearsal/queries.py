"""What has a person rehearsed, how did it go, and is it getting better?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from golive.career.rehearsal.models import Answer, Conversation, Rehearsal
from golive.career.roleplays import Play, Reply, begin, say, scenario
from golive.career.scoring import CRITERIA, Delivery, Score, delivery, label_of
from golive.foundation.people.models import Person

LATELY = 6  # answers that say where somebody stands now
SHOWN = 60  # answers on the chart


@dataclass(frozen=True)
class Mark:
    """An answer on the way: when it was given, what it was about, and its score with and without the follow-up."""

    at: datetime
    answer: Answer
    score: Score

    @property
    def total(self) -> int:
        return self.score.total


def rehearsals(person: Person) -> list[Rehearsal]:
    """The newest first, each with its questions."""
    rows = Rehearsal.objects.filter(person=person).order_by("-began_at", "-pk")
    return list(rows.prefetch_related(Prefetch("answers", Answer.objects.order_by("place"))))


def conversations(person: Person) -> list[Conversation]:
    return list(Conversation.objects.filter(person=person).order_by("-began_at", "-pk"))


def rehearsed(person: Person) -> list[int]:
    """The practices of every answer so far."""
    answered = Answer.objects.filter(rehearsal__person=person, answered_at__isnull=False)
    return list(answered.order_by("answered_at").values_list("practice", flat=True))


def marks(rows: Sequence[Rehearsal]) -> list[Mark]:
    """Every scored answer in the order of time; those of a real rehearsal only when it is over."""
    found = [
        Mark(answer.answered_at, answer, score)
        for row in rows
        if row.mode == "study" or row.ended_at is not None
        for answer in row.answers.all()
        if answer.answered_at and (score := score_of(answer.found))
    ]
    return sorted(found, key=lambda mark: mark.at)


def standing(found: Sequence[Mark]) -> list[tuple[str, float, float | None]]:
    """Each criterion with its average of the last answers and the average before; the weakest first."""
    late, before = found[-LATELY:], found[:-LATELY]
    rows = [(name, _average(late, name), _average(before, name) if before else None) for name in CRITERIA]
    return sorted(rows, key=lambda row: row[1]) if late else []


def _average(found: Sequence[Mark], name: str) -> float:
    return sum(mark.score.criteria[name] for mark in found) / len(found)


def current(rehearsal: Rehearsal) -> tuple[Answer, bool] | None:
    """What is asked now, and whether it is a follow-up; None when the rehearsal is over."""
    if rehearsal.ended_at is not None:
        return None
    for row in rehearsal.answers.all():
        if row.open:
            return row, False
        if rehearsal.mode == "real" and not row.skipped and row.reply is None:
            return row, True
    return None


def score_of(held: dict[str, Any] | None) -> Score | None:
    """A score as it was kept; None where there is none or the key has changed."""
    if not held:
        return None
    known = {field.name for field in fields(Score)}
    return Score(**{key: value for key, value in held.items() if key in known})


def average_of(rehearsal: Rehearsal) -> tuple[float, str] | None:
    """The average total of a rehearsal with its word; None where nothing was answered."""
    totals = [score.total for row in rehearsal.answers.all() if (score := score_of(row.found))]
    return (sum(totals) / len(totals), label_of(sum(totals) // len(totals))) if totals else None


def delivery_of(said: dict[str, Any] | None) -> Delivery | None:
    return delivery(said["text"], said.get("seconds")) if said and said["text"] else None


def play_of(row: Conversation) -> tuple[Play, list[tuple[str, Reply | None]]]:
    """The conversation said again from its beginning: what was said, and what came back to it."""
    play, opening = begin(scenario(row.scenario))
    turns: list[tuple[str, Reply | None]] = [("", opening)]
    for sentence in row.said or []:
        play, reply = say(play, sentence)
        turns.append((sentence, reply))
    return play, turns
