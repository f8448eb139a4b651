"""What does the report say in the reader's inbox, with and without pictures?"""

from __future__ import annotations

from collections.abc import Iterator

import css_inline

from golive.registers.status.page import StatusPage
from golive.registers.status.papers import palette
from golive.registers.status.papers.laying_out import lay_out
from golive.registers.status.papers.sheet import Limits, Sheet
from golive.registers.status.papers.web import environment

_SHORT = Limits(words=220, names=70, lines=20, decisions=8, risks=3, milestones=8, changes=10, notes=5)


def email(page: StatusPage) -> tuple[str, str, str]:
    """Subject, HTML and plain text; the answer stands first in all three."""
    sheet = lay_out(page, _SHORT)
    template = environment().get_template("mail.html")
    return _subject(sheet), css_inline.inline(template.render(p=sheet, ink=palette), keep_style_tags=True), _text(sheet)


def _subject(sheet: Sheet) -> str:
    return f"{sheet.name}: {sheet.sentence} ({sheet.overall.word}, {sheet.report.lower()})"


def _text(sheet: Sheet) -> str:
    parts = (_answer, _decisions, _changed, _lines, _milestones, _risks, _notes, _proof)
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part(sheet)))) + "\n"


def _answer(sheet: Sheet) -> Iterator[str]:
    yield sheet.sentence
    yield f"{_mark(sheet.overall.tone)} {sheet.overall.word}. {sheet.detail}".rstrip()
    yield ""
    yield f"{sheet.name}, {sheet.client}. {sheet.report}, as of {sheet.as_of}. {'. '.join(sheet.people)}."
    yield ""
    for fact in sheet.facts:
        yield f"  {fact.label}: {fact.value}{f' ({fact.note})' if fact.note else ''}"


def _decisions(sheet: Sheet) -> Iterator[str]:
    yield "DECISIONS NEEDED" if sheet.decisions else "NO DECISION IS NEEDED"
    for number, it in enumerate(sheet.decisions, start=1):
        yield f"{number}. {it.title} ({it.ref}). {it.by}, {it.who}"
        yield f"   We recommend: {it.recommendation}"
        if it.consequence:
            yield f"   Otherwise: {it.consequence}"
    yield from _rest(sheet, "decisions")


def _changed(sheet: Sheet) -> Iterator[str]:
    yield "CHANGED SINCE LAST REPORT"
    yield from (f"- {said}" for said in sheet.changed or ("Nothing moved, or there is no earlier report.",))
    yield from _rest(sheet, "changed")


def _lines(sheet: Sheet) -> Iterator[str]:
    for title, name, rows in (
        ("WORKSTREAMS", "workstreams", sheet.workstreams),
        ("DIMENSIONS", "dimensions", sheet.dimensions),
    ):
        if not rows:
            continue
        yield title if title == "WORKSTREAMS" else f"\n{title}"
        for it in rows:
            beside = f" {it.beside}." if it.beside else ""
            yield f"{_mark(it.pill.tone)} {it.name}: {it.pill.word}. {it.said}{beside} ({it.age})"
        yield from _rest(sheet, name)


def _milestones(sheet: Sheet) -> Iterator[str]:
    if not sheet.milestones:
        return
    yield "NEXT MILESTONES (baseline -> P50 / P80)"
    for it in sheet.milestones:
        yield f"{_mark(it.pill.tone)} {it.name}: {it.baseline} -> {it.p50} / {it.p80}, {it.moved}, {it.pill.word}"
    yield from _rest(sheet, "milestones")


def _risks(sheet: Sheet) -> Iterator[str]:
    yield "TOP RISKS" if sheet.risks else "NO OPEN RISK IS RECORDED"
    for it in sheet.risks:
        yield f"- {it.score}: {it.title} ({it.ref}), {it.owner}; {it.days}. {it.mitigation}"
    yield from _rest(sheet, "risks")


def _notes(sheet: Sheet) -> Iterator[str]:
    if sheet.notes:
        yield "FROM THE MANAGER"
        yield from (f"- {said}" for said in sheet.notes)
        yield from _rest(sheet, "notes")


def _proof(sheet: Sheet) -> Iterator[str]:
    yield "--"
    yield from sheet.provenance


def _rest(sheet: Sheet, name: str) -> Iterator[str]:
    if sheet.more[name]:
        yield f"  ({sheet.more[name]})"


_MARK = {"green": "[ok]", "amber": "[!]", "red": "[!!]", "grey": "[?]"}


def _mark(tone: str) -> str:
    return _MARK[tone]
