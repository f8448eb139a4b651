import pytest

from golive.foundation import audit
from golive.foundation.register_kit.contract import RegisterContract, bearer, signed_in
from golive.registers.plan import actions, picture, queries
from golive.registers.plan.models import Slip, Task
from golive.registers.plan.register import register
from golive.registers.plan.tests.plans import EIGHT_DAYS
from golive.registers.plan.tests.test_actions import loaded
from tests.world import World


def make(world: World) -> Task:
    loaded(world)
    task = Task.objects.select_related("implementation").get(implementation=world.acme, uid=4)
    actions.report_progress(task, by=world.lead, percent_complete=0.0, remaining_days=20)
    return Task.objects.select_related("implementation").get(pk=task.pk)


class TestPlanRegister(RegisterContract):
    register = register
    make = staticmethod(make)


@pytest.mark.django_db
def test_the_gantt_shows_tasks_driving_path_and_windows(world: World) -> None:
    page = signed_in(world.viewer).get(world.acme.url("plan", "gantt"))
    assert "No plan yet" in page.content.decode()
    loaded(world)
    text = signed_in(world.viewer).get(world.acme.url("plan", "gantt")).content.decode()
    assert "Signed chart of accounts" in text
    assert "Sat 9 May 2026" in text


@pytest.mark.django_db
def test_the_forecast_page_says_nothing_until_somebody_computes_it(world: World) -> None:
    loaded(world)
    address = world.acme.url("plan", "forecast")
    assert "Nobody knows yet" in signed_in(world.viewer).get(address).content.decode()
    assert signed_in(world.viewer).post(world.acme.url("plan", "forecast", "new")).status_code == 403
    assert signed_in(world.manager).post(world.acme.url("plan", "forecast", "new")).status_code == 302
    text = signed_in(world.viewer).get(address).content.decode()
    assert "chance of going live on 9 May 2026" in text
    actions.edit(world.acme, EIGHT_DAYS, by=world.manager, because="Late.")
    assert "Compute it anew" in signed_in(world.viewer).get(address).content.decode()


@pytest.mark.django_db
def test_progress_is_reported_in_the_drawer_and_refused_with_reasons(world: World) -> None:
    task = make(world)
    address = f"{task.get_absolute_url()}progress/"
    client = signed_in(world.lead)
    refused = client.post(address, {"percent_complete": "150", "version": task.version})
    assert refused.status_code == 422
    assert "150 % is no progress" in refused.content.decode()
    told = {"percent_complete": "40", "remaining_days": "12", "version": task.version}
    unstarted = client.post(address, told)
    assert (unstarted.status_code, "Say when it started" in unstarted.content.decode()) == (422, True)
    done = client.post(address, {**told, "actual_start": "2026-03-02T08:00"})
    assert done.status_code == 302
    assert "Report progress" in signed_in(world.viewer).get(task.get_absolute_url()).content.decode()
    assert signed_in(world.viewer).get(address).status_code == 403
    stale = client.post(address, {"percent_complete": "50", "version": task.version})
    assert stale.status_code == 409


@pytest.mark.django_db
def test_windows_are_set_as_a_rule_or_a_list(world: World) -> None:
    loaded(world)
    client, address = signed_in(world.manager), world.acme.url("plan", "windows")
    assert "is no date" in client.post(address, {"dates": "soon"}).content.decode()
    assert client.post(address, {"dates": "2026-05-16\n2026-05-30"}).status_code == 302
    now = queries.revision(world.acme)
    assert str(now.window_on) == "2026-05-16"


@pytest.mark.django_db
def test_the_slip_ledger_names_causes(world: World) -> None:
    loaded(world)
    client, address = signed_in(world.manager), world.acme.url("plan", "slips")
    assert "Go-live has not moved" in client.get(address).content.decode()
    actions.edit(world.acme, EIGHT_DAYS, by=world.manager, because="Late.")
    slip = Slip.objects.get(implementation=world.acme)
    done = client.post(f"{address}{slip.ref}/cause/", {"cause": "client", "because": "x", "version": slip.version})
    assert done.status_code == 302
    text = client.get(address).content.decode()
    assert "Go-live moved by 8 working days." in text and "Put down to: client 8." in text
    assert [e.verb for e in audit.history_of(slip)] == ["slip.attributed"]


@pytest.mark.django_db
def test_a_task_says_why_it_starts_when_it_does_and_what_a_delay_costs(world: World) -> None:
    loaded(world)
    client = signed_in(world.viewer)
    text = client.get(world.acme.url("plan", "T-4")).content.decode()
    assert "Signed chart of accounts" in text
    text = client.get(world.acme.url("plan", "T-2")).content.decode()
    assert "after Wed 1 Apr go-live moves 23 May → 6 Jun" in text


@pytest.mark.django_db
def test_a_program_reads_and_computes_the_forecast(world: World, client) -> None:
    loaded(world)
    address = f"/api/v1{world.acme.url('plan', 'forecast')}"
    assert client.get(address, headers=bearer(world.viewer)).status_code == 404
    assert client.post(address, headers=bearer(world.viewer)).status_code == 403
    made = client.post(address, headers=bearer(world.manager)).json()
    assert (made["window"], made["window_slack_days"], made["stale"]) == ("2026-05-23", 8, False)
    progress = f"/api/v1{world.acme.url('plan', 'T-4', 'progress')}"
    told = {"remaining_days": 25, "actual_start": "2026-03-02T08:00:00Z"}
    answer = client.post(progress, told, content_type="application/json", headers=bearer(world.lead))
    assert answer.status_code == 200
    assert client.get(address, headers=bearer(world.viewer)).json()["stale"]


@pytest.mark.django_db
def test_a_summary_of_the_gantt_is_folded_by_a_click_and_opened_by_the_next(world: World) -> None:
    loaded(world)
    client, address = signed_in(world.viewer), world.acme.url("plan", "gantt")
    summary, inside = Task.objects.get(uid=3), Task.objects.get(uid=4)
    whole = client.get(address).content.decode()
    assert f'href="?turned={summary.uid}#row-{summary.uid}"' in whole
    assert inside.title in whole
    folded = client.get(address, {"turned": str(summary.uid)}).content.decode()
    assert f"Unfold {summary.title}" in folded
    assert inside.title not in folded
    assert f'href="?turned=#row-{summary.uid}"' in folded
    assert inside.title in client.get(address, {"turned": "nonsense,²"}).content.decode()


@pytest.mark.django_db
def test_of_a_plan_too_long_for_a_page_the_outer_levels_are_shown_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(world)
    monkeypatch.setattr(picture, "WHOLE", 8)
    monkeypatch.setattr(picture, "MOST", 4)
    client, address = signed_in(world.viewer), world.acme.url("plan", "gantt")
    first = client.get(address).content.decode()
    assert "4 of 9 rows are in sight" in first
    assert "Unfold Build" in first
    assert "Configure finance" not in first
    assert "Configure finance" in client.get(address, {"turned": "3"}).content.decode()
