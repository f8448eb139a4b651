"""Does any RAID sheet, however damaged, end in counted rows or in a refusal, and never in a crash?"""

from __future__ import annotations

import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.connectors.raid_sheet import Mapping, parse_tables, propose
from golive.connectors.raid_sheet.tests.sheets import HEADERS, ROWS, write_csv, write_xlsx
from golive.connectors.raid_sheet.vocabulary import HEADERS as KNOWN
from golive.foundation.guard import IMPORT_LIMITS, Line, Table
from golive.foundation.guard.table import _table, tables_in_child
from golive.plain.interchange import Parsed, RaidItem, SourceFile
from golive.plain.verdict import Refused
from tests.examples import examples

_SOURCE = SourceFile("any.xlsx", 1, "0" * 64)
_WORDS = st.sampled_from(
    ["", "High", "4", "9", "0.4", "40%", "Risk", "Issue", "R-1", "R-2", "13/04/2026", "4/13/2026", "#REF!", "n/a",
     "Ines Ortega", "Closed", "Because a, b may c, which d.", "=1+1", "Late data", "Mitigate", "3 - Possible"]
)  # fmt: skip
_CELLS: st.SearchStrategy[Any] = st.one_of(
    _WORDS, _WORDS, st.none(), st.text(max_size=30), st.integers(-5, 60_000), st.floats(), st.booleans(),
    st.dates(), st.datetimes(),
)  # fmt: skip
_HEADERS = st.lists(
    st.one_of(st.sampled_from([name for names in KNOWN.values() for name in names]), st.text(max_size=12)), max_size=12
)


@st.composite
def _tables(draw: st.DrawFn) -> list[Table]:
    tables = []
    for number in range(draw(st.integers(1, 2))):
        lines = [tuple(draw(_HEADERS)), *draw(st.lists(st.lists(_CELLS, max_size=12).map(tuple), max_size=12))]
        name = draw(st.sampled_from(["Risks", "Issue Log", "Lists", ""])) + str(number)
        tables.append(
            Table(name, tuple(Line(n, cells) for n, cells in enumerate(lines, 1)), (), 0, draw(st.booleans()))
        )
    return tables


def _holds(parsed: Parsed[RaidItem]) -> None:
    assert parsed.reconciles, parsed.reconciliation
    rejecting = {(problem.sheet, problem.line) for problem in parsed.problems if problem.rejects}
    assert len(rejecting) == parsed.rejected, "each rejected row has its reason, and only those"
    assert not rejecting & {(item.sheet, item.line) for item in parsed.items}
    assert len({item.identity for item in parsed.items}) == parsed.accepted
    assert all(problem.reason and problem.cure and problem.line for problem in parsed.problems)
    for item in parsed.items:
        assert item.title.strip()
        assert all(level in (None, 1, 2, 3, 4, 5) for level in (item.likelihood, item.impact, item.residual_impact))
        for day in (item.due, item.created, item.closed):
            assert day is None or (isinstance(day, date) and not isinstance(day, datetime))


@settings(max_examples=examples(150), deadline=None)
@given(_tables())
def test_any_table_is_counted_or_refused(tables: list[Table]) -> None:
    mapping = propose(tables)
    assert Mapping.from_json(mapping.to_json()) == mapping
    try:
        parsed = parse_tables(tables, _SOURCE, mapping)
    except Refused:
        return
    _holds(parsed)
    assert parse_tables(tables, _SOURCE, mapping) == parsed
    assert propose(tables, parsed.profile)


def _mutants(data: bytes, count: int, seed: int) -> list[bytes]:
    """Damage as it happens and as it is made: flipped, cut, doubled, swapped bytes."""
    dice = random.Random(seed)
    mutants = []
    for _ in range(count):
        mutant = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(mutant))
            match dice.randrange(5):
                case 0:
                    mutant[at] = dice.randrange(256)
                case 1:
                    del mutant[at : at + dice.randint(1, 30)]
                case 2:
                    mutant[at:at] = mutant[at : at + dice.randint(1, 60)]
                case 3:
                    mutant[at:at] = dice.choice([b'"', b",", b"\n", b"\r", b";", b"\0", b"\xff", b"=", b"\xe2\x80"])
                case _:
                    del mutant[max(at, 20) :]
            if not mutant:
                mutant = bytearray(data[:5])
        mutants.append(bytes(mutant))
    return mutants


def _check_mutants(folder: Path, data: bytes, count: int, seed: int) -> int:
    taken = 0
    for number, mutant in enumerate(_mutants(data, count, seed)):
        path = folder / f"{number}.bin"
        path.write_bytes(mutant)
        try:
            tables = [_table(raw, ()) for raw in tables_in_child(str(path), IMPORT_LIMITS)]
            _holds(parse_tables(tables, _SOURCE))
        except Refused as refused:
            assert all(refusal.problem and refusal.cure for refusal in refused.refusals)
            continue
        taken += 1
    return taken


@pytest.mark.parametrize("count", [120, pytest.param(1_500, marks=pytest.mark.slow)])
def test_a_damaged_csv_file_is_counted_or_refused(tmp_path: Path, count: int) -> None:
    data = write_csv(tmp_path / "good.csv", [HEADERS, *ROWS * 3]).read_bytes()
    assert _check_mutants(tmp_path, data, count, seed=7) > 0


@pytest.mark.parametrize("count", [120, pytest.param(1_500, marks=pytest.mark.slow)])
def test_a_damaged_workbook_is_counted_or_refused(tmp_path: Path, count: int) -> None:
    data = write_xlsx(tmp_path / "good.xlsx", {"RAID": [HEADERS, *ROWS]}).read_bytes()
    _check_mutants(tmp_path, data, count, seed=7)
