"""How does a file of pay data get into a person's own store, and who hears of it?"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from golive.career.pay import child
from golive.career.pay.models import PayImport
from golive.career.pay.shelf import store_of
from golive.career.salary.store import KINDS
from golive.foundation import jobs
from golive.foundation.guard import run_guarded
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, Refused, require

INLINE_BYTES = 1_000_000  # a smaller file is read at once and never lies on the disk
SUFFIXES = (".xlsx", ".csv", ".txt", ".tsv")


def bring_in(person: Person, file: UploadedFile, year: int | None) -> PayImport:
    """Read a small file at once, a large one in a job. Raises Refused for what is no such file or cannot be used."""
    name, size = Path(file.name or "file").name[:200], file.size or 0
    require(_against(name, size))
    with tempfile.TemporaryDirectory(prefix="golive-pay-") as folder:
        path = Path(folder) / f"file{Path(name).suffix.lower()}"
        _write(file, path)
        if size <= INLINE_BYTES:
            told = keep(person, path, name, year, lambda share: None)
            return PayImport.objects.create(person=person, told=told, ended_at=timezone.now())
        return _later(person, path, name, year)


def _against(name: str, size: int) -> list[Refusal]:
    found = []
    if Path(name).suffix.lower() not in SUFFIXES:
        found.append(Refusal("pay.kind", f"{name} is no .xlsx or .csv file.", "Export it as one.", Kind.INPUT, "file"))
    if size > child.LIMITS.file_bytes:
        problem = f"{name} has {size:,} bytes; at most {child.LIMITS.file_bytes:,} come in by the browser."
        cure = "Bring it in with `golive salary import --desk`, which has no such limit."
        found.append(Refusal("pay.large", problem, cure, Kind.INPUT, "file"))
    return found


def _write(file: UploadedFile, path: Path) -> None:
    with path.open("wb") as copy:
        for chunk in file.chunks():
            copy.write(chunk)


@transaction.atomic
def _later(person: Person, path: Path, name: str, year: int | None) -> PayImport:
    made = PayImport.objects.create(person=person, told={"name": name, "year": year})
    place = waiting(made.pk, path.suffix)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.rename(place) if path.stat().st_dev == place.parent.stat().st_dev else place.write_bytes(path.read_bytes())
    place.chmod(0o600)
    made.job = jobs.enqueue("pay.import", by=person, upload=made.pk)
    made.save(update_fields=["job"])
    return made


def waiting(pk: int, suffix: str) -> Path:
    """Where a large file waits for its job; it is removed when the job has ended."""
    return Path(settings.DATA) / "pay-uploads" / f"{pk}{suffix}"


def keep(person: Person, path: Path, name: str, year: int | None, tell: Callable[[float], None]) -> dict[str, Any]:
    """Read the file in a limited child and keep its rows; what came of it. Raises Refused."""
    found = _guarded(path, name, year, tell)
    kind = KINDS[found["kept_as"]]
    kept = store_of(person).replace(found["kept_as"], name, (kind(*row) for row in found["rows"]))
    return {"name": name, "kind": found["kind"], "year": found["year"], "read": found["read"], "kept": kept}


def _guarded(path: Path, name: str, year: int | None, tell: Callable[[float], None]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(prefix="golive-share-") as share, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(run_guarded, child.read, path, name, year, share.name, limits=child.LIMITS, name=name)
        while True:
            with contextlib.suppress(TimeoutError):
                found: dict[str, Any] = asked.result(timeout=0.5).value
                return found
            tell(float(Path(share.name).read_text() or 0))


def read_waiting(made: PayImport, tell: Callable[[float], None]) -> None:
    """The work of the job: what came of it is sealed, so that no list of jobs says what somebody brought in."""
    name, year = made.told["name"], made.told.get("year")
    place = waiting(made.pk, Path(name).suffix.lower())
    try:
        told = keep(made.person, place, name, year, tell)
    except Refused as refused:
        told = {"name": name, "refused": [[each.problem, each.cure] for each in refused.refusals]}
    PayImport.objects.filter(pk=made.pk).update(told=told, ended_at=timezone.now())
    place.unlink(missing_ok=True)
