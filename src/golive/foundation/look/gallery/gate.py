"""What does the gate of the gallery weigh? Five criteria and four votes."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Given
from typing import Any

from golive.plain.verdict import met, not_met, undecidable

CRITERIA: list[Any] = [
    Given(
        question="Is the scope signed by everybody it needs?",
        verdict=not_met(
            "4 of 5 signed",
            because="Luis Ortega has not signed baseline 2.",
            cure="Ask Luis Ortega to sign on the Scope page.",
            url="#",
            evidence_at=datetime(2026, 11, 19, 8),
        ),
    ),
    Given(
        question="Does every deliverable have exactly one person accountable?",
        verdict=met("23 of 23", url="#", evidence_at=datetime(2026, 11, 18, 8)),
    ),
    Given(
        question="Are the adoption metrics frozen?",
        verdict=met("9 of 9", because="frozen on 14 Aug 2026", url="#", evidence_at=datetime(2026, 8, 14, 8)),
    ),
    Given(
        question="Do two mock migrations reconcile within tolerance?",
        verdict=undecidable(
            "1 of 2 run",
            because="Mock 2 has no result.",
            cure="Record the result of mock migration 2 under Data migration.",
            url="#",
        ),
    ),
    Given(
        question="Is every show-stopper of UAT closed?",
        verdict=not_met(
            "2 open",
            cure="Close D-118 and D-131, or ask the committee for a waiver.",
            url="#",
            evidence_at=datetime(2026, 11, 20, 7),
        ),
        waiver="D-131 is waived until 12 Dec by Ines Falk: the workaround is written and trained.",
    ),
]
VOTES = [
    Given(
        name="Ines Falk",
        role="Executive sponsor",
        vote="for",
        because="With the condition that mock 2 runs before 4 Dec.",
    ),
    Given(
        name="Martin Krol",
        role="Head of sales",
        vote="against",
        because="My region cannot train in the last week of the quarter.",
    ),
    Given(name="Mei Tan", role="Finance", vote="waiting"),
    Given(name="Priya Nair", role="IT", vote="abstained"),
]
