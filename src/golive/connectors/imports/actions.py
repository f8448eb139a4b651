"""How does a file come in: kept, read, shown, mapped, and then accepted as a whole or discarded? The only writers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from golive.connectors.imports import queries, reading, rules
from golive.connectors.imports.kinds import KINDS, FileKind, NeedsMapping, Read
from golive.connectors.imports.models import ImportBatch, RememberedMapping
from golive.foundation import audit, jobs
from golive.foundation.documents import actions as documents
from golive.foundation.implementations import queries as settings
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_ref
from golive.foundation.implementations.store import change
from golive.foundation.people.models import Person
from golive.plain.verdict import Refused, require

audit.verb("import.received", "{by} brought in {file} as {on}")
audit.verb("import.previewed", "{by} previewed {on} ({file}): {new} new, {changed} changed, {gone} gone, {bad} refused")
audit.verb("import.failed", "{by} could not have {file} read as {on}: {reasons}")
audit.verb("import.remapped", "{by} changed how the columns of {file} are read in {on}")
audit.verb("import.accepted", "{by} accepted {on} ({file}, SHA-256 {sha256_short}): {told}")
audit.verb("import.discarded", "{by} discarded {on} ({file})")

MEDIA = {".xml": "application/xml", ".gz": "application/gzip", ".csv": "text/csv"}
OTHER_MEDIA = "application/octet-stream"


def preview(
    implementation: Implementation,
    content: bytes,
    *,
    by: Person,
    name: str,
    kind: str = "",
    mapping: dict[str, Any] | None = None,
) -> ImportBatch:
    """Keep the file, read it and show what it would change; a file that cannot be used ends as "not readable"."""
    return read(receive(implementation, content, by=by, name=name, kind=kind), by=by, mapping=mapping)


def upload(implementation: Implementation, content: bytes, *, by: Person, name: str, kind: str = "") -> ImportBatch:
    """Like `preview`, but a large file is read in the background: leave it and find it again."""
    batch = receive(implementation, content, by=by, name=name, kind=kind)
    if len(content) <= int(settings.value(implementation, rules.INLINE_BYTES)):
        return read(batch, by=by)
    return _enqueue(batch, by)


@transaction.atomic
def _enqueue(batch: ImportBatch, by: Person) -> ImportBatch:
    job = jobs.enqueue(
        "imports.read", by=by, implementation=batch.implementation, dedupe=f"import {batch.pk}", batch=batch.pk,
        file=batch.name,
    )  # fmt: skip
    return change(batch, job=job)


@transaction.atomic
def receive(implementation: Implementation, content: bytes, *, by: Person, name: str, kind: str = "") -> ImportBatch:
    """Keep the file as evidence before anybody looks into it."""
    name = os.path.basename(name)[:200] or "file"
    refusals = rules.may_receive(seat_of(by, implementation), name=name, size=len(content))
    require([*refusals, *rules.may_be_kind(kind, KINDS)])
    media = MEDIA.get(os.path.splitext(name)[1].lower(), OTHER_MEDIA)
    kept = documents.keep(implementation, content, by=by, title=name, name=name, media_type=media)
    batch = ImportBatch.objects.create(
        implementation=implementation,
        ref=next_ref(implementation, ImportBatch.PREFIX),
        created_at=implementation.now(),
        created_by=by,
        name=name,
        kind=kind,
        document=kept,
    )
    audit.record("import.received", on=batch, by=by, file=name)
    return batch


def read(batch: ImportBatch, *, by: Person, mapping: dict[str, Any] | None = None) -> ImportBatch:
    """Read the kept file and show what it would change. The slow part happens outside any transaction."""
    try:
        kind = reading.kind_for(batch)
        found = reading.read(batch, mapping)
        return show(batch, kind, found, by=by)
    except Refused as refused:
        return fail(batch, refused, by=by)


@transaction.atomic
def show(batch: ImportBatch, kind: FileKind, found: Read, *, by: Person | None, remapped: bool = False) -> ImportBatch:
    """Write down what the file would change now."""
    compared = kind.compare(batch.implementation, found.content)
    batch = reading.write_down(batch, found, compared, kind=kind.name)
    counts = {name: batch.counts[name] for name in ("new", "changed", "gone", "bad")}
    if remapped:
        audit.record("import.remapped", on=batch, by=by, file=batch.name)
    else:
        audit.record("import.previewed", on=batch, by=by, file=batch.name, **counts)
    return batch


@transaction.atomic
def fail(batch: ImportBatch, refused: Refused, *, by: Person | None) -> ImportBatch:
    """Write down why the file cannot be used."""
    mapping = refused.mapping if isinstance(refused, NeedsMapping) else None
    kind = "raid_sheet" if mapping else batch.kind
    problems = reading.as_problems(refused)
    batch = change(batch, state=rules.FAILED, problems=problems, mapping=mapping, kind=kind, counts={}, digest="")
    audit.record("import.failed", on=batch, by=by, file=batch.name, reasons=str(refused)[:500])
    return batch


def remap(batch: ImportBatch, mapping: Mapping[str, Any], *, by: Person, version: int | None = None) -> ImportBatch:
    """Read the same file with columns that a person corrected, and show what it would change then."""
    seat = seat_of(by, batch.implementation)
    require(rules.may_remap(batch.ref, batch.state, seat, has_mapping=batch.mapping is not None))
    if version is not None:
        batch.version = version
    found = reading.read(batch, dict(mapping))
    return show(batch, KINDS[batch.kind], found, by=by, remapped=True)


def accept(batch: ImportBatch, *, by: Person, version: int | None = None) -> ImportBatch:
    """Take over all that the preview shows, or nothing. The kept file is read again and must be the same bytes.

    Refused with a new preview where the records changed meanwhile, so that nobody accepts what they have not seen.
    """
    kind = KINDS.get(batch.kind)
    require(_may_accept(batch, by))
    assert kind is not None
    found_hash = hashlib.sha256(batch.document.content()).hexdigest()
    require(rules.evidence_holds(batch.ref, kept=batch.document.sha256, found=found_hash))
    found = reading.read(batch, batch.mapping)
    done = _take_over(batch, kind, found, by=by, version=version)
    if done is None:
        batch.refresh_from_db()
        show(batch, kind, found, by=by)
        require([rules.target_changed(batch.ref)])
    assert done is not None
    return done


def _may_accept(batch: ImportBatch, by: Person) -> list[Any]:
    kind, seat = KINDS.get(batch.kind), seat_of(by, batch.implementation)
    roles, what = (kind.roles, kind.what) if kind else (rules.MAY_IMPORT, "an import")
    return rules.may_accept(batch.ref, batch.state, seat, roles=roles, what=what)


@transaction.atomic
def _take_over(
    batch: ImportBatch, kind: FileKind, found: Read, *, by: Person, version: int | None
) -> ImportBatch | None:
    """One transaction for all of it; None where it would now do something else than the preview says."""
    held = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("implementation", "document")
        .get(pk=batch.pk)
    )
    require(_may_accept(held, by))
    if kind.compare(held.implementation, found.content).digest != held.digest:
        return None
    applied = kind.apply(held.implementation, found.content, by=by, source=held.name, url=held.get_absolute_url())
    told = applied.told if held.to_write else "Nothing changed: all of it was here already."
    held = change(
        held,
        version=version,
        state=rules.ACCEPTED,
        result={"told": told, "url": applied.url, "label": applied.label},
        decided_at=held.implementation.now(),
        decided_by=by,
    )
    _remember(held, found.profile)
    audit.record("import.accepted", on=held, by=by, file=held.name, told=told, sha256_short=held.document.sha256[:12])
    return held


def _remember(batch: ImportBatch, profile: Mapping[str, Any]) -> None:
    known = queries.remembered(batch.implementation)
    for signature, mapping in profile.items():
        if known.get(signature) != mapping:
            RememberedMapping.objects.update_or_create(
                implementation=batch.implementation,
                signature=signature,
                defaults={"mapping": mapping, "learned_at": batch.implementation.now(), "learned_from": batch},
            )


@transaction.atomic
def discard(batch: ImportBatch, *, by: Person, version: int | None = None) -> ImportBatch:
    """Decide against it. The file stays as evidence, nothing else was changed."""
    held = ImportBatch.objects.select_for_update(of=("self",)).select_related("implementation").get(pk=batch.pk)
    require(rules.may_discard(held.ref, held.state, seat_of(by, held.implementation)))
    held = change(held, version=version, state=rules.DISCARDED, decided_at=held.implementation.now(), decided_by=by)
    audit.record("import.discarded", on=held, by=by, file=held.name)
    return held
