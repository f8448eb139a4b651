"""Does an everyday run try 25 examples of a property at most, and CI all of them?"""

from __future__ import annotations

import re

import pytest

from tests.examples import EVERYDAY, examples
from tests.house.sources import ROOT


def test_ci_tries_all_and_an_everyday_run_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert examples(200) == 200
    monkeypatch.delenv("CI")
    assert (examples(200), examples(6)) == (EVERYDAY, 6)


def test_no_property_asks_for_more_past_that_share() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {number}"
        for path in sorted((ROOT / "src").rglob("test_*.py"))
        for number in re.findall(r"max_examples=(\d+)", path.read_text())
        if int(number) > EVERYDAY
    ]
    assert found == [], "Write max_examples=examples(…), from tests.examples."
