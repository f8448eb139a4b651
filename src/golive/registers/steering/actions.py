"""How is a committee founded, seated, called together and its meeting closed? The only writers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from golive.foundation import audit
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.store import change
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.steering import queries, rules
from golive.registers.steering.models import Committee, Meeting, Member

audit.verb("committee.founded", "{by} founded {on} “{title}”")
audit.verb("committee.seated", "{by} gave {person} a seat in {on} as {seat}, {vote}")
audit.verb("committee.unseated", "{by} ended the seat of {person} in {on}")
audit.verb("meeting.called", "{by} called {on} for {when}")
audit.verb("meeting.held", "{by} closed {on}: {present} came, {items} items on the agenda")
audit.verb("meeting.cancelled", "{by} cancelled {on}")


@transaction.atomic
def found(
    implementation: Implementation, *, by: Person, title: str, purpose: str = "", level: str = "steering"
) -> Committee:
    """Found a committee."""
    require(rules.may_organise(seat_of(by, implementation), "found a committee"))
    if not title.strip():
        require([Refusal("committee.title", "The committee has no name.", "Name it.", Kind.INPUT, "title")])
    committee = Committee.begin(
        implementation,
        by=by,
        title=title,
        purpose=purpose,
        level=level,
    )
    audit.record("committee.founded", on=committee, by=by, title=title)
    return committee


@transaction.atomic
def seat(
    committee: Committee,
    person: Person,
    *,
    by: Person,
    seat: str = rules.MEMBER,
    votes: bool = True,
    from_on: date | None = None,
) -> Member:
    """Give a person a seat, with or without a vote."""
    held = list(queries.members(committee))
    require(
        rules.may_seat(
            seat_of(by, committee.implementation),
            committee=committee.title,
            name=person.name,
            is_member=bool(seat_of(person, committee.implementation).roles),
            kind=seat,
            has_chair=any(member.seat == rules.CHAIR for member in held),
            already=any(member.person_id == person.pk for member in held),
        )
    )
    day = from_on or committee.implementation.today()
    member = Member.objects.create(committee=committee, person=person, seat=seat, votes=votes, from_on=day)
    vote = "with a vote" if votes else "without a vote"
    audit.record("committee.seated", on=committee, by=by, person=person, seat=seat, vote=vote)
    return member


@transaction.atomic
def unseat(committee: Committee, person: Person, *, by: Person, because: str = "") -> None:
    """End a seat today; what its holder voted on stays."""
    require(rules.may_organise(seat_of(by, committee.implementation), f"end seats in {committee.title}"))
    open_seat = Member.objects.filter(committee=committee, person=person, until_on=None)
    if open_seat.update(until_on=committee.implementation.today()):
        audit.record("committee.unseated", on=committee, by=by, because=because, person=person)


@transaction.atomic
def call_meeting(committee: Committee, *, by: Person, on: datetime | None, place: str = "") -> Meeting:
    """Call a meeting; its agenda writes itself from what the registers want decided."""
    implementation = committee.implementation
    require(
        rules.may_call(
            seat_of(by, implementation),
            on=on,
            now=implementation.now(),
            voters=len(queries.voters(committee)),
            committee=committee.title,
        )
    )
    assert on is not None  # may_call has refused a meeting without a day
    meeting = Meeting.begin(
        implementation,
        by=by,
        committee=committee,
        on=on,
        place=place,
    )
    audit.record("meeting.called", on=meeting, by=by, when=on)
    return meeting


@transaction.atomic
def hold(
    meeting: Meeting, *, by: Person, minutes: str, present: Iterable[Person], version: int | None = None
) -> Meeting:
    """Close a meeting: who came, what was said, and the agenda as it stood."""
    came = list(present)
    voting = {person.pk for person in queries.voters(meeting.committee)}
    quorum = int(implementations.value(meeting.implementation, rules.QUORUM))
    votes = voting & {person.pk for person in came}
    seat = seat_of(by, meeting.implementation)
    require(rules.may_hold(meeting, seat, minutes=minutes, present=votes, quorum=quorum))
    stood = [
        {**asdict(item), "due": item.due and item.due.isoformat(), "since": None} for item in queries.agenda(meeting)
    ]
    meeting = change(meeting, version=version, state=rules.HELD, minutes=minutes, agenda=stood)
    meeting.present.set(came)
    audit.record("meeting.held", on=meeting, by=by, present=len(came), items=len(stood))
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, by: Person, because: str, version: int | None = None) -> Meeting:
    """Cancel a planned meeting, with the reason."""
    refusals = rules.may_organise(seat_of(by, meeting.implementation), f"cancel {meeting.ref}")
    if meeting.state != rules.PLANNED:
        refusals.append(Refusal("meeting.closed", f"{meeting.ref} is already {meeting.state}.", "Call a new meeting."))
    if not because.strip():
        refusals.append(Refusal("meeting.because", "There is no reason.", "Say why.", Kind.INPUT, "because"))
    require(refusals)
    meeting = change(meeting, version=version, state=rules.CANCELLED)
    audit.record("meeting.cancelled", on=meeting, by=by, because=because)
    return meeting
