"""Does any Jira export, however damaged, end in counted rows or in a refusal, and never in a crash?"""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.connectors.jira import parse_table
from golive.connectors.jira.columns import REPEATED, SINGLE
from golive.foundation.guard import IMPORT_LIMITS, Line, Table
from golive.foundation.guard.table import _table, tables_in_child
from golive.plain.interchange import BacklogItem, Parsed, SourceFile
from golive.plain.verdict import Refused
from tests.examples import examples

_SOURCE = SourceFile("jira.csv", 1, "0" * 64)
_NAMES = [name for names in (*SINGLE.values(), *REPEATED.values()) for name in names]
_HEADERS = st.lists(
    st.one_of(st.sampled_from([*_NAMES, "Outward issue link (Blocks)", "Watchers"]), st.text(max_size=12)), max_size=14
)
_WORDS = st.sampled_from(
    ["", "CRM-1", "CRM-2", "10001", "25/Feb/26 10:17 PM", "6/21/2025 16:14", "13/1/2025", "ui", "28800", "1d 2h", "3.0",
     "25/Feb/26 10:17 PM;5f1;text; more", "25/Feb/26 10:17 PM;5f1;a.pdf;https://x.test", "0|i02m2f:", "{}", "Done",
     "com.atlassian.greenhopper.service.sprint.Sprint@3f1a[id=7,name=Sprint 3]", "#REF!"]
)  # fmt: skip
_CELLS: st.SearchStrategy[Any] = st.one_of(
    _WORDS, _WORDS, st.none(), st.text(max_size=30), st.integers(0, 60_000), st.floats(), st.dates(), st.datetimes()
)


@st.composite
def _exports(draw: st.DrawFn) -> Table:
    headers = ["Issue key", "Summary", *draw(_HEADERS)]
    rows = st.lists(_CELLS, max_size=len(headers) + 3).map(tuple)
    keyed = st.tuples(st.sampled_from(["CRM-1", "CRM-2", "CRM-3"]), st.just("Login"), st.lists(_CELLS, max_size=16))
    lines = [
        tuple(headers),
        *draw(st.lists(rows, max_size=6)),
        *((key, summary, *cells) for key, summary, cells in draw(st.lists(keyed, max_size=6))),
    ]
    return Table("", tuple(Line(n, cells) for n, cells in enumerate(lines, 1)), (), 0, True)


def _holds(parsed: Parsed[BacklogItem]) -> None:
    assert parsed.reconciles, parsed.reconciliation
    rejecting = {problem.line for problem in parsed.problems if problem.rejects}
    assert len(rejecting) == parsed.rejected, "each rejected row has its reason, and only those"
    assert len({item.key for item in parsed.items}) == parsed.accepted
    assert len({item.identity for item in parsed.items}) == parsed.accepted
    assert all(problem.reason and problem.cure and problem.line for problem in parsed.problems)
    assert all(item.summary for item in parsed.items)


@settings(max_examples=examples(200), deadline=None)
@given(_exports())
def test_any_export_is_counted_or_refused(table: Table) -> None:
    try:
        parsed = parse_table(table, _SOURCE)
    except Refused:
        return
    _holds(parsed)
    assert parse_table(table, _SOURCE) == parsed


def _good() -> bytes:
    headers = ["Summary", "Issue key", "Issue id", "Created", "Labels", "Labels", "Comment", "Parent", "Due date"]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headers)
    for n in range(1, 9):
        comment = f"25/Feb/26 10:17 PM;5f1;Line one\nand, two {n}"
        writer.writerow(
            [f"Issue {n}", f"CRM-{n}", 10_000 + n, "25/Feb/26 10:17 PM", "ui", "", comment, 10_001, "3/13/2026"]
        )
    return stream.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("count", [150, pytest.param(1_500, marks=pytest.mark.slow)])
def test_a_damaged_export_is_counted_or_refused(tmp_path: Path, count: int) -> None:
    dice, good, taken = random.Random(11), _good(), 0
    path = tmp_path / "jira.csv"
    for _ in range(count):
        mutant = bytearray(good)
        for _ in range(dice.randint(1, 5)):
            at = dice.randrange(len(mutant))
            mutant[at : at + dice.randint(0, 3)] = dice.choice(
                [b'"', b",", b"\n", b"\r", b";", b"\0", b"\xff", b"/", b"", b"CRM-1", bytes([dice.randrange(256)])]
            )
        path.write_bytes(mutant)
        try:
            (raw,) = tables_in_child(str(path), IMPORT_LIMITS)
            _holds(parse_table(_table(raw, ()), _SOURCE))
        except Refused as refused:
            assert all(refusal.problem and refusal.cure for refusal in refused.refusals)
            continue
        taken += 1
    assert taken > 0
