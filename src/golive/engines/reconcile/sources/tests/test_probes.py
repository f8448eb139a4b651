"""Does the lock of the bench hold against whoever could write SQL on it?"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from golive.engines.reconcile.sources import Workbench, open_source

SECRET = "a-secret-that-nobody-may-see"
LINES = [line.strip() for line in (Path(__file__).parent / "probes.sql").read_text(encoding="utf-8").splitlines()]


def probes(kind: str) -> list[str]:
    """The statements below the headings of a kind."""
    found, here = [], ""
    for line in LINES:
        if line.startswith("--"):
            here = line[2:].partition(":")[0].strip()
        elif line and here == kind:
            found.append(line)
    return found


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("probed").resolve()
    found = {
        name: base / folder for name, folder in (("stage", "stage"), ("outside", "outside"), ("beside", "stage_x"))
    }
    for folder in found.values():
        folder.mkdir()
        (folder / "secret.csv").write_text(f"id\n{SECRET}\n")
    (found["stage"] / "secret.csv").unlink()
    (found["stage"] / "own.csv").write_text("id\n1\n")
    duckdb.sql(f"COPY (SELECT '{SECRET}' AS id) TO '{found['outside']}/secret.parquet' (FORMAT parquet)")
    (found["stage"] / "link").symlink_to(found["outside"], target_is_directory=True)
    return found | {"link": found["stage"] / "link"}


@pytest.fixture(scope="module")
def bench(places):
    with Workbench(folder=places["stage"], seconds=1, memory_mb=256, threads=1) as locked:
        open_source(locked, places["stage"] / "own.csv").table()
        locked.run("CREATE TABLE t0 (line VARCHAR)")
        locked.lock()
        yield locked


def state(places: dict[str, Path]) -> set[tuple[str, bytes]]:
    """Every file outside of the stage."""
    files = (file for name in ("outside", "beside") for file in places[name].rglob("*") if file.is_file())
    return {(str(file), file.read_bytes()) for file in files}


def test_there_are_as_many_probes_as_were_promised():
    assert len(probes("refused")) + len(probes("harmless")) >= 63


@pytest.mark.parametrize("sql", probes("refused"))
def test_it_is_refused(bench, places, sql):
    before = state(places)
    with pytest.raises(duckdb.Error) as caught:
        bench.rows(sql.format(**places))
    assert SECRET not in str(caught.value)
    assert state(places) == before


@pytest.mark.parametrize("sql", probes("harmless"))
def test_it_does_no_harm(bench, places, sql):
    frame = [SECRET]  # a variable of Python is no table
    before = state(places)
    try:
        found = str(bench.rows(sql.format(**places)))
    except duckdb.Error as refused:
        found = str(refused)
    assert (SECRET in found, state(places) == before, frame) == (False, True, [SECRET])
    assert bench.rows("SELECT current_setting('lock_configuration')") == [(True,)]
