"""What does a person see and do with the migration?"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.foundation import audit
from golive.foundation.desk.access import network_of
from golive.foundation.implementations.access import Place
from golive.foundation.people import sign_in
from golive.foundation.people.confirming import Proof, way_of
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.registers.data_migration import actions, forms, queries, rules, showing, verbs, workbench
from golive.registers.data_migration.models import Finding, MigrationObject, MigrationSignOff, TestMigration, ValueMap

CONFIRM_KEY = "data_sign_off_browser_key"


@require_http_methods(["GET", "POST"])
@placed
def add(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Add an object",
        form=partial(forms.ObjectForm, place=place),
        do=lambda data: actions.add_object(place.implementation, by=place.person, **data),
        back=place.url("data_migration"),
        allowed=rules.may_write(place.seat, "add a migration object"),
        submit="Add it",
    )


@require_http_methods(["GET", "POST"])
@placed
def edit(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(MigrationObject, ref, "owner")
    names = ("title", "owner", "approach", "because", "source_system", "target_system", "expected_rows", "criticality")
    shown = {name: getattr(found, name) for name in names}
    return perform(
        request,
        title=f"Edit {found.ref}",
        form=partial(forms.ObjectForm, place=place, but=ref),
        do=lambda data: actions.change_object(found, by=place.person, **data),
        back=found.get_absolute_url(),
        allowed=rules.may_write(place.seat, f"change {found.ref}"),
        initial=shown | {"needs": found.needs.all(), "version": found.version},
    )


@require_GET
@placed
def tests(request: HttpRequest, place: Place) -> HttpResponse:
    on = place.implementation
    shown = {
        "tabs": showing.tabs(place, "tests"),
        "columns": showing.TEST_COLUMNS,
        "rows": showing.test_rows(on),
        "new": verbs.new_test(place),
        "sign_offs": list(queries.sign_offs(on)),
        "durations": queries.durations(on),
        "untimed": len(queries.loaded(on)) - len(queries.durations(on)),
        "spell": showing.spell_minutes,
        **showing.headline(on),
    }
    return render(request, "data_migration/tests.html", shown)


@require_GET
@placed
def test(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(TestMigration, ref, "freeze_checked_by")
    shown = {"verbs": verbs.test_verbs(place, found), "history": list(audit.history_of(found, limit=30))}
    shown |= {"may_see": not rules.may_see_rows(place.seat, found.ref), "cause_url": workbench.cause_url}
    return render(request, "data_migration/test.html", {**shown, **showing.test_page(place, found)})


@require_http_methods(["GET", "POST"])
@placed
def plan(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Plan a test migration",
        form=forms.TestForm,
        do=lambda data: actions.plan_test(place.implementation, by=place.person, **data),
        back=place.url("data_migration", "tests"),
        allowed=rules.may_write(place.seat, "plan a test migration"),
        submit="Plan it",
    )


@require_http_methods(["GET", "POST"])
@placed
def start(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(TestMigration, ref)
    return perform(
        request,
        title=f"Start {found.ref}",
        intro=found.title,
        form=forms.StartForm,
        do=lambda data: actions.start_test(found, by=place.person, **data),
        back=found.get_absolute_url(),
        allowed=rules.may_start(place.seat, ref=found.ref, state=found.state),
        submit="Start",
        initial={"version": found.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def finish(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(TestMigration, ref)
    return perform(
        request,
        title=f"Finish {found.ref}",
        intro="How long it took is measured here; the cutover is planned with it.",
        form=forms.FinishForm,
        do=lambda data: actions.finish_test(found, by=place.person, **data),
        back=found.get_absolute_url(),
        allowed=rules.may_write(place.seat, f"finish {found.ref}"),
        submit="Finish",
        initial={"version": found.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def attach(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(TestMigration, ref)
    signed = queries.signed_for(found)
    return perform(
        request,
        title=f"Attach a reconciliation to {found.ref}",
        intro="The JSON of “golive data reconcile MAPPING --source S --target T --json”, one object at a time.",
        form=partial(forms.AttachForm, place=place),
        do=lambda data: actions.attach(found, by=place.person, **data) and found.get_absolute_url(),
        back=found.get_absolute_url(),
        allowed=rules.may_attach(place.seat, ref=found.ref, state=found.state, title="", is_loaded=True, signed=signed),
        submit="Attach it",
    )


@require_http_methods(["GET", "POST"])
@placed
def freeze(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found, now = place.get(TestMigration, ref), place.implementation.now()
    return perform(
        request,
        title=f"Check the freeze of {found.ref}",
        intro="What changes in the source after the extract is not in the load.",
        form=forms.FreezeForm,
        do=lambda data: actions.check_freeze(found, by=place.person, **data),
        back=found.get_absolute_url(),
        allowed=rules.may_check_freeze(place.seat, ref=found.ref, extracted=now, changed=now, now=now),
        initial={"version": found.version, "extracted_at": found.extracted_at},
        submit="Record it",
    )


@require_GET
@placed
def comparison(request: HttpRequest, place: Place) -> HttpResponse:
    before, after = (request.GET.get(name, "") for name in ("before", "after"))
    shown = {"tabs": showing.tabs(place, "comparison"), **showing.comparison_page(place, before, after)}
    return render(request, "data_migration/comparison.html", shown)


@require_GET
@placed
def findings(request: HttpRequest, place: Place) -> HttpResponse:
    found = list(queries.findings(place.implementation))
    shown = {
        "tabs": showing.tabs(place, "findings"),
        "columns": showing.FINDING_COLUMNS,
        "rows": showing.finding_rows(found[:500]),
        "count": len(found),
        "waiting": [each for each in found if not each.decision],
        "blocking": [each for each in found if not each.decision and each.weight == "blocks"],
        "new": verbs.bring_audit(place),
    }
    return render(request, "data_migration/findings.html", shown)


@require_GET
@placed
def finding(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(Finding, ref, "object", "object__owner", "decided_by", "document")
    found.document.implementation = place.implementation
    shown = {
        "record": found,
        "verbs": verbs.finding_verbs(place, found),
        "history": list(audit.history_of(found, limit=30)),
        "following": queries.next_undecided(found),
        "weights": showing.WEIGHTS,
        "weight_tone": showing.WEIGHT_TONE,
    }
    return render(request, "data_migration/finding.html", shown)


@require_http_methods(["GET", "POST"])
@placed
def bring_audit(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Bring in an audit",
        intro="The JSON of “golive data audit SOURCE --json”. Its examples stay masked as they are.",
        form=partial(forms.AuditForm, place=place),
        do=lambda data: (
            actions.bring_audit(place.implementation, by=place.person, **data)
            and place.url("data_migration", "findings")
        ),
        back=place.url("data_migration", "findings"),
        allowed=rules.may_write(place.seat, "bring in an audit"),
        submit="Bring it in",
    )


@require_http_methods(["GET", "POST"])
@placed
def decide(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(Finding, ref, "object")

    def do(data: dict[str, Any]) -> str:
        decided = actions.decide(found, by=place.person, **data)
        following = queries.next_undecided(decided)
        return following.get_absolute_url() if following else place.url("data_migration", "findings")

    return perform(
        request,
        title=f"Decide {found.ref}",
        intro=found.title,
        form=forms.DecideForm,
        do=do,
        back=found.get_absolute_url(),
        allowed=rules.may_decide(
            place.seat,
            ref=found.ref,
            gone=found.gone,
            decision=rules.FIX,
            rule="-",
            because="-",
            owner=found.object.owner_id if found.object else None,
        ),
        submit="Decide",
        initial={"version": found.version, "decision": found.decision, "because": found.because},
    )


@require_GET
@placed
def maps(request: HttpRequest, place: Place) -> HttpResponse:
    found = list(queries.value_maps(place.implementation))
    shown = {
        "tabs": showing.tabs(place, "maps"),
        "columns": showing.MAP_COLUMNS,
        "rows": showing.map_rows(found),
        "open": [each for each in found if each.confirmed_at is None],
        "new": verbs.new_map(place),
    }
    return render(request, "data_migration/maps.html", shown)


@require_GET
@placed
def value_map(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(ValueMap, ref, "object", "owner", "written_by", "confirmed_by")
    found.object.implementation = place.implementation
    shown = {"record": found, "verbs": verbs.map_verbs(place, found), **showing.entry_table(found)}
    shown["history"] = list(audit.history_of(found, limit=30))
    return render(request, "data_migration/map.html", shown)


@require_http_methods(["GET", "POST"])
@placed
def write_map(request: HttpRequest, place: Place) -> HttpResponse:
    def do(data: dict[str, Any]) -> ValueMap:
        data.pop("version")
        return actions.write_map(data.pop("migrated"), by=place.person, **data)

    return perform(
        request,
        title="Write a value map",
        form=partial(forms.MapForm, place=place),
        do=do,
        back=place.url("data_migration", "maps"),
        allowed=rules.may_write(place.seat, "write a value map"),
        submit="Write it",
    )


@require_http_methods(["GET", "POST"])
@placed
def edit_map(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(ValueMap, ref, "object", "owner")
    lines = [
        f"{each['from']} = {each['to']}" + (f" ; {each['rows']}" if each["rows"] is not None else "")
        for each in found.entries
    ]
    return perform(
        request,
        title=f"Edit {found.ref}",
        intro="A confirmation given before lapses.",
        form=partial(forms.MapForm, place=place),
        do=lambda data: actions.write_map(data.pop("migrated"), by=place.person, found=found, **data),
        back=found.get_absolute_url(),
        allowed=rules.may_write(place.seat, f"change {found.ref}"),
        initial={
            "title": found.title,
            "migrated": found.object_id,
            "owner": found.owner_id,
            "entries": "\n".join(lines),
            "version": found.version,
        },
    )


@require_http_methods(["GET", "POST"])
@placed
def confirm_map(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(ValueMap, ref, "owner")
    return perform(
        request,
        title=f"Confirm {found.ref}",
        intro="You confirm exactly these entries; a change needs a new confirmation.",
        form=forms.SeenForm,
        do=lambda data: actions.confirm_map(found, by=place.person, **data),
        back=found.get_absolute_url(),
        allowed=next(each.refusals for each in verbs.map_verbs(place, found) if each.label == "Confirm")
        if found.confirmed_at is None
        else rules.may_confirm_map(
            place.seat, ref=ref, owner=found.owner_id, owner_name=found.owner.name, confirmed=True, unmapped=()
        ),
        submit="Confirm these entries",
        initial={"seen_hash": found.content_hash, "version": found.version},
        template="data_migration/confirm.html",
        context=showing.entry_table(found),
    )


@require_http_methods(["GET", "POST"])
@placed
def draw_up(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(TestMigration, ref)
    who = queries.accountable(place.implementation)
    return perform(
        request,
        title=f"Draw up the sign-off of {found.ref}",
        intro=f"The evidence is frozen under its hash and goes to {who.name if who else 'whoever gets the A'}.",
        form=forms.VersionForm,
        do=lambda data: actions.draw_up(found, by=place.person, **data),
        back=found.get_absolute_url(),
        allowed=rules.may_draw_up(place.seat, queries.evidence(found, place.person.pk)),
        submit="Draw it up",
        initial={"version": found.version},
    )


@require_GET
@placed
def sign_off(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = _sign_off(place, ref)
    shown = {"record": found, "verbs": verbs.sign_off_verbs(place, found), "content": found.content}
    shown |= {"history": list(audit.history_of(found, limit=30)), "who": queries.accountable(place.implementation)}
    shown["holds"] = found.signed_at is not None or not verbs.is_changed(found)
    return render(request, "data_migration/sign_off.html", shown)


def _sign_off(place: Place, ref: str) -> MigrationSignOff:
    found = place.get(MigrationSignOff, ref, "test", "signed_by", "created_by", "pdf", "xlsx")
    found.test.implementation = place.implementation
    for paper in filter(None, (found.pdf, found.xlsx)):
        paper.implementation = place.implementation
    return found


@require_http_methods(["GET", "POST"])
@placed
def sign(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found, way = _sign_off(place, ref), way_of(place.person)

    def do(data: dict[str, Any]) -> MigrationSignOff:
        typed = {name: data.pop(name, "") for name in ("password", "code")}
        proof = Proof(**typed, browser_key=request.session.get(CONFIRM_KEY, ""), network=network_of(request))
        signed = actions.sign(found, by=place.person, proof=proof, **data)
        request.session.pop(CONFIRM_KEY, None)
        return signed

    return perform(
        request,
        title=f"Sign {found.ref}",
        form=partial(forms.SignForm, way=way),
        do=do,
        back=found.get_absolute_url(),
        allowed=verbs.may_sign(place, found),
        submit="Sign this evidence",
        initial={"seen_hash": found.content_hash},
        template="data_migration/sign.html",
        context={"record": found, "content": found.content, "way": way},
    )


@require_POST
@placed
def mail_code(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    """For a signatory without a password: the code fits this browser only."""
    found = place.get(MigrationSignOff, ref)
    request.session[CONFIRM_KEY] = sign_in.send_code(place.person.email, network=network_of(request))
    return redirect(f"{found.get_absolute_url()}signature/")
