"""Where does a test get a PostgreSQL of its own, gone when the test is over?

``python -m tests.postgres COMMAND…`` runs a command with ``GOLIVE_DATABASE_URL`` set to such a server.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

MISSING = "PostgreSQL's server is not installed. Install it (Debian, Ubuntu: apt-get install postgresql)."
FOLDERS = "/usr/lib/postgresql/*/bin"  # Debian keeps the server's programs off the path
START_SECONDS = 60


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest where several are installed; None where there is none."""
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).resolve().parent
    found = [path for path in Path("/").glob(FOLDERS[1:]) if (path / "postgres").exists()]
    return max(found, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def cluster(port: int = 0) -> Iterator[str]:
    """A server of its own on a socket only its owner reaches; yields the database URL, stops by process id.

    With a ``port`` it listens there too, on this machine only, and asks for a password whoever comes that way.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="golive-postgres-"))
    owner = _owner(folder)
    try:
        _run(programs / "initdb", folder, owner)
        if port:
            access = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
            (folder / "data" / "pg_hba.conf").write_text(access)
        server = _start(programs / "postgres", folder, owner, port)
        try:
            yield _wait_for(folder, server, port)
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown: sessions are cut, nothing is waited for
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root, so root hands the folder to the account that its package made."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _run(initdb: Path, folder: Path, owner: dict[str, object]) -> None:
    command = [initdb, "-D", folder / "data", "-U", "golive", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **owner)  # type: ignore[call-overload]


def _start(postgres: Path, folder: Path, owner: dict[str, object], port: int) -> subprocess.Popen[bytes]:
    command = [postgres, "-D", folder / "data", "-k", folder, "-c", "fsync=off"]
    command += ["-c", f"listen_addresses={'127.0.0.1' if port else ''}", *(["-p", str(port)] if port else [])]
    log = (folder / "log").open("wb")
    return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **owner)  # type: ignore[call-overload,no-any-return]


def _wait_for(folder: Path, server: subprocess.Popen[bytes], port: int) -> str:
    """The URL, once a session can be opened: the socket is there some time before the server lets anybody in."""
    url = f"postgresql://golive@/postgres?host={folder}{f'&port={port}' if port else ''}"
    for _ in range(START_SECONDS * 20):
        try:
            psycopg.connect(url).close()
            return url
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")


def main(command: list[str]) -> int:
    with cluster() as url:
        return subprocess.run(command, env={**os.environ, "GOLIVE_DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
