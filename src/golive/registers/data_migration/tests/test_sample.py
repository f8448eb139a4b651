"""Does the sample of a mapping show only the form of what is personal, however the mapping writes the column?"""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.registers.data_migration import engine

SOURCE = 'NR,TAX_ID,"OLD ""NAME"""\n1,DE811234567,Miller\n'
TARGET = "Id,Tax,Name,Number\n"
MAPPING = r"""
object: Person
source: {table: source}
target: {table: target}
key: {source: [strip_zeros(tax_id)], target: [Id]}
fields:
  Tax: {expr: upper(tax_id)}
  Name: {from: 'OLD "NAME"'}
  Number: {from: NR}
"""


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    monkeypatch.chdir(tmp_path)
    for name, text in (("source.csv", SOURCE), ("target.csv", TARGET), ("mapping.yaml", MAPPING)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    hidden = ["TAX_ID", 'OLD "NAME"']
    places = [(str(tmp_path / name), "") for name in ("source.csv", "target.csv")]
    told = engine.check(str(tmp_path / "mapping.yaml"), None, str(tmp_path), *places, hidden)
    assert told["errors"] == []
    return dict(told["sample"])


@pytest.mark.parametrize("field", ["Id", "Tax", "Name"])
def test_what_is_personal_shows_its_form_only(sample: dict[str, list[str]], field: str) -> None:
    assert sample[field] != []
    assert not {"DE811234567", "Miller", "MILLER"} & set(sample[field])


def test_what_is_not_is_shown(sample: dict[str, list[str]]) -> None:
    assert sample["Number"] == ["1"]
