"""What did one check of the installation find?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"  # works, with something weaker than it could be
    FAIL = "fail"  # do not trust it with a record


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, how it stands, the figure read, and the cure where one is needed."""

    name: str
    level: Level
    figure: str
    cure: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


Check = Callable[[], Iterator[Finding]]


def ask(checks: list[Check]) -> Iterator[Finding]:
    """Every finding; a check that breaks is a finding too, so that one fault never hides the others."""
    for check in checks:
        name = check.__name__.replace("_", " ")
        try:
            yield from check()
        except Exception as error:
            yield Finding(
                name, Level.FAIL, f"{type(error).__name__}: {error}", "Mend what the message names, then ask again."
            )
