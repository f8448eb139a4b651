"""Where do tests find the played demo? Built once per run by `golive demo`, copied for each test that writes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
SLUG = "acme-crm"


def golive(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on this data folder, in a process of its own."""
    command = [sys.executable, "-m", "golive", *words]
    return subprocess.run(command, env=_environment(folder), cwd=folder, capture_output=True, text=True)


def _environment(folder: Path) -> dict[str, str]:
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "GOLIVE_DATA": str(folder), "COLUMNS": "120"}
    known.pop("DJANGO_SETTINGS_MODULE", None)
    return known | {"GOLIVE_DEMO": "1", "CI": "true"}


def build(folder: Path) -> str:
    """Play the demo into this folder; what the command printed."""
    folder.mkdir(parents=True, exist_ok=True)
    answer = golive(folder, "demo", "--no-serve")
    assert answer.returncode == 0, answer.stderr[-3000:]
    return answer.stdout


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server on this data folder, with sign-in by a click on a name."""
    command = [sys.executable, "-m", "golive", "serve"]
    server = subprocess.Popen(command, env=_environment(folder), stderr=subprocess.PIPE, text=True)
    try:
        yield _address(server)
    finally:
        server.terminate()
        server.wait()


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line)
        if found := re.search(r"http://\S+?/(?=\s)", line):
            return found[0].rstrip("/")
    raise AssertionError("".join(said))


def sign_in(page: Page, address: str, name: str) -> None:
    """Click on a name, after leaving whoever sat here before."""
    page.context.clear_cookies()
    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state("networkidle")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo that was played once; nobody writes into it."""
    folder = tmp_path_factory.mktemp("played") / "data"
    build(folder)
    return folder


@pytest.fixture
def demo_copy(demo: Path, tmp_path: Path) -> Path:
    """A copy of the played demo that a test may change."""
    return shutil.copytree(demo, tmp_path / "data")
