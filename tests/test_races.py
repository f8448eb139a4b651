"""Does one win, and only one, when eight approve, withdraw, sign or decide at the same moment?"""

from __future__ import annotations

import json

import pytest

from tests.installations import Installation


@pytest.mark.slow
def test_of_eight_at_once_exactly_one_wins_every_time(installation: Installation) -> None:
    report = json.loads(installation.run("tests.races.crowd", "40"))
    assert report.pop("audit")
    assert {name: found["wrong"] for name, found in report.items() if found["wrong_count"]} == {}
    assert [found["trials"] for found in report.values()] == [40] * 5
