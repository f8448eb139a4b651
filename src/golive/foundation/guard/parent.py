"""What did the child read, or why did it end? The only door through which a file from outside is parsed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import golive
from golive.foundation.guard.limits import IMPORT_LIMITS, Limits
from golive.foundation.guard.refusals import named
from golive.plain.interchange import SourceFile
from golive.plain.verdict import Kind, Refusal, Refused

_PACKAGES = str(Path(golive.__file__).parent.parent)
SECONDS_BETWEEN_LOOKS = 0.5
_SIGXCPU = 24
_CRASHES = (-6, -7, -9, -11)  # abort, bus error, killed (also by the kernel for memory), segmentation fault
_log = logging.getLogger(__name__)
_KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")  # no secret of the server reaches the child


@dataclass(frozen=True)
class Guarded:
    """What the function in the child returned (JSON values), and what must be said about the run."""

    value: Any
    notices: tuple[str, ...] = ()


def run_guarded(
    function: Callable[..., Any],
    path: str | Path,
    *args: Any,
    limits: Limits = IMPORT_LIMITS,
    name: str = "",
    folder: Path | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Guarded:
    """Call ``function(path, limits, *args)`` in a fresh, limited process and return what it returned.

    ``function`` is a plain function at the top of a golive module; ``args`` and the result are JSON values (never
    pickle). ``name`` is what the person calls the file. In ``folder`` the child may also remove what it wrote.
    ``meanwhile`` is called twice a second; what it raises ends the child at once.

    Raises `Refused` naming the file, the reason and the cure, also
    where the child crashes, hangs or takes too much. A fresh process is started, not forked: safe in threaded servers.
    """
    path = Path(path)
    name = name or path.name
    order = {
        "module": function.__module__,
        "function": function.__qualname__,
        "path": str(path.resolve()),
        "args": args,
        "limits": asdict(limits),
        "folder": str(folder.resolve()) if folder else "",
    }
    answer = _answer(_ask_child(json.dumps(order).encode(), limits, meanwhile), limits, name)
    if "refused" in answer:
        raise Refused(
            named(name, Refusal(code, problem, cure, Kind.INPUT)) for code, problem, cure in answer["refused"]
        )
    return Guarded(answer["value"], tuple(answer["notices"]))


def source_file(path: str | Path, name: str = "") -> SourceFile:
    """Name, size and SHA-256 of the file, read in pieces; safe for any content."""
    path, digest = Path(path), hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return SourceFile(name or path.name, path.stat().st_size, digest.hexdigest())


@dataclass(frozen=True)
class _Ended:
    code: int
    answer: bytes
    errors: str
    late: bool


def _ask_child(order: bytes, limits: Limits, meanwhile: Callable[[], None] | None = None) -> _Ended:
    with tempfile.TemporaryDirectory(prefix="golive-read-") as folder, tempfile.TemporaryFile() as errors:
        command = [sys.executable, "-s", "-B", "-m", "golive.foundation.guard"]
        pipe, late = subprocess.PIPE, threading.Event()
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=errors, cwd=folder, env=_environment()) as child:
            clock = threading.Timer(limits.wall_seconds, _end, (child, late))
            clock.daemon = True
            clock.start()
            try:
                answer = _watched(child, order, limits.answer_bytes, meanwhile)
                code = child.wait()
            finally:
                clock.cancel()
                clock.join()
                child.kill()
        errors.seek(0)
        return _Ended(code, answer, errors.read(20_000).decode("utf-8", "replace"), late.is_set())


def _end(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _watched(child: subprocess.Popen[bytes], order: bytes, most: int, meanwhile: Callable[[], None] | None) -> bytes:
    """Talk to the child, and look twice a second whether it is still wanted."""
    if meanwhile is None:
        return _talk(child, order, most)
    heard: list[bytes] = []
    talk = threading.Thread(target=lambda: heard.append(_talk(child, order, most)), daemon=True)
    talk.start()
    while talk.is_alive():
        talk.join(SECONDS_BETWEEN_LOOKS)
        meanwhile()
    return heard[0] if heard else b""


def _talk(child: subprocess.Popen[bytes], order: bytes, most: int) -> bytes:
    """Send the order, read at most one byte more than allowed: a child must not fill the server's memory."""
    assert child.stdin is not None and child.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(order)
        child.stdin.close()
    answer = child.stdout.read(most + 1)
    if len(answer) > most:
        child.kill()
    return answer


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    return kept | {"PYTHONPATH": _PACKAGES, "PYTHONIOENCODING": "utf-8", "PYTHONSAFEPATH": "1"}


def _answer(ended: _Ended, limits: Limits, name: str) -> dict[str, Any]:
    if ended.late or ended.code == -_SIGXCPU:
        raise Refused([_too_long(name, limits)])
    if len(ended.answer) > limits.answer_bytes:
        raise Refused([_too_much(name, f"more than {limits.answer_bytes:,} bytes to hand over", limits)])
    if ended.code == 0:
        answer: dict[str, Any] = json.loads(ended.answer)
        return answer
    if ended.code in _CRASHES or "memory" in ended.errors.lower():
        raise Refused([_too_much(name, "more memory than allowed, or it broke the reader", limits)])
    # A mistake of ours, but met on a file from outside: the person gets a sentence, the log gets the trace.
    _log.error("Reading %s ended with code %s: %s", name, ended.code, ended.errors[-4000:])
    last = ended.errors.strip().splitlines()[-1:] or [f"code {ended.code}"]
    problem = f"{name}: it could not be read ({last[0][:200]})."
    raise Refused(
        [Refusal("file.unreadable", problem, "Save or export it again; report it if that fails.", Kind.INPUT)]
    )


def _too_long(name: str, limits: Limits) -> Refusal:
    problem = (
        f"{name}: reading it took longer than {limits.wall_seconds} s (or {limits.cpu_seconds} s of processor time)."
    )
    return Refusal("file.too_slow", problem, "Export fewer rows or columns, or split the file.", Kind.INPUT)


def _too_much(name: str, what: str, limits: Limits) -> Refusal:
    problem = f"{name}: reading it needs {what} (limit {limits.memory_bytes // (1 << 20):,} MB)."
    return Refusal("file.too_costly", problem, "Export fewer rows or columns, or save it again as CSV.", Kind.INPUT)
