"""Where do several processes or threads meet? In an installation of their own, on each of the two databases."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
import pytest

from tests.template import kept_tables

ROOT = Path(__file__).resolve().parent.parent


class Installation:
    """A data folder and a migrated database; what runs in it runs in a process of its own."""

    def __init__(self, data: Path, database_url: str, *, migrated: bool = False) -> None:
        self.environment = os.environ | {
            "GOLIVE_DATA": str(data),
            "GOLIVE_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "golive.web.settings"),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
        if not migrated:
            self._finish([sys.executable, "-m", "django", "migrate", "-v0"])

    def start(self, module: str, *words: object) -> subprocess.Popen[str]:
        """Start ``module.main(*words)``; the caller waits for the process or ends it."""
        command = [sys.executable, "-m", "tests.installations", module, *map(str, words)]
        return subprocess.Popen(command, env=self.environment, text=True, stdout=subprocess.PIPE, cwd=ROOT)

    def run(self, module: str, *words: object) -> str:
        """What ``module.main(*words)`` printed; fails with its errors if it fails."""
        return self._finish([sys.executable, "-m", "tests.installations", module, *map(str, words)])

    def _finish(self, command: list[str]) -> str:
        ended = subprocess.run(command, env=self.environment, text=True, capture_output=True, cwd=ROOT)
        assert ended.returncode == 0, f"{command} ended with {ended.returncode}:\n{ended.stdout}\n{ended.stderr}"
        return ended.stdout


def fresh_database(server_url: str, like: str = "") -> str:
    """The URL of a new database on this server: empty, or a copy of the one at ``like``, which nobody may be using."""
    name = f"golive_{secrets.token_hex(6)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        template = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
        connection.execute(f'CREATE DATABASE "{name}"{template}')  # type: ignore[call-overload]
    return server_url.replace("/postgres?", f"/{name}?", 1)


@pytest.fixture(scope="session")
def migrated_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated SQLite file, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    kept = kept_tables(request.config)
    if kept and kept.exists():
        shutil.copy(kept, folder / "golive.sqlite3")
    Installation(folder, "")
    return folder


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated database on the server of this run, to be copied."""
    url = fresh_database(postgres_url)
    Installation(tmp_path_factory.mktemp("migrated"), url)
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """An installation of its own, on SQLite and then on PostgreSQL."""
    if request.param == "postgres":
        like = request.getfixturevalue("migrated_postgres")
        return Installation(tmp_path, fresh_database(request.getfixturevalue("postgres_url"), like), migrated=True)
    shutil.copytree(request.getfixturevalue("migrated_folder"), tmp_path, dirs_exist_ok=True)
    return Installation(tmp_path, "", migrated=True)


if __name__ == "__main__":
    django.setup()
    import_module(sys.argv[1]).main(*sys.argv[2:])
