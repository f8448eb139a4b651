"""Does the list of long tests name tests that exist, and does a run renew only what it ran?"""

from __future__ import annotations

import re

from tests.house.sources import ROOT
from tests.long import SECONDS, after, listed


def test_every_listed_test_exists() -> None:
    contract = (ROOT / "src/golive/foundation/register_kit/contract.py").read_text()
    gone = []
    for name in sorted(listed()):
        path, *_, last = re.sub(r"\[.*", "", name).split("::")
        file = ROOT / path
        word = last.rpartition(".")[2]  # a doctest carries its module's name before its own
        if not file.is_file() or not re.search(rf"(def|class) {word}\b", file.read_text() + contract):
            gone.append(name)
    assert gone == [], "Take these lines out of tests/long_tests.txt."


def test_a_run_judges_what_it_ran_and_leaves_the_rest() -> None:
    took = {"a.py::now_fast": SECONDS / 2, "a.py::now_long": SECONDS * 2}
    assert after({"a.py::now_fast", "b.py::not_run"}, took) == {"a.py::now_long", "b.py::not_run"}
