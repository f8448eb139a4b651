from datetime import date

import pytest

from golive.foundation.implementations import actions as implementations
from golive.foundation.look.words import full, signed
from golive.foundation.register_kit.contract import RegisterContract, bearer, signed_in
from golive.plain.seat import Role
from golive.registers.changes import actions, impact
from golive.registers.changes.impact import dossier
from golive.registers.changes.models import ChangeRequest
from golive.registers.changes.register import register
from golive.registers.changes.tests.test_actions import drafted, planned, submitted
from golive.registers.plan import queries as plan_queries
from golive.registers.plan.tests.plans import EIGHT_DAYS
from golive.registers.steering import actions as steering
from golive.registers.steering.rules import CHAIR, MEMBER
from golive.registers.steering.tests.test_actions import founded
from tests.world import World


class TestChangesRegister(RegisterContract):
    register = register
    make = staticmethod(drafted)


@pytest.mark.django_db
def test_a_change_goes_from_the_form_to_the_committees_decision_on_its_pages(world: World) -> None:
    planned(world)
    founded(world)
    asker, manager, sponsor = (signed_in(p) for p in (world.lead, world.manager, world.sponsor))
    form = {"title": "Discounts", "justification": "Margin.", "cost": "38400", "task_name": "Build", "task_days": "8"}
    unfinished = asker.post(world.acme.url("changes", "new"), form)
    assert (unfinished.status_code, "the task that waits for it" in unfinished.content.decode()) == (422, True)
    page = asker.post(world.acme.url("changes", "new"), form | {"task_before": "T-7"})["Location"]
    text = asker.get(page).content.decode()
    assert "The impact has not been assessed" in text
    assert "Build, 8 working days, before “User acceptance test”" in text
    assert asker.get(f"{page}decision/").status_code == 403

    def version() -> int:
        return ChangeRequest.objects.get(title="Discounts").version

    assert manager.post(f"{page}impact/", {"version": version()}).status_code == 302
    assert "reserve falls from 8 to 0" in asker.get(page).content.decode()
    assert asker.post(f"{page}submission/", {"version": version()}).status_code == 302
    assert manager.get(f"{page}decision/").status_code == 403
    opened = sponsor.get(f"{page}decision/")
    shown = opened.content.decode()
    assert "reserve falls from 8 to 0" in shown
    seen = shown.split('name="seen_hash" value="')[1].split('"')[0]
    ballot = {"outcome": "rejected", "because": "It spends the reserve.", "seen_hash": seen, "version": version()}
    assert sponsor.post(f"{page}decision/", {**ballot, "outcome": ""}).status_code == 422
    assert sponsor.post(f"{page}decision/", {**ballot, "because": ""}).status_code == 422
    assert sponsor.post(f"{page}decision/", {**ballot, "seen_hash": "0" * 64}).status_code == 409
    assert sponsor.post(f"{page}decision/", ballot).status_code == 302
    text = asker.get(page).content.decode()
    assert "Rejected on" in text
    assert "It spends the reserve." in text
    log = asker.get(world.acme.url("decisions")).content.decode()
    assert "Discounts" in log


@pytest.mark.django_db
def test_a_patch_may_be_typed_as_json_and_nonsense_is_told(world: World) -> None:
    planned(world)
    client, address = signed_in(world.lead), world.acme.url("changes", "new")
    form = {"title": "Many edits", "justification": "Because."}
    assert "This is no JSON" in client.post(address, {**form, "patch": "{"}).content.decode()
    assert "is an object" in client.post(address, {**form, "patch": "[]"}).content.decode()
    assert client.post(address, {**form, "patch": '{"remove_tasks": [5]}'}).status_code == 302
    change = ChangeRequest.objects.get(title="Many edits")
    assert change.patch == {"remove_tasks": [5]}
    edited = client.get(f"{change.get_absolute_url()}text/").content.decode()
    assert "remove_tasks" in edited


@pytest.mark.django_db
def test_who_votes_and_who_decides_sees_what_an_approval_does_to_the_go_live_of_the_p80(world: World) -> None:
    change = submitted(world)
    found = impact.latest(change)
    assert found is not None
    low, high = found.result["p80_interval"]
    days = f"{signed(found.p80_days)} working days ({signed(round(low, 1))} to {signed(round(high, 1))})"
    before, after = (full(date.fromisoformat(day)) for day in found.result["p80_windows"])
    assert before != after
    for part in ("decision", "vote"):
        page = signed_in(world.sponsor).get(f"{change.get_absolute_url()}{part}/").content.decode()
        rows = {row.split("</th>")[0]: row for row in page.split('<th scope="row">')[1:]}
        assert days in rows["Ready, P80"]
        assert all(f">{day}</td>" in rows["Go-live, P80"] for day in (before, after))


@pytest.mark.django_db
def test_who_decides_and_the_quorum_are_told_before_a_request_is_sent(world: World) -> None:
    planned(world)
    change, asker = drafted(world), signed_in(world.lead)
    actions.assess(change, by=world.manager)
    change.refresh_from_db()
    page = f"{change.get_absolute_url()}submission/"
    refused = asker.post(page, {"version": change.version})
    assert (refused.status_code, "there is no committee yet" in refused.content.decode()) == (422, True)
    committee = steering.found(world.acme, by=world.manager, title="Steering committee")
    steering.seat(committee, world.sponsor, by=world.manager, seat=CHAIR)
    few = asker.get(page).content.decode()
    assert "3 votes are needed to approve it, and more for than against; 1 may vote." in few
    assert "2 voting seats are missing it can be rejected or deferred, not approved" in few
    assert "such as to Felix Brandt" in few
    for person in (world.committee, world.client):
        steering.seat(committee, person, by=world.manager, seat=MEMBER)
    enough = asker.get(page).content.decode()
    assert "3 may vote." in enough
    assert "missing it can be rejected" not in enough
    assert "3 votes are needed" in asker.get(change.get_absolute_url()).content.decode()
    assert asker.post(page, {"version": change.version}).status_code == 302
    assert (
        "3 votes are needed" in signed_in(world.sponsor).get(f"{change.get_absolute_url()}decision/").content.decode()
    )


@pytest.mark.django_db
def test_a_request_that_moves_no_task_says_that_the_p80_stays(world: World) -> None:
    change = submitted(world, patch={})
    page = signed_in(world.sponsor).get(f"{change.get_absolute_url()}decision/").content.decode()
    assert "It changes no task of the plan: the P80 of go-live stays where it is." in page


@pytest.mark.django_db
def test_a_task_is_found_by_name_or_number_and_the_form_needs_no_json(world: World) -> None:
    planned(world)
    client, address = signed_in(world.lead), world.acme.url("changes", "new")
    offered = client.get(world.acme.url("changes", "tasks"), {"task_1": "accept"}).content.decode()
    assert 'data-value="T-7 User acceptance test"' in offered
    assert "Build" not in offered
    assert signed_in(world.stranger).get(world.acme.url("changes", "tasks")).status_code == 404
    for text in ("User\x00acceptance", "user " * 2000):
        answer = client.get(world.acme.url("changes", "tasks"), {"task_1": text})
        assert (answer.status_code, "User acceptance test" in answer.content.decode()) == (200, True)
    form = {"title": "Longer test", "justification": "More users.", "task_1": "acceptance", "days_1": "5"}
    change = ChangeRequest.objects.get(pk=_drafted(client, address, form))
    test = plan_queries.tasks(world.acme).get(uid=7)
    assert change.patch == {
        "name": "Longer test",
        "set": [{"task": 7, "duration_days": test.duration_days + 5}],
    }
    shown = client.get(change.get_absolute_url()).content.decode()
    assert f"takes {test.duration_days + 5:g} working days instead of {test.duration_days:g}" in shown
    edited = client.get(f"{change.get_absolute_url()}text/").content.decode()
    assert 'value="T-7 User acceptance test"' in edited
    kept = form | {"task_1": "T-7 User acceptance test", "title": "Even longer", "version": change.version}
    assert client.post(f"{change.get_absolute_url()}text/", kept).status_code == 302
    change.refresh_from_db()
    assert (change.title, change.patch["name"]) == ("Even longer", "Longer test")


def _drafted(client, address: str, form: dict) -> int:
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.content.decode()
    return ChangeRequest.objects.latest("pk").pk


@pytest.mark.django_db
def test_what_is_typed_of_tasks_and_days_is_refused_with_what_is_wrong(world: World) -> None:
    planned(world)
    client, address = signed_in(world.lead), world.acme.url("changes", "new")
    base = {"title": "x", "justification": "y"}
    for typed, told in (
        ({"task_1": "dragon", "days_1": "1"}, "No task ahead is found by “dragon”."),
        ({"task_1": "e", "days_1": "1"}, "tasks: T-"),
        ({"task_1": "T-7"}, "A task and its days belong together"),
        ({"days_1": "3"}, "A task and its days belong together"),
        ({"task_1": "T-7", "days_1": "-400"}, "it cannot lose 400"),
        ({"task_1": "T-7", "days_1": "1", "task_2": "7", "days_2": "2"}, "stands above already"),
        ({"task_1": "T-7", "days_1": "1", "patch": "{}"}, "in the fields or as JSON, not both"),
    ):
        answer = client.post(address, base | typed)
        assert (answer.status_code, told in answer.content.decode()) == (422, True), typed
    assert not ChangeRequest.objects.exists()


@pytest.mark.django_db
def test_who_may_not_is_told_which_roles_may_and_who_holds_them_and_a_stranger_is_not(world: World) -> None:
    planned(world)
    change = drafted(world)
    page = f"{change.get_absolute_url()}impact/"
    refused = signed_in(world.viewer).get(page)
    told = refused.content.decode()
    assert refused.status_code == 403
    assert "Omar Haddad (viewer) may not assess CR-001." in told
    assert "<dt>Manager</dt><dd>Jo Marsh</dd>" in told
    assert "<dt>Workstream lead</dt><dd>Priya Nair</dd>" in told
    assert "Ruth Amadi" not in told
    assert f'href="{change.get_absolute_url()}"' in told
    assert "Back to CR-001" in told
    implementations.end(world.acme, world.lead, Role.LEAD, by=world.manager)
    assert "Nobody holds this role." in signed_in(world.viewer).get(page).content.decode()
    drafting = signed_in(world.viewer).get(world.acme.url("changes", "new")).content.decode()
    assert "Back to Change control" in drafting
    outside = signed_in(world.stranger).get(page)
    assert (outside.status_code, "Jo Marsh" in outside.content.decode()) == (404, False)
    answer = signed_in(world.viewer).post(f"/api/v1{page}", {}, headers=bearer(world.viewer))
    assert set(answer.json()["refusals"][0]) == {"code", "problem", "cure", "kind", "field"}


@pytest.mark.django_db
def test_what_nobody_said_is_left_out_and_what_is_needed_is_shown_as_missing(world: World) -> None:
    planned(world)
    bare = drafted(world, alternative="", cost_minor=None)
    page = signed_in(world.lead).get(bare.get_absolute_url()).content.decode()
    assert "Offered instead" not in page
    assert "What could be done instead" not in page
    assert '<dt>Cost</dt><dd><span class="missing">Not known</span></dd>' in page
    said = drafted(world, alternative="One approver.", users_to_retrain=0)
    page = signed_in(world.lead).get(said.get_absolute_url()).content.decode()
    assert "<dt>What could be done instead</dt><dd>One approver.</dd>" in page
    assert "<dt>Users to train again</dt><dd>0</dd>" in page


@pytest.mark.django_db
def test_two_committee_members_who_decide_at_once_are_told_of_each_other(world: World) -> None:
    change = submitted(world)
    page, first, second = change.get_absolute_url(), signed_in(world.sponsor), signed_in(world.sponsor)
    ballot = {"outcome": "rejected", "because": "No.", "version": change.version, "seen_hash": dossier(change).hash}
    assert first.post(f"{page}decision/", ballot).status_code == 302
    assert second.post(f"{page}decision/", ballot).status_code in (409, 422)


@pytest.mark.django_db
def test_a_program_drafts_assesses_submits_and_decides_under_the_same_rules(world: World, client) -> None:
    planned(world)
    founded(world)
    base = f"/api/v1{world.acme.url('changes')}"

    def send(path: str, body: dict, who):
        return client.post(base + path, body, content_type="application/json", headers=bearer(who))

    body = {"title": "Discounts", "justification": "Margin.", "cost_minor": 3_840_000, "patch": EIGHT_DAYS}
    assert send("", body, world.viewer).status_code == 403
    ref = send("", body, world.lead).json()["ref"]
    assert client.get(f"{base}{ref}/impact/", headers=bearer(world.lead)).status_code == 404
    assert send(f"{ref}/submission/", {}, world.lead).json()["refusals"][0]["code"] == "change.impact_missing"
    found = send(f"{ref}/impact/", {}, world.manager).json()
    assert (found["finish_days"], found["slack_after"], found["stale"]) == (8, 0, False)
    assert send(f"{ref}/submission/", {}, world.lead).json()["state"] == "submitted"
    seen = client.get(f"{base}{ref}/impact/", headers=bearer(world.sponsor)).json()["seen_hash"]
    ballot = {"outcome": "approved", "because": "Yes.", "seen_hash": seen}
    few = send(f"{ref}/decision/", ballot, world.sponsor)
    assert [each["code"] for each in few.json()["refusals"]] == ["vote.quorum", "vote.majority"]
    assert send(f"{ref}/vote/", {"choice": "for", "seen_hash": seen}, world.lead).status_code == 403
    assert send(f"{ref}/vote/", {"choice": "for", "seen_hash": "0" * 64}, world.client).status_code == 409
    for person in (world.sponsor, world.committee, world.client):
        assert send(f"{ref}/vote/", {"choice": "for", "seen_hash": seen}, person).status_code == 200
    assert send(f"{ref}/decision/", ballot, world.sponsor).json()["state"] == "approved"
    unknown = send("", body | {"requested_by": "x@y.z"}, world.lead)
    assert unknown.json()["refusals"][0]["code"] == "person.unknown"


@pytest.mark.django_db
def test_editing_a_draft_on_the_page_keeps_what_the_form_does_not_show(world: World) -> None:
    delta = {
        "add": [{"title": "Portal", "kind": "in", "acceptance": "Five users.", "area": "Sales"}],
        "change": [{"ref": "SC-001", "title": "New"}],
    }
    change = drafted(world, scope_delta=delta)
    client, address = signed_in(world.contributor), f"{change.get_absolute_url()}text/"
    form = {
        "title": "Better title",
        "justification": "x",
        "scope_add": "Portal | Five users.",
        "version": change.version,
    }
    assert "Portal | Five users." in client.get(address).content.decode()
    assert client.post(address, form).status_code == 302
    change.refresh_from_db()
    assert (change.title, change.scope_delta) == ("Better title", delta)


@pytest.mark.django_db
def test_an_approved_change_is_not_told_to_be_assessed_again(world: World) -> None:
    change = submitted(world)
    page, sponsor = change.get_absolute_url(), signed_in(world.sponsor)
    cast = {"choice": "for", "version": change.version, "seen_hash": dossier(change).hash}
    assert signed_in(world.lead).post(f"{page}vote/", cast).status_code == 403
    for person in (world.sponsor, world.committee, world.client):
        assert "You vote once, for yourself" in signed_in(person).get(f"{page}vote/").content.decode()
        assert signed_in(person).post(f"{page}vote/", cast).status_code == 302
    assert sponsor.post(f"{page}vote/", cast).status_code == 422
    assert "Felix Brandt" in sponsor.get(f"{page}decision/").content.decode()
    ballot = {"outcome": "approved", "because": "Yes.", "version": change.version, "seen_hash": dossier(change).hash}
    assert sponsor.post(f"{page}decision/", ballot).status_code == 302
    assert "no longer holds" not in sponsor.get(page).content.decode()
