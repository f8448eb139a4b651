"""Where do rows of data lie, and how does the engine work on them in a folder of its own?"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from golive.foundation.guard import run_guarded
from golive.foundation.guard.limits import MEGABYTE, Limits
from golive.foundation.jobs.models import Job
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.data_migration import engine, retention
from golive.registers.data_migration.models import Extract, ValueMap, place, vault

# A load is larger than an import: minutes, spilling to disk, two threads and their files.
RUN_LIMITS = Limits(
    file_bytes=500 * MEGABYTE,
    memory_bytes=6144 * MEGABYTE,  # of address space, of which DuckDB holds 1 GB at most
    cpu_seconds=1800,
    wall_seconds=1800,
    written_bytes=4096 * MEGABYTE,
    open_files=512,
    answer_bytes=40 * MEGABYTE,
)


def put(pieces: Iterator[bytes]) -> tuple[str, int]:
    """Keep these bytes under their hash; returns SHA-256 and size. Readable by the server's account only."""
    place().mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    handle, partial = tempfile.mkstemp(dir=place())
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        path = vault(digest.hexdigest())
        path.parent.mkdir(exist_ok=True, mode=0o700)
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def put_file(path: Path) -> str:
    """Keep a file that the engine wrote."""
    with path.open("rb") as stream:
        return put(iter(lambda: stream.read(MEGABYTE), b""))[0]


@contextmanager
def taken_up(sha256: str) -> Iterator[None]:
    """Where a record should take a file up and is refused, the file goes, unless another record has the same."""
    put_as = _which(sha256)
    try:
        yield
    except BaseException:
        # Another job may have put the same rows meanwhile, whose record cannot be seen yet.
        if _which(sha256) == put_as and not retention.is_owned(sha256):
            vault(sha256).unlink(missing_ok=True)
        raise


def _which(sha256: str) -> int | None:
    """Which of the files that were ever put under this hash lies there."""
    try:
        return vault(sha256).stat().st_ino
    except FileNotFoundError:
        return None


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one job, gone afterwards whatever happens."""
    with tempfile.TemporaryDirectory(prefix="golive-job-") as made:
        yield Path(made)


def lay_out(at: Path, extract: Extract) -> str:
    """The file of an extract under its own name, which is the name of its table; returns the path.

    ``Refused`` where its rows were removed.
    """
    _require_there(extract.sha256, extract.name)
    kept = re.sub(r"[^\w. -]", "_", Path(extract.name).name).lstrip(".") or "table.csv"
    path = at / extract.side / kept
    path.parent.mkdir(exist_ok=True)
    shutil.copyfile(vault(extract.sha256), path)
    return str(path)


def side_of(at: Path, extract: Extract) -> tuple[str, str]:
    """The same with the encoding that was chosen for the file, as the engine takes a side."""
    return lay_out(at, extract), extract.encoding


def lay_out_mapping(at: Path, text: str, maps: list[ValueMap]) -> str:
    """The mapping, and beside it the value maps that its pages keep, each entry with who confirmed it."""
    for each in maps:
        by = each.confirmed_by.name if each.confirmed_by else ""
        lines = [_line(entry["from"], entry["to"], by) for entry in each.entries]
        (at / f"{each.ref}.csv").write_text("k,v,confirmed_by\n" + "".join(lines), encoding="utf-8")
    path = at / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _require_there(sha256: str, name: str) -> None:
    if not vault(sha256).exists():
        problem = f"The rows of {name} were removed when their time was over."
        require([Refusal("migration.gone", problem, "Bring the file in again.", Kind.CONFLICT)])


def _line(*cells: Any) -> str:
    return ",".join('"' + str(cell).replace('"', '""') + '"' for cell in cells) + "\n"


def ask(function: Callable[..., Any], path: str, at: Path, *args: Any, job: Job | None = None, name: str = "") -> Any:
    """Run a function of the engine in the guarded child; a job says how far it is, and can be stopped."""

    def meanwhile() -> None:
        told = at / engine.TOLD
        step = json.loads(told.read_text()) if told.exists() and told.stat().st_size else [0, 3, ""]
        assert job is not None
        job.advance(*step)

    limits, watch = RUN_LIMITS, meanwhile if job is not None else None
    return run_guarded(
        function, path, str(at), *args, limits=limits, name=name or Path(path).name, folder=at, meanwhile=watch
    ).value


def page_of(sha256: str, column: str, signature: str, first: int, most: int) -> dict[str, Any]:
    """A page of the kept differences, masked. ``Refused`` where they were removed."""
    _require_there(sha256, "the differences")
    found: dict[str, Any] = run_guarded(
        engine.differences, vault(sha256), column, signature, first, most, limits=RUN_LIMITS, name="The evidence"
    ).value
    return found
