"""Where does the conversation stand, what does the other side say next, and how did it end?"""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.career.roleplays import moves
from golive.career.roleplays.scenario import ENDINGS, MOVES, Scenario

MOST_TURNS = 6
TOO_HOT = 4  # as angry as that, and they leave
WINNING = ("asked_why", "quantified", "offered", "named_decider")


@dataclass(frozen=True)
class Play:
    """A conversation after ``turn`` answers; ``heat`` from 0 to 4 (they leave), ``quotes`` the words of each move."""

    scenario: Scenario
    turn: int = 0
    heat: int = 1
    pushed: int = 0
    quotes: dict[str, str] = field(default_factory=dict)
    slips: tuple[str, ...] = ()
    ending: str = ""

    @property
    def over(self) -> bool:
        return bool(self.ending)


@dataclass(frozen=True)
class Reply:
    """What the other side says, and the moves that it answers."""

    text: str
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


@dataclass(frozen=True)
class Debrief:
    """How it ended, the hidden cause, what was done in which words, and the next thing to try."""

    ending: str
    cause: str
    found_cause: bool
    done: dict[str, str]
    missing: tuple[str, ...]
    slips: tuple[str, ...]
    next_time: str


def begin(scenario: Scenario) -> tuple[Play, Reply]:
    """The conversation opens.

    >>> from golive.career.roleplays.scenario import scenario
    >>> play, reply = begin(scenario("scope-creep"))
    >>> play, reply = say(play, "Why does the report matter so much to you now?")
    >>> play.quotes["asked_why"], reply.text == play.scenario.revealed
    ('Why', True)
    """
    return Play(scenario), Reply(scenario.opening)


def say(play: Play, text: str) -> tuple[Play, Reply]:
    """The conversation after an answer; the same words always lead to the same reply. ValueError when it is over."""
    if play.over:
        raise ValueError(f"“{play.scenario.title}” is over ({play.ending}). Begin it again.")
    good, bad = moves.made(text)
    new = [name for name in good if name not in play.quotes]
    heat = max(0, play.heat - len(new) + 2 * len(bad) + (not new and not bad))
    quotes = play.quotes | {name: good[name] for name in new}
    slips = play.slips + tuple(bad)
    after = Play(play.scenario, play.turn + 1, heat, play.pushed, quotes, slips)
    if ending := _ending(after):
        return _with(after, ending=ending), Reply(play.scenario.endings[ending], tuple(new), tuple(bad))
    if new and not bad:
        return after, Reply(_answer(play.scenario, new), tuple(new))
    push = play.scenario.pushes[min(play.pushed, len(play.scenario.pushes) - 1)]
    return _with(after, pushed=play.pushed + 1), Reply(push, tuple(new), tuple(bad))


def debrief(play: Play) -> Debrief:
    """What was learnt, also from a conversation that was broken off."""
    missing = tuple(name for name in MOVES if name not in play.quotes)
    if play.slips:
        advice = {
            "gave_in": "You agreed before anybody knew the price. Say the effect first, then who decides.",
            "blamed": "You made it about the person. Ask for the reason instead.",
            "refused": "You closed the door. Offer a way, and say who can decide otherwise.",
        }[play.slips[0]]
    else:
        advice = f"Next time: {MOVES[missing[0]].replace('you heard', 'you hear')}." if missing else "Try a harder one."
    ending = play.ending or "broken off"
    done = {MOVES[name]: words for name, words in play.quotes.items()}
    found = "asked_why" in play.quotes
    return Debrief(ending, play.scenario.cause, found, done, tuple(MOVES[m] for m in missing), play.slips, advice)


def _answer(scenario: Scenario, new: list[str]) -> str:
    """They tell what is behind it as soon as they are asked; else they answer the weightiest new move."""
    if "asked_why" in new:
        return scenario.revealed
    order = ("named_decider", "offered", "quantified", "acknowledged")
    return scenario.replies[next(name for name in order if name in new)]


def _ending(play: Play) -> str:
    """Best needs all four moves, the cause among them, without a slip; whoever is angered too far leaves."""
    won = sum(name in play.quotes for name in WINNING)
    if play.heat >= TOO_HOT:
        return ENDINGS[3]
    if won == len(WINNING):
        return ENDINGS[0] if not play.slips else ENDINGS[1]
    if play.turn < MOST_TURNS:
        return ""
    return ENDINGS[1] if won == 3 and not play.slips else ENDINGS[2] if won else ENDINGS[3]


def _with(play: Play, *, ending: str = "", pushed: int | None = None) -> Play:
    held = play.pushed if pushed is None else pushed
    return Play(play.scenario, play.turn, play.heat, held, play.quotes, play.slips, ending)
