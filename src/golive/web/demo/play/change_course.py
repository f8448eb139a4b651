"""How did each change request go from the form to its decision, and who built it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from golive.registers.changes import actions, impact, rules
from golive.registers.changes.models import ChangeRequest
from golive.registers.decisions.models import Decision
from golive.registers.steering.models import Meeting
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import CHANGES, DECISIONS, MEETINGS
from golive.web.demo.story import changes as story

ASSESSED_AFTER, SUBMITTED_AFTER, WITHDRAWN_AFTER = timedelta(hours=2), timedelta(hours=3), timedelta(days=7)
BUILT_AFTER, CLOSED_AFTER = timedelta(days=21), timedelta(days=28)
OUTCOMES = {"rejected": rules.REJECT, "deferred": rules.DEFER}
ON_AGENDA = datetime(2026, 3, 12, 17)
# What nobody counted is left open; CR-012 reaches the people who write quotes.
RETRAINED = {"CR-012": 70, "CR-004": 12, "CR-007": 24}
# It would change how the reports are accepted, so it is the committee's whatever it costs.
ACCEPTANCE_CHANGED = {"CR-006"}
TEST_CASES = {"CR-012": 18, "CR-004": 9, "CR-011": 0}


def events() -> Iterator[Event]:
    for one in CHANGES:
        drafted = on(one.raised, 10)
        yield Event(drafted, partial(_draft, one))
        yield Event(drafted + ASSESSED_AFTER, partial(_assess, one))
        if one.state == "withdrawn":
            yield Event(drafted + WITHDRAWN_AFTER, partial(_withdraw, one))
            continue
        yield Event(drafted + SUBMITTED_AFTER, partial(_submit, one))
        if one.agenda:
            yield Event(ON_AGENDA, partial(_put_on_agenda, one))
        yield from _afterwards(one)
    for one in sorted((one for one in CHANGES if one.decision), key=lambda one: one.decision):
        assert one.decided_on
        yield Event(on(one.decided_on, 11, 15), partial(_decide, one))


def _afterwards(one: story.ChangeRequest) -> Iterator[Event]:
    if one.state in ("implemented", "closed") and one.decided_on:
        yield Event(on(one.decided_on + BUILT_AFTER, 16), partial(_implement, one))
    if one.state == "closed" and one.decided_on:
        yield Event(on(one.decided_on + CLOSED_AFTER, 16), partial(_close, one))


def _held(one: story.ChangeRequest, stage: Stage) -> ChangeRequest:
    return stage.record(ChangeRequest, one.ref)


def _draft(one: story.ChangeRequest, stage: Stage) -> None:
    drafted = actions.draft(
        stage.implementation,
        by=stage[one.written_by],
        requested_by=stage[one.asked_by],
        title=one.title,
        request=one.title + ".",
        justification=one.justification,
        need=one.need,
        alternative=one.alternative,
        patch=one.patch,
        cost_minor=one.cost.minor,
        users_to_retrain=RETRAINED.get(one.ref),
        test_cases=TEST_CASES.get(one.ref),
        acceptance_changed=one.ref in ACCEPTANCE_CHANGED,
    )
    assert drafted.ref == one.ref, f"{drafted.ref} is {one.ref} in the story"


def _assess(one: story.ChangeRequest, stage: Stage) -> None:
    actions.assess(_held(one, stage), by=stage.manager)


def _submit(one: story.ChangeRequest, stage: Stage) -> None:
    actions.submit(_held(one, stage), by=stage[one.written_by])


def _withdraw(one: story.ChangeRequest, stage: Stage) -> None:
    actions.withdraw(_held(one, stage), by=stage[one.asked_by], because=one.because)


def _put_on_agenda(one: story.ChangeRequest, stage: Stage) -> None:
    actions.put_on_agenda(_held(one, stage), stage.record(Meeting, one.agenda), by=stage.manager)


def _decide(one: story.ChangeRequest, stage: Stage) -> None:
    """Decided on an impact of that morning's plan, by the votes of those present."""
    _assess(one, stage)
    approved = one.state in ("implemented", "closed")
    if one.decided_by != "manager":
        _vote(one, stage, approved=approved)
    decision: Decision = actions.decide(
        _held(one, stage),
        by=stage[one.decided_by],
        outcome=rules.APPROVE if approved else OUTCOMES[one.state],
        because=one.because,
        offered=one.alternative,
    )
    assert decision.ref == one.decision, f"{decision.ref} is {one.decision} in the story"


def _vote(one: story.ChangeRequest, stage: Stage, *, approved: bool) -> None:
    """Those present vote; who dissented voted the other way, and who asked for it does not vote."""
    present = next(meeting.present for meeting in MEETINGS if meeting.ref == one.meeting)
    dissent = {key: text for decision in DECISIONS if decision.ref == one.decision for key, text in decision.dissent}
    usual, other = (rules.FOR, rules.AGAINST) if approved else (rules.AGAINST, rules.FOR)
    change = _held(one, stage)
    seen = impact.dossier(change).hash
    for key in present:
        if key != one.asked_by:
            choice = other if key in dissent else usual
            actions.vote(change, by=stage[key], choice=choice, remark=dissent.get(key, ""), seen_hash=seen)


def _implement(one: story.ChangeRequest, stage: Stage) -> None:
    actions.implement(_held(one, stage), by=stage.manager)


def _close(one: story.ChangeRequest, stage: Stage) -> None:
    actions.verify(_held(one, stage), by=stage["functional"])
    actions.close(_held(one, stage), by=stage.manager, actual_days=float(one.actual_finish_days or 0))


def reassess(stage: Stage) -> None:
    """Bring the impacts that wait for a decision up to this morning's plan and risks."""
    for one in CHANGES:
        if one.open:
            actions.assess(_held(one, stage), by=stage.manager)
