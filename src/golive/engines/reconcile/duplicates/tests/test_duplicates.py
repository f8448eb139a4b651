"""Are the same things found, others left apart, and tables that cannot be asked refused?"""

from __future__ import annotations

import csv

import pytest

from benchmarks.migration.twins import f1_score, known_pairs, people_twice
from golive.engines.reconcile.duplicates import find_duplicates
from golive.engines.reconcile.sources import Workbench, open_source
from golive.plain.verdict import Refused


@pytest.fixture
def bench():
    with Workbench() as made:
        yield made


def table_of(bench, folder, rows, columns=("id", "first", "last", "town", "born")):
    path = folder / "people.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([columns, *rows])
    return open_source(bench, path).table()


def test_people_entered_twice_are_found_with_slips_and_swaps(bench, tmp_path):
    columns, rows, truth = people_twice(originals=250, seed=3)
    found = find_duplicates(bench, table_of(bench, tmp_path, rows, columns), "id", ignore=["national_id"])
    assert f1_score(((p.one, p.other) for p in found.pairs), truth) >= 0.93
    assert [p.score for p in found.pairs] == sorted((p.score for p in found.pairs), reverse=True)


def test_each_pair_says_what_agrees(bench, tmp_path):
    columns, rows, _ = people_twice(originals=60, seed=4)
    pair = find_duplicates(bench, table_of(bench, tmp_path, rows, columns), "id").pairs[0]
    assert {level for _, level in pair.levels} & {"same", "close"}


def test_a_table_without_doubles_gives_none(bench, tmp_path):
    columns, rows, _ = people_twice(originals=120, seed=5, doubles=0)
    assert find_duplicates(bench, table_of(bench, tmp_path, rows, columns), "id").pairs == ()


def test_numbers_stay_numbers_as_ids(bench, tmp_path):
    columns, rows, _ = people_twice(originals=50, seed=6)
    table = table_of(bench, tmp_path, rows, columns)
    bench.run(f"CREATE TEMP TABLE typed AS SELECT * REPLACE (row_number() OVER () AS id) FROM {table.relation}")
    typed = type(table)("typed", bench.columns("typed"), "typed")
    assert all(isinstance(pair.one, int) for pair in find_duplicates(bench, typed, "id").pairs)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("1", "a", "b", "c", "d"), ("1", "e", "f", "g", "h")], "repeats in 1"),
        ([("1", "a", "b", "c", "d"), ("", "e", "f", "g", "h")], "is empty in 1 of 2 rows"),
        ([("1", "a", "b", "c", "d")], "1 records"),
    ],
)
def test_a_table_whose_records_have_no_name_is_refused(bench, tmp_path, rows, said):
    with pytest.raises(Refused, match=said):
        find_duplicates(bench, table_of(bench, tmp_path, rows), "id")


def test_a_column_that_is_not_there_is_refused_with_those_that_are(bench, tmp_path):
    table = table_of(bench, tmp_path, [("1", "a", "b", "c", "d"), ("2", "e", "f", "g", "h")])
    with pytest.raises(Refused, match="There are: id, first"):
        find_duplicates(bench, table, "key")


@pytest.mark.shared_data
@pytest.mark.parametrize(("ignore", "least"), [((), 0.97), (("soc_sec_id",), 0.93)])
def test_the_doubles_of_febrl_are_found_without_labels(bench, shared_data, ignore, least):
    table = open_source(bench, shared_data / "migration" / "duplicates" / "febrl1.csv.gz").table()
    ids = [row[0] for row in bench.rows(f"SELECT rec_id FROM {table.relation}")]
    found = find_duplicates(bench, table, "rec_id", ignore=ignore)
    assert f1_score(((p.one, p.other) for p in found.pairs), known_pairs(ids)) >= least
