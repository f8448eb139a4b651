"""When did the committee meet, what did it decide against whose dissent, and who read it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from golive.foundation.implementations.local_time import aware
from golive.registers.decisions import actions as decisions
from golive.registers.decisions.models import Decision, ReadBack
from golive.registers.steering import actions
from golive.registers.steering.models import Committee, Meeting
from golive.registers.steering.rules import ADVISOR, CHAIR, MEMBER
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import CHANGES, DECISIONS, MEETINGS, NEXT_MEETING, SEATS
from golive.web.demo.story import decisions as story
from golive.web.demo.story import steering as told

FOUNDED = date(2025, 9, 22)
CALLED_BEFORE = timedelta(days=7)
ASKED_BEFORE = timedelta(days=3)
READ_AFTER = timedelta(days=2)
# Marcus Tolland in Denver has not confirmed a single decision: one of the story's honest blemishes.
NEVER_CONFIRMS = "denver"
OF_CHANGES = {change.decision for change in CHANGES if change.decision}


def events() -> Iterator[Event]:
    yield Event(on(FOUNDED, 10), _found)
    for meeting in (*MEETINGS, NEXT_MEETING):
        yield Event(on(meeting.starts.date() - CALLED_BEFORE, 9), partial(_call, meeting))
    for meeting in MEETINGS:
        yield Event(meeting.starts + timedelta(minutes=55), partial(_hold, meeting))
    for one in DECISIONS:
        if one.ref not in OF_CHANGES:
            yield Event(on(one.taken_on - ASKED_BEFORE, 15), partial(_ask, one))
            yield Event(on(one.taken_on, 11), partial(_decide, one))
        yield Event(on(one.taken_on, 16), partial(_dissent, one))
    for day in sorted({one.taken_on for one in DECISIONS} | {c.decided_on for c in CHANGES if c.decided_on}):
        yield Event(on(day + READ_AFTER, 9), _confirm)


def _found(stage: Stage) -> None:
    purpose = "Decides on scope, money above the manager's authority, and the go-live window."
    committee = actions.found(stage.implementation, by=stage.manager, title="Steering committee", purpose=purpose)
    for seat in SEATS:
        kind = CHAIR if seat.chair else MEMBER if seat.votes else ADVISOR
        actions.seat(committee, stage[seat.person], by=stage.manager, seat=kind, votes=seat.votes)


def _call(meeting: told.Meeting, stage: Stage) -> None:
    committee = stage.record(Committee, "COM-001")
    called = actions.call_meeting(committee, by=stage.manager, on=aware(meeting.starts), place=meeting.place)
    assert called.ref == meeting.ref, f"{called.ref} is {meeting.ref} in the story"


def _hold(meeting: told.Meeting, stage: Stage) -> None:
    held = stage.record(Meeting, meeting.ref)
    came = [stage[key] for key in (*meeting.present, "manager")]
    actions.hold(held, by=stage.manager, minutes="\n".join(meeting.minutes), present=came)


def _ask(one: story.Decision, stage: Stage) -> None:
    asked = decisions.ask(
        stage.implementation,
        by=stage.manager,
        title=one.title,
        recommendation=one.outcome.name,
        due=one.taken_on,
        decider=stage[one.decided_by],
        question=one.question,
        options=[_option(option, one.requirement) for option in one.options],
        forum=f"Steering committee, {one.meeting}" if one.meeting else "",
    )
    assert asked.ref == one.ref, f"{asked.ref} is {one.ref} in the story"


def _option(option: story.Option, requirement: str) -> dict[str, str]:
    return {"label": option.name, "requirement": requirement, "cost": option.costs, "benefit": option.gains}


def _decide(one: story.Decision, stage: Stage) -> None:
    decisions.decide(
        stage.record(Decision, one.ref),
        by=stage[one.decided_by],
        outcome=one.outcome.name,
        because=one.reason,
        concerned=[stage[key] for key in one.concerned],
    )


def _dissent(one: story.Decision, stage: Stage) -> None:
    for key, reason in one.dissent:
        decisions.dissent(stage.record(Decision, one.ref), by=stage[key], text=reason)


def _confirm(stage: Stage) -> None:
    """Everybody who was told confirms, but for one."""
    owed = ReadBack.objects.filter(decision__implementation=stage.implementation, read_at=None)
    for told_of in owed.exclude(person=stage[NEVER_CONFIRMS]).select_related("decision", "person").order_by("pk"):
        decisions.confirm(stage.record(Decision, told_of.decision.ref), by=told_of.person)
