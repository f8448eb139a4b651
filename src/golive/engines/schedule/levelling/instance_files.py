"""Which activities, precedences and capacities does a PSPLIB (.sm) or Patterson (.rcp) file hold?"""

from __future__ import annotations

import codecs
from pathlib import Path

from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.levelling.instance import Instance
from golive.engines.schedule.levelling.patterson_file import patterson
from golive.engines.schedule.levelling.psplib_file import psplib

SUFFIXES = (".sm", ".mm", ".rcp")
"""What is read as an instance; of a multi-mode file (.mm) only one whose jobs all have one mode."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_instance(source: str | Path | bytes, name: str = "") -> Instance:
    """Read a single-mode PSPLIB file or a Patterson file; PlanError names the line and the cure.

    Formats: Kolisch and Sprecher, PSPLIB, European Journal of Operational Research 96 (1997); Patterson, Management
    Science 30 (1984). ``name`` says which it is where bytes are given. Tabs, blank lines, line ends of any system and
    a byte order mark change nothing.
    """
    held = source if isinstance(source, bytes) else Path(source).read_bytes()
    name = name if isinstance(source, bytes) else name or Path(source).name
    encoding = next((encoding for mark, encoding in _MARKS if held.startswith(mark)), "utf-8")
    return instance_from(held.decode(encoding, "replace"), name)


def instance_from(text: str, name: str) -> Instance:
    """The instance that a text holds; the end of the name (.sm, .rcp, in either case) says how it is written."""
    text, stem = text.replace("\x1a", ""), Path(name).stem
    return patterson(text, stem) if name.lower().endswith(".rcp") else psplib(text, stem)


def _wrong(name: str, text: str, cure: str) -> PlanError:
    return PlanError([error("instance.file", f"{name}: {text}", cure)])


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
