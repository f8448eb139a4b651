"""Where do several processes or threads meet? In an installation of their own, on each of the two databases."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import django
import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent


class Installation:
    """A data folder and a migrated database; what runs in it runs in a process of its own."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.environment = os.environ | {
            "GOLIVE_DATA": str(data),
            "GOLIVE_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "golive.web.settings"),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
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


def fresh_database(server_url: str) -> str:
    """The URL of a new, empty database on this server."""
    name = f"golive_{secrets.token_hex(6)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return server_url.replace("/postgres?", f"/{name}?", 1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """An installation of its own, on SQLite and then on PostgreSQL."""
    server = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    return Installation(tmp_path, fresh_database(server) if server else "")


if __name__ == "__main__":
    django.setup()
    import_module(sys.argv[1]).main(*sys.argv[2:])
