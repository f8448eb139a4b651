"""What may a program do at a gate? The same as a person, with the same refusals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status

from golive.foundation.desk.access import network_of
from golive.foundation.documents.models import Document
from golive.foundation.implementations.access import Place, enter
from golive.foundation.people.confirming import Proof
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.registers.go_no_go import actions, queries
from golive.registers.go_no_go.models import Criterion, Gate, Ruling
from golive.registers.go_no_go.register import register

router = Router(tags=[register.title])
GateOut: Any = record_schema(register)
BASE = "/i/{slug}/go_no_go"


class CriterionOut(Schema):
    number: int
    question: str
    check: str
    mandatory: bool
    standing: str
    figure: str
    because: str
    cure: str
    record: str
    evidence_at: datetime | None
    waived_until: date | None


class EvidenceOut(Schema):
    gate: str
    version: int
    state: str
    verdict: str
    hash: str
    frozen_hash: str
    frozen_verdict: str
    frozen_at: datetime | None
    votes: dict[str, str]
    criteria: list[CriterionOut]


class AnswerIn(Schema):
    met: bool
    until: date
    note: str = ""
    document: str = ""


class WaiverIn(Schema):
    because: str
    condition: str
    until: date


class FreezeIn(Schema):
    version: int | None = None


class VoteIn(Schema):
    choice: str
    because: str = ""
    seen_hash: str
    version: int | None = None


class RulingIn(Schema):
    outcome: str
    because: str
    seen_hash: str
    password: str = ""
    conditions_by: date | None = None
    version: int | None = None


class RulingOut(Schema):
    ref: str
    url: str
    gate: str
    outcome: str
    because: str
    conditions: list[dict[str, str]]
    decided_at: datetime
    decided_by: str
    confirmed: str
    decision: str
    hash: str


def _place(request: HttpRequest, slug: str) -> Place:
    return enter(request.auth, slug)  # type: ignore[attr-defined]


def _criterion(place: Place, ref: str, number: int) -> Criterion:
    found = queries.criteria(place.get(Gate, ref)).select_related("gate__implementation", "owner")
    criterion = found.filter(number=number).first()
    if criterion is None:
        raise Http404(f"{ref} has no criterion {number}.")
    return criterion


def _evidence(gate: Gate) -> dict[str, Any]:
    looked = queries.look_at(gate)
    stands, snapshot = looked.stands, looked.snapshot
    return {
        "gate": gate.ref,
        "version": gate.version,
        "state": gate.state,
        "verdict": stands.verdict.value,
        "hash": stands.content_hash,
        "frozen_hash": looked.facts.frozen_hash,
        "frozen_verdict": snapshot.verdict if snapshot else "",
        "frozen_at": snapshot.frozen_at if snapshot else None,
        "votes": {vote.person.email: vote.choice for vote in looked.votes},
        "criteria": [
            {**kept, "waived_until": kept["waiver"]["until"] if kept["waiver"] else None}
            for kept in stands.content["criteria"]
        ],
    }


def _ruling(ruling: Ruling) -> dict[str, Any]:
    fields = ("ref", "outcome", "because", "conditions", "decided_at", "confirmed")
    return {name: getattr(ruling, name) for name in fields} | {
        "url": ruling.get_absolute_url(),
        "gate": ruling.gate.ref,
        "decided_by": str(ruling.created_by),
        "decision": ruling.decision.ref,
        "hash": ruling.snapshot.content_hash,
    }


@router.post(f"{BASE}/", response={201: list[GateOut], **ANSWERS}, operation_id="gates_open", summary="Open the gates")
def open_gates(request: HttpRequest, slug: str) -> Status:
    place = _place(request, slug)
    opened = actions.open_gates(place.implementation, by=place.person)
    return Status(201, [as_dict(register, gate) for gate in opened])


@router.get(
    f"{BASE}/{{ref}}/evidence/",
    response={200: EvidenceOut, **ANSWERS},
    operation_id="gate_evidence",
    summary="The live verdict of a gate with its criteria, and what is frozen",
)
def read_evidence(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    return _evidence(_place(request, slug).get(Gate, ref))


@router.post(
    f"{BASE}/{{ref}}/evidence/",
    response={200: EvidenceOut, **ANSWERS},
    operation_id="gate_freeze",
    summary="Freeze the evidence and put the gate to vote",
)
def freeze(request: HttpRequest, slug: str, ref: str, body: FreezeIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.freeze(place.get(Gate, ref), by=place.person, version=body.version)
    return _evidence(place.get(Gate, ref))


@router.post(
    f"{BASE}/{{ref}}/criteria/{{number}}/answer/",
    response={200: EvidenceOut, **ANSWERS},
    operation_id="gate_answer",
    summary="Answer a criterion that nothing measures; document names one that is kept",
)
def answer(request: HttpRequest, slug: str, ref: str, number: int, body: AnswerIn) -> dict[str, Any]:
    place = _place(request, slug)
    document = place.get(Document, body.document) if body.document else None
    said = body.dict(exclude={"document"})
    actions.answer(_criterion(place, ref, number), by=place.person, document=document, **said)
    return _evidence(place.get(Gate, ref))


@router.post(
    f"{BASE}/{{ref}}/criteria/{{number}}/waiver/",
    response={200: EvidenceOut, **ANSWERS},
    operation_id="gate_waive",
    summary="Waive a criterion until a day",
)
def waive(request: HttpRequest, slug: str, ref: str, number: int, body: WaiverIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.waive(_criterion(place, ref, number), by=place.person, **body.dict())
    return _evidence(place.get(Gate, ref))


@router.post(
    f"{BASE}/{{ref}}/vote/",
    response={200: EvidenceOut, **ANSWERS},
    operation_id="gate_vote",
    summary="Vote go, no-go or abstain on the evidence whose hash was read",
)
def vote(request: HttpRequest, slug: str, ref: str, body: VoteIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.vote(place.get(Gate, ref), by=place.person, **body.dict())
    return _evidence(place.get(Gate, ref))


@router.post(
    f"{BASE}/{{ref}}/ruling/",
    response={201: RulingOut, **ANSWERS},
    operation_id="gate_rule",
    summary="Rule go or no-go as the chair; the password is asked for once more",
)
def rule(request: HttpRequest, slug: str, ref: str, body: RulingIn) -> Status:
    place = _place(request, slug)
    proof = Proof(password=body.password, network=network_of(request))
    said = body.dict(exclude={"password"})
    return Status(201, _ruling(actions.rule(place.get(Gate, ref), by=place.person, proof=proof, **said)))
