"""Which readers misbehave? Plain functions for the child to run."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from golive.foundation.guard.limits import Limits


def echo(path: str, limits: Limits, *args: Any) -> list[Any]:
    return [Path(path).read_text(encoding="utf-8"), *args]


def chatter(path: str, limits: Limits) -> str:
    print("spoiling the answer")
    return "fine"


def take_memory(path: str, limits: Limits) -> int:
    return len(b"x" * (limits.memory_bytes * 2))


def spin(path: str, limits: Limits) -> None:
    while True:
        pass


def sleep(path: str, limits: Limits) -> None:
    time.sleep(60)


def crash(path: str, limits: Limits) -> None:
    os.abort()


def stumble(path: str, limits: Limits) -> None:
    raise LookupError("a mistake of ours")


def flood(path: str, limits: Limits) -> str:
    return "x" * (limits.answer_bytes + 10)


def write_much(path: str, limits: Limits) -> None:
    with open("much.bin", "wb") as stream:
        for _ in range(200):
            stream.write(b"x" * (1 << 20))


def call_out(path: str, limits: Limits) -> None:
    socket.create_connection(("127.0.0.1", int(Path(path).read_text())))


def start_program(path: str, limits: Limits) -> None:
    subprocess.run(["/bin/true"], check=True)


def load_library(path: str, limits: Limits) -> None:
    ctypes.CDLL(None)


def environment(path: str, limits: Limits) -> list[str]:
    return sorted(os.environ)


def modules(path: str, limits: Limits) -> list[str]:
    return sorted(sys.modules)
