"""Do the counts agree with a full outer join written by hand, whatever nulls, doubles and tolerances are in the "
"data?"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.reconcile.audit import audit
from golive.engines.reconcile.comparison import Outcome, compare, make_expected, reconcile, trend
from golive.engines.reconcile.comparison.compare import stored
from golive.engines.reconcile.duplicates import find_duplicates
from golive.engines.reconcile.mapping import parse_mapping
from golive.engines.reconcile.sources import Workbench, open_source
from golive.plain.verdict import Refused
from tests.examples import examples

MAPPING = """
object: Account
source: {table: KNA1}
key: {target: [Id], source: [KUNNR]}
fields:
  Name: {expr: "null_if_blank(squash(NAME1))", type: text(20)}
  Revenue: {expr: "parse_decimal(UMSATZ, ',', '.')", type: "decimal(14,2)", compare: {abs_tol: 0.01}}
  Since: {expr: "parse_date(ERDAT, '%d.%m.%Y')", type: date}
  Status: {from: STAT, map: status}
maps:
  status: {A: Active, X: Closed}
"""
HEAD = ["KUNNR", "NAME1", "UMSATZ", "ERDAT", "STAT"]
THERE = ["Id", "Name", "Revenue", "Since", "Status"]


def write(path: Path, head: list[str], rows: list[list[Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([head, *rows])
    return path


def run(
    folder: Path, source: list[list[Any]], target: list[list[Any]], mapping: str = MAPPING
) -> tuple[Outcome, list[Any]]:
    left, right = write(folder / "KNA1.csv", HEAD, source), write(folder / "Account.csv", THERE, target)
    with Workbench(memory_mb=256) as bench:
        _, outcome = reconcile(bench, parse_mapping(mapping), open_source(bench, left), open_source(bench, right))
        return outcome, stored(bench)


GOOD = [
    ["1", "Ada ", "1.234,50", "31.01.2024", "A"],
    ["2", "Bea", "7,00", "01.02.2024", "X"],
    ["3", "Cem", "0,10", "02.03.2024", "A"],
]
ARRIVED = [
    ["1", "Ada", "1234.50", "2024-01-31", "Active"],
    ["2", "Bea", "7.00", "2024-02-01", "Closed"],
    ["3", "Cem", "0.10", "2024-03-02", "Active"],
]


def test_what_arrived_as_the_mapping_says_passes(tmp_path: Path) -> None:
    outcome, differences = run(tmp_path, GOOD, ARRIVED)
    assert outcome.form()["rows"] == {
        **{"source": 3, "target": 3, "matched": 3, "missing": 0, "extra": 0, "changed": 0, "duplicate_key": 0}
    }
    assert (outcome.verdict, differences) == ("pass", [])


def test_every_class_is_counted_and_every_difference_kept_with_its_cause(tmp_path: Path) -> None:
    target = [
        ["1", "ADA", "1234.505", "2024-01-31", "Active"],
        ["2", "Bea", "700.00", "2024-01-02", ""],
        ["9", "Zoe", "0.10", "2024-03-02", "Active"],
    ]
    outcome, differences = run(tmp_path, GOOD, target)
    rows = outcome.rows
    assert (rows.matched, rows.changed, rows.missing, rows.extra) == (0, 2, 1, 1)
    assert outcome.columns == {"Name": 1, "Revenue": 1, "Since": 1, "Status": 1}
    causes = {(cause.column, cause.signature) for cause in outcome.causes}
    assert causes == {
        ("Name", "upper and lower case"),
        ("Revenue", "× 100"),
        ("Since", "day and month swapped"),
        ("Status", "value → null"),
    }
    assert Counter(each.kind for each in differences) == {"changed": 4, "missing": 1, "extra": 1}
    assert outcome.verdict == "fail"


def test_keys_that_stand_twice_are_a_class_of_their_own_and_never_joined(tmp_path: Path) -> None:
    source = [*GOOD, ["4", "Dan", "1,00", "01.01.2024", "A"]]
    target = [*ARRIVED, ["1", "Ada", "1234.50", "2024-01-31", "Active"], ["4", "Dan", "1.00", "2024-01-01", "Active"]]
    outcome, _ = run(tmp_path, [*source, source[1]], [*target, target[1]])
    rows = outcome.rows
    assert (rows.duplicate_key, rows.duplicate_source, rows.duplicate_target) == (2, 3, 4)
    assert (rows.matched, rows.changed, rows.missing, rows.extra) == (2, 0, 0, 0)


def test_a_code_that_no_map_knows_is_refused_with_its_rows(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="1 codes are not in the value map status: “Q” \\(1 rows\\)"):
        run(tmp_path, [["1", "Ada", "1,00", "31.01.2024", "Q"]], ARRIVED)
    kept = MAPPING.replace("map: status}", "map: status, unmapped: keep}")
    outcome, _ = run(tmp_path, [["1", "Ada", "1234,50", "31.01.2024", "Active"]], ARRIVED[:1], kept)
    assert outcome.verdict == "pass"


def test_control_totals_stand_side_by_side_and_an_unknown_field_is_refused(tmp_path: Path) -> None:
    controls = "controls: [{count: true}, {sum: Revenue, by: [Status]}, {orphans: Name}]\n"
    target = [*ARRIVED[:1], ["2", "", "700.00", "2024-02-01", "Closed"]]
    outcome, _ = run(tmp_path, GOOD, target, MAPPING + controls)
    totals = {(each.control, each.group): (each.expected, each.found) for each in outcome.controls}
    assert totals == {
        ("count", ""): ("3", "2"),
        ("sum of Revenue by Status", "Active"): ("1234.60", "1234.50"),
        ("sum of Revenue by Status", "Closed"): ("7.00", "700.00"),
        ("empty Name", ""): ("0", "1"),
    }
    with pytest.raises(Refused, match="control 1: no field is called Umsatz"):
        run(tmp_path, GOOD, ARRIVED, MAPPING + "controls: [{sum: Umsatz}]\n")


def test_whoever_computes_has_locked_the_bench_first(tmp_path: Path) -> None:
    left, right = write(tmp_path / "KNA1.csv", HEAD, GOOD), write(tmp_path / "Account.csv", THERE, ARRIVED)
    with Workbench(memory_mb=256) as bench:
        reconcile(bench, parse_mapping(MAPPING), open_source(bench, left), open_source(bench, right))
        assert bench.locked
        for attack in (
            "SELECT * FROM read_text('/etc/hostname')",
            "SET enable_external_access = true",
            "INSTALL httpfs",
        ):
            with pytest.raises(duckdb.Error):
                bench.rows(attack)
    with Workbench(memory_mb=256) as bench:
        audit(bench, open_source(bench, left))
        assert bench.locked
    with Workbench(memory_mb=256) as bench:
        find_duplicates(bench, open_source(bench, left).table(), "KUNNR")
        assert bench.locked


def test_counts_that_were_accepted_before_the_run_pass(tmp_path: Path) -> None:
    outcome, _ = run(tmp_path, GOOD, ARRIVED[:2], MAPPING + "accept: {missing: 1}\n")
    assert outcome.rows.missing == 1
    assert outcome.verdict == "pass"


def test_padded_keys_are_named_as_the_reason_why_nothing_matches(tmp_path: Path) -> None:
    padded = [["000" + row[0], *row[1:]] for row in ARRIVED]
    outcome, _ = run(tmp_path, GOOD, padded)
    assert outcome.rows.missing == outcome.rows.extra == 3
    assert "3 missing keys stand among the extra ones with other leading zeros" in outcome.notices[0]


def test_what_was_fixed_is_new_or_persists_from_run_to_run(tmp_path: Path) -> None:
    _, first = run(tmp_path, GOOD, [["1", "ADA", *ARRIVED[0][2:]], *ARRIVED[1:2]])
    _, second = run(tmp_path, GOOD, [*ARRIVED[:1], ["2", "Bea", "7.00", "2024-02-02", "Closed"]])
    found = trend(first, second)
    assert [each.column for each in found.fixed] == ["Name"]
    assert [each.column for each in found.new] == ["Since"]
    assert [each.kind for each in found.persisting] == ["missing"]
    assert found.by_cause["Since", "+1 day"] == (0, 1, 0)


amounts = st.one_of(st.none(), st.sampled_from(["0", "1", "1.01", "1.02", "5", "-1"]))
names = st.one_of(st.none(), st.sampled_from(["Ada", "ada", "Bea", " Bea"]))
keyed = st.lists(st.tuples(st.sampled_from("abcdef"), names, amounts), max_size=14)
PLAIN = """
object: T
source: {table: S}
key: {target: [k], source: [k]}
fields:
  name: {from: name}
  amount: {expr: "parse_decimal(amount, '.', ',')", type: "decimal(12,2)", compare: {abs_tol: 0.01}}
"""


@settings(max_examples=examples(60), deadline=None)
@given(keyed, keyed)
def test_counts_agree_with_an_outer_join_by_hand(left: list[Any], right: list[Any]) -> None:
    with Workbench(memory_mb=128) as bench:
        for name, rows in (("S", left), ("T", right)):
            write(
                bench.folder / f"{name}.csv",
                ["k", "name", "amount"],
                [[c if c is not None else None for c in r] for r in rows],
            )
        source, target = (open_source(bench, bench.folder / f"{name}.csv") for name in "ST")
        _, outcome = reconcile(bench, parse_mapping(PLAIN), source, target)
        read = [bench.rows(f"SELECT k, name, amount FROM {side.table().relation}") for side in (source, target)]
    assert by_hand(*read) == (
        outcome.rows.matched,
        outcome.rows.changed,
        outcome.rows.missing,
        outcome.rows.extra,
        outcome.rows.duplicate_key,
        outcome.columns,
    )


def by_hand(left: list[Any], right: list[Any]) -> tuple[Any, ...]:
    counts = [Counter(row[0] for row in side) for side in (left, right)]
    twice = {key for count in counts for key, n in count.items() if n > 1}
    one, two = ({row[0]: row for row in side if row[0] not in twice} for side in (left, right))
    columns = {"name": 0, "amount": 0}
    changed = 0
    for key in one.keys() & two.keys():
        a, b = one[key], two[key]
        name = a[1] != b[1]
        x, y = (None if v is None else Decimal(v).quantize(Decimal("0.01")) for v in (a[2], b[2]))
        amount = (x is None) != (y is None) or (x is not None and y is not None and abs(x - y) > Decimal("0.01"))
        columns["name"] += name
        columns["amount"] += amount
        changed += name or amount
    both = len(one.keys() & two.keys())
    return both - changed, changed, len(one.keys() - two.keys()), len(two.keys() - one.keys()), len(twice), columns


def test_a_decimal_within_braces_is_read_whole_though_yaml_cuts_it_at_its_comma(tmp_path: Path) -> None:
    unquoted = MAPPING.replace('"decimal(14,2)"', "decimal(14,2)")
    assert str(parse_mapping(unquoted).fields[1].type) == "decimal(14,2)"
    outcome, _ = run(tmp_path, GOOD, ARRIVED, unquoted)
    assert outcome.verdict == "pass"


def test_rows_that_are_all_equal_or_all_different_are_counted_in_full(tmp_path: Path) -> None:
    source = [[str(n), "Ada", "1,00", "31.01.2024", "A"] for n in range(5_000)]
    target = [[str(n), "Ada", "1.00", "2024-01-31", "Active"] for n in range(5_000)]
    assert run(tmp_path, source, target)[0].rows.matched == 5_000
    changed, kept = run(tmp_path, source, [[row[0], "Bea", *row[2:]] for row in target])
    assert (changed.rows.changed, changed.columns["Name"], len(kept)) == (5_000, 5_000, 5_000)


FINDING = """
object: Account
source: {table: KNA1}
key: {target: [Id], source: [parse_integer(KUNNR)]}
fields:
  Name: {from: NAME1, type: text(3), mandatory: true}
  Revenue: {expr: "coalesce(parse_decimal(UMSATZ, ',', '.'), parse_decimal(UMSATZ, '.', ','))", type: "decimal(14,2)"}
  Since: {expr: "parse_date(ERDAT, '%d.%m.%Y')", type: date}
  Status: {expr: "text(parse_integer(STAT))", map: status, unmapped: keep}
maps:
  status: {"1": Active}
"""
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "4", "x"]),
        st.sampled_from(["", "Ada", "Adam"]),
        st.sampled_from(["", "1,5", "1.5", "one"]),
        st.sampled_from(["", "31.01.2024", "31.02.2024"]),
        st.sampled_from(["", "1", "01", "A"]),
    ),
    max_size=8,
)


@pytest.mark.slow
@settings(deadline=None)
@given(source=ROWS, target=ROWS, filtered=st.booleans())
def test_what_is_found_in_passing_is_what_a_look_at_every_row_finds(
    tmp_path_factory: pytest.TempPathFactory, source: list[Any], target: list[Any], filtered: bool
) -> None:
    folder = tmp_path_factory.mktemp("found")
    text = FINDING.replace("{table: KNA1}", "{table: KNA1, filter: \"STAT <> 'A'\"}") if filtered else FINDING
    mapping = parse_mapping(text)
    left, right = write(folder / "KNA1.csv", HEAD, source), write(folder / "Account.csv", THERE, target)
    with Workbench(memory_mb=256) as bench:
        sides = open_source(bench, left), open_source(bench, right)
        in_passing, outcome = reconcile(bench, mapping, *sides)
        looked = make_expected(bench, mapping, sides[0].table())
    assert in_passing.findings == looked.findings
    assert (outcome.seen is not None) and any(outcome.seen) >= bool(looked.findings and not filtered)


def test_a_source_whose_columns_are_called_like_what_is_watched_is_compared_all_the_same(tmp_path: Path) -> None:
    mapping = """
object: Account
source: {table: KNA1}
key: {target: [Id], source: [golive_lost0]}
fields: {Since: {expr: "parse_date(golive_read0, '%d.%m.%Y')", type: date}}
"""
    left = write(tmp_path / "KNA1.csv", ["golive_lost0", "golive_read0"], [["1", "31.01.2024"], ["2", "31.02.2024"]])
    right = write(tmp_path / "Account.csv", ["Id", "Since"], [["1", "2024-01-30"], ["2", ""]])
    with Workbench(memory_mb=256) as bench:
        made, outcome = reconcile(bench, parse_mapping(mapping), open_source(bench, left), open_source(bench, right))
    assert (outcome.rows.changed, outcome.columns) == (1, {"Since": 1})
    assert made.findings == ("Since: 1 values could not be read and became null.",)


@pytest.mark.parametrize("failing", [{True}, {True, False}])
def test_where_memory_does_not_hold_the_rows_the_same_is_found_in_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: set[bool]
) -> None:
    left = [[str(n), f"Name {n}", "1,00", "01.02.2024", "AX"[n % 2]] for n in range(400)]
    right = [[str(n), f"Name {n - n % 7}", "1.00", "2024-02-01", ["Active", "Closed"][n % 2]] for n in range(20, 450)]
    listed, tried = compare._Comparison._listed, []

    def out_of_memory(self: Any, joined: str, *, whole: bool) -> int:
        tried.append(whole)
        if whole in failing:
            raise duckdb.OutOfMemoryException("no room")
        return listed(self, joined, whole=whole)

    there, wanted = tmp_path / "there", tmp_path / "wanted"
    there.mkdir()
    wanted.mkdir()
    expected = run(wanted, left, right)[0].form()
    monkeypatch.setattr(compare._Comparison, "_listed", out_of_memory)
    assert run(there, left, right)[0].form() == expected
    assert tried == [True, False] and expected["rows"]["changed"] > 300


def test_where_the_expected_keys_do_not_fit_the_found_rows_are_read_again(tmp_path: Path, monkeypatch: Any) -> None:
    asked: list[bool] = []
    listed = compare._Comparison._listed

    def noted(self: Any, joined: str, *, whole: bool) -> int:
        asked.append(whole)
        return listed(self, joined, whole=whole)

    monkeypatch.setattr(compare._Comparison, "_listed", noted)
    monkeypatch.setattr(compare, "PER_ROW", 10**9)
    found, _ = run(tmp_path, [["1", "Ada", "1,00", "01.02.2024", "A"]], [["1", "Bea", "1.00", "2024-02-01", "Active"]])
    assert (asked, found.columns["Name"]) == ([False], 1)
