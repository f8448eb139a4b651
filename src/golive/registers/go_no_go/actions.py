"""How is a gate opened, prepared, put to vote, voted on and ruled? The only writers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from golive.foundation import audit
from golive.foundation.documents import actions as documents
from golive.foundation.documents.models import Document
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import holders, seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.store import change
from golive.foundation.people.confirming import Proof, confirm
from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.plain.verdict import require
from golive.registers.decisions import actions as decisions
from golive.registers.go_no_go import catalogue, queries, rules
from golive.registers.go_no_go.judging import GateVerdict
from golive.registers.go_no_go.models import Answer, Criterion, Gate, GateVote, Ruling, Snapshot, Waiver

audit.verb("gate.opened", "{by} opened {on} “{title}” with {criteria} criteria")
audit.verb("gate.dated", "{by} set the date of {on} to {due}")
audit.verb("gate.criterion_added", "{by} added “{question}” to {on}")
audit.verb("gate.criterion_assigned", "{by} made {owner} the owner of “{question}” in {on}")
audit.verb("gate.answered", "{by} answered “{question}” of {on} with {answer}, good until {until}")
audit.verb("gate.waived", "{by} waived “{question}” of {on} until {until}, on the condition: {condition}")
audit.verb("gate.frozen", "{by} froze the evidence of {on}: {verdict} (SHA-256 {hash_short}) and put it to vote")
audit.verb("gate.voted", "{by} voted {choice} on {on} (SHA-256 {hash_short})")
audit.verb("gate.ruled", "{by} ruled {on}: {outcome}, {confirmed} ({ruling})")


@transaction.atomic
def open_gates(implementation: Implementation, *, by: Person) -> list[Gate]:
    """Open every gate that is not there yet, with the criteria of the catalogue. Opening twice changes nothing."""
    require(rules.may_prepare(seat_of(by, implementation), "open the gates"))
    there = set(queries.gates(implementation).values_list("kind", flat=True))
    return [_open(implementation, each, by) for each in catalogue.TEMPLATES if each.kind not in there]


def _open(implementation: Implementation, template: catalogue.GateTemplate, by: Person) -> Gate:
    due = {"kickoff": implementation.kickoff_on, "go_no_go": implementation.committed_on}.get(template.kind)
    gate = Gate.begin(
        implementation,
        by=by,
        title=template.title,
        kind=template.kind,
        due=due,
    )
    Criterion.objects.bulk_create(
        Criterion(
            gate=gate,
            number=number,
            question=asks.question,
            check_id=asks.check,
            by_hand=asks.by_hand,
            practice=asks.practice,
            mandatory=asks.mandatory,
            max_age_days=asks.max_age_days,
            waivable_by=asks.waivable_by,
            provenance=asks.provenance,
        )
        for number, asks in enumerate(template.asks, start=1)
    )
    audit.record("gate.opened", on=gate, by=by, title=gate.title, criteria=len(template.asks))
    return gate


@transaction.atomic
def set_date(
    gate: Gate, *, by: Person, due: date | None, task_uid: int | None = None, version: int | None = None
) -> Gate:
    """Say when the gate is to be passed, and which task of the plan waits behind it."""
    require(
        rules.may_prepare(seat_of(by, gate.implementation), f"date {gate.ref}") + rules.is_open(gate.ref, gate.state)
    )
    gate = change(gate, version=version, due=due, task_uid=task_uid)
    audit.record("gate.dated", on=gate, by=by, due=due)
    return gate


@transaction.atomic
def add_criterion(
    gate: Gate,
    *,
    by: Person,
    question: str,
    mandatory: bool = True,
    max_age_days: int | None = None,
    waivable_by: str = "",
    owner: Person | None = None,
    check_id: str = "",
    version: int | None = None,
) -> Criterion:
    """Ask one more question at this gate; it is answered by hand unless it names a check."""
    seat = seat_of(by, gate.implementation)
    require(rules.may_add(seat, ref=gate.ref, state=gate.state, question=question))
    gate = change(gate, version=version)
    last = queries.criteria(gate).last()
    criterion = Criterion.objects.create(
        gate=gate,
        number=last.number + 1 if last else 1,
        question=question.strip(),
        check_id=check_id,
        mandatory=mandatory,
        max_age_days=max_age_days,
        waivable_by=waivable_by,
        owner=owner,
        provenance=f"added by {by.name}",
    )
    audit.record("gate.criterion_added", on=gate, by=by, question=criterion.question)
    return criterion


@transaction.atomic
def assign(criterion: Criterion, *, by: Person, owner: Person) -> Criterion:
    """Name who owes the evidence of a criterion."""
    gate = criterion.gate
    require(rules.may_prepare(seat_of(by, gate.implementation), f"name owners in {gate.ref}"))
    Criterion.objects.filter(pk=criterion.pk).update(owner=owner)
    criterion.owner = owner
    audit.record("gate.criterion_assigned", on=gate, by=by, owner=owner, question=criterion.question)
    return criterion


@transaction.atomic
def answer(
    criterion: Criterion,
    *,
    by: Person,
    met: bool | None,
    until: date | None,
    note: str = "",
    document: Document | None = None,
    file: tuple[str, str, bytes] | None = None,
) -> Answer:
    """Answer a criterion that nothing measures. ``file`` (name, media type, content) is kept as the evidence."""
    gate, item = criterion.gate, queries.item_of(criterion)
    require(
        rules.may_answer(
            seat_of(by, gate.implementation),
            gate=queries.put_briefly(gate),
            question=item.question,
            measured=not item.by_hand,
            owner_id=criterion.owner_id,
            met=met,
            documented=document is not None or file is not None,
            until=until,
            today=gate.implementation.today(),
        )
    )
    assert until is not None  # may_answer has refused an answer without an end
    if file:
        name, media_type, content = file
        document = documents.keep(
            gate.implementation, content, by=by, title=item.question, name=name, media_type=media_type, about=gate.ref
        )
    said = Answer.objects.create(
        criterion=criterion,
        met=bool(met),
        note=note,
        document=document,
        until=until,
        by=by,
        at=gate.implementation.now(),
    )
    told: dict[str, Any] = {
        "question": item.question,
        "answer": str(said),
        "until": until,
        "document": document and document.ref,
    }
    audit.record("gate.answered", on=gate, by=by, because=note, **told)
    return said


@transaction.atomic
def waive(criterion: Criterion, *, by: Person, because: str, condition: str, until: date | None) -> Waiver:
    """Let the gate pass without this criterion: by the entitled role, with a reason, a condition and an early end."""
    gate, item = criterion.gate, queries.item_of(criterion)
    implementation = gate.implementation
    require(
        rules.may_waive(
            seat_of(by, implementation),
            gate=queries.put_briefly(gate),
            question=item.question,
            waivable_by=criterion.waivable_by,
            owner_id=criterion.owner_id,
            is_met=item.is_met,
            because=because,
            condition=condition,
            until=until,
            today=implementation.today(),
            days=int(implementations.value(implementation, rules.WAIVER_DAYS)),
        )
    )
    assert until is not None  # may_waive has refused a waiver without an end
    waiver = Waiver.objects.create(
        criterion=criterion,
        because=because.strip(),
        condition=condition.strip(),
        until=until,
        figure=item.verdict.figure[:300],
        by=by,
        at=implementation.now(),
    )
    told: dict[str, Any] = {"question": item.question, "until": until, "condition": waiver.condition}
    audit.record("gate.waived", on=gate, by=by, because=because, **told)
    return waiver


@transaction.atomic
def freeze(gate: Gate, *, by: Person, version: int | None = None) -> Snapshot:
    """Freeze the evidence of this moment with its hash, and put the gate to vote. Votes on earlier evidence lapse."""
    gate = _locked(gate)
    looked, seat = queries.look_at(gate), seat_of(by, gate.implementation)
    stands, before = looked.stands, looked.snapshot
    require(rules.may_freeze(looked.facts, seat, criteria=len(stands.items)))
    change(gate, version=version, state=rules.VOTING)
    snapshot = Snapshot.objects.create(
        gate=gate,
        number=before.number + 1 if before else 1,
        content=stands.content,
        content_hash=stands.content_hash,
        verdict=stands.verdict.value,
        frozen_at=gate.implementation.now(),
        frozen_by=by,
    )
    told: dict[str, Any] = {
        "verdict": stands.verdict,
        "hash_short": snapshot.content_hash[:12],
        "hash": snapshot.content_hash,
    }
    audit.record("gate.frozen", on=gate, by=by, **told)
    return snapshot


@transaction.atomic
def vote(gate: Gate, *, by: Person, choice: str, because: str, seen_hash: str, version: int | None = None) -> GateVote:
    """Vote once on the evidence that was shown; refused if it is no longer that evidence."""
    gate = _locked(gate)
    looked, seat = queries.look_at(gate), seat_of(by, gate.implementation)
    facts, has_voted = looked.facts, any(each.person_id == by.pk for each in looked.votes)
    require(
        rules.may_vote(
            facts, seat, has_voted=has_voted, choice=choice, because=because, seen_hash=seen_hash, version=version
        )
    )
    assert looked.snapshot is not None  # may_vote has refused a gate that is not put to vote
    cast = GateVote.objects.create(
        snapshot=looked.snapshot, person=by, choice=choice, because=because.strip(), cast_at=gate.implementation.now()
    )
    audit.record("gate.voted", on=gate, by=by, because=because, choice=choice, hash_short=facts.frozen_hash[:12])
    return cast


def rule(
    gate: Gate,
    *,
    by: Person,
    outcome: str,
    because: str,
    seen_hash: str,
    proof: Proof,
    conditions_by: date | None = None,
    version: int | None = None,
) -> Ruling:
    """The chair rules, and proves to be the chair once more. One ruling for one evidence."""
    said: dict[str, Any] = {"outcome": outcome, "because": because, "seen_hash": seen_hash, "version": version}
    said["conditions_by"] = conditions_by
    _require_ruling(gate, by, **said)
    # Outside the transaction: a wrong password must count even though the ruling is refused.
    confirmed = confirm(by, proof)
    return _rule(gate, by=by, confirmed=confirmed, **said)


@transaction.atomic
def _rule(gate: Gate, *, by: Person, confirmed: str, **said: Any) -> Ruling:
    gate = _locked(gate)
    looked = _require_ruling(gate, by, **said)
    facts, snapshot, cast = looked.facts, looked.snapshot, looked.votes
    outcome = facts.verdict if said["outcome"] == rules.GO else GateVerdict.NO_GO
    decision = decisions.record(
        gate,
        by=by,
        title=f"{gate.title} gate",
        outcome=outcome.value,
        because=said["because"],
        forum=facts.committee,
        votes=[decisions.Cast(e.person, e.get_choice_display(), e.because, e.cast_at) for e in cast],
        concerned=[*holders(gate.implementation, Role.MANAGER, Role.SPONSOR), *(each.person for each in cast)],
    )
    change(gate, state=rules.PASSED if outcome.opens else rules.STOPPED)
    ruling = Ruling.begin(
        gate.implementation,
        by=by,
        gate=gate,
        snapshot=snapshot,
        outcome=outcome.value,
        because=said["because"].strip(),
        conditions=_conditions(looked.stands, said["conditions_by"]) if outcome.opens else [],
        confirmed=confirmed,
        decided_at=gate.implementation.now(),
        decision=decision,
    )
    told: dict[str, Any] = {"outcome": outcome, "confirmed": confirmed, "ruling": ruling.ref, "hash": facts.frozen_hash}
    audit.record("gate.ruled", on=gate, by=by, because=said["because"], decision=decision.ref, **told)
    return ruling


def _require_ruling(gate: Gate, by: Person, **said: Any) -> queries.Looked:
    seat, looked = seat_of(by, gate.implementation), queries.look_at(gate)
    require(rules.may_rule(looked.facts, seat, today=gate.implementation.today(), **said))
    return looked


def _conditions(stands: queries.Standing, conditions_by: date | None) -> list[dict[str, str]]:
    waived = [
        {"question": i.question, "condition": i.waiver.condition, "until": i.waiver.until.isoformat()}
        for i in stands.items
        if i.waiver
    ]
    later = [
        {"question": i.question, "condition": i.verdict.cure, "until": conditions_by.isoformat()}
        for i in stands.items
        if conditions_by and i.question in stands.undated
    ]
    return waived + later


def _locked(gate: Gate) -> Gate:
    """The gate as it is now, held until the end of the transaction: freezing, voting and ruling wait for each other."""
    return Gate.objects.select_for_update(of=("self",)).select_related("implementation").get(pk=gate.pk)
