"""Does the server answer, end in peace, and say it when a port is taken?"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from golive.web import serving
from tests.house.sources import ROOT

pytestmark = pytest.mark.process

START_SECONDS = 120


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server process on a data folder of its own, and its address once it says that it is open."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CI": "true", "COLUMNS": "200"}
    command = [sys.executable, "-m", "golive", "serve", "--data", str(folder), *words]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield server, _address(server)
    finally:
        server.kill()
        server.wait()


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line)
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError("".join(said))


@pytest.mark.slow
def test_the_server_answers_until_it_is_told_to_end_and_then_ends_in_peace(tmp_path):
    with served(tmp_path) as (server, address):
        assert httpx.get(address, follow_redirects=True).status_code < 500
        server.send_signal(signal.SIGTERM)
        assert server.wait(START_SECONDS) == 0
        assert "Everything that was acknowledged is stored." in server.stderr.read()


@pytest.mark.slow
def test_a_slow_client_keeps_nobody_waiting(tmp_path):
    with served(tmp_path) as (_, address):
        port = int(address.rstrip("/").rpartition(":")[2])
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        for client in slow:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")  # and never the empty line that ends it
        assert httpx.get(address, timeout=START_SECONDS).status_code < 500
        for client in slow:
            client.close()


def test_without_a_wish_the_first_free_port_is_taken(monkeypatch):
    with serving._listen("127.0.0.1", 0) as anywhere:
        taken = anywhere.getsockname()[1]
        monkeypatch.setattr(serving, "FIRST_PORT", taken)
        anywhere.listen()
        with serving._listen("127.0.0.1", None) as listener:
            assert taken < listener.getsockname()[1] <= taken + serving.PORTS_TRIED


def test_a_wished_port_that_is_taken_is_said_with_the_cure(capsys):
    with serving._listen("127.0.0.1", 0) as first:
        first.listen()
        taken = first.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            serving._listen("127.0.0.1", taken)
    assert ended.value.code == 2
    said = capsys.readouterr().err.replace("\n", " ")
    assert f"Nothing can be served at 127.0.0.1, port {taken}: Address already in use." in said
    assert "--port" in said
