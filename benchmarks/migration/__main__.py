"""Print every goal of the data migration beside its figure: `python -m benchmarks.migration`, or those with a word.

Every module of this folder that has ``sections()`` is found by itself. Ends with 1 where a promise is not kept.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator

from benchmarks import migration
from benchmarks.migration.first_look import Figure


def sections() -> Iterator[tuple[str, Callable[[], list[Figure]]]]:
    for module in pkgutil.iter_modules(migration.__path__):
        if module.name != "__main__":
            yield from getattr(importlib.import_module(f"benchmarks.migration.{module.name}"), "sections", list)()


def main(words: list[str]) -> int:
    broken = 0
    for title, measure in sections():
        if words and not any(word.lower() in title.lower() for word in words):
            continue
        print(title, flush=True)
        for figure in measure():
            print(f"  {figure}", flush=True)
            broken += figure.kept is False
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
