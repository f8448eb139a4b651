"""What does a piece of work cost in CPU time and memory, next to another in the same run?"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time


@dataclass(frozen=True)
class Line:
    """One measured figure; ``limit`` is the target, ``beside`` what the same run measured of something else."""

    what: str
    figure: float
    unit: str
    limit: float | None = None
    beside: str = ""

    def __str__(self) -> str:
        met = (
            "" if self.limit is None else f"  target {self.limit:g}: {'met' if self.figure <= self.limit else 'MISSED'}"
        )
        return f"  {self.what:<58}{self.figure:>10.3g} {self.unit:<4}{met}{f'  ({self.beside})' if self.beside else ''}"


def cpu(work: Callable[[], object], times: int = 5) -> float:
    """The median CPU seconds of a piece of work, after one run that is not counted."""
    work()
    found = []
    gc.collect()
    for _ in range(times):
        begun = process_time()
        work()
        found.append(process_time() - begun)
    return median(found)


def alone(program: str, *arguments: str, limit: float = 600) -> dict[str, float]:
    """What a program prints as JSON, run in a process of its own, with the CPU seconds and peak memory in MB of it."""
    wrapped = (
        f"{program}\n"
        "import resource as _r\n"
        "_u = _r.getrusage(_r.RUSAGE_SELF)\n"
        "_peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "_mb = int(_peak.split()[1]) / 1024\n"
        "print(__import__('json').dumps({**found, 'cpu': _u.ru_utime + _u.ru_stime, 'mb': _mb}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", wrapped, *arguments], capture_output=True, text=True, timeout=limit, check=True
    )
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer
