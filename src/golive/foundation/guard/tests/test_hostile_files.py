"""Is every file that would harm a careless reader refused, with its name, the place and the cure?"""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.foundation.guard import IMPORT_LIMITS, read_tables
from golive.foundation.guard.json_text import read_json
from golive.foundation.guard.tests.hostile import ACCEPT, CORPUS, EITHER, JSON, REJECT, XML
from golive.foundation.guard.xml import check_xml
from golive.plain.verdict import Refused


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_table_meets_what_is_expected(name: str, tmp_path: Path) -> None:
    expect, make = CORPUS[name]
    path = tmp_path / name
    path.write_bytes(make())
    try:
        tables = read_tables(path)
    except Refused as refused:
        assert expect in (REJECT, EITHER), str(refused)
        for refusal in refused.refusals:
            assert refusal.problem.startswith(f"{name}: ")
            assert refusal.cure
            # by its own rule: never by a crash, a limit of the child or an unexpected exception
            assert refusal.code not in ("file.unreadable", "file.too_costly", "file.too_slow"), str(refused)
    else:
        assert expect in (ACCEPT, EITHER), tables


@pytest.mark.parametrize("name", XML)
def test_hostile_xml_meets_what_is_expected(name: str, tmp_path: Path) -> None:
    expect, data = XML[name]
    path = tmp_path / "plan.xml"
    path.write_bytes(data)
    if expect == ACCEPT:
        check_xml(path, IMPORT_LIMITS, {"Project"})
        return
    with pytest.raises(Refused):
        check_xml(path, IMPORT_LIMITS, {"Project"})


@pytest.mark.parametrize("name", JSON)
def test_hostile_json_meets_what_is_expected(name: str, tmp_path: Path) -> None:
    expect, data = JSON[name]
    path = tmp_path / "data.json"
    path.write_bytes(data)
    if expect == ACCEPT:
        assert read_json(str(path), IMPORT_LIMITS)
        return
    with pytest.raises(Refused):
        read_json(str(path), IMPORT_LIMITS)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(IMPORT_LIMITS.file_bytes + 1)
    with pytest.raises(Refused, match=r"52,428,801 bytes \(limit 52,428,800\)"):
        read_tables(path)


def test_the_corpus_is_the_same_on_every_run() -> None:
    assert all(make() == make() for name, (_, make) in CORPUS.items() if "bomb" not in name)
