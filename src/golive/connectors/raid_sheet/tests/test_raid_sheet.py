"""Does a RAID sheet come in as the team meant it, and is each bad row named with its cure?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from golive.connectors.raid_sheet import Mapping, parse, propose, remember
from golive.connectors.raid_sheet.tests.sheets import HEADERS, ROWS, write_csv, write_xlsx
from golive.foundation.guard import read_tables
from golive.plain.interchange import PersonGiven, RaidKind, RaidStatus, Response
from golive.plain.verdict import Refused
from golive.plain.written_dates import Order


def _csv(tmp_path: Path, *rows: tuple[object, ...], headers: tuple[str, ...] = HEADERS) -> Path:
    return write_csv(tmp_path / "raid.csv", [headers, *rows])


def test_one_sheet_with_a_type_column_brings_all_four_kinds(tmp_path: Path) -> None:
    parsed = parse(_csv(tmp_path, *ROWS))
    assert [(item.id, item.kind) for item in parsed.items] == [
        ("R-1", RaidKind.RISK),
        ("A-1", RaidKind.ASSUMPTION),
        ("I-1", RaidKind.ISSUE),
        ("D-1", RaidKind.DEPENDENCY),
    ]
    risk = parsed.items[0]
    assert (risk.likelihood, risk.impact, risk.score) == (4, 5, 20)
    assert (risk.owner, risk.due, risk.status) == (PersonGiven("Ines Ortega"), date(2026, 4, 13), RaidStatus.OPEN)
    assert risk.identity == ("raid_sheet", "risk:R-1")
    assert not parsed.problems
    assert parsed.reconciliation == "4 rows in the file = 4 accepted + 0 rejected + 0 skipped"


def test_a_workbook_with_one_tab_for_each_kind_and_a_title_above_the_header(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "raid.xlsx",
        {
            "Instructions": [["Fill in one line for each item."]],
            "Risks": [
                ["Acme CRM roll-out: RAID log"],
                [],
                ["Ref", "Risk Title", "Probability", "Severity", "Risk Owner", "Target Date"],
                ["1", "Late data", "High", "Very high", "Ines Ortega", date(2026, 4, 13)],
            ],
            "Issue Log": [
                ["No.", "Issue", "Impact", "Assigned To", "State"],
                [1, "Mails leave", 3, "Kim Vale", "Done"],
            ],
        },
    )
    parsed = parse(path)
    risk, issue = parsed.items
    assert (risk.kind, risk.sheet, risk.line, risk.score, risk.due) == ("risk", "Risks", 4, 20, date(2026, 4, 13))
    assert (issue.kind, issue.status, issue.impact) == (RaidKind.ISSUE, RaidStatus.CLOSED, 3)
    assert risk.identity != issue.identity, "both are number 1"
    assert any('Sheet "Instructions" was not read' in notice for notice in parsed.notices)
    assert any("High is read as 4 of 5" in notice for notice in parsed.notices)


@pytest.mark.parametrize(
    ("column", "value", "reason", "cure"),
    [
        ("Likelihood", "9", "no level of 1-5", "Write 1, 2, 3, 4 or 5"),
        ("Impact", "soon", "no level", "Write 1"),
        ("Due date", "31/02/2026", "no date", "2026-03-20"),
        ("Due date", "next week", "no date", "2026-03-20"),
        ("Type", "Wish", "no kind of RAID item", "Risk, Assumption"),
        ("Title", "", "no title", "Say in a few words"),
        ("Owner", "#REF!", "formula", "Mend the formula"),
        ("ID", "R-1", "has the same ID", "its own ID"),
    ],
)
def test_a_bad_row_is_named_with_line_column_value_reason_and_cure(
    tmp_path: Path, column: str, value: str, reason: str, cure: str
) -> None:
    bad = dict(zip(HEADERS, ("R-9", *ROWS[0][1:]), strict=True)) | {column: value}
    parsed = parse(_csv(tmp_path, *ROWS, tuple(bad.values())))
    (problem,) = parsed.problems
    assert (problem.line, problem.column.lower(), problem.value) == (6, column.lower(), value)
    assert reason in problem.reason
    assert cure in problem.cure
    assert (parsed.accepted, parsed.rejected) == (4, 1)


def test_all_problems_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    parsed = parse(_csv(tmp_path, *ROWS, ("R-9", "Wish", "", "", 9, 0, "Kim", "soon", "Open")))
    assert {problem.column for problem in parsed.problems} == {"Type", "Title", "Likelihood", "Impact", "Due date"}


def test_a_row_with_an_unquoted_comma_is_rejected_and_not_shifted(tmp_path: Path) -> None:
    path = _csv(tmp_path, *ROWS)
    path.write_text(path.read_text() + "R-9,Risk,Late, very late,,4,5,Kim,13/04/2026,Open\n")
    parsed = parse(path)
    assert parsed.rejected == 1
    assert "10 cells, the header names 9" in parsed.problems[0].reason


def test_an_unknown_state_two_owners_and_a_wrong_score_are_told_but_the_row_is_taken(tmp_path: Path) -> None:
    path = _csv(
        tmp_path,
        ("R-1", "Late", 4, 4, 20, "Kim / Tom", "Brewing"),
        ("R-2", "Later", 3, 3, 9, "Kim Vale", "Open"),
        headers=("Risk ID", "Risk", "Likelihood", "Impact", "Score", "Owner", "Status"),
    )
    parsed = parse(path)
    assert [item.score for item in parsed.items] == [16, 9]
    assert [problem.column for problem in parsed.problems] == ["Score", "Owner", "Status"]
    assert not any(problem.rejects for problem in parsed.problems)


def test_columns_we_do_not_know_are_kept(tmp_path: Path) -> None:
    parsed = parse(_csv(tmp_path, (*ROWS[0], "blue"), headers=(*HEADERS, "Colour of the day")))
    assert parsed.items[0].extra == {"Colour of the day": "blue"}


def test_numbered_empty_lines_of_a_template_are_skipped_and_counted(tmp_path: Path) -> None:
    parsed = parse(_csv(tmp_path, *ROWS, ("R-7", "Risk", *[""] * 7), ("R-8", "Risk", *[""] * 7)))
    assert (parsed.rows, parsed.accepted, parsed.skipped) == (6, 4, 2)
    assert "Rows without an entry, skipped: 2." in parsed.notices


def test_the_month_comes_first_where_the_file_says_so(tmp_path: Path) -> None:
    headers = ("ID", "Risk", "Likelihood", "Due date")
    parsed = parse(_csv(tmp_path, ("1", "A risk", 3, "3/4/2026"), ("2", "Another", 3, "4/23/2026"), headers=headers))
    assert [item.due for item in parsed.items] == [date(2026, 3, 4), date(2026, 4, 23)]
    assert "Dates in figures are read as month/day/year, because the 23 in 4/23/2026 can be no month." in parsed.notices


def test_an_order_that_nothing_decides_is_shown_and_can_be_chosen(tmp_path: Path) -> None:
    path = _csv(tmp_path, ("1", "A risk", 3, "3/4/2026"), headers=("ID", "Risk", "Likelihood", "Due date"))
    assumed = parse(path)
    assert assumed.items[0].due == date(2026, 4, 3)
    assert any("none of them tells whether the day or the month comes first" in notice for notice in assumed.notices)
    assert parse(path, date_order=Order.MONTH_FIRST).items[0].due == date(2026, 3, 4)


def test_a_date_that_contradicts_the_rest_is_rejected_and_not_turned_round(tmp_path: Path) -> None:
    rows = [(str(n), f"Risk {n}", 3, f"{n}/03/2026") for n in range(13, 20)] + [("99", "Odd", 3, "3/25/2026")]
    parsed = parse(_csv(tmp_path, *rows, headers=("ID", "Risk", "Likelihood", "Due date")))
    assert (parsed.accepted, parsed.rejected) == (7, 1)
    assert parsed.problems[0].value == "3/25/2026"


def test_dates_that_lost_their_format_in_excel_are_read_and_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["ID", "Risk", "Likelihood", "Due date"],
        ["1", "A risk", 3, 46125],
        ["2", "Another", 3, 7],
    ]
    parsed = parse(write_xlsx(tmp_path / "raid.xlsx", {"Risks": rows}))
    assert [item.due for item in parsed.items] == [date(2026, 4, 13)]
    assert any("read as Excel dates (46125 = 2026-04-13)" in notice for notice in parsed.notices)
    assert parsed.problems[0].reason == "A bare number is no date."


def test_semicolons_windows_letters_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    rows = [("ID", "Risk", "Owner"), ("1", "Übernahme, spät", "Jörg Groß")]
    parsed = parse(write_csv(tmp_path / "a.csv", rows, ";", "cp1252"))
    assert parsed.items[0].owner == PersonGiven("Jörg Groß")
    assert any("Windows-1252" in notice for notice in parsed.notices)
    assert any("semicolons" in notice for notice in parsed.notices)
    assert parse(write_csv(tmp_path / "b.csv", rows, ",", "utf-8-sig")).items[0].id == "1"


def test_a_statement_is_split_and_a_response_word_understood(tmp_path: Path) -> None:
    statement = "Because the client data is late, the migration may slip, which would cost the Q3 window."
    headers = ("Risk ID", "Risk Description", "Response", "Mitigation Plan")
    risk = parse(_csv(tmp_path, ("R-1", statement, "Mitigate", "Weekly call"), headers=headers)).items[0]
    assert (risk.because, risk.may) == ("the client data is late", "the migration may slip")
    assert risk.which == "would cost the Q3 window"
    assert (risk.response, risk.plan) == (Response.REDUCE, "Weekly call")


def test_items_without_an_id_are_the_same_in_the_next_file(tmp_path: Path) -> None:
    headers = ("Type", "Title", "Owner")
    first = parse(_csv(tmp_path, ("Risk", "Late data", "Kim"), headers=headers))
    again = parse(_csv(tmp_path, ("Issue", "Mails", "Tom"), ("Risk", "Late  DATA", "Ana"), headers=headers))
    assert first.items[0].id_derived
    assert first.items[0].identity == again.items[1].identity


def test_a_misspelled_header_is_understood_and_says_why(tmp_path: Path) -> None:
    path = _csv(tmp_path, ("R-1", "Late", 4, "Kim"), headers=("Risk ID", "Titel", "Likelyhood", "Risk ownr"))
    columns = {column.header: column for column in propose(read_tables(path)).sheets[0].columns}
    assert columns["Likelyhood"].field == "likelihood"
    assert columns["Risk ownr"].field == "owner"
    assert "Spelled nearly like" in columns["Likelyhood"].reason
    assert 0.55 <= columns["Likelyhood"].confidence < 1


def test_the_values_win_over_the_name_of_a_column(tmp_path: Path) -> None:
    long = "Two offices would work on paper for a week."
    headers = ("Risk ID", "Risk", "Impact", "Owner", "Type")
    rows = [(f"R-{n}", f"Risk {n}", long, "12/03/2026", "Technical") for n in range(3)]
    fields = {
        column.header: column.field
        for column in propose(read_tables(_csv(tmp_path, *rows, headers=headers))).sheets[0].columns
    }
    assert fields == {"Risk ID": "id", "Risk": "title", "Impact": "which", "Owner": "", "Type": "category"}


def test_a_choice_made_by_hand_is_remembered_for_the_next_file_of_this_shape(tmp_path: Path) -> None:
    headers = ("Nummer", "Was", "Wer", "Likelihood")
    path = _csv(tmp_path, ("R-1", "Late", "Kim", 3), headers=headers)
    mapping = propose(read_tables(path))
    with pytest.raises(Refused, match="no column that could be a title"):
        parse(path, mapping)
    chosen = mapping.with_field("", 0, "id").with_field("", 1, "title").with_field("", 2, "owner")
    profile = json.loads(json.dumps(remember(chosen)))
    moved = write_csv(tmp_path / "later.csv", [("Wer", "WAS", "likelihood", "Nummer"), ("Tom", "Later", 2, "R-2")])
    proposed = propose(read_tables(moved), profile)
    assert proposed.sheets[0].remembered
    item = parse(moved, remembered=profile).items[0]
    assert (item.id, item.title, item.owner, item.likelihood) == ("R-2", "Later", PersonGiven("Tom"), 2)


def test_a_mapping_survives_json_and_is_refused_for_another_file(tmp_path: Path) -> None:
    path = _csv(tmp_path, *ROWS)
    mapping = propose(read_tables(path))
    assert Mapping.from_json(json.loads(json.dumps(mapping.to_json()))) == mapping
    other = write_csv(tmp_path / "other.csv", [("Title", "ID"), ("Late", "R-1")])
    with pytest.raises(Refused, match="Let the mapping be proposed again"):
        parse(other, mapping)


def test_a_file_without_a_raid_sheet_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"staff\.csv holds no RAID log"):
        parse(write_csv(tmp_path / "staff.csv", [("Shoe size", "Phone"), ("42", "12")]))


def test_a_template_in_use_elsewhere_is_read_as_it_is(tmp_path: Path) -> None:
    headers = (
        "Row ID", "Date Created", "Row Type", "Row Impact", "Priority", "Item Description", "Component", "Assigned To",
        "Stakeholders",
    )  # fmt: skip
    book = Workbook()
    book.active.title = "RAID Log"  # type: ignore[union-attr]
    book.active.append(headers)  # type: ignore[union-attr]
    book.active.append(
        (1, date(2026, 3, 2), "Issue", "High", "Urgent", "Mails leave the house.", "Mail", "Kim Vale", "IT")
    )  # type: ignore[union-attr]
    book.save(tmp_path / "log.xlsx")
    (item,) = parse(tmp_path / "log.xlsx").items
    assert (item.id, item.kind, item.title, item.impact) == ("1", RaidKind.ISSUE, "Mails leave the house.", 4)
    assert (item.created, item.owner, item.category) == (date(2026, 3, 2), PersonGiven("Kim Vale"), "Mail")
    assert item.extra == {"Stakeholders": "IT"}
