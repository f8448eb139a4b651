"""How long does the copilot's card take while somebody types, and has every story its figures?"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from benchmarks.career import measure
from tests.played import build

WHO = "Maya Okonjo"
LATEST = 0.95


def main(folder: str = "") -> None:
    """`python -m benchmarks.career.card_page [DATA-FOLDER]`: over the played demo, built first where none is given."""
    with tempfile.TemporaryDirectory() as made:
        data = Path(folder or f"{made}/data")
        if not folder:
            build(data)
        os.environ |= {"GOLIVE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "golive.web.settings"}
        django.setup()
        _report()


def _report() -> None:
    people = import_module("golive.foundation.people.models")
    client = import_module("golive.foundation.register_kit.contract").signed_in(people.Person.objects.get(name=WHO))
    questions = [row["question"] for row in measure.rows("questions.jsonl", False) if row["practice"]]
    first = _took(client, questions[0])
    times = sorted(_took(client, text) for question in questions[::3] for text in _typed(question))
    late = times[int(LATEST * len(times))]
    print(f"first card {1000 * first:.0f} ms of CPU (stories told, bank read)")
    print(f"{len(times)} cards: p50 {1000 * statistics.median(times):.0f} ms, p95 {1000 * late:.0f} ms of CPU")
    stories = import_module("golive.career.rehearsal.own_stories").own_stories(people.Person.objects.get(name=WHO))
    copilot, bank = import_module("golive.career.copilot"), import_module("golive.career.bank").built_in()
    cards = [copilot.card_for(number, bank, stories) for number in stories]
    print(f"{sum(len(card.figures) >= 2 for card in cards)} of {len(cards)} stories have two figures on the card")


def _typed(question: str) -> list[str]:
    """The question as it stands at 60 %, 80 % and all of its words."""
    words = question.split()
    return [" ".join(words[: max(1, round(share * len(words)))]) for share in (0.6, 0.8, 1.0)]


def _took(client: Any, text: str) -> float:
    began = time.process_time()
    headers = {"HX-Request": "true", "HX-Trigger-Name": "question"}
    assert client.post("/me/desk/copilot/card/", {"question": text}, headers=headers).status_code == 200
    return time.process_time() - began


if __name__ == "__main__":
    main(*sys.argv[1:2])
