"""Which of a person's words may leave for a model, to where, and has the person agreed?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from golive.career.own.sealed import unopened
from golive.career.portfolio import reads
from golive.career.prose import ANSWER, FOLLOW_UP, LINE, Asked, Checked, ModelFailed, Place, write
from golive.career.prose.pydantic_ai_model import PydanticAiModel
from golive.career.rehearsal.models import Answer, ChosenModel, Conversation
from golive.career.rehearsal.queries import play_of
from golive.career.stories import Mask, from_json
from golive.career.stories.collection import names_of
from golive.foundation.implementations.queries import seats_of
from golive.foundation.outbound import OutboundRules, check_target
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, require

CALLS_KEPT = 50
LEAVES = (
    "the question, and the follow-up of the bank",
    "what you typed or said to it, in a role-play your lines and the other side's",
)
# Whatever anybody agrees to. Only the two kinds of text above are ever put together for a model (asked_of).
NEVER = (
    "salaries and offers that you keep; an answer that speaks of pay is refused",
    "stories from the record, the résumé, scores",
    "anything of an implementation: registers, notes about people, surveys, migrated rows, documents",
    "clients and people that your implementations and stories name (masked), mail addresses, telephone numbers",
)
_PAY = re.compile(
    r"\b(?:salar(?:y|ies)|wages?|my pay|paid me|pay (?:band|rise|raise)|bonus(?:es)?|compensation)\b", re.I
)
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)\+?\d[\d ()/-]{7,}\d")
HIDDEN = "(left out)"


@dataclass(frozen=True)
class Choice:
    """What a person chose."""

    place: Place
    agreed_at: str
    calls: list[dict[str, Any]]


def choice_of(person: Person) -> Choice | None:
    row = ChosenModel.objects.filter(person=person).first()
    if row is None or row.held is None:
        return None
    held = row.held
    return Choice(Place(held["url"], held["model"], held["key"]), held["agreed_at"], held["calls"])


@transaction.atomic
def choose(person: Person, *, url: str, model: str, key: str, agreed: bool) -> ChosenModel:
    """Keep the model and the consent. ``Refused`` without consent, and for an address that the server may not call."""
    cure = "Read what leaves and what never does, and confirm it; or leave the model off."
    require([] if agreed else [Refusal("model.consent", "You have not agreed.", cure, Kind.INPUT, "agreed")])
    check_target(url.strip(), OutboundRules(settings.INTERNAL_HOSTS))
    row = ChosenModel.objects.select_for_update().filter(person=person).first()
    require([unopened("model")] if row is not None and row.held is None else [])
    before = row.held if row else {}
    same = before.get("url") == url.strip()  # a key is for one address: it never travels to another
    held = {"url": url.strip(), "model": model.strip(), "key": key.strip() or (before.get("key", "") if same else "")}
    told = {"agreed_at": timezone.now().isoformat(timespec="minutes"), "calls": before.get("calls", [])}
    return ChosenModel.objects.update_or_create(person=person, defaults={"held": held | told})[0]


def give_up(person: Person) -> None:
    ChosenModel.objects.filter(person=person).delete()


def model_of(choice: Choice) -> PydanticAiModel:
    return PydanticAiModel(choice.place, settings.INTERNAL_HOSTS)


def asked_of_answer(person: Person, answer: Answer, kind: str) -> Asked:
    """What would leave for an answer; refused where it speaks of pay."""
    parts = [("QUESTION", answer.question or ""), ("ANSWER", str((answer.said or {}).get("text", "")))]
    if kind == FOLLOW_UP:
        parts.append(("FOLLOW-UP", str((answer.follow_up or {}).get("text", ""))))
    return _asked(person, FOLLOW_UP if kind == FOLLOW_UP else ANSWER, parts)


def asked_of_conversation(person: Person, row: Conversation) -> Asked:
    """What would leave for the next line of a role-play."""
    play, turns = play_of(row)
    lines = [
        f"{who}: {text}"
        for said, reply in turns
        for who, text in (("ME", said), ("THEM", reply.text if reply else ""))
        if text
    ]
    return _asked(person, LINE, [("SETTING", play.scenario.setting), ("CONVERSATION", "\n".join(lines))])


def _asked(person: Person, kind: str, parts: list[tuple[str, str]]) -> Asked:
    told = " ".join(text for _, text in parts)
    cure = "Take that out of the answer, or go on without a model."
    require(
        [Refusal("model.pay", f"It speaks of pay (“{found[0]}”), which never leaves.", cure)]
        if (found := _PAY.search(told))
        else []
    )
    mask = _mask(person)
    return Asked(kind, tuple((name, _REACHED.sub(HIDDEN, mask.hide(text))) for name, text in parts))


def _mask(person: Person) -> Mask:
    """Every client and colleague that golive knows of this person, and the clients that their own stories name."""
    places = [seat.implementation for seat in seats_of(person)]
    own = [name for row in reads.own_stories(person) for name in from_json(row.words).clients]
    people = [name for place in places for name in names_of(place) if name != person.name]
    return Mask.of([*(place.client for place in places), *own], people)


def ask(person: Person, asked: Asked) -> Checked:
    """Send it, note that it was sent, and give back what may be shown. Raises ModelFailed."""
    choice = choice_of(person)
    if choice is None:
        raise ModelFailed("You have chosen no model. Choose one first.")
    model = model_of(choice)
    if lacking := model.available():
        raise ModelFailed(lacking)
    _note(person, choice, asked)
    return write(asked, model)


@transaction.atomic
def _note(person: Person, choice: Choice, asked: Asked) -> None:
    """When, to where, how much and the fingerprint of it; sealed, for the person alone."""
    call = {
        "at": timezone.now().isoformat(timespec="seconds"),
        "url": choice.place.url,
        "model": choice.place.model,
        "for": asked.kind,
        "characters": len(asked.evidence),
        "sha256": sha256(asked.evidence.encode()).hexdigest(),
    }
    row = ChosenModel.objects.select_for_update().get(person=person)
    row.held = row.held | {"calls": [call, *row.held["calls"]][:CALLS_KEPT]}
    row.save(update_fields=["held"])
