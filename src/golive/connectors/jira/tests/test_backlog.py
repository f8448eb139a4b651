import pytest

from golive.connectors.imports.kinds import KINDS
from golive.connectors.jira import actions, queries, rules
from golive.connectors.jira.models import BacklogItem
from golive.connectors.jira.register import register
from golive.foundation import audit
from golive.foundation.register_kit.contract import RegisterContract, signed_in
from golive.plain import interchange
from golive.plain.interchange import Link, person_given
from golive.plain.verdict import Outcome, Refused
from tests.world import World


def issue(number: int = 1, **more: object) -> interchange.BacklogItem:
    facts = {"category": "In Progress", "status": "In Review", "id": str(10_000 + number), **more}
    return interchange.BacklogItem(f"CRM-{number}", f"Issue number {number}", number + 1, **facts)


def bring(world: World, *found: interchange.BacklogItem) -> tuple[int, int]:
    return actions.import_items(world.acme, found, by=world.lead, source="export.csv", url="/somewhere/")


def make(world: World) -> BacklogItem:
    bring(world, issue(links=(Link("Blocks", "CRM-2", True),), parent="CRM-2"), issue(2))
    return BacklogItem.objects.select_related("implementation").get(implementation=world.acme, key="CRM-1")


class TestBacklogRegister(RegisterContract):
    register = register
    make = staticmethod(make)

    def test_its_history_begins_with_an_audit_entry(self, world: World) -> None:
        """One entry tells of the whole import: a thousand entries would tell nobody anything."""
        item = make(world)
        entry = audit.history_of(world.acme, limit=1)[0]
        assert entry.verb == "backlog.imported" and "2 new and 0 changed issues" in entry.sentence
        page = signed_in(world.viewer).get(item.get_absolute_url()).content.decode()
        assert "Open the last import" in page and "export.csv" in page


@pytest.mark.django_db
def test_an_issue_is_found_again_by_its_id_also_when_it_moved_to_another_project(world: World) -> None:
    assert bring(world, issue(1)) == (1, 0)
    assert bring(world, issue(1)) == (0, 0)
    moved = interchange.BacklogItem("OPS-9", "Issue number 1", 2, id="10001", category="Done", status="Closed")
    assert bring(world, moved) == (0, 1)
    held = BacklogItem.objects.get()
    assert (held.ref, held.key, held.status, held.version) == ("B-001", "OPS-9", "Closed", 2)


@pytest.mark.django_db
def test_only_the_manager_and_the_leads_bring_a_backlog_in(world: World) -> None:
    with pytest.raises(Refused, match="may not import a backlog"):
        actions.import_items(world.acme, [issue()], by=world.contributor, source="export.csv")
    assert not BacklogItem.objects.exists()


@pytest.mark.django_db
def test_links_and_people_are_kept_and_no_duration_is_invented(world: World) -> None:
    bring(world, issue(links=(Link("Blocks", "CRM-2", True),), assignee=person_given("Lena Fischer")))
    held = BacklogItem.objects.get()
    assert held.links == [{"kind": "Blocks", "key": "CRM-2", "outward": True}]
    assert held.assignee == "Lena Fischer"
    assert (held.estimate_seconds, held.story_points, held.start) == (None, None, None)


@pytest.mark.django_db
def test_what_a_second_export_does_not_hold_stays_and_the_preview_says_so(world: World) -> None:
    bring(world, issue(1), issue(2))
    compared = KINDS["jira"].compare(world.acme, ((issue(1),), ()))
    assert "1; they stay as they are" in compared.notices[0]
    assert (compared.same, compared.rows) == (1, [])


@pytest.mark.django_db
def test_the_counts_stand_by_status_category_and_unknown_is_neither_open_nor_done(world: World) -> None:
    bring(world, issue(1), issue(2, category="Done"), issue(3, category=""))
    assert queries.by_category(world.acme) == {"To Do": 0, "In Progress": 1, "Done": 1, "": 1}
    assert queries.open_count(world.acme) == 1
    page = signed_in(world.viewer).get(world.acme.url("backlog")).content.decode()
    assert "status category not exported" in page


@pytest.mark.django_db
def test_an_old_backlog_is_no_evidence(world: World) -> None:
    check = register.checks[0]
    assert check.judge(world.acme).outcome is Outcome.UNDECIDABLE
    bring(world, issue())
    fresh = queries.facts(world.acme)
    assert rules.backlog_is_fresh(fresh).met
    old = rules.Backlog(3, 1, fresh.now.replace(month=2, day=1), fresh.now, 14)
    verdict = rules.backlog_is_fresh(old)
    assert verdict.outcome is Outcome.NOT_MET and "43 days ago" in verdict.figure and verdict.cure
