"""How often does a spoken question bring the right card? `python -m benchmarks.career.spoken [every Nth]`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.career import measure
from golive.career.bank import built_in
from golive.career.matching import Matcher, matcher
from golive.career.speech import hear, offered, read_wav
from tests import spoken

Asked = tuple[int, str]


@dataclass(frozen=True)
class Spoken:
    """Shares of the questions whose practice came first and among three, heard and read; seconds of CPU per second."""

    questions: int
    top1: float
    top3: float
    read_top3: float
    cpu_share: float


def asked_in_the_bank() -> list[Asked]:
    """The question of each practice as the bank words it."""
    return [(each.practice, each.question) for each in built_in().questions if each.practice]


def also_asked() -> list[Asked]:
    """The other wordings of the bank; the engine's language model knows these sentences too."""
    return [(each.practice, text) for each in built_in().questions if each.practice for text in each.also_asked]


def kept_apart(even: bool) -> list[Asked]:
    """Questions of tests/career: no sentence of them is in the bank, and the even ones were never tuned on."""
    rows = measure.rows("questions.jsonl")
    return [(r["practice"], r["question"]) for r in rows if r["practice"] and (int(r["id"][1:]) % 2 == 0) == even]


def measured(asked: Sequence[Asked], by: Matcher, voice: str = spoken.VOICE) -> Spoken:
    first, three, read, cpu, lasted = 0, 0, 0, 0.0, 0.0
    use = offered({"GOLIVE_SPEECH_ENGINE": "pocketsphinx"})
    for practice, text in asked:
        sound = read_wav(spoken.say(text, voice))
        began = time.process_time()
        heard = hear(sound, use).text
        cpu, lasted = cpu + time.process_time() - began, lasted + sound.seconds
        ranked = [each.practice for each in by.match(heard)]
        first += ranked[0] == practice
        three += practice in ranked[:3]
        read += practice in [each.practice for each in by.match(text)[:3]]
    count = len(asked)
    return Spoken(count, first / count, three / count, read / count, cpu / lasted)


def main(step: int = 1) -> None:
    table = Table("asked", "questions", "top 1", "top 3 (goal .75)", "top 3 when read", "CPU per second of speech")
    sets = {
        "the bank's question of each practice": asked_in_the_bank(),
        "the bank's other wordings": also_asked(),
        "tests/career, even ids, kept apart": kept_apart(even=True),
    }
    for name, asked in sets.items():
        found = measured(asked[::step], matcher(meaning=False))
        shares = (f"{share:.3f}" for share in (found.top1, found.top3, found.read_top3, found.cpu_share))
        table.add_row(name, str(found.questions), *shares)
    Console(width=140).print(table)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
