"""How is a bank given to another team?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import tomli_w

from golive.career.bank.question import Bank, Question


def to_toml(bank: Bank) -> str:
    """The whole bank as one TOML text, which ``from_toml`` reads back to the same bank.

    >>> print(to_toml(Bank((Question(0, "Why us?", ("Look them up.",), ("why us",), topic="motivation"),))))
    [[question]]
    practice = 0
    question = "Why us?"
    guide = [
        "Look them up.",
    ]
    keywords = [
        "why us",
    ]
    topic = "motivation"
    <BLANKLINE>
    """
    return tomli_w.dumps({"question": [_row(question) for question in bank.questions]})


def _row(question: Question) -> dict[str, Any]:
    held = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(question).items()}
    return {key: value for key, value in held.items() if value not in ("", [])}
