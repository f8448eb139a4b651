"""Does a statement that eats memory or time end with its child, and with nothing else?"""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.engines.reconcile.sources import Workbench
from golive.foundation.guard import run_guarded
from golive.foundation.guard.limits import MEGABYTE, Limits
from golive.plain.verdict import Refused

pytestmark = pytest.mark.process

# Within one function of the engine neither its memory limit nor its time limit holds; those of the child do.
BOMBS = {
    "repeat": "SELECT length(repeat('x', 2000000000))",
    "lpad": "SELECT length(lpad('x', 2000000000, 'y'))",
    "printf": "SELECT length(printf('%2000000000d', 1))",
    "replace in replace": "SELECT length(" + "replace(" * 8 + "'aaaaaaaaaa'" + ", 'a', 'aaaaaaaaaa')" * 8 + ")",
    "a list of lists": "SELECT length(list_transform(range(100000), x -> range(100000))::VARCHAR)",
    "deep parentheses": "SELECT " + "(" * 50_000 + "1" + ")" * 50_000,
}


def explode(path: str, limits: object, sql: str) -> list[str]:
    """Run a statement as the engine would, in the guarded child."""
    with Workbench(folder=Path(path).parent / "stage", seconds=5, memory_mb=256, threads=1) as bench:
        bench.lock()
        return [str(row)[:100] for row in bench.rows(sql)]


@pytest.mark.slow
@pytest.mark.parametrize("sql", BOMBS.values(), ids=BOMBS)
def test_a_bomb_ends_with_its_child(tmp_path, sql):
    (tmp_path / "x").write_text("x")
    limits = Limits(memory_bytes=1024 * MEGABYTE, cpu_seconds=5, wall_seconds=20, written_bytes=64 * MEGABYTE)
    try:
        found = run_guarded(explode, tmp_path / "x", sql, limits=limits, folder=tmp_path).value
    except Refused as refused:
        assert refused.refusals[0].code.startswith("file.")
    else:
        assert all(len(each) < 100 for each in found)
