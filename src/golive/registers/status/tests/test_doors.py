import json
from datetime import timedelta

import pytest

from golive.foundation.register_kit.contract import MEMBERS, RegisterContract, bearer, signed_in
from golive.plain.rag import Rag
from golive.registers.status import actions, queries, reporting
from golive.registers.status.models import Report
from golive.registers.status.register import register
from golive.registers.status.tests.test_actions import REASON, days_later, overdue, planned
from tests.world import World


def make(world: World) -> Report:
    return actions.report(world.acme, by=world.manager)


class TestStatusRegister(RegisterContract):
    register = register
    make = staticmethod(make)


@pytest.mark.django_db
def test_every_member_reads_todays_status_and_its_papers_and_a_stranger_none(world: World) -> None:
    planned(world)
    now = world.acme.url("status", "now")
    for name in MEMBERS:
        answer = signed_in(world.cast[name]).get(now)
        assert (answer.status_code, "Quality: nothing was measured" in answer.content.decode()) == (200, True), name
    stranger = signed_in(world.stranger)
    for address in (now, f"{now[:-1]}.pdf", world.acme.url("status", "new")):
        assert stranger.get(address).status_code == 404
    assert signed_in(world.viewer).get(f"{now[:-1]}.exe").status_code == 404


@pytest.mark.django_db
def test_the_papers_of_a_report_are_attachments_and_the_pdf_is_byte_identical(world: World) -> None:
    made, client = make(world), signed_in(world.viewer)
    address = f"{made.get_absolute_url()}paper"
    first, second = client.get(f"{address}.pdf"), client.get(f"{address}.pdf")
    assert first.content == second.content
    assert first["Content-Disposition"] == 'attachment; filename="acme-crm-status-1.pdf"'
    for kind, start in (("pptx", b"PK"), ("html", b"<!"), ("json", b"{")):
        answer = client.get(f"{address}.{kind}")
        assert answer.content.lstrip()[: len(start)] == start, kind
        assert "attachment" in answer["Content-Disposition"]


@pytest.mark.django_db
def test_the_manager_reports_and_sends_on_the_pages_and_a_viewer_may_not(world: World) -> None:
    client, new = signed_in(world.manager), world.acme.url("status", "new")
    assert signed_in(world.viewer).get(new).status_code == 403
    assert client.post(new, {"notes": "x" * 301}).status_code == 422
    address = client.post(new, {"notes": "One thing.\nAnother."})["Location"]
    assert "Another." in client.get(address).content.decode()
    form = client.get(f"{address}sending/").content.decode()
    assert "DECISIONS NEEDED" in form or "NO DECISION IS NEEDED" in form
    assert client.post(f"{address}sending/", {"to": [world.sponsor.pk]}).status_code == 302
    assert "Ruth Amadi" in client.get(address).content.decode()
    assert client.post(f"{address}sending/", {"to": []}).status_code == 422


@pytest.mark.django_db
def test_the_watermelon_index_says_which_is_todays_and_which_of_the_last_report(world: World) -> None:
    planned(world)
    client, now = signed_in(world.manager), world.acme.url("status", "now")
    actions.say_colour(world.acme, by=world.manager, line="Quality", colour=Rag.GREEN)
    assert "steps greener than the evidence, today</small>" in client.get(now).content.decode()
    report = actions.report(world.acme, by=world.manager)
    # The report counts once more in the index of today, beside today's own page.
    assert f"evidence, today; 1 in {report.ref} of 16 Mar</small>" in client.get(now).content.decode()
    assert "evidence, in this report</small>" in client.get(report.get_absolute_url()).content.decode()
    told = reporting.status_is_honest(queries.told(world.acme)).figure
    assert told == f"watermelon index 1 in {report.ref}, the last report, of 16 Mar; limit 3"


@pytest.mark.django_db
def test_a_colour_is_said_and_overridden_in_the_drawer(world: World) -> None:
    planned(world)
    overdue(world, 3)
    today = days_later(world.acme, 3)
    said, override = world.acme.url("status", "colours", "new"), world.acme.url("status", "overrides", "new")
    assert signed_in(world.client).get(said).status_code == 403
    lead, sponsor = signed_in(world.lead), signed_in(world.sponsor)
    assert lead.get(said).status_code == 200
    assert lead.post(said, {"line": "Testing", "colour": "green", "note": "Fine."}).status_code == 302
    assert lead.post(said, {"line": "Nothing", "colour": "green"}).status_code == 422
    assert signed_in(world.lead).get(override).status_code == 403
    expires = today.today() + timedelta(days=5)
    facts = {"line": "Governance", "colour": "amber", "reason": REASON, "expires": expires.isoformat()}
    assert sponsor.post(override, facts | {"reason": "ok"}).status_code == 422
    assert sponsor.post(override, facts).status_code == 302
    page = sponsor.get(world.acme.url("status", "now")).content.decode()
    assert "Overridden by Ruth Amadi" in page
    assert REASON in page
    assert signed_in(world.manager).post(world.acme.url("status", "observations")).status_code == 302


@pytest.mark.django_db
def test_the_pages_need_a_bounded_number_of_queries(world: World, django_assert_max_num_queries) -> None:
    planned(world)
    overdue(world, 12)
    client = signed_in(world.manager)
    client.get(world.acme.url("status", "now"))
    with django_assert_max_num_queries(90):
        client.get(world.acme.url("status", "now"))
    address = make(world).get_absolute_url()
    with django_assert_max_num_queries(40):
        client.get(address)


@pytest.mark.django_db
def test_a_program_reads_and_writes_under_the_same_rules(world: World, client) -> None:
    planned(world)
    base = f"/api/v1{world.acme.url('status')}"

    def send(path: str, body: dict, who):
        return client.post(base + path, body, content_type="application/json", headers=bearer(who))

    now = client.get(f"{base}now/", headers=bearer(world.viewer))
    assert json.loads(now.content)["format"] == "golive.status/1"
    assert client.get(f"{base}now/", headers=bearer(world.stranger)).status_code == 404
    assert send("", {"notes": []}, world.viewer).status_code == 403
    assert send("observations/", {}, world.manager).json()[0]["line"] == "Schedule"
    assert send("colours/", {"line": "Testing", "colour": "grey"}, world.manager).status_code == 422
    assert send("colours/", {"line": "Testing", "colour": "amber"}, world.manager).status_code == 201
    wrong = send("overrides/", {"line": "Quality", "colour": "green", "reason": REASON}, world.manager)
    assert "status.override.grey" in [each["code"] for each in wrong.json()["refusals"]]
    made = send("", {"notes": ["One."]}, world.manager)
    assert (made.status_code, made.json()["ref"]) == (201, "ST-001")
    frozen = client.get(f"{base}ST-001/page/", headers=bearer(world.viewer))
    assert json.loads(frozen.content)["page"]["notes"] == ["One."]
    paper = client.get(f"{base}ST-001/paper.pdf", headers=bearer(world.viewer))
    assert paper.content[:5] == b"%PDF-"
    assert send("ST-001/sending/", {"to": [world.sponsor.email]}, world.manager).json() == {"sent": 1}
