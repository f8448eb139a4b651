"""Which story does the record tell in these tests? One register with figures that each test may change."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from golive.career.stories import collection
from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Figure, Story, said


class Record:
    """A register that tells practice 3 of the manager; ``requests`` is what it counts."""

    def __init__(self, teller: str) -> None:
        self.teller, self.requests = teller, 10

    def tell(self, ground: Ground) -> Story | None:
        if ground.person.name != self.teller:
            return None
        asked = Figure(f"{self.requests} change requests", "Change control", ground.implementation.url("changes"))
        kept = Figure("37 working days", "Impact assessments", ground.implementation.url("changes"))
        return Story(
            3,
            situation=(ground.opening,),
            task=(said("My task was to keep the scope."),),
            action=(said("I decided {asked} by formal change control with the sponsor.", asked=asked),),
            result=(
                said("That kept {kept} out of the plan, and the steering committee owns the baseline.", kept=kept),
            ),
            kinds=frozenset({"conflict"}),
        )


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch, world) -> Record:  # type: ignore[no-untyped-def]
    held = Record(world.manager.name)
    told = SimpleNamespace(name="changes", stories=[Telling(3, held.tell)])
    monkeypatch.setattr(collection, "registry", SimpleNamespace(all=lambda: [told]))
    return held
