"""What belongs in a backup, and does this one come back whole? One tar file that plain `tar` opens, too."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.db import connection

import golive
from golive.web.backup import postgres, sqlite
from golive.web.backup.contents import Contents

MANIFEST = "manifest.json"
SCRATCH = ".backup-"
# Not in a backup: what the database's copy replaces, and what is made anew from the package.
LEFT_OUT = ("golive.sqlite3", "static/", SCRATCH)


def take(file: Path) -> dict[str, Any]:
    """Write the backup to ``file``, readable by its owner only, and return its manifest.

    The database is copied first: documents are added and never changed, so the files copied after it hold all it names.
    """
    if file.exists():
        raise FileExistsError(f"{file} is there already. A backup never overwrites another: choose a new name.")
    part = file.with_name(file.name + ".part")
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=file.parent) as scratch:
        store = _store()
        copy = Path(scratch) / store.FILE_NAME
        contents: Contents = store.dump(copy)
        members = {store.FILE_NAME: copy, **dict(_kept_files())}
        manifest = {
            "golive": golive.__version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": store.FILE_NAME,
            "contents": asdict(contents),
            "sha256": {name: _sha256(path) for name, path in members.items()},
        }
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            _write(target, members, manifest, Path(scratch))
            target.flush()
            os.fsync(target.fileno())
    part.rename(file)
    return manifest


def check(file: Path) -> tuple[dict[str, Any], list[str]]:
    """Restore ``file`` on trial beside the live record; return its manifest and everything that did not come back."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _unpack(file, folder)
        if not (folder / MANIFEST).exists():
            raise ValueError(f"{file} is no backup of golive: it holds no {MANIFEST}.")
        manifest = json.loads((folder / MANIFEST).read_text())
        problems = list(_damaged(folder, manifest["sha256"]))
        if not problems:
            store = {module.FILE_NAME: module for module in (sqlite, postgres)}[manifest["database"]]
            had = Contents(**manifest["contents"])
            problems = had.differences(store.read_back(folder / manifest["database"]))
    return manifest, problems


def _store() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgres


def _kept_files() -> Iterator[tuple[str, Path]]:
    """Documents, keys and anchors: without the audit key nobody could verify the restored log."""
    for path in sorted(Path(settings.DATA).rglob("*")):
        name = path.relative_to(settings.DATA).as_posix()
        is_another_backup = "/" not in name and path.suffix in {".tar", ".part"}
        if path.is_file() and not path.is_symlink() and not name.startswith(LEFT_OUT) and not is_another_backup:
            yield name, path


def _write(target: Any, members: dict[str, Path], manifest: dict[str, Any], scratch: Path) -> None:
    described = scratch / MANIFEST
    described.write_text(json.dumps(manifest, indent=2))
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, path in {MANIFEST: described, **members}.items():
            archive.add(path, arcname=name, recursive=False)


def _unpack(file: Path, folder: Path) -> None:
    """Write the plain files of the archive, and nothing else, inside the folder."""
    try:
        archive = tarfile.open(file)  # noqa: SIM115
    except tarfile.TarError:
        raise ValueError(f"{file} is no backup of golive: it is no tar file.") from None
    with archive:
        for member in archive:
            target = (folder / member.name).resolve()
            if not member.isfile() or not target.is_relative_to(folder.resolve()):
                raise ValueError(f"{file} is no backup of golive: {member.name} has no place in one.")
            target.parent.mkdir(parents=True, exist_ok=True)
            source = archive.extractfile(member)
            assert source is not None  # a plain file, as asked above
            with source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(folder: Path, hashes: dict[str, str]) -> Iterator[str]:
    for name, expected in hashes.items():
        if not (folder / name).is_file():
            yield f"{name} is missing from the backup."
        elif _sha256(folder / name) != expected:
            yield f"{name} is not what was backed up: its hash differs."
