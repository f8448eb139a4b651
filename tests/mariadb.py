"""Where does a test get a MariaDB of its own, gone when the test is over?"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymysql

MISSING = "MariaDB's server is not installed. Install it (Debian, Ubuntu: apt-get install mariadb-server)."
START_SECONDS = 60


def server_program() -> str | None:
    """Where `mariadbd` is; Debian keeps it where only root looks. None where there is none."""
    return shutil.which("mariadbd", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))


@contextmanager
def mariadb(port: int = 0) -> Iterator[str]:
    """A server of its own on a socket, with an empty database ``crm``; yields its address, stops by process id.

    With a ``port`` it listens there too, on this machine only.
    """
    program = server_program()
    if program is None:
        raise FileNotFoundError(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="golive-mariadb-"))
    owner = _owner(folder)
    try:
        with (folder / "log").open("wb") as log:
            made = ["mariadb-install-db", "--no-defaults", f"--datadir={folder}/data", "--skip-test-db", *owner]
            made += ["--auth-root-authentication-method=normal"]
            subprocess.run(made, check=True, stdout=log, stderr=log)
            command = [program, "--no-defaults", f"--datadir={folder}/data", f"--socket={folder}/socket", *owner]
            command += [f"--port={port}", "--bind-address=127.0.0.1"] if port else ["--skip-networking"]
            command += ["--innodb-flush-log-at-trx-commit=0", f"--pid-file={folder}/pid"]
            server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            yield _wait_for(folder, server)
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> list[str]:
    """MariaDB refuses to run as root, so root hands the folder to the account that its package made."""
    if os.geteuid() != 0:
        return []
    os.chown(folder, pwd.getpwnam("mysql").pw_uid, -1)
    return ["--user=mysql"]


def _wait_for(folder: Path, server: subprocess.Popen[bytes]) -> str:
    for _ in range(START_SECONDS * 20):
        try:
            with pymysql.connect(user="root", unix_socket=f"{folder}/socket") as connection:
                connection.cursor().execute("CREATE DATABASE crm CHARACTER SET utf8mb4")
            return f"mysql://root@localhost/crm?unix_socket={folder}/socket"
        except pymysql.err.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"MariaDB did not start: {(folder / 'log').read_text()[-2000:]}")
