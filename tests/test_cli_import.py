import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from golive.connectors.imports.tests import files
from golive.foundation import audit
from golive.registers.raid.models import Item
from golive.web.cli.root import assemble
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.process]


def run(*words: object) -> Result:
    return CliRunner().invoke(assemble("import"), ["import", *map(str, words)])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_bytes(files.RAID)
    return path


def test_a_preview_with_a_bad_row_ends_with_1_and_changes_nothing(world: World, log: Path) -> None:
    told = run(log, "--implementation", "acme-crm")
    assert told.exit_code == 1, told.output
    assert "3 rows in the file = 2 accepted + 1 rejected + 0 skipped" in told.output
    assert "Line 4, Likelihood" in told.output and "--accept" in told.output
    assert not Item.objects.exists()


def test_accepting_writes_in_the_name_of_the_person(world: World, log: Path) -> None:
    log.write_bytes(files.RAID_CORRECTED)
    told = run(log, "--implementation", "acme-crm", "--as", world.lead.email, "--accept")
    assert told.exit_code == 0, told.output
    assert "3 new and 0 changed items" in told.output
    assert Item.objects.count() == 3
    assert world.lead.name in audit.history_of(world.acme, limit=1)[0].sentence


def test_the_json_is_one_object_and_the_highest_code_counts(world: World, log: Path, tmp_path: Path) -> None:
    bad = tmp_path / "plan.xml"
    bad.write_bytes(files.xxe_plan())
    told = run(log, bad, tmp_path / "nowhere.csv", "-i", "acme-crm", "--json")
    assert told.exit_code == 2
    answer = json.loads(told.stdout)
    states = [each["state"] for each in answer["imports"]]
    assert (states, answer["exit_code"]) == (["parsed", "failed", "refused"], 2)
    assert answer["imports"][0]["counts"]["bad"] == 1
    assert "DTD" in answer["imports"][1]["problems"][0]["reason"]
    assert all(each["problems"][0]["cure"] for each in answer["imports"])


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("-i", "nothing"), "There is no implementation"),
        (("-i", "acme-crm", "--as", "nobody@example.com"), "holds no role"),
        (("-i", "acme-crm", "--as", "omar.haddad@example.com"), "may not import a file"),
        (("-i", "acme-crm", "--kind", "sap"), "is no kind of import"),
    ],
)
def test_who_and_where_must_be_known_and_allowed(world: World, log: Path, more: tuple[str, ...], word: str) -> None:
    told = run(log, *more)
    assert told.exit_code == 2
    assert word in " ".join(told.output.split())
    assert not Item.objects.exists()
