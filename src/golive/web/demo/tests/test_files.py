"""Are the demo's files the same on every run, and do the ordinary importers read them?"""

from __future__ import annotations

import time
from collections import Counter

import pytest

from golive.connectors import jira, raid_sheet
from golive.foundation.guard import read_tables
from golive.plain.interchange import RaidKind, RaidStatus
from golive.web.demo.cast import CAST
from golive.web.demo.files import JIRA, PEOPLE, PLAN, RAID, RAID_COLUMNS_BY_HAND, write_files
from golive.web.demo.raid_rows import BAD_ROWS, GOOD_ROWS
from golive.web.demo.raid_sheet import row_in_sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("acme")
    write_files(where)
    return where


def test_the_files_are_byte_identical_on_every_run(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        again = write_files(tmp_path / "again")
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert [path.name for path in again] == [PLAN, RAID, JIRA, PEOPLE]
    assert [path.name for path in again if path.read_bytes() != (folder / path.name).read_bytes()] == []


def test_the_raid_sheet_brings_all_good_rows_and_reports_the_three_bad_ones(folder):
    found = raid_sheet.parse(folder / RAID)
    rejected = {problem.line: problem.column for problem in found.problems if problem.rejects}
    assert found.reconciles
    assert {item.id for item in found.items} == {item.ref for item in GOOD_ROWS}
    assert sorted(rejected) == sorted(row_in_sheet(item.ref) for item in BAD_ROWS)
    assert "7" in {problem.value for problem in found.problems}
    assert "31/02/2026" in {problem.value for problem in found.problems}


def test_the_sheets_own_words_are_understood(folder):
    items = {item.id: item for item in raid_sheet.parse(folder / RAID).items}
    first = items["R-01"]
    assert (first.likelihood, first.impact, first.owner.name) == (4, 4, "Sofia Marin")
    assert items["D-01"].giver.name == "Dana Lee" and items["D-01"].need_by is not None
    assert items["A-04"].validate_by is not None
    assert items["I-02"].status is RaidStatus.CLOSED


def test_two_columns_are_mapped_by_hand_once(folder):
    mapping = raid_sheet.propose(read_tables(folder / RAID))
    headers = {column.header: column for column in mapping.sheets[0].columns}
    for header, field in RAID_COLUMNS_BY_HAND.items():
        assert headers[header].field == ""
        mapping = mapping.with_field("RAID log", headers[header].index, field)
    first = next(item for item in raid_sheet.parse(folder / RAID, mapping).items if item.id == "R-01")
    assert (first.residual_likelihood, first.residual_impact) == (3, 3)


def test_every_risk_says_because_may_which_and_no_risk_is_the_managers(folder):
    items = raid_sheet.parse(folder / RAID).items
    risks = [item for item in items if item.kind is RaidKind.RISK]
    assert [risk.id for risk in risks if not (risk.because and risk.may and risk.which and risk.trigger)] == []
    manager = next(person.name for person in CAST if "manager" in person.roles)
    assert [item.id for item in items if item.owner is None or item.owner.name == manager] == []


def test_every_owner_is_somebody_of_the_cast(folder):
    names = {person.name for person in CAST if person.roles}
    raid = {item.owner.name for item in raid_sheet.parse(folder / RAID).items}
    issues = {item.assignee.name for item in jira.parse(folder / JIRA).items}
    assert (raid | issues) - names == set()


def test_the_jira_export_is_read_whole_with_its_traps(folder):
    found = jira.parse(folder / JIRA)
    kinds = Counter(item.type for item in found.items)
    assert found.reconciles and found.problems == ()
    assert kinds == {"Story": 91, "Bug": 36, "Sub-task": 13, "Epic": 8}
    assert max(len(item.sprints) for item in found.items) == 2
    assert max(len(item.labels) for item in found.items) == 2
    assert any(len(item.comments) == 2 for item in found.items) and any(item.links for item in found.items)
    by_key = {item.key: item for item in found.items}
    assert all(item.parent in by_key for item in found.items if item.type == "Sub-task")
    assert all(item.created <= (item.resolved or item.updated) for item in found.items)


def test_the_export_has_byte_order_mark_and_repeated_headers(folder):
    content = (folder / JIRA).read_bytes()
    header = content.split(b"\r\n", 1)[0].decode("utf-8-sig").split(",")
    assert content.startswith(b"\xef\xbb\xbf")
    assert (header.count("Labels"), header.count("Sprint"), header.count("Comment")) == (3, 2, 2)


def test_the_people_list_leaves_the_stranger_out(folder):
    text = (folder / PEOPLE).read_text("utf-8")
    assert "Dana Lee" in text and "Sam Quill" not in text
