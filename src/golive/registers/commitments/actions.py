"""How is a delivery asked for, promised, brought, escalated and cancelled? The only writers."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from golive.foundation import audit
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.store import change
from golive.foundation.people.models import Person
from golive.plain.verdict import require
from golive.registers.commitments import queries, rules
from golive.registers.commitments.models import Commitment, Escalation, Promise
from golive.registers.plan import queries as plan

audit.verb("commitment.asked", "{by} asked {person} for {on} “{title}”")
audit.verb("commitment.promised", "{by} recorded the promise of {on} for {day}")
audit.verb("commitment.delivered", "{by} recorded that {on} was delivered on {day}")
audit.verb("commitment.escalated", "{by} escalated {on} to {person}: {sentence}")
audit.verb("commitment.cancelled", "{by} cancelled {on}")


@transaction.atomic
def ask(
    implementation: Implementation,
    *,
    by: Person,
    title: str,
    counterpart: Person | None,
    task_uid: int | None,
    lead: Person | None = None,
    note: str = "",
    asked_on: date | None = None,
) -> Commitment:
    """Ask one person of the client for a delivery that is a task of the plan."""
    task = plan.task_of(implementation, task_uid)
    seat = seat_of(by, implementation)
    require(rules.may_ask(seat, title=title, counterpart=counterpart is not None, task=task is not None))
    assert counterpart is not None and task_uid is not None
    commitment = Commitment.begin(
        implementation,
        by=by,
        title=title,
        counterpart=counterpart,
        lead=lead,
        task_uid=task_uid,
        asked_on=asked_on or implementation.today(),
        note=note,
    )
    audit.record("commitment.asked", on=commitment, by=by, person=counterpart, title=title)
    return commitment


@transaction.atomic
def promise(
    commitment: Commitment, *, by: Person, on: date | None, note: str = "", version: int | None = None
) -> Commitment:
    """Record the day that the counterpart gives; earlier promises stay."""
    implementation = commitment.implementation
    require(rules.may_promise(commitment, seat_of(by, implementation), on=on, today=implementation.today()))
    commitment = change(commitment, version=version, expected_on=on)
    assert on is not None
    Promise.objects.create(commitment=commitment, on=on, made_at=implementation.now(), made_by=by, note=note)
    audit.record("commitment.promised", on=commitment, by=by, because=note, day=on)
    return commitment


@transaction.atomic
def deliver(commitment: Commitment, *, by: Person, on: date, note: str = "", version: int | None = None) -> Commitment:
    """Record that it is there."""
    implementation = commitment.implementation
    require(rules.may_deliver(commitment, seat_of(by, implementation), on=on, today=implementation.today()))
    commitment = change(commitment, version=version, state=rules.KEPT, delivered_on=on)
    audit.record("commitment.delivered", on=commitment, by=by, because=note, day=on)
    return commitment


@transaction.atomic
def escalate(commitment: Commitment, to: Person, *, by: Person, words: str) -> Escalation:
    """Send the computed sentence in one's own words to somebody who can move it."""
    sentence = queries.standing(commitment).sentence
    require(rules.may_escalate(commitment, seat_of(by, commitment.implementation), words=words, sentence=sentence))
    assert sentence is not None
    letter = Escalation.objects.create(
        commitment=commitment,
        to=to,
        sentence=sentence,
        words=words,
        sent_at=commitment.implementation.now(),
        sent_by=by,
    )
    audit.record("commitment.escalated", on=commitment, by=by, because=words, person=to, sentence=sentence)
    return letter


@transaction.atomic
def cancel(commitment: Commitment, *, by: Person, because: str, version: int | None = None) -> Commitment:
    """It is not needed any more."""
    require(rules.may_cancel(commitment, seat_of(by, commitment.implementation), because=because))
    commitment = change(commitment, version=version, state=rules.CANCELLED)
    audit.record("commitment.cancelled", on=commitment, by=by, because=because)
    return commitment
