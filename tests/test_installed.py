"""Is a register that is not whole named at the start, instead of left out in silence?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from golive.web import installed
from golive.web.settings import REGISTERS

pytestmark = pytest.mark.process


def whole(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    for file in installed.NEEDED:
        (folder / name / file).touch()
    return folder / name


def test_whole_registers_are_installed_in_their_order(tmp_path: Path) -> None:
    for name in ("training", "interfaces"):
        whole(tmp_path, name)
    assert installed.registers(tmp_path, ["training", "interfaces"]) == [
        "golive.registers.training",
        "golive.registers.interfaces",
    ]
    assert [app for app in settings.INSTALLED_APPS if app.startswith("golive.registers.")] == [
        f"golive.registers.{name}" for name in REGISTERS
    ]


def test_every_folder_that_is_not_whole_is_named_with_what_it_lacks_and_the_cure(tmp_path: Path) -> None:
    whole(tmp_path, "training")
    (whole(tmp_path, "interfaces") / "models.py").unlink()
    with pytest.raises(ImproperlyConfigured) as refused:
        installed.registers(tmp_path, ["training", "interfaces", "hypercare"])
    told = str(refused.value)
    assert f"{tmp_path / 'interfaces'} has no models.py" in told
    assert f"{tmp_path / 'hypercare'} has no __init__.py, no apps.py, no models.py, no register.py" in told
    assert "training" not in told
    assert "or take the name out of REGISTERS" in told


def test_the_program_does_not_start_with_half_a_register(tmp_path: Path) -> None:
    code = "from golive.web import installed\ninstalled.NEEDED += ('never.py',)\nimport golive.web.settings"
    env = {**os.environ, "GOLIVE_DATA": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "steering has no never.py" in ended.stderr
