"""How far are levelled schedules from the best that anybody has published, on files of the public sets?

    PYTHONPATH=src:. python -m benchmarks.schedule.public_sets --folder FOLDER [--seconds 10] [--every 1]

The folder (or the variable GOLIVE_BENCH_PSPLIB) holds instances (.sm, .rcp) and what is best known of them: a CSV whose
first two columns are name and makespan (`j1201_1.sm,104..105`: the upper one counts), or the sets' own tables
(`j30opt.sm`, `j60hrs.sm`: parameter, instance, makespan). Seconds are those of two cores of one's own: twice as much
processor time.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from time import process_time

from golive.engines.schedule.levelling.checker import violations
from golive.engines.schedule.levelling.instance_files import read_instance
from golive.engines.schedule.levelling.level import Engine, Levelled, level

FOLDER = "GOLIVE_BENCH_PSPLIB"
TARGETS = {"j30": 0.0, "j60": 0.4, "j120": 3.0}
"""Mean per cent above the best known makespan that is aimed at, per set."""
_TABLE = re.compile(r"(j\d+)(?:opt|hrs|ub)\.sm", re.IGNORECASE)
_CORES = 2


@dataclass(frozen=True)
class Measured:
    """One instance, what was found, and the shortest makespan that is published."""

    name: str
    best: int
    found: Levelled

    @property
    def set(self) -> str:
        known = re.match(r"j(?:30|60|90|120)(?=\d+_\d)", self.name)
        return known[0] if known else "others"

    @property
    def gap(self) -> float:
        return 100 * (self.found.makespan / self.best - 1)


def best_known(folder: Path) -> dict[str, int]:
    """The best known makespan per instance, by the stem of its file; the smallest where tables differ."""
    known: dict[str, int] = {}
    for file in sorted(folder.rglob("*")):
        for name, makespan in _rows_of(file) if file.is_file() else ():
            known[name] = min(makespan, known.get(name, makespan))
    return known


def _rows_of(file: Path) -> Iterator[tuple[str, int]]:
    if file.suffix.lower() == ".csv":
        for line in file.read_text("utf-8-sig", "replace").splitlines():
            cells = [cell.strip() for cell in re.split(r"[;,\t]", line)]
            upper = re.search(r"(\d+)$", cells[1]) if len(cells) > 1 else None
            if upper:
                yield Path(cells[0]).stem, int(upper[1])
    elif table := _TABLE.fullmatch(file.name):
        for line in file.read_text("utf-8", "replace").splitlines():
            words = line.split()
            if len(words) >= 3 and all(word.isdecimal() for word in words[:3]):
                yield f"{table[1].lower()}{words[0]}_{words[1]}", int(words[2])


def instances(folder: Path, every: int) -> list[tuple[Path, int]]:
    """Every so-manieth instance of which a best makespan is known; ValueError where there is none."""
    known = best_known(folder)
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in (".sm", ".rcp") and file.stem in known)
    if not files:
        raise ValueError(f"No instance in {folder} has a best known makespan; put a table beside them (see --help).")
    return [(file, known[file.stem]) for file in files[::every]]


def measure(file: Path, best: int, seconds: float, engine: str) -> Measured:
    instance = read_instance(file)
    found = level(instance, seconds=seconds, engine=engine, clock=lambda: process_time() / _CORES)
    assert violations(instance, found.starts) == []
    return Measured(file.stem, best, found)


def lines(folder: Path, seconds: float, every: int, engine: str) -> Iterator[str]:
    """A line per instance as soon as it is done, then the mean per set beside its target."""
    done = defaultdict[str, list[Measured]](list)
    for file, best in instances(folder, every):
        begun = process_time()
        one = measure(file, best, seconds, engine)
        done[one.set].append(one)
        found = one.found
        yield (
            f"{one.name:12} {found.makespan:5} best known {best:5} {one.gap:6.2f} %   none shorter than {found.bound:5}"
            f"   {process_time() - begun:5.1f} CPU s   {' + '.join(found.engines)}"
        )
    for name, some in sorted(done.items()):
        target = f"   target {TARGETS[name]:g} %" if name in TARGETS else ""
        equal, proven = sum(one.gap <= 0 for one in some), sum(one.found.optimal for one in some)
        yield (
            f"{name}: mean {mean(one.gap for one in some):.2f} %, largest {max(one.gap for one in some):.2f} % above"
            f" the best known; {equal} of {len(some)} equal to it, {proven} proven shortest{target}"
        )


def sections() -> list[tuple[str, Callable[..., Iterator[str]]]]:
    """One section where the variable names a folder; none otherwise."""
    if not (folder := os.environ.get(FOLDER)):
        return []
    return [(f"public sets in {folder}", partial(_section, Path(folder)))]


def _section(folder: Path, quick: bool = False) -> Iterator[str]:
    return lines(folder, 1 if quick else 10, 1, Engine.AUTO)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, default=os.environ.get(FOLDER), help=f"or the variable {FOLDER}")
    asked.add_argument("--seconds", type=float, default=10)
    asked.add_argument("--every", type=int, default=1, help="only every so-manieth instance")
    asked.add_argument("--engine", choices=[*Engine], default=Engine.AUTO)
    chosen = asked.parse_args()
    if not chosen.folder:
        asked.error(f"Name a folder with --folder or in {FOLDER}.")
    try:
        for line in lines(Path(chosen.folder), chosen.seconds, chosen.every, chosen.engine):
            print(line, flush=True)
    except ValueError as nothing:
        asked.error(str(nothing))


if __name__ == "__main__":
    main()
