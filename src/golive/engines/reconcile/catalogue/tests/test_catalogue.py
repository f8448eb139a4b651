"""Are tables described by what they hold, and dictionaries taken for what they are?"""

from __future__ import annotations

import sqlite3

import pytest

from golive.engines.reconcile.catalogue import Kind, describe, is_dictionary
from golive.engines.reconcile.sources import Workbench, open_source


@pytest.fixture
def bench():
    with Workbench() as made:
        yield made


ROWS = 'KUNNR,UMSATZ,ERDAT,AKTIV,LEER\n001,"1.234,50",17.08.2024,ja,\n002,"99,00",01.02.2023,nein,\n'
FIELDS = "Table,Field,Type,Label,Length,Required\nKNA1,KUNNR,char,Customer number,10,yes\nKNA1,UMSATZ,dec,Revenue,,no\n"


def test_the_kind_is_read_off_the_values_of_text(bench, tmp_path):
    (tmp_path / "KNA1.csv").write_text(ROWS)
    table = describe(bench, open_source(bench, tmp_path / "KNA1.csv")).table("KNA1")
    kinds = {column.name: column.kind for column in table.columns}
    assert kinds == {
        "KUNNR": Kind.INTEGER,
        "UMSATZ": Kind.DECIMAL,
        "ERDAT": Kind.DATE,
        "AKTIV": Kind.BOOLEAN,
        "LEER": Kind.EMPTY,
    }
    assert (table.rows, set(table.column("KUNNR").values)) == (2, {"001", "002"})


def test_a_dictionary_beside_the_tables_labels_them_and_is_no_table(bench, tmp_path):
    (tmp_path / "KNA1.csv").write_text(ROWS)
    (tmp_path / "fields.csv").write_text(FIELDS)
    found = describe(bench, open_source(bench, tmp_path))
    assert [table.name for table in found.tables] == ["KNA1"]
    column = found.table("KNA1").column("KUNNR")
    assert (column.label, column.max_length, column.mandatory) == ("Customer number", 10, True)


def test_a_dictionary_alone_is_the_catalogue_of_what_it_describes(bench, tmp_path):
    (tmp_path / "fields.csv").write_text(FIELDS)
    found = describe(bench, open_source(bench, tmp_path / "fields.csv"))
    assert [str(column) for column in found.columns()] == ["KNA1.KUNNR", "KNA1.UMSATZ"]


def test_a_dictionary_that_lies_elsewhere_is_given(bench, tmp_path):
    (tmp_path / "KNA1.csv").write_text(ROWS)
    (tmp_path / "said.csv").write_text("Feld,Bezeichnung\nKUNNR,Kundennummer\nUMSATZ,Jahresumsatz\n")
    labels = open_source(bench, tmp_path / "said.csv")
    found = describe(bench, open_source(bench, tmp_path / "KNA1.csv"), dictionary=labels)
    assert found.table("KNA1").column("UMSATZ").label == "Jahresumsatz"


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["Name", "Description"], [["Acme", "a customer"], ["Bolt", "another"]]),
        (["Field", "Type"], [["north", "wheat"], ["north", "rye"], ["south 2", "oats"]]),
        (["Field", "Type"], []),
        (["Column"], [["a"]]),
    ],
)
def test_tables_about_other_things_are_no_dictionaries(names, rows):
    assert not is_dictionary(names, rows)


def test_declared_types_count_before_values(bench, tmp_path):
    connection = sqlite3.connect(tmp_path / "t.sqlite")
    connection.execute("CREATE TABLE t (n INTEGER, s TEXT)")
    connection.execute("INSERT INTO t VALUES (1, 'north')")
    connection.commit()
    connection.close()
    table = describe(bench, open_source(bench, tmp_path / "t.sqlite")).table("t")
    assert [column.kind for column in table.columns] == [Kind.INTEGER, Kind.TEXT]


def test_both_sides_sample_the_same_of_what_they_share(bench, tmp_path):
    values = [f"v{n}" for n in range(5000)]
    for name, part in (("a", values), ("b", values[::-1])):
        (tmp_path / f"{name}.csv").write_text("x\n" + "\n".join(part) + "\n")
    left, right = (describe(bench, open_source(bench, tmp_path / f"{name}.csv")) for name in "ab")
    assert left.tables[0].columns[0].values == right.tables[0].columns[0].values


def test_an_unknown_table_or_column_is_named_with_those_there_are(bench, tmp_path):
    (tmp_path / "KNA1.csv").write_text(ROWS)
    found = describe(bench, open_source(bench, tmp_path))
    with pytest.raises(LookupError, match="It has: KNA1"):
        found.table("LFA1")
    with pytest.raises(LookupError, match="It has: KUNNR, UMSATZ"):
        found.table("KNA1").column("ORT01")
