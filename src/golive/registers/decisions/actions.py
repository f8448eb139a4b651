"""How is a decision asked for, withdrawn, taken, replaced, disputed and read back? The only writers."""

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
from golive.registers.decisions import queries, rules
from golive.registers.decisions.models import Decision, Dissent, ReadBack, Vote

audit.verb("decision.asked", "{by} asked for the decision {on} “{title}”")
audit.verb("decision.withdrawn", "{by} withdrew the question {on}")
audit.verb("decision.superseded", "{by} replaced {on} by {successor}")
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
    supersedes: Decision | None = None,
) -> Decision:
    """Ask somebody to decide; it stays on the agenda and in the cockpit until it is decided.

    ``supersedes`` is the decision that it replaces as soon as it is taken.
    """
    seat = seat_of(by, implementation)
    refusals = rules.may_ask(seat, title=title, recommendation=recommendation, due=due, supersedes=supersedes)
    require(refusals + (_asked_already(supersedes) if supersedes else []))
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
        supersedes=supersedes,
    )
    audit.record("decision.asked", on=decision, by=by, title=title)
    return decision


def _asked_already(decision: Decision) -> list[Refusal]:
    found = queries.successor(decision)
    if found is None:
        return []
    cure = f"Decide or withdraw {found.ref} first."
    return [Refusal("decision.asked_already", f"{found.ref} is to replace {decision.ref} already.", cure)]


@transaction.atomic
def withdraw(decision: Decision, *, by: Person, because: str, version: int | None = None) -> Decision:
    """Take the question back, for good: nobody needs the answer any more."""
    require(rules.may_withdraw(decision, seat_of(by, decision.implementation), because=because))
    decision = change(decision, version=version, state=rules.WITHDRAWN)
    audit.record("decision.withdrawn", on=decision, by=by, because=because)
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
    """Take a decision that was asked for, tell the people concerned, and end the one that it replaces."""
    seat = seat_of(by, decision.implementation)
    require(rules.may_decide(decision, seat, queries.addressed(decision), outcome=outcome, because=because))
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
    _tell(decision, [*concerned, *_replace(decision, by=by)])
    audit.record("decision.taken", on=decision, by=by, because=because, title=decision.title, outcome=outcome)
    return decision


def _replace(decision: Decision, *, by: Person) -> list[Person]:
    """End the decision that this one replaces; who was told of the old one has to know the new one."""
    if decision.supersedes_id is None:
        return []
    old = (
        Decision.objects.select_for_update(of=("self",)).select_related("implementation").get(pk=decision.supersedes_id)
    )
    change(old, state=rules.SUPERSEDED)
    audit.record("decision.superseded", on=old, by=by, because=decision.because, successor=decision.ref)
    return [each.person for each in queries.read_backs(old)]


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
