"""Does `golive salary` keep its contract (docs/cli/salary.md)?"""

import json
import re
from dataclasses import fields

import pytest
from typer.testing import CliRunner

from golive.career.pay.shelf import store_of
from golive.career.salary import Estimate, Offer
from golive.foundation.people.models import Person
from golive.foundation.register_kit.contract import bearer
from golive.web.cli import site
from golive.web.cli.salary import app
from tests.house.sources import ROOT


def run(tmp_path, *words):
    held = {"GOLIVE_SALARY_KEY": str(tmp_path / "own.key")}
    return CliRunner(env=held).invoke(app, [*words, "--store", str(tmp_path / "own.sqlite")])


def test_an_estimate_as_json_has_the_documented_keys(tmp_path):
    words = ["--title", "Implementation Manager", "--level", "senior", "--sector", "software", "--area", "Denver, CO"]
    form = json.loads(run(tmp_path, "estimate", *words, "--json").stdout)
    page = (ROOT / "docs" / "cli" / "salary.md").read_text()
    assert set(form) == {field.name for field in fields(Estimate)} <= set(re.findall(r"`(\w+)`", page))
    assert form["band_80"][0] <= form["band_50"][0] <= form["median"] <= form["band_50"][1] <= form["band_80"][1]


def test_people_see_the_bands_the_sources_and_that_it_is_a_proxy(tmp_path):
    shown = run(tmp_path, "estimate", "--level", "director").output
    assert "Half of them" in shown and "11-3021" in shown and "proxy" in shown


def test_what_is_imported_moves_the_table_and_a_missing_file_ends_with_2(tmp_path):
    offers = tmp_path / "offers.csv"
    offers.write_text("title,year,base,total\nPM,2025,120000,150000\n")
    assert json.loads(run(tmp_path, "import", str(offers), "--json").stdout)["kept"] == 1
    assert json.loads(run(tmp_path, "estimate", "--json").stdout)["total"] is not None
    assert run(tmp_path, "import", str(tmp_path / "none.xlsx")).exit_code == 2
    assert len(json.loads(run(tmp_path, "table", "--json").stdout)) == 15


def test_an_unknown_level_is_refused(tmp_path):
    answer = run(tmp_path, "estimate", "--level", "wizard")
    assert "wizard" in str(answer.exception)


def test_the_file_is_sealed_and_another_key_ends_with_2(tmp_path):
    offers = tmp_path / "offers.csv"
    offers.write_text("title,year,base,total\nPM,2025,120000,150000\n")
    run(tmp_path, "import", str(offers))
    assert b"120000" not in (tmp_path / "own.sqlite").read_bytes()
    (tmp_path / "own.key").write_text("another key that is long enough to be one")
    answer = run(tmp_path, "estimate")
    assert answer.exit_code == 2 and "Put back the key" in answer.output


@pytest.mark.django_db
def test_the_desks_store_opens_by_its_persons_token_only(tmp_path, monkeypatch):
    person = Person.objects.create(email="jo@example.org", name="Jo")
    secret = bearer(person)["Authorization"].removeprefix("Bearer ")
    monkeypatch.setattr(site, "wake", lambda data: data)
    store_of(person).replace("offer", "typed", [Offer("PM", "", "", 2025, 131_071)])
    monkeypatch.setenv("GOLIVE_TOKEN", secret)
    shown = CliRunner().invoke(app, ["estimate", "--desk"])
    assert shown.exit_code == 0 and "131,071" in shown.output
    offers = tmp_path / "o.csv"
    offers.write_text("title,year,base\nPM,2025,120000\n")
    assert CliRunner().invoke(app, ["import", str(offers), "--desk"]).exit_code == 0
    assert [offer.base for offer in store_of(person).offers()] == [131_071, 120_000]
    monkeypatch.setenv("GOLIVE_TOKEN", "golive_wrong")
    assert CliRunner().invoke(app, ["estimate", "--desk"]).exit_code == 2
