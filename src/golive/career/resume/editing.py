"""How is one part of a résumé changed, and no figure left for which nobody answers?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from golive.career.resume.reading import from_json
from golive.career.resume.resume import figures
from golive.plain.story import CLAIM
from golive.plain.verdict import Kind, Refusal, require

Form = dict[str, Any]
LINKS = "x_links"  # where each evidenced figure leads; of this installation, so it is left out of what is given away
BASICS = ("name", "label", "email", "phone", "url", "summary")


def begun(name: str, email: str, label: str = "") -> Form:
    """A résumé with what is known already."""
    return {"basics": {"name": name, "email": email, "label": label}, "work": []}


def with_basics(form: Form, basics: Mapping[str, str], city: str = "") -> Form:
    """Name, headline, contact and summary; what the forms do not show is kept."""
    made = deepcopy(form)
    held = made.setdefault("basics", {})
    held |= {key: basics.get(key, "").strip() for key in BASICS}
    held["location"] = {**(held.get("location") or {}), "city": city.strip()}
    return _sound(made)


def with_job(form: Form, at: int | None, job: Mapping[str, str]) -> Form:
    """A job changed, or added where ``at`` is None; the latest stands first."""
    made = deepcopy(form)
    work = made.setdefault("work", [])
    held = {key: value.strip() for key, value in job.items() if value.strip()}
    if at is None:
        work.append(held)
    else:
        kept = {key: value for key, value in _job(made, at).items() if key not in job}
        work[at] = held | kept
    work.sort(key=lambda row: str(row.get("startDate", "")), reverse=True)
    return _sound(made)


def without_job(form: Form, at: int) -> Form:
    made = deepcopy(form)
    _job(made, at)
    del made["work"][at]
    return made


def with_bullet(
    form: Form,
    at: int,
    number: int | None,
    text: str,
    *,
    claims: bool = False,
    sources: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
) -> Form:
    """A line of a job changed, or added where ``number`` is None.

    A figure keeps the source that it had, or that ``sources`` names. For any other the person answers (``claims``), or
    the line is refused with those figures.
    """
    made = deepcopy(form)
    lines, held, led = _lists(_job(made, at))
    text = " ".join(text.split())
    place = len(lines) if number is None else number
    if number is None:
        lines.append("")
        held.append({})
        led.append({})
    elif not 0 <= place < len(lines):
        raise _gone()
    known = {**held[place], **(sources or {})}
    wanted = figures(text)
    open_ = [token for token in wanted if token not in known]
    require([*_empty(text), *([] if claims else _unanswered(open_))])
    lines[place] = text
    held[place] = {token: known.get(token, CLAIM) for token in wanted}
    led[place] = {token: url for token, url in {**led[place], **(links or {})}.items() if token in wanted}
    return _sound(made)


def without_bullet(form: Form, at: int, number: int) -> Form:
    made = deepcopy(form)
    for each in _lists(_job(made, at)):
        if not 0 <= number < len(each):
            raise _gone()
        del each[number]
    return made


def moved_up(form: Form, at: int, number: int) -> Form:
    """The line one place higher; the first stays first."""
    made = deepcopy(form)
    held: tuple[list[Any], ...] = _lists(_job(made, at))
    for each in held:
        if 0 < number < len(each):
            each[number - 1], each[number] = each[number], each[number - 1]
    return made


def with_lists(form: Form, *, skills: str, certificates: str, education: str, languages: str) -> Form:
    """The short lists, as they are typed: one entry on each line, of skills “Group: word, word”."""
    made = deepcopy(form)
    made["skills"] = [_skill(line) for line in _typed(skills)]
    made["certificates"] = [_named(line, ("name", "issuer", "date")) for line in _typed(certificates)]
    made["education"] = [_named(line, ("studyType", "area", "institution", "endDate")) for line in _typed(education)]
    made["languages"] = [_named(line, ("language", "fluency")) for line in _typed(languages)]
    return _sound(made)


def taken_over(held: Any, known: Mapping[tuple[str, str], str]) -> tuple[Form, int]:
    """An imported résumé, and how many of its figures became claims.

    ``known`` leads from figure and source to an address. A source that the record here does not bear out counts for
    nothing: the figure is then the person's own claim. ``Refused`` names every problem of the file.
    """
    resume, made, claimed = from_json(held), deepcopy(held), 0
    for row, job in zip(made.get("work", []), resume.jobs, strict=True):
        row["highlights"] = [bullet.text for bullet in job.bullets]
        row["x_evidence"], row[LINKS] = [], []
        for bullet in job.bullets:
            pairs = {token: bullet.sources.get(token, "") for token in bullet.figures}
            borne = {token: source for token, source in pairs.items() if (token, source) in known}
            row["x_evidence"].append({token: borne.get(token, CLAIM) for token in pairs})
            row[LINKS].append({token: known[token, source] for token, source in borne.items()})
            claimed += len(pairs) - len(borne)
    return made, claimed


def to_give_away(form: Form) -> Form:
    """The JSON Resume without addresses of this installation."""
    made = deepcopy(form)
    for job in made.get("work", []):
        job.pop(LINKS, None)
    return made


def typed(form: Form) -> dict[str, str]:
    """The short lists as `with_lists` reads them."""
    resume = from_json(form)
    skills = [f"{name}: {', '.join(words)}" if words else name for name, words in resume.skills]
    return {
        "skills": "\n".join(skills),
        "certificates": "\n".join(resume.certificates),
        "education": "\n".join(resume.education),
        "languages": "\n".join(resume.languages),
    }


def _job(form: Form, at: int) -> Form:
    work = form.get("work", [])
    if not 0 <= at < len(work):
        raise _gone()
    job: Form = work[at]
    return job


def _gone() -> LookupError:
    return LookupError("There is no such part in the résumé any more.")


def _lists(job: Form) -> tuple[list[str], list[dict[str, str]], list[dict[str, str]]]:
    """The lines of a job, the sources and the links of each: three lists of one length, within the job."""
    lines: list[str] = job.setdefault("highlights", [])
    for key in ("x_evidence", LINKS):
        held = [dict(each) if each else {} for each in job.get(key, [])[: len(lines)]]
        job[key] = held + [{} for _ in range(len(lines) - len(held))]
    return lines, job["x_evidence"], job[LINKS]


def _empty(text: str) -> list[Refusal]:
    empty = Refusal("resume.empty", "The line is empty.", "Write what changed because of you.", Kind.INPUT, "text")
    return [] if text else [empty]


def _unanswered(tokens: Sequence[str]) -> list[Refusal]:
    if not tokens:
        return []
    problem = f"Nothing answers for {', '.join(tokens)}."
    cure = "Take the line from your record, or mark the figures as your own claim."
    return [Refusal("resume.unsourced", problem, cure, Kind.INPUT, "claims")]


def _typed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _skill(line: str) -> Form:
    name, _, words = line.partition(":")
    keywords = [word.strip() for word in words.split(",") if word.strip()]
    return {"name": name.strip(), "keywords": keywords} if keywords else {"name": name.strip()}


def _named(line: str, keys: Sequence[str]) -> Form:
    """What stands between the commas, by name; what is left over stays with the last but one."""
    parts = [part.strip() for part in line.split(",")]
    return dict(zip(keys, [*parts[: len(keys) - 1], ", ".join(parts[len(keys) - 1 :])], strict=False))


def _sound(form: Form) -> Form:
    from_json(form)
    return form
