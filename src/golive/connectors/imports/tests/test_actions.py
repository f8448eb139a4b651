import hashlib
from collections.abc import Callable

import pytest

from golive.connectors.imports import actions, queries, rules
from golive.connectors.imports.models import ImportBatch, Line, RememberedMapping
from golive.connectors.imports.tests import files
from golive.connectors.jira import queries as backlog
from golive.connectors.raid_sheet import Mapping
from golive.foundation import audit
from golive.plain.verdict import Refused
from golive.registers.plan import actions as plan_actions
from golive.registers.plan import queries as plan
from golive.registers.raid.models import Item
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.process]


def preview(world: World, content: bytes, name: str, by: object = None) -> ImportBatch:
    return actions.preview(world.acme, content, by=by or world.manager, name=name)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def verbs(batch: ImportBatch) -> list[str]:
    return [entry.verb for entry in audit.history_of(batch)]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [(files.plan(), "a.bin", "ms_project"), (files.RAID, "log.csv", "raid_sheet"), (files.JIRA, "x.csv", "jira")],
)
def test_the_kind_is_told_by_the_content_and_nothing_is_written_before_accepting(
    world: World, content: bytes, name: str, kind: str
) -> None:
    batch = preview(world, content, name)
    assert (batch.kind, batch.state) == (kind, rules.PARSED)
    assert batch.document.sha256 == hashlib.sha256(content).hexdigest()
    assert batch.to_write
    assert plan.revision(world.acme) is None
    assert not Item.objects.exists() and not backlog.items(world.acme).exists()
    assert verbs(batch) == ["import.previewed", "import.received"]


def test_every_bad_row_stands_first_with_line_value_reason_and_cure(world: World) -> None:
    batch = preview(world, files.RAID, "log.csv")
    assert batch.counts == {"bad": 1, "new": 2, "changed": 0, "gone": 0, "same": 0}
    assert batch.reconciliation == "3 rows in the file = 2 accepted + 1 rejected + 0 skipped"
    first = queries.lines(batch)[0]
    assert (first.change, first.line) == ("bad", 4)
    assert "9" in first.reasons[0] and "Write 1, 2, 3, 4 or 5" in first.reasons[0]
    assert batch.problems[0]["line"] == 4 and batch.problems[0]["column"] == "Likelihood"


def test_accepting_writes_all_of_it_in_one_go_and_says_who_did_it(world: World) -> None:
    batch = actions.accept(preview(world, files.RAID, "log.csv"), by=world.lead)
    assert batch.state == rules.ACCEPTED
    assert batch.result["told"] == "2 new and 0 changed items in the RAID log."
    assert sorted(Item.objects.values_list("title", flat=True)) == ["Duplicates in the contacts", "Test server is slow"]
    entry = audit.history_of(batch)[0]
    assert entry.verb == "import.accepted" and world.lead.name in entry.sentence and "log.csv" in entry.sentence


def test_the_same_file_again_changes_nothing_and_says_so(world: World) -> None:
    for content, name in ((files.RAID, "log.csv"), (files.JIRA, "x.csv"), (files.plan(), "p.xml")):
        actions.accept(preview(world, content, name), by=world.manager)
        again = preview(world, content, name)
        assert again.to_write == 0, name
        assert again.counts["same"] > 0
        assert queries.accepted_before(again) is not None
        assert "Nothing changed" in actions.accept(again, by=world.manager).result["told"]
    assert Item.objects.count() == 2
    assert backlog.items(world.acme).count() == 2
    assert plan.revision(world.acme).number == 1


def test_a_corrected_file_adds_what_was_refused_and_doubles_nothing(world: World) -> None:
    actions.accept(preview(world, files.RAID, "log.csv"), by=world.manager)
    batch = preview(world, files.RAID_CORRECTED, "log.csv")
    assert batch.counts == {"bad": 0, "new": 1, "changed": 0, "gone": 0, "same": 2}
    actions.accept(batch, by=world.manager)
    assert Item.objects.count() == 3


def test_a_plan_shows_what_it_does_to_each_task_and_to_go_live(world: World) -> None:
    actions.accept(preview(world, files.plan(10, extra=True), "plan.xml"), by=world.manager)
    plan_actions.set_windows(world.acme, {"first": "2026-03-07", "every_days": 14}, by=world.manager)
    batch = preview(world, files.plan(18), "plan.xml")
    changes = {line.cells[0]: line.change for line in queries.lines(batch)}
    assert changes["Write help texts"] == "gone"
    assert changes["Build"] == changes["Ready for go-live"] == "changed"
    assert "Design" not in changes
    figures = {label: (before, after) for label, before, after in batch.figures}
    assert figures["Ready for go-live"] == ("Fri 20 Mar 2026", "Wed 1 Apr 2026")
    assert figures["Go-live date it reaches"] == ("Sat 21 Mar 2026", "Sat 4 Apr 2026")
    actions.accept(batch, by=world.manager)
    assert plan.revision(world.acme).number > 1


def test_a_plan_changed_here_is_not_replaced_without_saying_so(world: World) -> None:
    actions.accept(preview(world, files.plan(), "plan.xml"), by=world.manager)
    plan_actions.edit(world.acme, {"set": [{"task": 3, "duration_days": 12}]}, by=world.manager, because="Late.")
    batch = preview(world, files.plan(), "plan.xml")
    assert any("was changed here after it was last loaded" in notice for notice in batch.notices)


def test_workstreams_come_from_the_summary_tasks_where_no_field_names_them(world: World) -> None:
    actions.accept(preview(world, files.plan(), "plan.xml"), by=world.manager)
    assert [stream.title for stream in plan.workstreams(world.acme)] == ["Build phase"]


def test_a_plan_with_wrong_values_names_every_line_and_changes_nothing(world: World) -> None:
    batch = preview(world, files.plan(duration="soon"), "plan.xml")
    assert batch.state == rules.FAILED
    assert "Line 6" in batch.problems[0]["reason"] and "soon" in batch.problems[0]["reason"]
    assert batch.problems[0]["cure"]
    assert plan.revision(world.acme) is None
    with pytest.raises(Refused) as refused:
        actions.accept(batch, by=world.manager)
    assert codes(refused) == ["import.failed"]
    assert verbs(batch) == ["import.failed", "import.received"]


@pytest.mark.parametrize(
    ("write", "name", "word"),
    [
        (files.xxe_plan, "plan.xml", "line 2 declares a DTD"),
        (files.zip_bomb, "log.xlsx", "log.xlsx"),
        (files.gzip_bomb, "plan.xml.gz", "Unpacked it has more than"),
        (lambda: b"%PDF-1.7 nothing", "log.pdf", "It is a PDF"),
        (lambda: b"\x1f\x8b\x08broken", "plan.xml.gz", "damaged"),
        (lambda: b"Name,E-mail\r\nKim,kim@example.com\r\n", "people.csv", "people.csv"),
    ],
    ids=["entity", "zip bomb", "gzip bomb", "PDF", "damaged", "people"],
)
def test_a_hostile_or_foreign_file_is_refused_with_its_cure_and_kept_as_evidence(
    world: World, write: Callable[[], bytes], name: str, word: str
) -> None:
    content = write()  # not when the tests are collected: a bomb takes a second to pack
    batch = preview(world, content, name)
    assert batch.state == rules.FAILED
    assert word in batch.problems[0]["reason"]
    assert batch.problems[0]["cure"]
    assert not Line.objects.filter(batch=batch).exists()
    assert batch.document.content() == content


def test_an_empty_file_is_not_even_kept(world: World) -> None:
    with pytest.raises(Refused) as refused:
        preview(world, b"", "empty.csv")
    assert codes(refused) == ["file.empty"]
    assert not ImportBatch.objects.exists()


def test_an_unknown_kind_is_refused_with_the_known_ones(world: World) -> None:
    with pytest.raises(Refused, match="ms_project"):
        actions.preview(world.acme, files.RAID, by=world.manager, name="a.csv", kind="sap")


def test_columns_corrected_by_a_person_are_read_so_and_remembered_for_the_next_file(world: World) -> None:
    batch = preview(world, files.RAID_OWN_WORDS, "log.csv")
    assert batch.state == rules.FAILED and "map the columns by hand" in batch.problems[0]["cure"]
    mapping = Mapping.from_json({"sheets": batch.mapping["sheets"]})
    sheet = mapping.sheets[0].sheet
    for index, field in ((0, "id"), (1, "kind"), (2, "title"), (3, "likelihood")):
        mapping = mapping.with_field(sheet, index, field)
    batch = actions.remap(batch, mapping.to_json(), by=world.lead)
    assert batch.state == rules.PARSED
    assert "import.remapped" in verbs(batch)
    assert not RememberedMapping.objects.exists()
    actions.accept(batch, by=world.manager)
    assert Item.objects.get(kind="risk").likelihood == 4
    next_week = preview(world, files.RAID_OWN_WORDS + b"3,Risk,A third one,5\r\n", "log.csv")
    assert next_week.mapping["sheets"][0]["remembered"] is True
    assert next_week.counts["new"] == 1 and next_week.counts["same"] == 2


def test_numeric_dates_are_shown_as_read_and_can_be_read_the_other_way(world: World) -> None:
    content = b"ID,Type,Title,Due\r\nR-1,Risk,Late,03/04/2026\r\n"
    batch = preview(world, content, "log.csv")
    assert any("choose the order" in notice for notice in batch.notices)
    batch = actions.remap(batch, {**batch.mapping, "date_order": "month/day/year"}, by=world.manager)
    actions.accept(batch, by=world.manager)
    assert Item.objects.get().due.isoformat() == "2026-03-04"


def test_a_mapping_that_is_none_is_refused_not_obeyed(world: World) -> None:
    batch = preview(world, files.RAID, "log.csv")
    for wrong in ({"sheets": [{"nonsense": 1}]}, {"date_order": "backwards"}):
        with pytest.raises(Refused):
            actions.remap(batch, wrong, by=world.manager)


def test_accepting_is_refused_with_a_new_preview_when_the_records_changed_meanwhile(world: World) -> None:
    early, late = preview(world, files.RAID, "log.csv"), preview(world, files.RAID_CORRECTED, "log.csv")
    actions.accept(early, by=world.manager)
    with pytest.raises(Refused) as refused:
        actions.accept(late, by=world.manager)
    assert codes(refused) == ["import.outdated"]
    late.refresh_from_db()
    assert late.state == rules.PARSED and late.counts["new"] == 1 and late.counts["same"] == 2
    assert actions.accept(late, by=world.manager).state == rules.ACCEPTED


def test_two_who_accept_at_once_write_once(world: World) -> None:
    batch = preview(world, files.RAID, "log.csv")
    twin = ImportBatch.objects.get(pk=batch.pk)
    actions.accept(batch, by=world.manager)
    with pytest.raises(Refused) as refused:
        actions.accept(twin, by=world.lead)
    assert codes(refused) == ["import.accepted"]
    assert Item.objects.count() == 2


def test_a_page_that_is_out_of_date_cannot_accept(world: World) -> None:
    batch = preview(world, files.RAID, "log.csv")
    with pytest.raises(Refused) as refused:
        actions.accept(batch, by=world.manager, version=batch.version - 1)
    assert codes(refused) == ["record.changed"]
    assert not Item.objects.exists()


def test_a_kept_file_that_somebody_altered_is_never_taken_over(world: World) -> None:
    batch = preview(world, files.RAID, "log.csv")
    batch.document.path.write_bytes(files.RAID_CORRECTED)
    try:
        with pytest.raises(Refused) as refused:
            actions.accept(batch, by=world.manager)
    finally:
        batch.document.path.write_bytes(files.RAID)
    assert codes(refused) == ["import.evidence"]
    assert not Item.objects.exists()


def test_discarding_changes_nothing_and_ends_it(world: World) -> None:
    batch = actions.discard(preview(world, files.RAID, "log.csv"), by=world.lead)
    assert batch.state == rules.DISCARDED
    assert verbs(batch)[0] == "import.discarded"
    with pytest.raises(Refused) as refused:
        actions.accept(batch, by=world.manager)
    assert codes(refused) == ["import.discarded"]
    assert not Item.objects.exists()


@pytest.mark.parametrize("name", ["sponsor", "committee", "risk_owner", "contributor", "client", "viewer", "stranger"])
def test_only_the_manager_and_the_workstream_leads_import(world: World, name: str) -> None:
    with pytest.raises(Refused, match="may not import a file"):
        preview(world, files.RAID, "log.csv", by=world.cast[name])
    batch = preview(world, files.RAID, "log.csv")
    for do in (actions.accept, actions.discard):
        with pytest.raises(Refused) as refused:
            do(batch, by=world.cast[name])
        assert codes(refused) == ["rights.role"]


def test_a_lead_sees_what_a_plan_would_change_but_only_the_manager_loads_it(world: World) -> None:
    batch = preview(world, files.plan(), "plan.xml", by=world.lead)
    with pytest.raises(Refused, match="may not accept a plan"):
        actions.accept(batch, by=world.lead)
    assert actions.accept(batch, by=world.manager).state == rules.ACCEPTED
