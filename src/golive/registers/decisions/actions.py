"""How is a decision asked for, taken, disputed and read back? The only writers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from golive.foundation import audit
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.store import change
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.decisions import rules
from golive.registers.decisions.models import Decision, Dissent, ReadBack, Vote

audit.verb("decision.asked", "{by} asked for the decision {on} “{title}”")
audit.verb("decision.taken", "{by} recorded {on} “{title}”: {outcome}")
audit.verb("decision.disputed", "{by} dissented from {on}")
audit.verb("decision.read", "{by} confirmed having read {on}")


@dataclass(frozen=True)
class Cast:
    """One vote as its holder cast it: how, with which remark, and when."""

    person: Person
    choice: str
    remark: str
    at: datetime


@transaction.atomic
def ask(
    implementation: Implementation,
    *,
    by: Person,
    title: str,
    recommendation: str,
    due: date | None,
    decider: Person | None = None,
    question: str = "",
    consequence: str = "",
    options: Sequence[Mapping[str, str]] = (),
    forum: str = "",
) -> Decision:
    """Ask somebody to decide; it stays on the agenda and in the cockpit until it is decided."""
    require(rules.may_ask(seat_of(by, implementation), title=title, recommendation=recommendation, due=due))
    decision = Decision.begin(
        implementation,
        by=by,
        title=title,
        question=question,
        recommendation=recommendation,
        consequence=consequence,
        options=list(options),
        due=due,
        decider=decider,
        forum=forum,
    )
    audit.record("decision.asked", on=decision, by=by, title=title)
    return decision


@transaction.atomic
def decide(
    decision: Decision,
    *,
    by: Person,
    outcome: str,
    because: str,
    concerned: Iterable[Person] = (),
    version: int | None = None,
) -> Decision:
    """Take a decision that was asked for, and tell the people concerned."""
    seat = seat_of(by, decision.implementation)
    require(rules.may_decide(decision, seat, outcome=outcome, because=because))
    now = decision.implementation.now()
    decision = change(
        decision,
        version=version,
        state=rules.DECIDED,
        outcome=outcome,
        because=because,
        decided_at=now,
        decided_by=by,
    )
    _tell(decision, concerned)
    audit.record("decision.taken", on=decision, by=by, because=because, title=decision.title, outcome=outcome)
    return decision


@transaction.atomic
def record(
    about: Any,
    *,
    by: Person,
    title: str,
    outcome: str,
    because: str,
    forum: str = "",
    votes: Sequence[Cast] = (),
    concerned: Iterable[Person] = (),
    options: Sequence[Mapping[str, str]] = (),
) -> Decision:
    """Record the decision that another register took about one of its records; that register checked the right."""
    implementation = about.implementation
    decision = Decision.begin(
        implementation,
        by=by,
        title=title,
        about=about.ref,
        about_url=about.get_absolute_url(),
        forum=forum,
        options=list(options),
        state=rules.DECIDED,
        outcome=outcome,
        because=because,
        decided_at=implementation.now(),
        decided_by=by,
    )
    Vote.objects.bulk_create(
        Vote(decision=decision, person=each.person, choice=each.choice, remark=each.remark, cast_at=each.at)
        for each in votes
    )
    _tell(decision, concerned)
    counted = Counter(each.choice for each in votes)
    tally = ", ".join(f"{number} {choice}" for choice, number in sorted(counted.items()))
    audit.record("decision.taken", on=decision, by=by, because=because, title=title, outcome=outcome, votes=tally)
    return decision


@transaction.atomic
def dissent(decision: Decision, *, by: Person, text: str) -> Dissent:
    """Disagree with a decision on the record."""
    require(rules.may_dissent(decision, seat_of(by, decision.implementation), text=text))
    said = Dissent.objects.create(decision=decision, person=by, text=text, said_at=decision.implementation.now())
    audit.record("decision.disputed", on=decision, by=by, because=text)
    return said


@transaction.atomic
def confirm(decision: Decision, *, by: Person) -> None:
    """Confirm having read a decision that one was told of. Confirming twice changes nothing."""
    told = ReadBack.objects.filter(decision=decision, person=by)
    if not told.exists():
        cure = "Only the people concerned are asked to confirm."
        require([Refusal("read_back.not_told", f"{by.name} was not told of {decision.ref}.", cure, Kind.RIGHTS)])
    if told.filter(read_at=None).update(read_at=decision.implementation.now()):
        audit.record("decision.read", on=decision, by=by)


def _tell(decision: Decision, concerned: Iterable[Person]) -> None:
    now = decision.implementation.now()
    ReadBack.objects.bulk_create(
        ReadBack(decision=decision, person=person, sent_at=now) for person in dict.fromkeys(concerned)
    )
