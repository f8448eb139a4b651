"""Which files are kept as evidence, are they still what they were, and who signed what?"""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET
from markupsafe import Markup

from golive.foundation.documents.models import Document, SignOff
from golive.foundation.implementations.access import Place
from golive.foundation.look import words
from golive.foundation.look.tables import Column, Row, table
from golive.foundation.register_kit.cells import person_cell
from golive.foundation.register_kit.pages import placed
from golive.plain.verdict import Kind, Refusal, require

PAGE = 50
COLUMNS = [
    Column("Title"), Column("No.", css="tight grey"), Column("File"), Column("Size", css="number tight"),
    Column("About", css="tight"), Column("Kept by"), Column("On", css="tight"), Column("SHA-256", css="tight"),
]  # fmt: skip
SIGNED = [Column("Signed"), Column("As"), Column("By"), Column("On", css="tight"), Column("SHA-256", css="tight")]


@require_GET
@placed
def documents(request: HttpRequest, place: Place) -> HttpResponse:
    kept = place.all(Document).select_related("added_by", "implementation").order_by("-pk")
    count = kept.count()
    pages = max(1, -(-count // PAGE))
    asked = request.GET.get("page", "1")
    number = min(max(1, int(asked)), pages) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    signed = place.all(SignOff).select_related("person").order_by("-pk")[:PAGE]
    shown = {
        "table": table(COLUMNS, [_row(d) for d in kept[(number - 1) * PAGE : number * PAGE]], "Documents"),
        "signed": table(SIGNED, [_signed(s) for s in signed], "Sign-offs") if signed else "",
        "count": count,
        "first": (number - 1) * PAGE + 1 if count else 0,
        "last": min(number * PAGE, count),
        "previous": f"?page={number - 1}" if number > 1 else "",
        "next": f"?page={number + 1}" if number < pages else "",
    }
    return render(request, "documents/list.html", shown)


def _row(document: Document) -> Row:
    who, when = person_cell(document.added_by), words.full(document.added_at)
    cells = [document.title, document.ref, document.name, size(document.size), document.about, who, when]
    return Row([*cells, _short(document.sha256)], url=document.get_absolute_url())


def _signed(signature: SignOff) -> Row:
    who, when = person_cell(signature.person), words.full(signature.signed_at)
    return Row([signature.subject_ref, signature.signed_as, who, when, _short(signature.content_hash)])


def _short(sha256: str) -> Markup:
    return Markup("<code>{}</code>").format(sha256[:12])


def size(count: int) -> str:
    """Bytes in the unit that says something.

    >>> size(900), size(48_700), size(3_200_000)
    ('900 B', '48.7 kB', '3.2 MB')
    """
    for unit, least in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= least:
            return f"{count / least:.1f} {unit}"
    return f"{count} B"


@require_GET
@placed
def document(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(Document, ref, "added_by")
    problems = whole(found)
    return render(request, "documents/detail.html", {"document": found, "size": size(found.size), "problems": problems})


@require_GET
@placed
def download(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    """The bytes as they were kept: always to the disk, never shown inside this site, never kept by a cache."""
    found = place.get(Document, ref)
    require(whole(found))
    answer = HttpResponse(found.content(), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def whole(document: Document) -> list[Refusal]:
    """The file is there and has the hash under which it was kept; evidence that changed is not handed out."""
    cure = "Restore it from the backup; whoever runs this installation can."
    try:
        now = hashlib.sha256(document.content()).hexdigest()
    except OSError:
        problem = f"The file of {document.ref} ({document.name}) is not there any more."
        return [Refusal("document.missing", problem, cure, Kind.STATE)]
    if now == document.sha256:
        return []
    problem = f"The file of {document.ref} was altered: it had {document.sha256[:12]}, it has {now[:12]}."
    return [Refusal("document.altered", problem, cure, Kind.STATE)]
