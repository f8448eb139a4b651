"""Is this a JSON Resume that can be built, and if not, what is wrong with it? Every problem is said at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from golive.career.resume.resume import CLAIM, EVIDENCE, Bullet, Job, Resume
from golive.plain.verdict import Kind, Refusal, require

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
LISTS = ("work", "education", "skills", "certificates", "languages")
LONGEST, MOST_BYTES = 5_000, 2_000_000


def read(path: Path) -> Resume:
    """The résumé in a file; OSError where it cannot be opened, ``Refused`` with every problem of its content."""
    if path.stat().st_size > MOST_BYTES:
        raise OSError(f"{path} has more than {MOST_BYTES:,} bytes. A résumé is text: take pictures out.")
    try:
        held = json.loads(path.read_text("utf-8-sig"))
    except ValueError as wrong:
        raise OSError(f"{path} is not JSON ({wrong}). Correct it there.") from None
    return from_json(held)


def from_json(held: Any) -> Resume:
    """A résumé from the JSON Resume form; ``work[].x_evidence`` may name the source of each figure of each highlight.

    >>> from_json({"basics": {"name": "Ada"}, "work": [{"name": "Acme", "position": "Lead"}]})
    Traceback (most recent call last):
    ...
    golive.plain.verdict.Refused: work 1: startDate is missing. Write YYYY-MM.
    """
    require(_problems(held))
    basics = held.get("basics", {})
    return Resume(
        name=basics["name"].strip(),
        label=_text(basics, "label"),
        contact=tuple(_contact(basics)),
        summary=_text(basics, "summary"),
        jobs=tuple(_job(row) for row in held.get("work", [])),
        skills=tuple((_text(r, "name"), tuple(map(_line, r.get("keywords", [])))) for r in held.get("skills", [])),
        certificates=tuple(_joined(row, "name", "issuer", "date") for row in held.get("certificates", [])),
        education=tuple(_joined(r, "studyType", "area", "institution", "endDate") for r in held.get("education", [])),
        languages=tuple(_joined(row, "language", "fluency") for row in held.get("languages", [])),
        raw=held,
    )


def _job(row: dict[str, Any]) -> Job:
    sources = row.get("x_evidence", [])
    bullets = [
        Bullet(_line(text), dict(sources[at]) if at < len(sources) and sources[at] else {})
        for at, text in enumerate(row.get("highlights", []))
    ]
    return Job(
        position=_text(row, "position"), name=_text(row, "name"), start=_text(row, "startDate"),
        end=_text(row, "endDate"), location=_text(row, "location"), summary=_text(row, "summary"),
        bullets=tuple(bullets),
    )  # fmt: skip


def _contact(basics: dict[str, Any]) -> Iterator[str]:
    place = basics.get("location") or {}
    where = ", ".join(str(place[key]) for key in ("city", "region", "countryCode") if place.get(key))
    yield from (text for text in (where, _text(basics, "email"), _text(basics, "phone"), _text(basics, "url")) if text)
    yield from (_text(row, "url") for row in basics.get("profiles", []) if _text(row, "url"))


def _problems(held: Any) -> Iterator[Refusal]:
    if not isinstance(held, dict):
        yield _refusal("The résumé is no JSON object.", "Begin with {.")
        return
    basics = held.get("basics")
    if not isinstance(basics, dict) or not isinstance(basics.get("name"), str) or not basics["name"].strip():
        yield _refusal("basics: name is missing.", "Write your name.")
    for key in LISTS:
        rows = held.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield _refusal(f"{key} is no list of objects.", "Write [{…}].")
        else:
            yield from _too_long(key, rows)
    work = held.get("work", [])
    for number, row in enumerate(work if isinstance(work, list) else [], 1):
        if isinstance(row, dict):
            yield from _job_problems(f"work {number}", row)


def _job_problems(place: str, row: dict[str, Any]) -> Iterator[Refusal]:
    for key in ("name", "position"):
        if not _text(row, key):
            yield _refusal(f"{place}: {key} is missing.", "Say it.")
    for key in ("startDate", "endDate"):
        date = _text(row, key)
        if not date and key == "startDate":
            yield _refusal(f"{place}: startDate is missing.", "Write YYYY-MM.")
        elif date and not DATE.match(date):
            yield _refusal(f"{place}: {key} is “{date}”.", "Write YYYY-MM.")
    if _text(row, "endDate") and _text(row, "endDate") < _text(row, "startDate")[: len(_text(row, "endDate"))]:
        yield _refusal(f"{place}: it ends before it begins.", "Correct startDate or endDate.")
    lines = row.get("highlights", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) and line.strip() for line in lines):
        yield _refusal(f"{place}: highlights is no list of texts.", 'Write ["…", "…"].')
    yield from _source_problems(place, row.get("x_evidence", []))


def _source_problems(place: str, sources: Any) -> Iterator[Refusal]:
    if not isinstance(sources, list) or not all(one is None or isinstance(one, dict) for one in sources):
        yield _refusal(f"{place}: x_evidence is no list of objects.", 'One for each highlight: {"84%": "evidence:…"}.')
        return
    for number, one in enumerate(sources, 1):
        for figure, source in (one or {}).items():
            if not isinstance(source, str) or not (
                source == CLAIM or source.removeprefix(EVIDENCE) not in ("", source)
            ):
                yield _refusal(
                    f"{place}, highlight {number}: the source of {figure} is {source!r}.",
                    f"Write {EVIDENCE}RECORD or {CLAIM}.",
                )


def _too_long(key: str, rows: list[dict[str, Any]]) -> Iterator[Refusal]:
    for number, row in enumerate(rows, 1):
        for name, value in row.items():
            if len(str(value)) > LONGEST * (20 if isinstance(value, list) else 1):
                yield _refusal(f"{key} {number}: {name} is too long.", f"At most {LONGEST} characters.")


def _text(row: dict[str, Any], key: str) -> str:
    held = row.get(key)
    return _line(held) if isinstance(held, str | int | float) else ""


def _line(text: Any) -> str:
    """One line: what breaks lines or is invisible would part a bullet when a machine reads it."""
    seen = "".join(c if c.isprintable() else " " for c in str(text).replace("\xad", "").replace("\u200b", ""))
    return " ".join(seen.split())


def _joined(row: dict[str, Any], *keys: str) -> str:
    return ", ".join(text for key in keys if (text := _text(row, key)))


def _refusal(problem: str, cure: str) -> Refusal:
    return Refusal("resume.unusable", problem, cure, Kind.INPUT)
