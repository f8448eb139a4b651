"""Which tests does `bin/test --quick` leave out because they take long? Those in a list that a measured run writes."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest

LIST = Path(__file__).parent / "long_tests.txt"
SECONDS = 0.3
# Whoever asks for one of these starts a process.
PROCESSES = {"browser", "postgres_url", "installation", "demo"}
_WRITES = bool(os.environ.get("GOLIVE_WRITE_LONG_TESTS"))
_took: dict[str, float] = defaultdict(float)


def listed() -> set[str]:
    """The ids of the tests that take longer than ``SECONDS``."""
    return set(LIST.read_text().splitlines())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is listed, and what asks for a browser, a server or the played demo."""
    long = listed()
    for item in items:
        if item.nodeid in long:
            item.add_marker("long")
        if PROCESSES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("process")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if _WRITES:
        _took[report.nodeid] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the list anew for every test of this run; with workers only the process that hears all of them does."""
    if _took and not hasattr(session.config, "workerinput"):
        LIST.write_text("".join(f"{name}\n" for name in sorted(after(listed(), _took))))


def after(before: set[str], took: dict[str, float]) -> set[str]:
    """The list after a run: what ran is judged by its seconds, what did not run stays as it was."""
    return (before - took.keys()) | {name for name, seconds in took.items() if seconds > SECONDS}
