"""Does a Jira export come in whole, with every trap of its format noticed?"""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from golive.connectors.jira import parse
from golive.plain.interchange import Comment, Link, PersonGiven
from golive.plain.verdict import Refused
from golive.plain.written_dates import Order

_BASE = {
    "Summary": "Login fails",
    "Issue key": "CRM-1",
    "Issue id": "10001",
    "Issue Type": "Bug",
    "Status": "In Progress",
    "Created": "25/Feb/26 10:17 PM",
}
_HEADERS = [
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Assignee", "Assignee Id", "Created", "Due date",
    "Labels", "Watchers", "Watchers", "Σ Original Estimate", "Original estimate", "Outward issue link (Blocks)",
    "Sprint", "Sprint", "Custom field (Story Points)", "Custom field (Rank)", "Comment", "Comment", "Parent",
    "Parent key", "Status Category",
]  # fmt: skip


def _write(
    path: Path, headers: list[str], rows: list[list[Any]], encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    with path.open("w", newline="", encoding=encoding) as stream:
        csv.writer(stream, delimiter=delimiter).writerows([headers, *rows])
    return path


def _one(tmp_path: Path, **more: str) -> Any:
    cells = _BASE | {key.replace("__", " "): value for key, value in more.items()}
    return parse(_write(tmp_path / "jira.csv", list(cells), [list(cells.values())]))


def _row(number: int, **cells: str) -> list[str]:
    base = {"Summary": f"Issue {number}", "Issue key": f"CRM-{number}", "Issue id": str(10_000 + number),
            "Created": "25/Feb/26 10:17 PM", "Status Category": "To Do"} | cells  # fmt: skip
    return [base.pop(header, "") for header in _HEADERS]


def test_repeated_columns_bring_all_their_values(tmp_path: Path) -> None:
    headers = [*_BASE, "Labels", "Labels", "Component/s", "Component/s", "Sprint", "Sprint", "Comment", "Comment"]
    row = [
        *_BASE.values(),
        "ui",
        "urgent",
        "Web",
        "",
        "Sprint 1",
        "Sprint 2",
        "25/Feb/26 10:17 PM;5f1;First; and more",
        "plain",
    ]
    issue = parse(_write(tmp_path / "jira.csv", headers, [row])).items[0]
    assert (issue.labels, issue.components, issue.sprints) == (("ui", "urgent"), ("Web",), ("Sprint 1", "Sprint 2"))
    assert issue.comments == (Comment("First; and more", datetime(2026, 2, 25, 22, 17), "5f1"), Comment("plain"))


def test_a_byte_order_mark_semicolons_and_windows_letters_are_read(tmp_path: Path) -> None:
    row = [["Anmeldung geht nicht: Größe", *list(_BASE.values())[1:]]]
    for encoding, delimiter in (("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t")):
        parsed = parse(_write(tmp_path / "jira.csv", list(_BASE), row, encoding, delimiter))
        assert parsed.items[0].summary == "Anmeldung geht nicht: Größe"
        assert parsed.items[0].key == "CRM-1"


@pytest.mark.parametrize("labels", [1, 2, 4])
def test_a_row_with_more_labels_than_the_header_is_put_right(tmp_path: Path, labels: int) -> None:
    row = _row(2, **{"Due date": "26/Feb/26", "Labels": "ui", "Original estimate": "3600", "Parent": "10001"})
    at = _HEADERS.index("Labels") + 1
    wide = row[:at] + [f"label{n}" for n in range(labels)] + row[at:]
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, [_row(1), wide]))
    issue = parsed.items[1]
    assert issue.labels == ("ui", *(f"label{n}" for n in range(labels)))
    assert (issue.estimate_seconds, issue.parent, issue.category) == (3600, "CRM-1", "To Do")
    assert any("Rows with more cells than the header: 1" in notice for notice in parsed.notices)


def test_a_row_whose_extra_cells_have_no_place_is_rejected(tmp_path: Path) -> None:
    torn = _row(2)
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, [_row(1), [*torn[:1], "shifted", *torn[1:]]]))
    assert [item.key for item in parsed.items] == ["CRM-1"]
    assert [problem.line for problem in parsed.problems] == [3]
    assert "25 cells, the header names 24" in parsed.problems[0].reason
    assert parsed.reconciles


def test_a_row_cut_by_a_bare_line_break_is_rejected_with_its_rest(tmp_path: Path) -> None:
    whole = _row(2)
    rows = [_row(1), whole[:5], whole[5:], _row(3)]
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, rows))
    assert [item.key for item in parsed.items] == ["CRM-1", "CRM-3"]
    assert {problem.line for problem in parsed.problems} == {3, 4}


def test_rows_that_excel_saved_without_their_empty_end_are_read(tmp_path: Path) -> None:
    rows = [_row(1)[:8], _row(2)[:8], _row(3)]
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, rows))
    assert [item.key for item in parsed.items] == ["CRM-1", "CRM-2", "CRM-3"]
    assert "Rows with fewer cells than the header: 2; what is missing is read as empty." in parsed.notices


def test_empty_surplus_cells_are_harmless(tmp_path: Path) -> None:
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, [[*_row(1), "", ""]]))
    assert (parsed.accepted, parsed.problems) == (1, ())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("25/Feb/26 10:17 PM", datetime(2026, 2, 25, 22, 17)),
        ("25/Feb/26 12:05 AM", datetime(2026, 2, 25, 0, 5)),
        ("2026-02-25T22:17:03.000+0100", datetime(2026, 2, 25, 22, 17, 3)),
        ("25.02.2026 22:17", datetime(2026, 2, 25, 22, 17)),
        ("25/Dez/26 22:17", datetime(2026, 12, 25, 22, 17)),
        ("6/21/2025 16:14", datetime(2025, 6, 21, 16, 14)),
    ],
)
def test_dates_are_read_as_jira_and_excel_write_them(tmp_path: Path, written: str, read: datetime) -> None:
    assert _one(tmp_path, Created=written).items[0].created == read


def test_the_order_of_day_and_month_is_decided_over_the_whole_file_and_shown(tmp_path: Path) -> None:
    rows = [_row(1, Created="3/4/2025 9:00"), _row(2, Comment="6/21/2025 16:14;5f1;text")]
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, rows))
    assert parsed.items[0].created == datetime(2025, 3, 4, 9)
    told = "Dates in figures are read as month/day/year, because the 21 in 6/21/2025 16:14 can be no month."
    assert told in parsed.notices


def test_an_undecided_order_is_said_and_can_be_chosen(tmp_path: Path) -> None:
    path = _write(tmp_path / "jira.csv", _HEADERS, [_row(1, Created="3/4/2025 9:00")])
    assert any(
        "none of them tells whether the day or the month comes first" in notice for notice in parse(path).notices
    )
    assert parse(path, date_order=Order.MONTH_FIRST).items[0].created == datetime(2025, 3, 4, 9)


def test_the_parent_number_is_resolved_to_its_key_within_the_file(tmp_path: Path) -> None:
    rows = [_row(1), _row(2, Parent="10001"), _row(3, Parent="77", **{"Parent key": "CRM-7"}), _row(4, Parent="99")]
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, rows))
    assert [item.parent for item in parsed.items] == ["", "CRM-1", "CRM-7", "99"]
    (problem,) = parsed.problems
    assert (problem.line, problem.column, problem.value, problem.rejects) == (5, "Parent", "99", False)


def test_links_people_points_and_estimates_are_read(tmp_path: Path) -> None:
    row = _row(
        1,
        **{
            "Outward issue link (Blocks)": "CRM-9",
            "Custom field (Story Points)": "3.0",
            "Original estimate": "28800",
            "Σ Original Estimate": "57600",
            "Assignee": "Kim Vale",
            "Assignee Id": "5f1",
            "Due date": "26/Feb/26 12:00 AM",
        },
    )
    issue = parse(_write(tmp_path / "jira.csv", _HEADERS, [row])).items[0]
    assert issue.links == (Link("Blocks", "CRM-9", outward=True),)
    assert (issue.story_points, issue.estimate_seconds) == (3.0, 28_800)
    assert issue.extra["Σ Original Estimate"] == ("57600",), "the sum over subtasks is not the issue's own estimate"
    assert (issue.assignee, issue.due) == (PersonGiven("Kim Vale", "5f1"), date(2026, 2, 26))


def test_leftovers_of_the_program_are_dropped_and_counted(tmp_path: Path) -> None:
    rows = [
        _row(1, **{"Custom field (Rank)": "0|i02m2f:"}),
        _row(2, **{"Custom field (Rank)": "0|i02m2g:", "Watchers": "{}"}),
    ]
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, rows))
    assert all("Custom field (Rank)" not in item.extra and "Watchers" not in item.extra for item in parsed.items)
    assert 'Leftovers of the program dropped from "Custom field (Rank)": 2.' in parsed.notices
    kept = _one(tmp_path, Environment="Chrome {v2} at desk@21").items[0]
    assert kept.environment == "Chrome {v2} at desk@21"


def test_columns_without_a_field_are_kept_with_all_their_values(tmp_path: Path) -> None:
    headers = [*_BASE, "Watchers", "Watchers", "Custom field (Team)"]
    issue = parse(_write(tmp_path / "jira.csv", headers, [[*_BASE.values(), "Kim", "Tom", "Blue"]])).items[0]
    assert issue.extra == {"Watchers": ("Kim", "Tom"), "Custom field (Team)": ("Blue",)}


def test_exactly_a_thousand_issues_may_be_a_cut_export(tmp_path: Path) -> None:
    rows = [[f"Issue {n}", f"CRM-{n}"] for n in range(1, 1002)]
    cut = parse(_write(tmp_path / "cut.csv", ["Summary", "Issue key"], rows[:1000]))
    assert any("it may be cut" in notice for notice in cut.notices)
    whole = parse(_write(tmp_path / "whole.csv", ["Summary", "Issue key"], rows))
    assert not any("it may be cut" in notice for notice in whole.notices)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Issue key", "", "no issue key"),
        ("Issue key", "login", "no issue key (like CRM-12)"),
        ("Summary", "", "no summary"),
        ("Created", "a while ago", "no date"),
    ],
)
def test_a_bad_row_is_rejected_with_line_column_value_and_reason(
    tmp_path: Path, column: str, value: str, reason: str
) -> None:
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, [_row(1), _row(2, **{column: value})]))
    (problem,) = parsed.problems
    assert (problem.line, problem.column, problem.value) == (3, column, value)
    assert reason in problem.reason
    assert problem.cure
    assert (parsed.accepted, parsed.rejected) == (1, 1)


def test_the_same_issue_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, [_row(1), _row(1), _row(2)]))
    assert [item.key for item in parsed.items] == ["CRM-1", "CRM-2"]
    assert str(parsed.problems[0]).startswith('Line 3, Issue key "CRM-1": The issue is already on line 2.')


def test_without_a_status_category_only_a_resolution_means_done(tmp_path: Path) -> None:
    cells = [{"Resolution": "Done"}, {"Status": "Done"}]
    done, unknown = (_one(tmp_path, **one).items[0] for one in cells)
    assert (done.category, unknown.category) == ("Done", "")


def test_a_file_without_keys_is_refused_with_the_name_of_the_column(tmp_path: Path) -> None:
    path = _write(tmp_path / "people.csv", ["Summary", "Phone"], [["Kim", "12"]])
    with pytest.raises(Refused, match=r"people\.csv: the header has no column Issue key.*all fields"):
        parse(path)


def test_line_breaks_inside_cells_do_not_shift_the_lines_reported(tmp_path: Path) -> None:
    rows = [_row(1, Summary="Login\nfails\nagain"), _row(2, Created="soon")]
    parsed = parse(_write(tmp_path / "jira.csv", _HEADERS, rows))
    assert parsed.items[0].summary == "Login\nfails\nagain"
    assert parsed.problems[0].line == 5
