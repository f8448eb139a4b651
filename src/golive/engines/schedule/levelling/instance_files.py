"""Which activities, precedences and capacities does a PSPLIB (.sm) or Patterson (.rcp) file hold?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.levelling.instance import Activity, Instance, Precedence

SUFFIXES = (".sm", ".rcp")
_Rows = Iterator[tuple[int, list[int]]]


def read_instance(source: str | Path | bytes, name: str = "") -> Instance:
    """Read a single-mode PSPLIB file or a Patterson file; PlanError names the line and the cure.

    Formats: Kolisch and Sprecher, PSPLIB, European Journal of Operational Research 96 (1997); Patterson, Management
    Science 30 (1984). ``name`` says which it is where bytes are given.
    """
    if isinstance(source, bytes):
        return instance_from(source.decode("utf-8", "replace"), name)
    path = Path(source)
    return instance_from(path.read_text("utf-8", "replace"), name or path.name)


def instance_from(text: str, name: str) -> Instance:
    """The instance that a text holds; the end of the name (.sm, .rcp) says how it is written."""
    stem = Path(name).stem
    found = _patterson(text, stem) if name.lower().endswith(".rcp") else _psplib(text, stem)
    found.order  # noqa: B018  a circle is found while reading
    return found


def _wrong(name: str, text: str, cure: str, line: int | None = None) -> PlanError:
    return PlanError([error("instance.file", f"{name}: {text}", cure, line=line)])


def _section(name: str, lines: list[str], title: str) -> _Rows:
    """The rows of numbers under a title, up to the next line of asterisks, each with its line number."""
    at = next((place for place, line in enumerate(lines) if line.upper().startswith(title)), None)
    if at is None:
        raise _wrong(name, f"there is no section {title}.", "Give a single-mode PSPLIB file (.sm).")
    for place in range(at + 1, len(lines)):
        if lines[place].startswith("*"):
            return
        words = lines[place].split()
        if words and all(re.fullmatch(r"-?\d+", word) for word in words):
            yield place + 1, [int(word) for word in words]


def _psplib(text: str, name: str) -> Instance:
    lines = text.splitlines()
    capacities = [number for _, row in _section(name, lines, "RESOURCEAVAILABILITIES") for number in row]
    follow: dict[int, tuple[int, list[int]]] = {}
    for line, row in _section(name, lines, "PRECEDENCE RELATIONS"):
        if len(row) < 3 or len(row) != 3 + row[2]:
            raise _wrong(name, "the number of successors does not fit the row.", "Correct the row.", line)
        if row[1] != 1:
            raise _wrong(name, f"job {row[0]} has {row[1]} modes.", "Give a single-mode file (.sm).", line)
        follow[row[0]] = line, row[3:]
    activities = []
    for line, row in _section(name, lines, "REQUESTS/DURATIONS"):
        if len(row) != 3 + len(capacities):
            text = f"a row has {len(row)} numbers instead of {3 + len(capacities)}."
            raise _wrong(name, text, "Give job, mode, duration and one demand per resource.", line)
        activities.append(Activity(row[0], row[2], tuple(row[3:])))
    return _joined(name, activities, follow, capacities)


def _joined(
    name: str, activities: list[Activity], follow: dict[int, tuple[int, list[int]]], capacities: list[int]
) -> Instance:
    place = {activity.key: position for position, activity in enumerate(activities)}
    if len(place) < len(activities):
        raise _wrong(name, "a job number is there twice.", "Give every job its own number.")
    waits = []
    for key, (line, successors) in follow.items():
        for unknown in {key, *successors} - place.keys():
            raise _wrong(name, f"job {unknown} has no duration.", "Add it under REQUESTS/DURATIONS.", line)
        waits += [Precedence(place[key], place[succ]) for succ in successors]
    return Instance(name, tuple(activities), tuple(waits), tuple(capacities))


def _patterson(text: str, name: str) -> Instance:
    words = text.split()
    if not all(re.fullmatch(r"-?\d+", word) for word in words):
        raise _wrong(name, "there is a word that is not a whole number.", "Give a Patterson file (.rcp).")
    numbers = iter(int(word) for word in words)
    try:
        count, resources = next(numbers), next(numbers)
        capacities = [next(numbers) for _ in range(resources)]
        activities, follow = [], {}
        for key in range(1, count + 1):
            duration, demand = next(numbers), tuple(next(numbers) for _ in range(resources))
            activities.append(Activity(key, duration, demand))
            follow[key] = 0, [next(numbers) for _ in range(next(numbers))]
    except (StopIteration, RuntimeError):
        raise _wrong(name, f"the file ends after {len(words)} numbers.", "Give the whole file.") from None
    if left := list(numbers):
        raise _wrong(name, f"{len(left)} numbers are left over.", "Check the counts at the top of the file.")
    return _joined(name, activities, follow, capacities)


def write_sm(instance: Instance) -> str:
    """The instance as a PSPLIB single-mode file; precedences from start to start cannot be written."""
    acts, keys = instance.activities, [activity.key for activity in instance.activities]
    if any(wait.offset is not None for wait in instance.precedences):
        raise _wrong(instance.name, "a precedence has its own offset.", "PSPLIB files know finish to start only.")
    follow: list[list[int]] = [[] for _ in acts]
    for wait in instance.precedences:
        follow[wait.pred].append(keys[wait.succ])
    names = "  ".join(f"R {number}" for number in range(1, len(instance.capacities) + 1))
    rule = "*" * 72
    rows = [rule, f"file with basedata            : {instance.name}.bas", rule]
    rows += ["projects                      :  1", f"jobs (incl. supersource/sink ):  {len(acts)}"]
    rows += [f"horizon                       :  {instance.horizon}", "RESOURCES"]
    rows += [f"  - renewable                 :  {len(instance.capacities)}   R", rule, "PRECEDENCE RELATIONS:"]
    rows += ["jobnr.    #modes  #successors   successors"]
    rows += [
        f"{a.key:4} {1:8} {len(f):10}       {' '.join(map(str, f))}".rstrip() for a, f in zip(acts, follow, strict=True)
    ]
    rows += [rule, "REQUESTS/DURATIONS:", f"jobnr. mode duration  {names}", "-" * 72]
    rows += [f"{a.key:3} {1:6} {a.duration:5} " + "".join(f"{need:5}" for need in a.demand) for a in acts]
    rows += [
        rule,
        "RESOURCEAVAILABILITIES:",
        f"  {names}",
        "".join(f"{there:5}" for there in instance.capacities),
        rule,
    ]
    return "\n".join(rows) + "\n"
