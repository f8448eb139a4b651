"""Can this commit be installed anywhere, and only from what was locked?"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.locks import asked_for, disagreements, read_lock
from tests.house.sources import ROOT

LOCKS = {"requirements.txt": ("build",), "requirements-dev.txt": ("build", "dev")}
# Written in two halves, so that this file is not the one that names them.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "debian" + ".org"]
SYSTEM_FOLDERS = {"bin", "dev", "etc", "proc", "sys", "tmp", "usr", "var", "path", "folder"}
A_PIN = "django==5.2.19 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via golive (pyproject.toml)\n"


@pytest.mark.parametrize(("lock", "groups"), LOCKS.items(), ids=LOCKS)
def test_the_lock_answers_to_pyproject_and_holds_nothing_but_pins(lock, groups):
    pins, strange = read_lock(ROOT / lock)
    assert strange == []
    assert disagreements(pins, asked_for(ROOT / "pyproject.toml", *groups)) == [], "Run bin/lock."


def test_the_lock_of_the_tests_holds_the_whole_lock_of_the_product():
    product, tests = ({(pin.name, pin.version) for pin in read_lock(ROOT / lock)[0]} for lock in LOCKS)
    assert product <= tests


@pytest.mark.parametrize(
    ("lock", "dependency", "says"),
    [
        ("", "django>=5.2", "django is asked for and not pinned"),
        (A_PIN, "django>=6", "django is pinned at 5.2.19, outside >=6"),
        (A_PIN, "Django>=5.2", None),
        (A_PIN + A_PIN.replace("django", "jinja2"), "django>=5.2", "jinja2 is pinned and asked for by nobody"),
        (re.sub("    --hash.*\n", "", A_PIN), "django>=5.2", "django has no hash"),
    ],
)
def test_a_lock_that_differs_is_told(tmp_path, lock, dependency, says):
    (tmp_path / "requirements.txt").write_text(lock)
    (tmp_path / "pyproject.toml").write_text(f'[project]\ndependencies = ["{dependency}"]')
    pins, _ = read_lock(tmp_path / "requirements.txt")
    assert disagreements(pins, asked_for(tmp_path / "pyproject.toml")) == ([says] if says else [])


@pytest.mark.parametrize(
    "line", ["--index-url https://example.org/simple", "--find-links /wheels", "-i x", "django>=5"]
)
def test_a_line_that_is_no_pin_is_strange(tmp_path, line):
    (tmp_path / "lock").write_text(A_PIN + line)
    assert read_lock(tmp_path / "lock")[1] == [line]


def committed_text() -> list[tuple[Path, str]]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]
    return [(path.relative_to(ROOT), path.read_bytes().decode("utf-8", "ignore")) for path in paths]


def test_no_committed_file_names_a_registry_or_this_machine():
    forbidden = [*HOSTS, *(f"{folder}/" for folder in (ROOT, ROOT.parent, Path.home()) if len(folder.parts) > 1)]
    # A checkout in a folder that every machine has says nothing about this one.
    forbidden = [word for word in forbidden if word not in {"/tmp/", "/var/tmp/", "/home/", "/usr/src/"}]
    assert [f"{path}: {word}" for path, text in committed_text() for word in forbidden if word in text] == []


def test_scripts_and_locks_name_only_folders_that_every_machine_has():
    scripts = [
        (path, text) for path, text in committed_text() if path.parts[0] in {"bin", ".ci"} or "require" in path.name
    ]
    named = [
        f"{path}: {folder[0]}"
        for path, text in scripts
        for folder in re.finditer(r"(?<![\w.\"}$*-])/(\w+)/", text)
        if folder[1] not in SYSTEM_FOLDERS
    ]
    assert len(scripts) >= 6
    assert named == []
