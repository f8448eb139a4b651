"""Does the command line name every command, read in only the asked one, and say what to do when it cannot?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from golive.plain.verdict import Refusal, Refused
from golive.web.cli import root
from tests.house.sources import ROOT

pytestmark = pytest.mark.process


def golive(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, on a data folder of its own."""
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "GOLIVE_DATA": str(folder / "data"), "COLUMNS": "100"}
    known.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "golive", *words]
    return subprocess.run(command, env={**known, **environment}, cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("command", root.COMMANDS, ids=lambda command: command.name)
def test_every_command_that_is_named_is_there(command):
    module, _, name = command.target.partition(":")
    assert hasattr(import_module(f"golive.web.cli.{module}"), name)


def test_help_names_every_command_and_touches_nothing(tmp_path):
    answer = golive(tmp_path, "--help")
    assert answer.returncode == 0
    assert [command.name for command in root.COMMANDS if command.name not in answer.stdout] == []
    assert list(tmp_path.iterdir()) == []  # a look at the help leaves no data folder behind


def test_an_unknown_command_is_met_with_the_likely_one(tmp_path):
    answer = golive(tmp_path, "sreve")
    assert answer.returncode == 2
    assert "Did you mean 'serve'?" in answer.stderr


def test_a_command_that_needs_no_record_starts_no_django(tmp_path):
    program = "import sys; from golive.web.cli import root; root.assemble('doctor'); print('django' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT / "src", capture_output=True, text=True)
    assert answer.stdout.strip() == "False", answer.stderr


def test_a_refusal_is_said_with_every_reason(monkeypatch, capsys):
    reasons = [Refusal("a", "CR-012 has no impact.", "Assess it."), Refusal("b", "CR-012 has no sponsor.")]

    def refuse(asked):
        raise Refused(reasons)

    monkeypatch.setattr(root, "assemble", refuse)
    with pytest.raises(SystemExit) as ended:
        root.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "CR-012 has no impact. Assess it.\nCR-012 has no sponsor.\n"


@pytest.mark.slow
def test_an_empty_folder_is_brought_to_life_backed_up_and_proved(tmp_path):
    before = golive(tmp_path, "doctor", "--json")
    assert before.returncode == 1
    assert [check["name"] for check in json.loads(before.stdout)["checks"] if check["level"] == "fail"] == [
        "migrations"
    ]
    assert golive(tmp_path, "migrate").returncode == 0
    after = golive(tmp_path, "doctor", "--json")
    assert (after.returncode, json.loads(after.stdout)["ok"]) == (0, True)
    assert golive(tmp_path, "backup", "b.tar").returncode == 0
    proved = golive(tmp_path, "restore-check", "b.tar")
    assert (proved.returncode, "comes back whole" in proved.stdout) == (0, True)
    (tmp_path / "notes.tar").write_text("x")
    refused = golive(tmp_path, "restore-check", "notes.tar")
    assert (refused.returncode, "it is no tar file" in refused.stderr) == (1, True)
