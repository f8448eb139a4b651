"""May a rehearsal begin like this, and can this be said now? If not, why?"""

from __future__ import annotations

from golive.plain.practices import PRACTICES
from golive.plain.verdict import Kind, Refusal

MODES = {"study": "Study", "real": "Real"}
MOST_QUESTIONS = 10
LONGEST = 12_000  # characters of one answer: some 40 minutes of talking
LONGEST_TURN = 2_000
LONGEST_QUESTION = 600
MOST_SECONDS = 3_600


def may_begin(mode: str, practices: list[int], count: int, own: str) -> list[Refusal]:
    """A rehearsal with this many questions, drawn from these practices, or of one question of one's own."""
    found = []
    if mode not in MODES:
        found.append(_input("rehearsal.mode", f"There is no mode “{mode}”.", "Choose study or real.", "mode"))
    if wrong := [str(number) for number in practices if number not in PRACTICES]:
        found.append(
            _input(
                "rehearsal.practice", f"There is no practice {', '.join(wrong)}.", "Choose from 1 to 25.", "practices"
            )
        )
    if not own.strip() and not 1 <= count <= MOST_QUESTIONS:
        cure = f"Choose from 1 to {MOST_QUESTIONS}."
        found.append(_input("rehearsal.count", f"{count} questions cannot be rehearsed at once.", cure, "count"))
    if len(own) > LONGEST_QUESTION:
        cure = f"Shorten it to {LONGEST_QUESTION}."
        found.append(_input("rehearsal.question", f"Your question has {len(own)} characters.", cure, "own"))
    return found


def may_say(text: str, *, over: bool, longest: int, what: str) -> list[Refusal]:
    """Something can be said while it is not over, and silence is no answer."""
    if over:
        return [Refusal("rehearsal.over", f"{what} is over or was answered already.", "Begin another.", Kind.CONFLICT)]
    if not text.strip():
        return [_input("rehearsal.silent", "Nothing was said.", "Type it as you would say it, or skip it.", "text")]
    if len(text) > longest:
        cure = f"Shorten it to {longest:,}: nobody listens that long."
        return [_input("rehearsal.long", f"That has {len(text):,} characters.", cure, "text")]
    return []


def may_follow_up(text: str, *, asked: bool, replied: bool) -> list[Refusal]:
    """A follow-up is answered once."""
    if not asked or replied:
        cure = "Go on to the next question."
        return [Refusal("rehearsal.no_follow_up", "There is no follow-up to answer here.", cure, Kind.CONFLICT)]
    return may_say(text, over=False, longest=LONGEST, what="The follow-up")


def may_go_on(meant: str, now: str) -> list[Refusal]:
    """A form that was sent twice, or from a second window, must not answer what is asked by now."""
    if not meant or meant == now:
        return []
    cure = "What you typed is still there: it would now answer what stands above."
    return [Refusal("rehearsal.moved_on", "This was answered already.", cure, Kind.CONFLICT)]


def _input(code: str, problem: str, cure: str, field: str) -> Refusal:
    return Refusal(code, problem, cure, Kind.INPUT, field)
