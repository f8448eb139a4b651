"""Which jobs, precedences and capacities does a PSPLIB file hold, and what in it cannot be levelled?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.levelling.file_rows import Job, Row, demand_findings, instance_of, raise_if, whole
from golive.engines.schedule.levelling.instance import Instance

AVAILABLE, PRECEDENCES, REQUESTS = "RESOURCEAVAILABILITIES", "PRECEDENCE RELATIONS", "REQUESTS/DURATIONS"
_TITLES = {title: title.replace(" ", "") for title in (AVAILABLE, PRECEDENCES, REQUESTS)}


@dataclass
class _File:
    """The rows of numbers of every section, and what was wrong with them so far."""

    name: str
    lines: list[str]
    found: list[Finding] = field(default_factory=list)

    def wrong(self, text: str, cure: str, line: int | None = None) -> None:
        self.found.append(error("instance.file", f"{self.name}: {text}", cure, line=line))

    def section(self, title: str) -> Iterator[tuple[int, list[str]]]:
        """The rows under a title, up to asterisks or the next title; PlanError where the title is missing."""
        heads = ["".join(line.split()).upper() for line in self.lines]
        at = next((place for place, head in enumerate(heads) if head.startswith(_TITLES[title])), None)
        if at is None:
            self.wrong(f"there is no section {title}.", "Give the whole PSPLIB file (.sm); this one may be cut off.")
            raise PlanError(self.found)
        for place in range(at + 1, len(self.lines)):
            words = self.lines[place].split()
            if heads[place].startswith(("*", *_TITLES.values())):
                return
            if words:
                yield place + 1, words

    def rows(self, title: str) -> list[Row]:
        """The rows that begin with a whole number; a word among them that is none is wrong."""
        rows = []
        for line, words in self.section(title):
            if not whole(words[0]):
                continue
            if odd := next((word for word in words if not whole(word)), None):
                self.wrong(f"“{odd}” under {title} is not a whole number.", "Write whole periods and units.", line)
            else:
                rows.append(Row(line, [int(word) for word in words]))
        return rows


def psplib(text: str, name: str) -> Instance:
    """Read a single-mode file; PlanError has every reason that can be told at once, each with its line.

    Non-renewable resources are checked against their total and left out: with one mode per job no schedule changes it.
    """
    file = _File(name, text.splitlines())
    capacities, kinds = _resources(file)
    follow = _follow(file)
    jobs = _jobs(file, follow, len(capacities))
    _complete(file, follow, jobs)
    raise_if(file.found)
    stock = [number for number, kind in enumerate(kinds) if kind == "N"]
    for number in stock:
        _check_stock(file, jobs, number, capacities[number], 1 + stock.index(number))
    steady = [number for number, kind in enumerate(kinds) if kind != "N"]
    jobs = [Job(job.line, job.key, job.duration, [job.demand[number] for number in steady], job.follow) for job in jobs]
    there = [capacities[number] for number in steady]
    raise_if(file.found + demand_findings(name, jobs, there))
    return instance_of(name, jobs, there)


def _resources(file: _File) -> tuple[list[int], list[str]]:
    """Capacities and kinds (R renewable, N non-renewable); without names in the file all are renewable."""
    rows = file.rows(AVAILABLE)
    capacities = [number for row in rows for number in row.numbers]
    names = next((words for _, words in file.section(AVAILABLE) if words[0][0] in "RND"), [])
    kinds = re.findall(r"[RND](?=\s*\d)", " ".join(names))
    if kinds and len(kinds) != len(capacities):
        text = f"{len(kinds)} resources are named under {AVAILABLE}, but {len(capacities)} have a figure."
        file.wrong(text, "Give one figure per resource.", rows[0].line if rows else None)
    if "D" in kinds:
        text = "a resource is doubly constrained, by period and in total, which is not levelled."
        file.wrong(text, "Name it R to keep its capacity per period.", rows[0].line if rows else None)
    for row in rows:
        for number in row.numbers:
            if number < 0:
                file.wrong(f"a resource has {number} units.", "Use 0 or more.", row.line)
    return capacities, kinds if len(kinds) == len(capacities) else ["R"] * len(capacities)


def _unwrapped(rows: list[Row]) -> list[Row]:
    """Rows of successors that go on in the lines below become one."""
    joined: list[Row] = []
    for row in rows:
        above = joined[-1].numbers if joined else []
        if len(above) >= 3 and len(above) + len(row.numbers) <= 3 + above[2]:
            joined[-1] = Row(joined[-1].line, above + row.numbers)
        else:
            joined.append(row)
    return joined


def _follow(file: _File) -> dict[int, Row]:
    """Per job the row of its successors; PlanError where a job has several modes."""
    rows = _unwrapped(file.rows(PRECEDENCES))
    many = [row for row in rows if len(row.numbers) > 1 and row.numbers[1] != 1]
    if many:
        key, modes = many[0].numbers[:2]
        text = f"job {key} has {modes} modes" + (f", and so have {len(many) - 1} more jobs." if many[1:] else ".")
        file.wrong(text, "Choose one mode per job, and save it as a single-mode file (.sm).", many[0].line)
        raise PlanError(file.found)
    follow: dict[int, Row] = {}
    for row in rows:
        if len(row.numbers) < 3 or len(row.numbers) != 3 + row.numbers[2]:
            said = row.numbers[2] if len(row.numbers) > 2 else "no"
            text = f"the number of successors does not fit the row of job {row.numbers[0]}: {said} are announced, "
            text += f"{max(0, len(row.numbers) - 3)} are there."
            file.wrong(text, "Correct the number, or add what is missing.", row.line)
        elif row.numbers[0] in follow:
            text = f"job {row.numbers[0]} is there twice, first on line {follow[row.numbers[0]].line}."
            file.wrong(text, "Give every job its own number.", row.line)
        else:
            follow[row.numbers[0]] = Row(row.line, row.numbers[3:])
    return follow


def _jobs(file: _File, follow: dict[int, Row], resources: int) -> list[Job]:
    jobs: dict[int, Job] = {}
    for row in file.rows(REQUESTS):
        key = row.numbers[0]
        if len(row.numbers) != 3 + resources:
            text = f"the row of job {key} has {len(row.numbers)} numbers instead of {3 + resources}."
            file.wrong(text, "Give job, mode, duration and one demand per resource.", row.line)
        elif key in jobs:
            text = f"job {key} is there twice, first on line {jobs[key].line}."
            file.wrong(text, "Give every job its own number.", row.line)
        else:
            after = follow[key].numbers if key in follow else []
            jobs[key] = Job(row.line, key, row.numbers[2], row.numbers[3:], after)
    return list(jobs.values())


def _complete(file: _File, follow: dict[int, Row], jobs: list[Job]) -> None:
    """Every job has a duration and a row of successors, and there are as many as the head of the file says."""
    if file.found:
        return
    known = {job.key for job in jobs}
    for key, row in follow.items():
        for unknown in sorted({key, *row.numbers} - known):
            file.wrong(f"job {unknown} has no duration.", f"Add it under {REQUESTS}.", row.line)
    for job in jobs:
        if job.key not in follow:
            file.wrong(f"job {job.key} has no row of successors.", f"Add it under {PRECEDENCES}.", job.line)
    head = re.search(r"^\s*jobs\b[^:\n]*:\s*(\d+)", "\n".join(file.lines), re.IGNORECASE | re.MULTILINE)
    if head and int(head[1]) != len(jobs):
        text = f"{head[1]} jobs are announced, {len(jobs)} are there."
        file.wrong(text, "Give the whole file, or correct the number of jobs.")


def _check_stock(file: _File, jobs: list[Job], number: int, there: int, name: int) -> None:
    used = sum(job.demand[number] for job in jobs)
    if used > there:
        text = f"all jobs together use {used} of the non-renewable resource N {name}, which has {there}."
        file.wrong(text, "Lower a demand or raise what is there; no schedule can help.")
