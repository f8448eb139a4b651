"""What does a pay file of full official size cost? `python -m benchmarks.career.pay_files [MEGABYTES]`, 500 by itself.

Every file is brought in by `golive salary import` as a process at a terminal. Ends with 1 where a goal is missed.
"""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.career.disclosure import MEGABYTE, Made, lca_csv, lca_xlsx, oews_xlsx
from golive.career.salary import Store

MOST_MB = 500  # the goal: a file of this size within as much memory
OEWS_ROWS = 420_000  # all areas and all sectors of one year
SHARE = re.compile(rb"(\d+)%")
STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # of the cursor of a terminal
LOOK = 0.05  # seconds
UNUSABLE = 2  # how the command ends for such a file
MOST_SILENT = 10  # steps of progress that are too few


@dataclass(frozen=True)
class Cost:
    """Peak of the process and all it started, in MB; seconds on the clock and of CPU; what it showed and answered."""

    file: Path
    peak_mb: float
    seconds: float
    cpu: float
    shares: tuple[int, ...]
    code: int
    answer: str
    said: str


def cost(file: Path, store: Path) -> Cost:
    """Bring the file in as somebody at a terminal does."""
    here, there = pty.openpty()
    shown: list[bytes] = []
    command = [sys.executable, "-m", "golive", "salary", "import", str(file), "--store", str(store), "--json"]
    keys = {**os.environ, "GOLIVE_SALARY_KEY": f"{store}.key", "TERM": "xterm", "COLUMNS": "100"}
    began, worked = time.monotonic(), _cpu()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=there, env=keys) as process:
        os.close(there)
        ears = threading.Thread(target=lambda: shown.extend(_heard(here)), daemon=True)
        ears.start()
        peaks: dict[int, int] = {}
        while process.poll() is None:
            _look(process.pid, peaks)
            time.sleep(LOOK)
        answer = process.stdout.read().decode() if process.stdout else ""
    ears.join()
    os.close(here)
    said = b"".join(shown)
    shares = tuple(dict.fromkeys(int(share) for share in SHARE.findall(said)))
    peak = sum(peaks.values()) / 1024
    return Cost(
        file,
        peak,
        time.monotonic() - began,
        _cpu() - worked,
        shares,
        process.returncode,
        answer,
        said.decode("utf-8", "replace"),
    )


def _cpu() -> float:
    """CPU seconds of the processes that have ended."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _heard(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:  # Linux tells the end of a terminal so
            return
        if not piece:
            return
        yield piece


def _look(pid: int, peaks: dict[int, int]) -> None:
    """The most that this process and every one below it held so far, in kB."""
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        try:
            status = Path(f"/proc/{one}/status").read_text()
            below = Path(f"/proc/{one}/task/{one}/children").read_text()
        except OSError:
            continue
        found = re.search(r"VmHWM:\s+(\d+)", status)
        peaks[one] = max(peaks.get(one, 0), int(found.group(1)) if found else 0)
        waiting += [int(each) for each in below.split()]


def main(megabytes: int) -> int:
    missed = 0
    files: list[tuple[str, str, Callable[[Path], Made]]] = [
        ("LCA .xlsx, shared texts", "LCA_Disclosure_Data_FY2025.xlsx", lambda path: lca_xlsx(path, megabytes)),
        ("LCA .xlsx, texts inline", "LCA_inline.xlsx", lambda path: lca_xlsx(path, megabytes, inline=True)),
        ("LCA .csv", "LCA_Disclosure_Data_FY2025.csv", lambda path: lca_csv(path, megabytes)),
        ("OEWS .xlsx, all of a year", "all_data_M_2024.xlsx", lambda path: oews_xlsx(path, OEWS_ROWS)),
    ]
    print(f"goal: at most {MOST_MB} MB of memory, every row read, every row of the role kept once")
    for title, name, make in files:
        with TemporaryDirectory() as folder:
            made = make(Path(folder) / name)
            for line, kept in _measured(title, made, Path(folder) / "own.sqlite"):
                print(line, flush=True)
                missed += not kept
    return int(missed > 0)


def _measured(title: str, made: Made, store: Path) -> Iterator[tuple[str, bool]]:
    """The cost of bringing a file in; the same file a second time under another name; and what is left of its half."""
    first = cost(made.path, store)
    size = made.path.stat().st_size / MEGABYTE
    found = json.loads(first.answer) if first.code == 0 else {"read": 0, "kept": 0}
    right = (found["read"], found["kept"]) == (made.rows, made.kept)
    yield (
        f"{title:<26} {size:>5.0f} MB, {made.rows:>9,} rows, {found['kept']:>7,} of {made.kept:,} kept: "
        f"peak {first.peak_mb:>4.0f} MB, {first.seconds:>4.0f} s ({first.cpu:.0f} of CPU), "
        f"{len(first.shares)} steps shown",
        right and first.peak_mb <= MOST_MB and len(first.shares) > MOST_SILENT,
    )
    again = cost(made.path.rename(made.path.with_stem(f"{made.path.stem} (1)")), store)
    once = _rows(store)
    yield f"{'  once more':<26} peak {again.peak_mb:.0f} MB, {once:,} rows in the store", once == made.kept
    os.truncate(again.file, again.file.stat().st_size // 2)
    half = cost(again.file, store)
    lines = [
        line for line in STEERING.sub("", half.said).splitlines() if "cut off" in line or "Download it again" in line
    ]
    stays = half.code == UNUSABLE and len(lines) == 1 and _rows(store) == made.kept
    yield f"{'  its first half':<26} peak {half.peak_mb:.0f} MB, {half.seconds:.0f} s: {' '.join(lines)}", stays


def _rows(store: Path) -> int:
    return sum(each.rows for each in Store(store, Path(f"{store}.key")).sources())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
