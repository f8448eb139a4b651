"""What does the set-up say on a machine that lacks something, and does it leave a finished environment alone?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

pytestmark = pytest.mark.process

OLD_PYTHON = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; *) echo "Python 3.10.9";; esac\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; *version_info*) exit 0;; *) echo "Python 3.11.2";; esac\n'


def program(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    path.chmod(0o755)
    return path


def set_up(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """bin/setup into an environment of its own, with only the machine's plain tools on the path."""
    known = {"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(folder), "GOLIVE_VENV": str(folder / "venv")}
    return subprocess.run([ROOT / "bin/setup"], env={**known, **environment}, capture_output=True, text=True)


def test_a_named_python_that_is_too_old_is_refused(tmp_path):
    python = program(tmp_path, "old", OLD_PYTHON)
    answer = set_up(tmp_path, GOLIVE_PYTHON=str(python))
    assert answer.returncode == 1
    assert f"GOLIVE_PYTHON={python} is not a Python 3.11 or newer." in answer.stderr
    assert not (tmp_path / "venv").exists()


def test_a_machine_without_a_fitting_python_is_told_what_to_install(tmp_path):
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"):
        program(tmp_path, name, OLD_PYTHON)
    answer = set_up(tmp_path)
    assert answer.returncode == 1
    assert "needs Python 3.11 or newer; found here: Python 3.10.9" in answer.stderr
    assert "apt-get install python3 python3-venv" in answer.stderr


def test_a_python_without_venv_names_the_package_that_brings_it(tmp_path):
    answer = set_up(tmp_path, GOLIVE_PYTHON=str(program(tmp_path, "bare", WITHOUT_VENV)))
    assert answer.returncode == 1
    assert "Python 3.11.2 has no 'venv' module here" in answer.stderr
    assert "apt-get install python3-venv" in answer.stderr


@pytest.fixture
def finished(tmp_path) -> Path:
    """A copy of the scripts, and an environment that says it was made from them in this folder."""
    for name in ("bin/setup", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    program(tmp_path / ".venv/bin", "golive", "")
    lock, project = ((tmp_path / name).read_text() for name in ("requirements.txt", "pyproject.toml"))
    (tmp_path / ".venv/made-from").write_text(f"{tmp_path}\n{lock}{project.partition('[tool.')[0]}")
    return tmp_path


def check(folder: Path, *words: str) -> int:
    return subprocess.run([folder / "bin/setup", "--check", *words], capture_output=True).returncode


def test_a_finished_environment_is_left_alone(finished):
    assert check(finished) == 0


def test_an_environment_of_the_product_does_not_do_for_the_tests(finished):
    assert check(finished, "--dev") == 1


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_makes_it_stale(finished, name):
    (finished / name).write_text("# changed\n" + (finished / name).read_text())
    assert check(finished) == 1


def test_a_changed_setting_of_a_tool_does_not(finished):
    with (finished / "pyproject.toml").open("a") as project:
        project.write("[tool.another]\n")
    assert check(finished) == 0


def test_an_environment_in_a_folder_that_was_moved_is_stale(finished):
    moved = finished.with_name("moved")
    finished.rename(moved)
    assert check(moved) == 1


def test_a_word_that_the_set_up_does_not_know_is_refused(finished):
    assert check(finished, "--dve") == 2
