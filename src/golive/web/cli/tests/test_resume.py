"""Does `golive resume` keep its contract (docs/cli/resume.md)?"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from golive.career.resume.tests.test_resume import LINES, held
from golive.web.cli.resume import app


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("resume.json").write_text(json.dumps(held()))
    Path("job.txt").write_text("UAT and Salesforce")
    return tmp_path


def run(*words):
    return CliRunner().invoke(app, list(words))


def test_build_writes_both_files_and_lists_claims(folder):
    form = json.loads(run("build", "--for", "job.txt", "--json").stdout)
    assert Path(form["pdf"]).read_bytes().startswith(b"%PDF") and Path(form["docx"]).read_bytes().startswith(b"PK")
    assert sorted(form["bullets"]) == sorted(LINES) and form["bullets"][0] == LINES[2]
    assert {row["term"]: row["met"] for row in form["coverage"]} == {"UAT": True, "Salesforce": False}
    assert "340" in [figure for claim in form["claims"] for figure in claim["figures"]]


def test_strict_refuses_what_nobody_answers_for_and_writes_nothing(folder):
    answer = run("build", "--strict")
    assert "340" in str(answer.exception) and not list(folder.glob("*.pdf"))


def test_lint_and_tailor_answer_as_documented(folder):
    found = run("lint", "--json")
    assert found.exit_code == 1 and {"code", "place", "problem", "cure"} == set(json.loads(found.stdout)[0])
    assert json.loads(run("tailor", "job.txt", "--json").stdout)["gaps"] == ["Salesforce"]


def test_a_missing_file_ends_with_2(folder):
    assert run("build", "none.json").exit_code == 2
    Path("broken.json").write_text("{")
    assert run("lint", "broken.json").exit_code == 2
