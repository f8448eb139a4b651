"""Which of the 25 practices are alive here, and on what evidence?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Check, Register, registry
from golive.foundation.register_kit.remembering import until_recorded
from golive.plain.practices import ON_THE_DESK, PRACTICES
from golive.plain.rag import Rag
from golive.plain.verdict import Outcome, Verdict


class State(StrEnum):
    ALIVE = "Alive"
    NOT_MET = "Not met"
    UNDECIDABLE = "Not decidable"
    NOT_JUDGED = "Kept, not judged"
    NOT_BUILT = "Not built yet"


COLOUR = {
    State.ALIVE: Rag.GREEN,
    State.NOT_MET: Rag.RED,
    State.UNDECIDABLE: Rag.GREY,
    State.NOT_JUDGED: Rag.GREY,
    State.NOT_BUILT: Rag.GREY,
}
# What somebody can do something about stands first.
ORDER = [State.NOT_MET, State.UNDECIDABLE, State.ALIVE, State.NOT_JUDGED, State.NOT_BUILT]


@dataclass(frozen=True)
class Judged:
    """A check with what it answered; the board and the gates show it alike."""

    check: Check
    verdict: Verdict
    register: Register
    url: str

    @property
    def question(self) -> str:
        return self.check.question


@dataclass(frozen=True)
class Practice:
    number: int
    name: str
    state: State
    checks: list[Judged]
    kept_in: list[str]

    @property
    def colour(self) -> str:
        return COLOUR[self.state].value

    @property
    def word(self) -> str:
        return self.state.value

    @property
    def url(self) -> str:
        return f"#p-{self.number}"

    @property
    def figure(self) -> str:
        """What decides the state, in a line."""
        wanted = {State.NOT_MET: Outcome.NOT_MET, State.UNDECIDABLE: Outcome.UNDECIDABLE}.get(self.state, Outcome.MET)
        figures = [each.verdict.figure for each in self.checks if each.verdict.outcome is wanted]
        if figures:
            return figures[0]
        return f"kept in {', '.join(self.kept_in)}" if self.kept_in else "no register declares it"


@dataclass(frozen=True)
class Board:
    practices: list[Practice]

    @property
    def counts(self) -> Counter[State]:
        return Counter(each.state for each in self.practices)

    @property
    def alive(self) -> int:
        return self.counts[State.ALIVE]

    @property
    def ordered(self) -> list[Practice]:
        return sorted(self.practices, key=lambda each: (ORDER.index(each.state), each.number))

    @property
    def judged(self) -> list[Practice]:
        """Those with checks; what somebody can do something about stands first."""
        return [each for each in self.ordered if each.checks]

    @property
    def kept(self) -> list[Practice]:
        return [each for each in self.practices if each.state is State.NOT_JUDGED]

    @property
    def missing(self) -> list[Practice]:
        return [each for each in self.practices if each.state is State.NOT_BUILT]

    @property
    def sentence(self) -> str:
        return f"{self.alive} of {len(self.practices)} practices are alive here."

    @property
    def detail(self) -> str:
        told = [f"{self.counts[state]} {state.value.lower()}" for state in ORDER if state is not State.ALIVE]
        return f"{', '.join(told).capitalize()}. What is not built yet is grey and counts as nothing."

    @property
    def tone(self) -> str:
        if self.counts[State.NOT_MET]:
            return Rag.AMBER.value
        return Rag.GREEN.value if self.alive == len(self.practices) else Rag.GREY.value


def judge(implementation: Implementation) -> list[Judged]:
    """Every check of every register, with the facts of each read once even where several checks use them."""
    read: dict[Callable[[Implementation], Any], Any] = {}
    found = []
    for register in registry.all():
        for check in register.checks:
            if check.facts not in read:
                read[check.facts] = check.facts(implementation)
            verdict = check.rule(read[check.facts])
            base = implementation.url(register.name)
            url = verdict.url or (f"{base}{verdict.record}/" if verdict.record else base)
            found.append(Judged(check, verdict, register, url))
    return found


@until_recorded
def latest(implementation: Implementation) -> Board:
    """The board, judged anew only after something was recorded or an hour has passed."""
    return practices(implementation)


def practices(implementation: Implementation) -> Board:
    """All 25 in their order."""
    judged = judge(implementation)
    return Board([_practice(number, name, judged) for number, name in PRACTICES.items()])


def _practice(number: int, name: str, judged: list[Judged]) -> Practice:
    checks = [each for each in judged if each.check.practice == number]
    kept_in = [register.title for register in registry.all() if number in register.practices]
    kept_in += [f"{ON_THE_DESK[number]}, on each person's own desk"] if number in ON_THE_DESK else []
    return Practice(number, name, _state([each.verdict.outcome for each in checks], bool(kept_in)), checks, kept_in)


def _state(outcomes: list[Outcome], kept: bool) -> State:
    """The worst answer decides; without any check it is never called alive."""
    if not outcomes:
        return State.NOT_JUDGED if kept else State.NOT_BUILT
    if Outcome.NOT_MET in outcomes:
        return State.NOT_MET
    return State.UNDECIDABLE if Outcome.UNDECIDABLE in outcomes else State.ALIVE
