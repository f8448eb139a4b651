"""How is a change drafted, assessed, submitted, decided, carried out and closed? The only writers."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from golive.engines.schedule import patch_from_json
from golive.foundation import audit
from golive.foundation.implementations import store
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.plain.verdict import Refusal, require
from golive.registers.changes import impact, queries, rules
from golive.registers.changes.models import ChangeRequest, ChangeVote, Impact
from golive.registers.decisions import actions as decision_actions
from golive.registers.decisions.actions import Cast, Decision
from golive.registers.plan import actions as plan_actions
from golive.registers.scope import actions as scope_actions
from golive.registers.scope import queries as scope_queries
from golive.registers.steering.queries import Meeting
from golive.registers.steering.rules import PLANNED

audit.verb("change.drafted", "{by} drafted {on} “{title}” for {person}")
audit.verb("change.edited", "{by} edited {on}: {changed}")
audit.verb("change.assessed", "{by} assessed {on}: {effect} It is for the {level}.")
audit.verb("change.submitted", "{by} submitted {on} to the {level}")
audit.verb("change.scheduled", "{by} put {on} on the agenda of {meeting}")
audit.verb("change.withdrawn", "{by} withdrew {on}")
audit.verb("change.voted", "{by} voted {choice} on {on}")
audit.verb("change.decided", "{by} decided {on}: {outcome}")
audit.verb("change.implemented", "{by} recorded that {on} is implemented")
audit.verb("change.verified", "{by} verified {on}")
audit.verb("change.closed", "{by} closed {on}: predicted {predicted}, actual {actual} working days")

TEXT = {
    "title", "request", "justification", "need", "alternative", "patch", "scope_delta", "cost_minor",
    "users_to_retrain", "test_cases", "acceptance_changed",
}  # fmt: skip
STATE_AFTER = {
    rules.APPROVE: rules.APPROVED,
    rules.CONDITIONS: rules.APPROVED,
    rules.REJECT: rules.REJECTED,
    rules.DEFER: rules.DEFERRED,
    rules.MORE: rules.DRAFT,
}


@transaction.atomic
def draft(
    implementation: Implementation,
    *,
    by: Person,
    title: str,
    justification: str,
    requested_by: Person | None = None,
    **text: Any,
) -> ChangeRequest:
    """Write a change request down; nothing happens to the plan."""
    require(rules.may_draft(seat_of(by, implementation), title=title, justification=justification))
    patch_from_json(text.get("patch") or {})
    asker = requested_by or by
    change = ChangeRequest.begin(
        implementation,
        by=by,
        requested_by=asker,
        title=title,
        justification=justification,
        **{name: value for name, value in text.items() if name in TEXT},
    )
    audit.record("change.drafted", on=change, by=by, title=title, person=asker)
    return change


@transaction.atomic
def edit(change: ChangeRequest, *, by: Person, version: int | None = None, **text: Any) -> ChangeRequest:
    """Edit a draft; an impact assessed before no longer holds."""
    new = {name: str(text.get(name, getattr(change, name))) for name in ("title", "justification")}
    require(rules.may_edit(change, seat_of(by, change.implementation), **new))
    patch_from_json(text.get("patch") or {})
    differing = {name: value for name, value in text.items() if name in TEXT and getattr(change, name) != value}
    if not differing:
        return change
    change = store.change(change, version=version, predicted_days=None, **differing)
    audit.record("change.edited", on=change, by=by, changed=sorted(name.replace("_", " ") for name in differing))
    return change


@transaction.atomic
def assess(change: ChangeRequest, *, by: Person, version: int | None = None) -> Impact:
    """Simulate the plan with and without the change, under the same luck, and look up who may decide."""
    change = _locked(change, version)
    refusals = rules.may_assess(change, seat_of(by, change.implementation))
    if change.scope_delta:
        refusals += scope_queries.delta_refusals(change.implementation, change.scope_delta)
    require(refusals)
    found = Impact.objects.create(
        change=change,
        assessed_at=change.implementation.now(),
        assessed_by=by,
        **impact.compute(change),
    )
    store.change(change, level=found.level, predicted_days=found.finish_days)
    audit.record("change.assessed", on=change, by=by, effect=found.sentence, level=found.level)
    return found


@transaction.atomic
def submit(change: ChangeRequest, *, by: Person, version: int | None = None) -> ChangeRequest:
    """Put it before who may decide; from here on its text is fixed."""
    change = _locked(change, version)
    seat = seat_of(by, change.implementation)
    require(rules.may_submit(change, seat, impact.dossier(change), queries.bench(change)))
    change = store.change(change, state=rules.SUBMITTED, submitted_at=change.implementation.now())
    audit.record("change.submitted", on=change, by=by, level=change.level)
    return change


@transaction.atomic
def put_on_agenda(change: ChangeRequest, meeting: Meeting, *, by: Person) -> ChangeRequest:
    """Name the meeting that is to decide it."""
    planned, seat = meeting.state == PLANNED, seat_of(by, change.implementation)
    require(rules.may_schedule(change, seat, meeting=meeting.ref, planned=planned))
    change = store.change(change, meeting=meeting)
    audit.record("change.scheduled", on=change, by=by, meeting=meeting.ref)
    return change


@transaction.atomic
def withdraw(change: ChangeRequest, *, by: Person, because: str, version: int | None = None) -> ChangeRequest:
    """Take a request back, for good."""
    change = _locked(change, version)
    require(rules.may_withdraw(change, seat_of(by, change.implementation), because=because))
    change = store.change(change, state=rules.WITHDRAWN)
    audit.record("change.withdrawn", on=change, by=by, because=because)
    return change


@transaction.atomic
def vote(
    change: ChangeRequest, *, by: Person, choice: str, seen_hash: str, remark: str = "", version: int | None = None
) -> ChangeVote:
    """Cast one's own vote on the impact that was shown; nobody casts another's."""
    change = _locked(change, version)
    bench, dossier = queries.bench(change), impact.dossier(change)
    has_voted = any(each.person_id == by.pk for each in queries.votes(change, bench, dossier))
    said: dict[str, Any] = {"choice": choice, "has_voted": has_voted, "seen_hash": seen_hash}
    require(rules.may_vote(change, seat_of(by, change.implementation), bench, dossier, **said))
    cast = ChangeVote.objects.create(
        change=change,
        dossier=dossier.hash,
        person=by,
        choice=choice,
        remark=remark.strip(),
        cast_at=change.implementation.now(),
    )
    audit.record("change.voted", on=change, by=by, because=remark, choice=choice)
    return cast


@transaction.atomic
def decide(
    change: ChangeRequest,
    *,
    by: Person,
    outcome: str,
    because: str,
    conditions: str = "",
    offered: str = "",
    seen_hash: str | None = None,
    version: int | None = None,
) -> Decision:
    """Decide a submitted change by the votes that were cast on it.

    An approval re-baselines the plan and amends the scope in the same transaction. ``seen_hash`` is that of the dossier
    shown.
    """
    change = _locked(change, version)
    # From here on nobody else moves the plan or approves another change: what is decided on is what is carried out.
    plan_actions.hold(change.implementation)
    bench, dossier = queries.bench(change), impact.dossier(change)
    votes = queries.votes(change, bench, dossier)
    ballot = rules.Ballot(outcome, because, {each.person_id: each.choice for each in votes}, seen_hash, conditions)
    refusals = rules.may_decide(change, seat_of(by, change.implementation), bench, dossier, ballot)
    approves = outcome in rules.CARRIED_OUT
    require(refusals or (_authority_moved(change) if approves else []))
    decision = decision_actions.record(
        change,
        by=by,
        title=change.title,
        outcome=f"{change.ref} {outcome}",
        because=_told(because, conditions, offered),
        forum=bench.committee if bench.by_committee else bench.level,
        votes=[Cast(each.person, each.choice, each.remark, each.cast_at) for each in votes],
        concerned=[person for person in (change.requested_by, change.created_by) if person and person != by],
    )
    if approves:
        _carry_out(change, by=by, decision=decision)
    change = store.change(change, **_decided(change, decision, outcome, conditions, offered))
    audit.record("change.decided", on=change, by=by, because=because, outcome=outcome)
    return decision


def _told(because: str, conditions: str, offered: str) -> str:
    """What is read back: the reason, what must hold, and what is offered instead."""
    rest = [("Conditions", conditions), ("Offered instead", offered)]
    return "\n\n".join([because, *(f"{name}: {text}" for name, text in rest if text)])


def _authority_moved(change: ChangeRequest) -> list[Refusal]:
    """Whether the level that was looked up still holds, with what was approved since."""
    found = impact.latest(change)
    assert found is not None
    now = impact.authority(change, found.windows_moved)
    return rules.authority_holds(change, assessed=found.level, now=now.level.value, because=now.because)


def _carry_out(change: ChangeRequest, *, by: Person, decision: Decision) -> None:
    because = f"{change.ref} {change.title}, {decision.ref}"
    if change.patch:
        plan_actions.apply_patch(change.implementation, change.patch, by=by, because=because, about=change.ref)
    if change.scope_delta:
        scope_actions.amend(change.implementation, change.scope_delta, by=by, because=decision)


def _decided(change: ChangeRequest, decision: Decision, outcome: str, conditions: str, offered: str) -> dict[str, Any]:
    return {
        "state": STATE_AFTER[outcome],
        "outcome": outcome,
        "conditions": conditions,
        "offered": offered,
        "decision": decision,
        "decided_at": change.implementation.now(),
    }


@transaction.atomic
def implement(change: ChangeRequest, *, by: Person, note: str = "", version: int | None = None) -> ChangeRequest:
    """It is built."""
    change = _moved(change, rules.IMPLEMENTED, by, version, implemented_by=by)
    audit.record("change.implemented", on=change, by=by, because=note)
    return change


@transaction.atomic
def verify(change: ChangeRequest, *, by: Person, note: str = "", version: int | None = None) -> ChangeRequest:
    """It does what was asked for."""
    change = _moved(change, rules.VERIFIED, by, version)
    audit.record("change.verified", on=change, by=by, because=note)
    return change


@transaction.atomic
def close(
    change: ChangeRequest, *, by: Person, actual_days: float, note: str = "", version: int | None = None
) -> ChangeRequest:
    """Close it with what it really cost in working days: that is how we learn to estimate."""
    change = _moved(change, rules.CLOSED, by, version, actual_days=actual_days)
    predicted = change.predicted_days
    audit.record("change.closed", on=change, by=by, because=note, predicted=predicted, actual=actual_days)
    return change


def _moved(change: ChangeRequest, to: str, by: Person, version: int | None, **fields: Any) -> ChangeRequest:
    change = _locked(change, version)
    require(rules.may_move_on(change, seat_of(by, change.implementation), to=to))
    return store.change(change, state=to, **fields)


def _locked(change: ChangeRequest, version: int | None = None) -> ChangeRequest:
    """The row as it stands now, locked: approve and withdraw at the same time cannot both succeed."""
    rows = ChangeRequest.objects.select_for_update(of=("self",))
    found = rows.select_related("implementation", "requested_by", "created_by").get(pk=change.pk)
    if version is not None and found.version != version:
        store.refuse_stale(found, version)
    return found
