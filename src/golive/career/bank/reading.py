"""Is this a bank that can be used, and if not, what is wrong with it? Every problem is said at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from golive.career.bank.question import GENERAL, Bank, Question
from golive.plain.practices import PRACTICES
from golive.plain.verdict import Kind, Refusal, require

_TEXTS = {"topic", "question", "tests", "human", "governance", "weak", "strong"}
_LISTS = {"guide", "keywords", "also_asked", "frameworks", "tools", "metrics", "follow_ups"}
_ALWAYS = ("question", "guide", "keywords")
_FOR_A_PRACTICE = (*_ALWAYS, "tests", "frameworks", "metrics", "human", "governance", "follow_ups", "weak", "strong")
FOLLOW_UPS = 3
LONGEST = 2_000  # characters of one text: a bank is a page to read, not a book
MOST_BYTES = 5_000_000


@lru_cache(maxsize=1)
def built_in() -> Bank:
    """The bank that comes with golive.

    >>> len([q for q in built_in().questions if q.practice])
    25
    """
    folder = files("golive.career.bank") / "questions"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return from_toml({name: (folder / name).read_text("utf-8") for name in names})


def read_bank(path: Path) -> Bank:
    """A bank from one TOML file, or from all TOML files of a folder. OSError where it cannot be opened."""
    found = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not found:
        raise OSError(f"The folder {path} has no .toml file. Export a bank to see how one looks.")
    if too_big := [file.name for file in found if file.stat().st_size > MOST_BYTES]:
        raise OSError(f"{', '.join(too_big)}: more than {MOST_BYTES // 1_000_000} MB. Split the bank into files.")
    return from_toml({file.name: file.read_text("utf-8") for file in found})


def from_toml(texts: dict[str, str]) -> Bank:
    """A bank from TOML texts by file name; ``Refused`` carries every problem of every file.

    >>> asked = 'practice = 0\\nquestion = "Why us?"\\nguide = ["Say it."]\\nkeywords = ["us"]'
    >>> from_toml({"ours.toml": f"[[question]]\\n{asked}"})
    Traceback (most recent call last):
    golive.plain.verdict.Refused: ours.toml, question 1: topic is missing. Say it.
    """
    problems: list[Refusal] = []
    questions: list[Question] = []
    for name, text in texts.items():
        for place, row in _rows(name, text, problems):
            wrong = list(_problems(place, row))
            problems += wrong
            if not wrong:
                held: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
                questions.append(Question(**held))
    if not problems and not questions:
        problems.append(_refusal("bank.empty", f"{', '.join(texts)}: no question.", "Begin one with [[question]]."))
    require(problems)
    return Bank(tuple(sorted(questions, key=lambda q: (q.practice == GENERAL, q.practice))))


def _rows(name: str, text: str, problems: list[Refusal]) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        problems.append(_refusal("bank.not_toml", f"{name} is not TOML: {wrong}.", "Correct it there."))
        return
    rows = held.pop("question", [])
    if held:
        problems.append(_refusal("bank.unknown", f"{name}: unknown {', '.join(held)}.", "Only [[question]] is known."))
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        if isinstance(row, dict):
            yield f"{name}, question {number}", row
        else:
            problems.append(
                _refusal("bank.not_table", f"{name}: question is {row!r}.", "Write [[question]] before it.")
            )


def _problems(place: str, row: dict[str, Any]) -> Iterator[Refusal]:
    practice = row.get("practice")
    if isinstance(practice, bool) or practice not in {GENERAL, *PRACTICES}:
        yield _refusal(
            "bank.practice", f"{place}: practice is {practice}.", "Write 1 to 25, or 0 for a general question."
        )
    for key in sorted(row.keys() - {field.name for field in fields(Question)}):
        yield _refusal("bank.unknown", f"{place}: unknown field {key}.", "Remove it or correct its name.")
    for key in _FOR_A_PRACTICE if practice else (*_ALWAYS, "topic"):
        if not row.get(key):
            yield _refusal("bank.missing", f"{place}: {key} is missing.", "Say it.")
    yield from _wrong_kinds(place, row)
    follow_ups = row.get("follow_ups")
    if practice and isinstance(follow_ups, list) and 0 < len(follow_ups) < FOLLOW_UPS:
        yield _refusal("bank.follow_ups", f"{place}: {len(follow_ups)} follow_ups.", f"Write {FOLLOW_UPS} of them.")


def _wrong_kinds(place: str, row: dict[str, Any]) -> Iterator[Refusal]:
    for key in sorted(_TEXTS & row.keys()):
        if not isinstance(row[key], str):
            yield _refusal("bank.kind", f"{place}: {key} is {row[key]!r}.", "Write one text in quotes.")
        elif len(row[key]) > LONGEST:
            yield _refusal("bank.long", f"{place}: {key} has {len(row[key])} characters.", f"At most {LONGEST}.")
    for key in sorted(_LISTS & row.keys()):
        held = row[key]
        if not isinstance(held, list) or not all(isinstance(one, str) and 0 < len(one) <= LONGEST for one in held):
            yield _refusal("bank.kind", f"{place}: {key} is not a list of texts.", 'Write ["…", "…"].')


def _refusal(code: str, problem: str, cure: str) -> Refusal:
    return Refusal(code, problem, cure, Kind.INPUT)
