"""Is every alteration found, on both databases, and do many writers make one chain?"""

from __future__ import annotations

import json

import pytest

from tests.installations import Installation

HERE = "golive.foundation.audit.tests"


@pytest.mark.slow
def test_each_of_510_random_tamperings_is_found(installation: Installation) -> None:
    result = json.loads(installation.run(f"{HERE}.tampering", "510"))
    assert sum(tried for _, tried in result.values()) == 510
    assert {kind: figures for kind, figures in result.items() if figures[0] != figures[1]} == {}


def test_every_kind_of_tampering_is_found(installation: Installation) -> None:
    result = json.loads(installation.run(f"{HERE}.tampering", "30"))
    assert {kind: figures for kind, figures in result.items() if figures[0] != figures[1]} == {}


@pytest.mark.slow
def test_eight_threads_writing_a_hundred_events_each_make_one_chain(installation: Installation) -> None:
    report = json.loads(installation.run(f"{HERE}.crowd", "8", "100"))
    assert report["sound"], report["problem"]
    assert report["checked"] == 800
