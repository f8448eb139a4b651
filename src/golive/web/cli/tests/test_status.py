"""`golive status`: the same figures as the page, as JSON and on paper; exit codes."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from golive.foundation.register_kit.contract import signed_in
from golive.registers.status import actions, queries
from golive.registers.status.tests.test_actions import overdue, planned
from golive.web.cli import site
from golive.web.cli.status import status
from tests.world import World

pytestmark = pytest.mark.django_db
RUN = CliRunner()
APP = typer.Typer()
APP.command()(status)


@pytest.fixture(autouse=True)
def _awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django is awake already, on the database of the test."""
    monkeypatch.setattr(site, "wake", lambda data=None: Path())


def test_json_carries_the_same_figures_as_the_page(world: World) -> None:
    planned(world)
    overdue(world, 1)
    answer = RUN.invoke(APP, ["acme-crm", "--json"])
    assert answer.exit_code == 0
    form = json.loads(answer.stdout)
    assert (form["format"], form["hash"]) == ("golive.status/1", queries.compute(world.acme).hash)
    served = signed_in(world.viewer).get(world.acme.url("status", "now")[:-1] + ".json").content.decode()
    assert form == json.loads(served)
    page = signed_in(world.viewer).get(world.acme.url("status", "now")).content.decode()
    assert form["page"]["headline"]["sentence"] in page
    assert form["page"]["decisions"][0]["title"] in page


def test_the_screen_says_the_answer_first_and_names_what_nobody_measured(world: World) -> None:
    planned(world)
    answer = RUN.invoke(APP, ["acme-crm"])
    lines = answer.stdout.splitlines()
    assert "chance of going live on 9 May 2026" in lines[0]
    assert "Not known" in answer.stdout
    assert "Audit" in lines[-1] or "Audit" in lines[-2] or "Audit" in answer.stdout


def test_the_papers_are_written_and_nothing_else_is_printed(world: World, tmp_path: Path) -> None:
    made = actions.report(world.acme, by=world.manager)
    first, second, slides, page = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pptx", "d.html"))
    for target in (first, second):
        assert RUN.invoke(APP, ["acme-crm", "--report", made.ref, "--pdf", str(target)]).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    answer = RUN.invoke(APP, ["acme-crm", "--pptx", str(slides), "--html", str(page)])
    assert (answer.exit_code, answer.stdout.strip().startswith("Nobody")) == (0, False)
    assert slides.read_bytes()[:2] == b"PK"
    assert "Acme CRM roll-out" in page.read_text()


def test_an_unknown_name_report_or_folder_ends_with_its_own_code_and_the_cure(world: World, tmp_path: Path) -> None:
    unknown = RUN.invoke(APP, ["nope"])
    assert (unknown.exit_code, "Known are: acme-crm" in unknown.output) == (1, True)
    assert RUN.invoke(APP, ["acme-crm", "--report", "ST-999"]).exit_code == 1
    nowhere = RUN.invoke(APP, ["acme-crm", "--pdf", str(tmp_path / "no" / "such" / "a.pdf")])
    assert (nowhere.exit_code, "cannot be written" in nowhere.output) == (2, True)
