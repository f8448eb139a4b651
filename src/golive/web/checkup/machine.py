"""Does this machine have what golive needs, and what it can use?"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import fontpkg_inter

from golive.foundation.database import engine
from golive.web.checkup.finding import Check, Finding, Level

OLDEST_PYTHON = (3, 11)
# Below the first figure uploads are refused, below the second it is time to act.
LEAST_FREE_MB = 500
COMFORTABLE_FREE_MB = 2_000
EXTRAS = {"fast": ("numba", "Monte Carlo on large plans runs several times as fast")}
TEST_TOOLS = {
    "Chromium": (("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "PostgreSQL server": (("postgres",), "postgresql"),
}


def python() -> Iterator[Finding]:
    fits = sys.version_info[:2] >= OLDEST_PYTHON
    cure = "" if fits else "Install Python 3.11 or newer and run bin/setup again."
    yield Finding("Python", Level.OK if fits else Level.FAIL, platform.python_version(), cure)


def sqlite() -> Iterator[Finding]:
    version = engine.current()
    figure = ".".join(map(str, version))
    if engine.is_sound(version):
        yield Finding("SQLite", Level.OK, figure)
    else:
        cure = "It can lose commits in WAL mode. Install pysqlite3 0.6.1 or newer: .venv/bin/pip install pysqlite3."
        yield Finding("SQLite", Level.WARN, figure, cure)


def data_folder() -> Iterator[Finding]:
    folder = Path(os.environ["GOLIVE_DATA"])
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing) as file:
            file.write(b"golive")
    except OSError as error:
        cure = f"Let this account write there (chown, chmod), or choose another folder with --data. {error.strerror}."
        yield Finding("data folder", Level.FAIL, f"{folder} cannot be written", cure)
        return
    free = shutil.disk_usage(existing).free // 1_000_000
    level = Level.OK if free >= COMFORTABLE_FREE_MB else Level.WARN if free >= LEAST_FREE_MB else Level.FAIL
    cure = "" if level is Level.OK else f"Free some space: below {LEAST_FREE_MB} MB writes are at risk."
    yield Finding("data folder", level, f"{folder}, {free:,} MB free", cure)


def extras() -> Iterator[Finding]:
    for name, (module, gain) in EXTRAS.items():
        if find_spec(module):
            yield Finding(f"extra “{name}”", Level.OK, f"{module} installed")
        else:
            yield Finding(
                f"extra “{name}”", Level.OK, f"not installed ({gain})", f".venv/bin/pip install -e '.[{name}]'"
            )


def fonts() -> Iterator[Finding]:
    files = [path for path in Path(fontpkg_inter.ROOT).rglob("*") if path.suffix in {".ttf", ".otf", ".woff2"}]
    if files:
        yield Finding("fonts", Level.OK, f"Inter, {len(files)} files")
    else:
        yield Finding("fonts", Level.FAIL, "no file of Inter", "Run bin/setup again: the status PDF is set in it.")


def test_tools() -> Iterator[Finding]:
    for name, (programs, package) in TEST_TOOLS.items():
        folders = [os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
        found = next(
            (path for program in programs if (path := shutil.which(program, path=os.pathsep.join(folders)))), None
        )
        cure = "" if found else f"Only tests drive it: apt-get install {package}."
        yield Finding(name, Level.OK, found or "not installed", cure)


CHECKS: list[Check] = [python, sqlite, data_folder, extras, fonts, test_tools]
