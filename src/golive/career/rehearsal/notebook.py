"""What does a person write while rehearsing? Theirs alone, so that no log of the house tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from golive.career.bank import built_in
from golive.career.matching import match
from golive.career.own.sealed import unopened
from golive.career.rehearsal import drawing, rules
from golive.career.rehearsal.models import Answer, Conversation, Rehearsal
from golive.career.rehearsal.queries import play_of, rehearsed
from golive.career.roleplays import scenario
from golive.career.scoring import follow_up, score
from golive.foundation.people.models import Person
from golive.plain.verdict import require


@transaction.atomic
def begin(*, by: Person, mode: str, practices: Sequence[int] = (), count: int = 3, own: str = "") -> Rehearsal:
    """A mock interview, its questions drawn; with ``own`` of that one question."""
    require(rules.may_begin(mode, list(practices), count, own))
    if own.strip():
        asked = [drawing.own(own, match(own))]
    else:
        done = rehearsed(by)
        asked = drawing.draw(built_in(), practices, count, done, seed=len(done))
    made = Rehearsal.objects.create(person=by, mode=mode)
    for place, each in enumerate(asked, 1):
        Answer.objects.create(rehearsal=made, place=place, practice=each.practice, question=each.text)
    return made


@transaction.atomic
def answer(rehearsal: Rehearsal, place: int, *, text: str, seconds: int | None = None) -> Answer:
    """An answer, scored at once, and the follow-up to what it left out."""
    row = _locked(rehearsal, place)
    over = not row.open or row.rehearsal.ended_at is not None
    require(rules.may_say(text, over=over, longest=rules.LONGEST, what=f"Question {place}"))
    found = score(text, row.question or "", row.practice or None)
    asked, about = follow_up(drawing.guide_of(built_in(), row.practice), found)
    row.said, row.found = _said(text, seconds), asdict(found)
    row.follow_up = {"text": asked, "about": about}
    row.answered_at = timezone.now()
    row.save()
    if rehearsal.mode == "study":
        _end_if_done(row.rehearsal)
    return row


@transaction.atomic
def reply(rehearsal: Rehearsal, place: int, *, text: str, seconds: int | None = None) -> Answer:
    """What was said to the follow-up; the score of both together shows what it mended."""
    row = _locked(rehearsal, place)
    require(rules.may_follow_up(text, asked=row.follow_up is not None, replied=row.reply is not None))
    whole = f"{(row.said or {}).get('text', '')}\n{text}"
    row.reply, row.with_reply = _said(text, seconds), asdict(score(whole, row.question or "", row.practice or None))
    row.save()
    _end_if_done(row.rehearsal)
    return row


@transaction.atomic
def skip(rehearsal: Rehearsal, place: int) -> Rehearsal:
    """Go on: past a question, or in real mode past its follow-up."""
    row = _locked(rehearsal, place)
    if row.open:
        row.skipped = True
        row.save(update_fields=["skipped"])
    elif row.rehearsal.mode == "real" and row.follow_up is not None and row.reply is None:
        row.reply = _said("", None)
        row.save(update_fields=["reply"])
    _end_if_done(row.rehearsal)
    return row.rehearsal


@transaction.atomic
def end(rehearsal: Rehearsal) -> Rehearsal:
    """Stop here; what was not answered counts as skipped."""
    rehearsal.answers.filter(answered_at=None).update(skipped=True)
    Rehearsal.objects.filter(pk=rehearsal.pk, ended_at=None).update(ended_at=timezone.now())
    rehearsal.refresh_from_db()
    return rehearsal


@transaction.atomic
def open_conversation(name: str, *, by: Person) -> Conversation:
    """A role-play from its first sentence. KeyError where there is none of this name."""
    return Conversation.objects.create(person=by, scenario=scenario(name).name)


@transaction.atomic
def say(conversation: Conversation, text: str) -> Conversation:
    """A sentence to the other side; it ends the conversation where the other side is won or has had enough."""
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    over = row.ended_at is not None
    require([unopened("conversation")] if row.said is None else [])
    require(rules.may_say(text, over=over, longest=rules.LONGEST_TURN, what="This conversation"))
    row.said = [*(row.said or []), text.strip()]
    if play_of(row)[0].over:
        row.ended_at = timezone.now()
    row.save()
    return row


@transaction.atomic
def break_off(conversation: Conversation) -> None:
    Conversation.objects.filter(pk=conversation.pk, ended_at=None).update(ended_at=timezone.now())


def forget(row: Rehearsal | Conversation) -> None:
    """Nothing is left of it."""
    row.delete()


def _locked(rehearsal: Rehearsal, place: int) -> Answer:
    """The question as it stands now: two windows may be open on it. Refused where this key does not open it."""
    row = Answer.objects.select_for_update().select_related("rehearsal").get(rehearsal=rehearsal, place=place)
    require([unopened("question")] if row.question is None else [])
    return row


def _said(text: str, seconds: int | None) -> dict[str, Any]:
    return {"text": text.strip(), "seconds": seconds}


def _end_if_done(rehearsal: Rehearsal) -> None:
    """Over when nothing is left to say: in real mode also every follow-up was asked."""
    rows = list(rehearsal.answers.all())
    waiting = any(row.open for row in rows)
    if rehearsal.mode == "real":
        waiting = waiting or any(not row.skipped and row.reply is None for row in rows)
    if not waiting and rehearsal.ended_at is None:
        rehearsal.ended_at = timezone.now()
        rehearsal.save(update_fields=["ended_at"])
