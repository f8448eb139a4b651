import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from golive.connectors.imports import actions, queries, reading, rules
from golive.connectors.imports.kinds import Read
from golive.connectors.imports.models import ImportBatch
from golive.connectors.imports.tests import files
from golive.connectors.jira import queries as backlog
from golive.connectors.raid_sheet import Mapping
from golive.foundation.documents.models import Document
from golive.plain.verdict import Refused
from golive.registers.plan import queries as plan
from golive.registers.raid.models import Item
from golive.web.demo.files import JIRA, PLAN, RAID, RAID_COLUMNS_BY_HAND, write_files
from tests.world import World

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("acme")
    write_files(where)
    return where


@pytest.mark.django_db
def test_acmes_three_files_come_in_through_the_ordinary_importers(world: World, folder: Path) -> None:
    def bring(name: str) -> ImportBatch:
        return actions.preview(world.acme, (folder / name).read_bytes(), by=world.manager, name=name)

    actions.accept(bring(PLAN), by=world.manager)
    assert plan.target(world.acme) is not None
    assert "Data migration" in [stream.title for stream in plan.workstreams(world.acme)]
    log = bring(RAID)
    assert log.counts["new"] == 35 and log.counts["bad"] == 3
    assert all(line.reasons for line in queries.lines(log, "bad"))
    actions.accept(_by_hand(log, world), by=world.manager)
    assert Item.objects.get(source_id="risk:R-01").residual_likelihood is not None
    actions.accept(bring(JIRA), by=world.manager)
    assert backlog.items(world.acme).count() == 148
    assert sum(backlog.by_category(world.acme).values()) == 148
    for name in (PLAN, RAID, JIRA):
        again = bring(name)
        assert (again.to_write, name) == (0, name)
    assert Document.objects.filter(implementation=world.acme).count() == 3


def _by_hand(batch: ImportBatch, world: World) -> ImportBatch:
    mapping = Mapping.from_json({"sheets": batch.mapping["sheets"]})
    sheet = mapping.sheets[0]
    for header, field in RAID_COLUMNS_BY_HAND.items():
        index = next(column.index for column in sheet.columns if column.header == header)
        mapping = mapping.with_field(sheet.sheet, index, field)
    return actions.remap(batch, mapping.to_json(), by=world.manager)


@pytest.mark.django_db
def test_of_two_people_who_accept_at_the_same_moment_one_is_told_that_it_is_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one comes while the first one's file is being read: after the first check, before the lock."""
    batch = actions.preview(world.acme, files.RAID, by=world.manager, name="log.csv")
    twin = ImportBatch.objects.select_related("implementation", "document").get(pk=batch.pk)
    read = reading.read

    def overtaken(mine: ImportBatch, mapping: dict[str, Any] | None = None) -> Read:
        monkeypatch.setattr(reading, "read", read)
        actions.accept(twin, by=world.lead)
        return read(mine, mapping)

    monkeypatch.setattr(reading, "read", overtaken)
    with pytest.raises(Refused) as refused:
        actions.accept(batch, by=world.manager)
    assert refused.value.refusals[0].code == "import.accepted"
    assert Item.objects.count() == 2
    assert ImportBatch.objects.get().decided_by == world.lead


def _plans(shared_data: Path) -> Iterator[Path]:
    return (path for path in sorted((shared_data / "plans").iterdir()) if path.name.endswith((".xml", ".xml.gz")))


@pytest.mark.slow
@pytest.mark.shared_data
@pytest.mark.django_db
def test_real_plans_come_in_or_name_line_and_cure(world: World, shared_data: Path) -> None:
    seen = []
    for path in _plans(shared_data):
        batch = actions.preview(world.acme, path.read_bytes(), by=world.manager, name=path.name)
        seen.append(batch.state)
        if batch.state == rules.PARSED:
            assert batch.counts["new"] > 0, path.name
            continue
        for problem in batch.problems:
            assert problem["cure"], path.name
            assert re.search(r"[Ll]ine \d+|\(\d+\)", problem["reason"]), (path.name, problem["reason"])
    assert seen.count(rules.PARSED) > len(seen) / 2
