"""What does a person see and do at a gate?"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.foundation import audit
from golive.foundation.desk.access import network_of
from golive.foundation.implementations.access import Place
from golive.foundation.people import sign_in
from golive.foundation.people.confirming import Proof, way_of
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.registers.go_no_go import actions, forms, queries, rules, showing
from golive.registers.go_no_go.models import Criterion, Gate, Ruling

CONFIRM_KEY = "ruling_browser_key"


def criterion_of(place: Place, ref: str, number: int) -> Criterion:
    gate = place.get(Gate, ref)
    found = queries.criteria(gate).filter(number=number).first()
    if found is None:
        raise Http404(f"{ref} has no criterion {number}.")
    found.gate = gate
    return found


@require_http_methods(["GET", "POST"])
@placed
def open_gates(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Open the gates",
        intro="Kickoff, UAT exit, go/no-go, hypercare exit and close, each with its usual criteria.",
        form=forms.OpenForm,
        do=lambda _: actions.open_gates(place.implementation, by=place.person) and place.url("go_no_go"),
        back=place.url("go_no_go"),
        allowed=rules.may_prepare(place.seat, "open the gates"),
        submit="Open them",
    )


@require_http_methods(["GET", "POST"])
@placed
def set_date(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    gate = place.get(Gate, ref)
    return perform(
        request,
        title=f"The date of {gate.ref}",
        form=forms.DateForm,
        do=lambda data: actions.set_date(gate, by=place.person, **data),
        back=gate.get_absolute_url(),
        allowed=rules.may_prepare(place.seat, f"date {gate.ref}") + rules.is_open(gate.ref, gate.state),
        initial={"due": gate.due, "task_uid": gate.task_uid, "version": gate.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def add_criterion(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    gate = place.get(Gate, ref)
    return perform(
        request,
        title=f"Add a criterion to {gate.ref}",
        form=partial(forms.CriterionForm, place=place),
        do=lambda data: actions.add_criterion(gate, by=place.person, **data) and gate.get_absolute_url(),
        back=gate.get_absolute_url(),
        allowed=rules.may_add(place.seat, ref=gate.ref, state=gate.state, question="-"),
        submit="Add it",
        initial={"version": gate.version, "mandatory": True},
    )


@require_http_methods(["GET", "POST"])
@placed
def assign(request: HttpRequest, place: Place, ref: str, number: int) -> HttpResponse:
    criterion = criterion_of(place, ref, number)
    return perform(
        request,
        title=f"Owner of criterion {number} of {ref}",
        intro=criterion.question,
        form=partial(forms.OwnerForm, place=place),
        do=lambda data: actions.assign(criterion, by=place.person, **data).gate.get_absolute_url(),
        back=criterion.gate.get_absolute_url(),
        allowed=rules.may_prepare(place.seat, f"name owners in {ref}"),
        initial={"owner": criterion.owner_id},
    )


@require_http_methods(["GET", "POST"])
@placed
def answer(request: HttpRequest, place: Place, ref: str, number: int) -> HttpResponse:
    criterion = criterion_of(place, ref, number)
    gate, item = criterion.gate, queries.item_of(criterion)
    allowed = rules.may_answer(
        place.seat, gate=queries.put_briefly(gate), question=item.question, measured=not item.by_hand,
        owner_id=criterion.owner_id, met=False, documented=True, until=place.implementation.today(),
        today=place.implementation.today(),
    )  # fmt: skip
    return perform(
        request,
        title=f"Answer criterion {number} of {ref}",
        intro=item.question,
        form=partial(forms.AnswerForm, place=place),
        do=lambda data: actions.answer(criterion, by=place.person, **data) and gate.get_absolute_url(),
        back=gate.get_absolute_url(),
        allowed=allowed,
        submit="Answer",
    )


@require_http_methods(["GET", "POST"])
@placed
def waive(request: HttpRequest, place: Place, ref: str, number: int) -> HttpResponse:
    criterion = criterion_of(place, ref, number)
    gate, item, today = criterion.gate, queries.item_of(criterion), place.implementation.today()
    allowed = rules.may_waive(
        place.seat, gate=queries.put_briefly(gate), question=item.question, waivable_by=criterion.waivable_by,
        owner_id=criterion.owner_id, is_met=item.is_met, because="-", condition="-", until=today, today=today, days=1,
    )  # fmt: skip
    return perform(
        request,
        title=f"Waive criterion {number} of {ref}",
        intro=f"{item.question} {item.verdict.figure}. Your waiver is printed with the ruling until it ends.",
        form=forms.WaiveForm,
        do=lambda data: actions.waive(criterion, by=place.person, **data) and gate.get_absolute_url(),
        back=gate.get_absolute_url(),
        allowed=allowed,
        submit="Waive it",
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@placed
def freeze(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    gate = place.get(Gate, ref)
    looked = queries.look_at(gate)
    return perform(
        request,
        title=f"Freeze the evidence of {gate.ref}",
        intro=f"{showing.headline(looked.stands)} It is put to vote with its hash; votes on earlier evidence lapse.",
        form=forms.FreezeForm,
        do=lambda data: actions.freeze(gate, by=place.person, **data) and gate.get_absolute_url(),
        back=gate.get_absolute_url(),
        allowed=rules.may_freeze(looked.facts, place.seat, criteria=len(looked.stands.items)),
        submit="Freeze and put to vote",
        initial={"version": gate.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def vote(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    gate = place.get(Gate, ref)
    looked = queries.look_at(gate)
    facts, voted = looked.facts, any(each.person_id == place.person.pk for each in looked.votes)
    return perform(
        request,
        title=f"Vote on {gate.ref}",
        form=forms.VoteForm,
        do=lambda data: actions.vote(gate, by=place.person, **data) and gate.get_absolute_url(),
        back=gate.get_absolute_url(),
        allowed=rules.may_vote(
            facts, place.seat, has_voted=voted, choice=rules.GO, because="-", seen_hash=facts.frozen_hash, version=None
        ),
        submit="Vote",
        initial={"version": gate.version, "seen_hash": facts.frozen_hash},
        template="go_no_go/vote.html",
        context={"gate": gate, **showing.frozen_text(place, looked.snapshot)},
    )


@require_http_methods(["GET", "POST"])
@placed
def rule(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    gate = place.get(Gate, ref)
    looked = queries.look_at(gate)
    facts = looked.facts
    way = way_of(place.person)

    def do(data: dict[str, Any]) -> str:
        typed = {name: data.pop(name, "") for name in ("password", "code")}
        key = request.session.get(CONFIRM_KEY, "")
        proof = Proof(**typed, browser_key=key, network=network_of(request))
        ruling = actions.rule(gate, by=place.person, proof=proof, **data)
        request.session.pop(CONFIRM_KEY, None)
        return ruling.get_absolute_url()

    return perform(
        request,
        title=f"Rule on {gate.ref}",
        form=partial(forms.RuleForm, way=way),
        do=do,
        back=gate.get_absolute_url(),
        allowed=rules.chairs(facts, place.seat)
        + rules.evidence_holds(facts, seen_hash=facts.frozen_hash, version=None),
        submit="Rule",
        initial={"version": gate.version, "seen_hash": facts.frozen_hash},
        template="go_no_go/rule.html",
        context={"gate": gate, "facts": facts, "way": way, **showing.rule_page(place, looked)},
    )


@require_POST
@placed
def mail_code(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    """For a chair without a password: the code fits this browser only."""
    gate = place.get(Gate, ref)
    request.session[CONFIRM_KEY] = sign_in.send_code(place.person.email, network=network_of(request))
    return redirect(f"{gate.get_absolute_url()}ruling/")


@require_GET
@placed
def ruling(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(Ruling, ref, "gate", "snapshot", "snapshot__frozen_by", "decision", "created_by")
    found.gate.implementation = found.decision.implementation = place.implementation
    context = {
        "record": found,
        "verbs": [],
        "history": list(audit.history_of(found.gate, limit=30)),
        **showing.ruling_page(place, found),
    }
    return render(request, "go_no_go/ruling.html", context)
