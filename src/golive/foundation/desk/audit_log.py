"""What happened in this implementation, who did it and why, and how does anybody prove that the log is whole?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from golive.foundation import audit
from golive.foundation.audit.exporting import as_line
from golive.foundation.audit.models import Entry
from golive.foundation.implementations import queries
from golive.foundation.implementations.access import Place, seat_of
from golive.foundation.people.models import Person
from golive.foundation.register_kit.pages import placed
from golive.plain.seat import Role, lacks_role
from golive.plain.verdict import Refusal, require

PAGE = 50
CHUNK = 500
audit.verb("audit.exported", "{by} exported the log of {on} up to entry {last}")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; anything it does not understand is left out."""

    what: str = ""
    who: int | None = None
    about: str = ""
    before: int | None = None

    @classmethod
    def read(cls, given: dict[str, str]) -> Asked:
        return cls(
            given.get("what", "")[:40], _number(given, "who"), given.get("about", "")[:200], _number(given, "before")
        )

    def address(self, **changes: object) -> str:
        parts = {"what": self.what, "who": self.who, "about": self.about} | changes
        return "?" + urlencode({key: value for key, value in parts.items() if value not in (None, "")})

    @property
    def narrowed(self) -> bool:
        return bool(self.what or self.who or self.about)


def _number(given: dict[str, str], key: str) -> int | None:
    text = given.get(key, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def found(place: Place, asked: Asked) -> QuerySet[Entry]:
    """The entries that fit, latest first; the next page begins before the last number of this one."""
    entries = Entry.objects.filter(implementation=place.implementation)
    if asked.what:
        entries = entries.filter(verb__startswith=f"{asked.what}.")
    if asked.who is not None:
        entries = entries.filter(actor=asked.who)
    if asked.about:
        entries = entries.filter(subject_ref=asked.about)
    if asked.before is not None:
        entries = entries.filter(seq__lt=asked.before)
    return entries.order_by("-seq").prefetch_related("texts")


@require_GET
@placed
def log(request: HttpRequest, place: Place) -> HttpResponse:
    asked = Asked.read(request.GET.dict())
    entries = list(found(place, asked)[: PAGE + 1])
    shown = {
        "asked": asked,
        "entries": [_told(entry) for entry in entries[:PAGE]],
        "older": asked.address(before=entries[PAGE - 1].seq) if len(entries) > PAGE else "",
        "newest": asked.address() if asked.before is not None else "",
        "groups": verb_groups(),
        "people": queries.ever_members(place.implementation),
        "head": audit.head(),
        "may_export": not may_export(place),
    }
    return render(request, "desk/audit.html", shown)


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "who": f"Entry {entry.seq}",
        "at": entry.at,
        "text": entry.sentence,
        "url": entry.subject_url,
        "because": entry.because,
    }


def verb_groups() -> list[tuple[str, str]]:
    """What can happen, by noun: ("decision", "Decision"), … in the order of the alphabet."""
    return [
        (noun, noun.replace("_", " ").capitalize())
        for noun in sorted({name.split(".")[0] for name in audit.declared()})
    ]


def may_export(place: Place) -> list[Refusal]:
    return lacks_role(place.seat, {Role.MANAGER}, "export the log")


@require_POST
@placed
def export(request: HttpRequest, place: Place) -> HttpResponse:
    """This implementation's entries, one JSON line each. It holds personal text, so it is a deed and is recorded."""
    last = note_export(place, by=place.person)
    lines = _lines(place, last)
    name = f"{place.implementation.slug}-audit-{last}.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(lines, content_type="application/x-ndjson", headers=headers)  # type: ignore[return-value]


@transaction.atomic
def note_export(place: Place, *, by: Person) -> int:
    require(lacks_role(seat_of(by, place.implementation), {Role.MANAGER}, "export the log"))
    last = int(audit.head().split(":")[0]) + 1
    audit.record("audit.exported", on=place.implementation, by=by, last=last)
    return last


def _lines(place: Place, last: int) -> Iterator[str]:
    """Oldest first, a chunk at a time, so that memory stays flat and no writer waits."""
    mine = Entry.objects.filter(implementation=place.implementation, seq__lte=last).prefetch_related("texts")
    seen = 0
    while chunk := list(mine.filter(seq__gt=seen).order_by("seq")[:CHUNK]):
        yield from (as_line(entry) + "\n" for entry in chunk)
        seen = chunk[-1].seq
