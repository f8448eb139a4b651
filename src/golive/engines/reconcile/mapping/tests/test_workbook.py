"""Does a mapping come back from Excel as it went, and is whatever Excel or its editor broke said with its cell?"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.reconcile.mapping import parse_mapping
from golive.engines.reconcile.mapping.sheets import FIELDS, KEY, LEFT, MAPPING, MAPS, in_one_form, to_yaml
from golive.engines.reconcile.mapping.workbook import Edited, from_workbook, to_workbook
from golive.engines.reconcile.mapping.written import as_written
from golive.plain.verdict import Refused

TEXT = """
# The account of the old system.
object: Account
owner: jane
source: {table: KNA1, filter: "LOEVM <> 'X'"}
target: Account
key: {target: [Id], source: [KUNNR]}
load: {depends_on: [User]}
fields:
  Name: {expr: "null_if_blank(squash(NAME1))", type: text(20), mandatory: true, note: "= as on the invoice"}
  Status: {from: STAT, map: status, unmapped: null}
  Revenue: {expr: "parse_decimal(UMSATZ, ',', '.')", type: decimal(14,2), compare: {abs_tol: 0.01}}
  Region: REGIO
  Country: {const: "007"}
  Empty: {default: ""}
  Parent: {lookup: {xref: status, from: PARENT}}
not_migrated: {MANDT: "client, J. Doe 2026-11-02"}
maps:
  status: {"001": Active, "NO": "no", "1-2": ""}
controls: [{count: true}, {sum: Revenue, by: [Country]}]
accept: {changed: 3}
"""


def kept(folder: Path, content: bytes) -> Path:
    path = folder / "mapping.xlsx"
    path.write_bytes(content)
    return path


def edited(folder: Path, *cells: tuple[str, str, Any], text: str = TEXT) -> Edited:
    """The mapping after somebody typed into these cells: sheet, cell, value."""
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(text)))
    for sheet, cell, value in cells:
        book[sheet][cell].value = value
    book.save(folder / "edited.xlsx")
    return from_workbook(folder / "edited.xlsx", text)


def refused(folder: Path, *cells: tuple[str, str, Any]) -> str:
    with pytest.raises(Refused) as why:
        edited(folder, *cells)
    return str(why.value)


def test_an_untouched_workbook_changes_not_a_letter(tmp_path: Path) -> None:
    found = from_workbook(kept(tmp_path, to_workbook(TEXT)), TEXT)
    assert (found.changes, found.text, found.notices) == ((), TEXT, ())
    assert found.mapping == parse_mapping(TEXT)


def test_one_edit_is_one_change_and_the_rest_says_the_same(tmp_path: Path) -> None:
    found = edited(tmp_path, (FIELDS, "C5", "REGION"), (MAPS, "C2", "In use"))
    assert [each.sentence for each in found.changes] == [
        "field Region, from: REGIO → REGION",
        "value map status, 001: Active → In use",
    ]
    assert as_written(found.text)["maps"]["status"] == {"001": "In use", "NO": "no", "1-2": ""}
    assert found.mapping.field("Region").column == "REGION"  # type: ignore[union-attr]
    assert "comments" in found.notices[0]
    again = from_workbook(kept(tmp_path, to_workbook(found.text)), found.text)
    assert again.changes == ()


def test_a_field_more_and_a_code_less_are_told(tmp_path: Path) -> None:
    new = [(FIELDS, f"{column}9", value) for column, value in zip("ABC", ("City", "from", "ORT01"), strict=True)]
    gone = [(MAPS, f"{column}3", None) for column in "ABC"]
    found = edited(tmp_path, *new, *gone)
    assert [each.sentence for each in found.changes] == [
        "field City: new, {from: ORT01}",
        "value map status, NO: gone (no)",
    ]


def test_every_fault_is_said_with_its_cell_and_nothing_is_taken(tmp_path: Path) -> None:
    why = refused(
        tmp_path,
        (FIELDS, "A3", "Name"),
        (FIELDS, "B4", "formula"),
        (FIELDS, "G5", "perhaps"),
        (MAPS, "C2", datetime(2026, 3, 1)),
        (MAPS, "B4", True),
        (KEY, "A1", "Column"),
        (LEFT, "A2", None),
    )
    for said in (
        "sheet Fields, row 3: Name stands in row 2 already",
        "sheet Fields, row 4: Way is “formula”",
        "sheet Fields, row 5: Mandatory is “perhaps”",
        "sheet Value maps, C2: Excel made a date of it",
        "sheet Value maps, B4: Excel made a truth value of it",
        "sheet Key: has no column Target column",
        "sheet Not migrated, row 2: has no source field",
    ):
        assert said in why


def test_a_code_that_lost_its_zeros_is_noticed(tmp_path: Path) -> None:
    assert "the code 001 became 1: Excel dropped its zeros" in refused(tmp_path, (MAPS, "B2", 1))


def test_what_the_mapping_itself_refuses_names_the_row(tmp_path: Path) -> None:
    assert "text(x) is no type (sheet Fields, row 2)" in refused(tmp_path, (FIELDS, "F2", "text(x)"))
    assert "MANDT: has no reason" in refused(tmp_path, (LEFT, "B2", None))
    assert "the comparison" in refused(tmp_path, (FIELDS, "H4", "{abs_tol: [}"))


def test_a_workbook_of_another_version_is_not_taken(tmp_path: Path) -> None:
    path = kept(tmp_path, to_workbook(TEXT))
    with pytest.raises(Refused, match="changed since this workbook was made"):
        from_workbook(path, TEXT.replace("jane", "john"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"object: Account"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refused, match=r"mapping\.xlsx"):
        from_workbook(kept(tmp_path, content), TEXT)


def test_a_missing_sheet_is_named_and_a_strange_one_left_unread(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(TEXT)))
    book.create_sheet("Notes of Jane")
    book.save(tmp_path / "more.xlsx")
    assert from_workbook(tmp_path / "more.xlsx", TEXT).notices == ("The sheet Notes of Jane was left unread.",)
    del book[MAPPING]
    book.save(tmp_path / "less.xlsx")
    with pytest.raises(Refused, match="sheet Mapping: is missing"):
        from_workbook(tmp_path / "less.xlsx", TEXT)


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
SAID = st.text(st.characters(codec="utf-8", exclude_categories=("C",), exclude_characters="\u2028\u2029"), max_size=12)
FIELD = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["text(5)", "decimal(14,2)", "date"]),
        "mandatory": st.booleans(),
        "unmapped": st.sampled_from(["error", "keep", "null"]),
        "note": WORD,
        "compare": st.fixed_dictionaries({}, optional={"abs_tol": st.sampled_from([0.5, 2]), "trim": st.booleans()}),
    },
)
WAY = st.one_of(
    st.fixed_dictionaries({"from": WORD}), st.fixed_dictionaries({"const": SAID}), st.just({"from": "STAT", "map": "m"})
)


@pytest.mark.slow
@settings(deadline=None, max_examples=8)
@given(
    fields=st.dictionaries(WORD, st.tuples(FIELD, WAY), min_size=1, max_size=4),
    codes=st.dictionaries(SAID.filter(bool), SAID, max_size=5),
    left=st.dictionaries(WORD, WORD, max_size=2),
)
def test_any_mapping_goes_to_excel_and_back_and_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, Any], codes: dict[str, str], left: dict[str, str]
) -> None:
    folded = {name.casefold(): name for name in fields}
    document = in_one_form(
        {
            "object": "A",
            "source": {"table": "T"},
            "key": {"target": ["Id"], "source": ["ID"]},
            "fields": {name: fields[name][0] | fields[name][1] for name in folded.values()},
            "maps": {"m": codes},
            "not_migrated": {name: left[name] for name in {each.casefold(): each for each in left}.values()},
        }
    )
    text = to_yaml(document)
    assert in_one_form(as_written(text)) == document
    found = from_workbook(kept(tmp_path_factory.mktemp("book"), to_workbook(text)), text)
    assert found.changes == ()
