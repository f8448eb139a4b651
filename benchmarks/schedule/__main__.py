"""How fast and how right is the schedule engine? Every section that is there, in one run.

    PYTHONPATH=src:. python -m benchmarks.schedule [SECTION …] [--quick]

A section is a module beside this one with a function `sections()` that gives (title, function) pairs; each function
takes `quick` and gives lines to print.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from collections.abc import Callable, Iterable

MODULES = ("dates", "others", "fidelity", "simulation", "levelling", "public_sets")
Section = tuple[str, Callable[..., Iterable[object]]]


def found(name: str) -> list[Section]:
    """The sections of a module; none where it is not there."""
    full = f"benchmarks.schedule.{name}"
    return list(importlib.import_module(full).sections()) if importlib.util.find_spec(full) else []


def main() -> None:
    """Print every section asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("sections", nargs="*", choices=[*MODULES, []])
    asked.add_argument("--quick", action="store_true", help="smaller plans, for a first look")
    chosen = asked.parse_args()
    for name in chosen.sections or MODULES:
        sections = found(name)
        if not sections:
            print(f"{name}: not there")
        for title, lines in sections:
            print(f"\n{name}: {title}", flush=True)
            try:
                for line in lines(quick=chosen.quick):
                    print(line, flush=True)
            except ImportError as missing:
                print(f"  left out: {missing}")


if __name__ == "__main__":
    main()
