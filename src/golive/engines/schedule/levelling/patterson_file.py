"""Which activities, precedences and capacities does a Patterson file hold?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.levelling.file_rows import Job, demand_findings, instance_of, raise_if, whole
from golive.engines.schedule.levelling.instance import Instance


@dataclass
class _Numbers:
    """The numbers of a file one after the other, wherever its lines break."""

    name: str
    words: Iterator[tuple[int, str]]
    count: int
    line: int = 1
    taken: int = 0

    def take(self, what: str) -> int:
        """The next number; PlanError says what it was to be."""
        line, word = next(self.words, (self.line, ""))
        if not word:
            text = f"the file ends after {self.count} numbers, where {what} is due."
            raise self.wrong(text, "Give the whole file, or correct the counts in it.")
        self.line, self.taken = line, self.taken + 1
        if not whole(word):
            raise self.wrong(f"“{word}”, {what}, is not a whole number.", "Write whole periods and units.")
        return int(word)

    def some(self, what: str) -> int:
        """The next number, which counts something: at least 0 and no more than the file has numbers."""
        number = self.take(what)
        if not 0 <= number <= self.count:
            raise self.wrong(f"{number} cannot be {what}.", "Correct it, or the rows before it.")
        return number

    def wrong(self, text: str, cure: str) -> PlanError:
        return PlanError([error("instance.file", f"{self.name}: {text}", cure, line=self.line)])


def patterson(text: str, name: str) -> Instance:
    """Read a file: the counts, the capacities, then per activity duration, demands, number of successors, successors.

    Blank lines and line breaks mean nothing; PlanError names the line and the activity.
    """
    words = [(line, word) for line, row in enumerate(text.splitlines(), 1) for word in row.split()]
    numbers = _Numbers(name, iter(words), len(words))
    count, resources = numbers.some("the number of activities"), numbers.some("the number of resources")
    capacities = [numbers.some(f"the capacity of resource {k}") for k in range(1, resources + 1)]
    jobs = [_job(numbers, key, resources, count) for key in range(1, count + 1)]
    if left := len(words) - numbers.taken:
        numbers.line = words[numbers.taken][0]
        raise numbers.wrong(f"{left} numbers are left over.", "Check the counts at the top of the file.")
    raise_if(demand_findings(name, jobs, capacities))
    return instance_of(name, jobs, capacities)


def _job(numbers: _Numbers, key: int, resources: int, count: int) -> Job:
    duration, line = numbers.take(f"the duration of activity {key}"), numbers.line
    demand = [numbers.take(f"a demand of activity {key}") for _ in range(resources)]
    follow = [
        numbers.take(f"a successor of activity {key}")
        for _ in range(numbers.some(f"the number of successors of activity {key}"))
    ]
    for succ in follow:
        if not 1 <= succ <= count:
            text = f"activity {key} has the successor {succ}, but there are {count} activities."
            raise numbers.wrong(text, f"Use 1 to {count}, or correct the counts in the rows before it.")
    return Job(line, key, duration, demand, follow)
