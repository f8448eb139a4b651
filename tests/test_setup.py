"""What does the set-up say on a machine that lacks something, and does it leave a finished environment alone?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

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


def test_a_finished_environment_is_left_alone(tmp_path):
    if Path(sys.prefix) != ROOT / ".venv" or not (ROOT / ".venv/made-from").exists():
        pytest.skip("These tests run in an environment that bin/setup did not make.")
    before = (ROOT / ".venv/made-from").stat().st_mtime_ns
    answer = subprocess.run([ROOT / "bin/setup", "--dev"], env=dict(os.environ), capture_output=True, text=True)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert (ROOT / ".venv/made-from").stat().st_mtime_ns == before
