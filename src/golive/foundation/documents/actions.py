"""How is a file kept as evidence, and how does a person sign a content? The only writers."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from typing import Any

from django.db import models, transaction

from golive.foundation import audit
from golive.foundation.documents.models import Document, SignOff
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_ref
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, require

audit.verb("document.kept", "{by} kept {name} ({size} bytes, SHA-256 {sha256_short}) as {on}")
audit.verb("content.signed", "{by} signed {on} as {signed_as} (SHA-256 {hash_short})")


def content_hash(content: Any) -> str:
    """SHA-256 of the canonical JSON: the same content has the same hash on every machine."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def keep(
    implementation: Implementation,
    content: bytes,
    *,
    by: Person,
    title: str,
    name: str,
    media_type: str,
    about: str = "",
) -> Document:
    """Keep these bytes as evidence. The same bytes about the same thing are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    same = Document.objects.filter(implementation=implementation, sha256=digest, about=about).first()
    if same:
        return same
    document = Document(
        implementation=implementation,
        ref=next_ref(implementation, "DOC"),
        title=title,
        name=os.path.basename(name),
        media_type=media_type,
        size=len(content),
        sha256=digest,
        about=about,
        added_by=by,
    )
    _write_once(document, content)
    document.save()
    audit.record("document.kept", on=document, by=by, name=document.name, size=len(content), sha256_short=digest[:12])
    return document


def _write_once(document: Document, content: bytes) -> None:
    """Under its final name only when every byte is on the disk; a crash leaves no half file."""
    if document.path.exists():
        return
    document.path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=document.path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, document.path)


@transaction.atomic
def sign(record: models.Model, content: Any, *, by: Person, signed_as: str, seen_hash: str) -> SignOff:
    """Sign exactly the content that was shown; refused if it is no longer that content."""
    now_hash = content_hash(content)
    if seen_hash != now_hash:
        ref = record.ref  # type: ignore[attr-defined]
        require(
            [
                Refusal(
                    "signature.content_changed",
                    f"{ref} is no longer the text you were shown ({seen_hash[:12]} against {now_hash[:12]}).",
                    "Read it again and sign what it says now.",
                    Kind.CONFLICT,
                )
            ]
        )
    signature, new = SignOff.objects.get_or_create(
        implementation=record.implementation,  # type: ignore[attr-defined]
        subject=record._meta.label,
        subject_ref=record.ref,  # type: ignore[attr-defined]
        content_hash=now_hash,
        person=by,
        defaults={
            "content": content,
            "signed_as": signed_as,
            "signed_at": record.implementation.now(),  # type: ignore[attr-defined]
        },
    )
    if new:
        audit.record("content.signed", on=record, by=by, signed_as=signed_as, hash_short=now_hash[:12], hash=now_hash)
    return signature
