"""Does each kind of place give the rows that stand in it, and is a broken one refused with its line?"""

from __future__ import annotations

import codecs
import gzip
import json
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import psycopg
import pytest

from golive.engines.reconcile import Workbench, open_source
from golive.plain.verdict import Refused
from tests.postgres import binaries, cluster

SHARED = Path(__file__).parents[6].parent / "shared" / "data" / "migration"


@pytest.fixture
def bench():
    with Workbench() as made:
        yield made


def rows(bench, table):
    return bench.rows(f"SELECT * FROM {table.relation}")


def refused(bench, place, **how):
    with pytest.raises(Refused) as caught:
        open_source(bench, place, **how).tables()
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"id;name\n007;M\xc3\xbcller\n", [("007", "Müller")]),
        (b'id,name\r\n007,"a,b"\r\n8,\r\n', [("007", "a,b"), ("8", None)]),
        (codecs.BOM_UTF8 + b"id\tname\n1\tx\n", [("1", "x")]),
        (codecs.BOM_UTF16_LE + "id,name\n1,é\n".encode("utf-16-le"), [("1", "é")]),
        (b"id|name\n1|M\xfcller\x80\n", [("1", "Müller€")]),
        (b"sep=;\nid;name\n1;a,b\n", [("1", "a,b")]),
        (b'id,name\n1,"two\nlines"\n', [("1", "two\nlines")]),
        (b"id,name\n01/02/2024,1e3\n", [("01/02/2024", "1e3")]),
        (gzip.compress(b"id,name\n1,x\n", mtime=0), [("1", "x")]),
        (b"id,name\r1,x\r", [("1", "x")]),
    ],
)
def test_csv_of_any_encoding_and_delimiter_is_read_as_text(bench, tmp_path, data, expected):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    table = open_source(bench, path).table()
    assert (table.names, rows(bench, table)) == (("id", "name"), expected)


def test_windows_1252_is_said_and_a_named_encoding_is_obeyed(bench, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,name\n1,M\xfcller\n")
    assert "Windows-1252" in open_source(bench, path).table().notices[0]
    assert rows(bench, open_source(bench, path, encoding="latin-1").table()) == [("1", "Müller")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a,b\n1,2\n3\n", "line 3: 1 cells, but the header has 2"),
        (b"a,b\n1,2,3\n", "line 2: 3 cells, but the header has 2"),
        (b'a,b\n1,"2\n3,4\n', "line 2: a quote is opened and never closed"),
        (b"a,b\n1,\0\n", "holds a NUL"),
        (b"", "is empty"),
        (b"a,b\n\x81,2\n", "is not Windows-1252"),
    ],
)
def test_a_broken_csv_is_refused_with_its_line(bench, tmp_path, data, says):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    assert says in refused(bench, path)


@pytest.mark.parametrize(
    ("data", "encoding", "says"),
    [
        (b"id;name\n1;Z\xc3\xb6e\n2;M\xfcller\n", "utf-8", "line 3: the byte 0xfc at 18 is not UTF-8"),
        (b"id;n\xe4me\n1;x\n", "utf-8", "line 1: the byte 0xe4 at 4 is not UTF-8"),
        (b"id;name\n1;M\xfcller \x80\n", "iso-8859-1", "line 2: the byte 0x80 at 17 is not ISO-8859-1"),
        (b"id;name\n1;\x81\n", "cp1252", "line 2: the byte 0x81 at 10 is not Windows-1252"),
        (b"id;name\n1;Ada\n", "utf-16", "line 1: the byte 0x69 at 0 is not UTF-16"),
        (codecs.BOM_UTF8 + b"id\n1\n", "cp1252", "the mark of UTF-8, not of Windows-1252"),
        (codecs.BOM_UTF16_LE + "id\n1\n".encode("utf-16-le"), "utf-8", "the mark of UTF-16, not of UTF-8"),
        ("id;name\n1;Zo\u00eb\n".encode("utf-16-le"), "cp1252", "holds a NUL character"),
    ],
)
def test_bytes_that_do_not_fit_the_chosen_encoding_are_refused_with_line_and_byte(
    bench, tmp_path, data, encoding, says
):
    file = tmp_path / "people.csv"
    file.write_bytes(data)
    told = refused(bench, file, encoding=encoding)
    assert says in told and "people.csv" in told and "Choose" in told


def test_a_byte_behind_the_first_piece_is_named_where_it_stands(bench, tmp_path):
    file, row = tmp_path / "people.csv", "1;Zo\u00eb\n".encode()
    file.write_bytes(b"id;name\n" + row * 200_000 + b"2;\xfc\n")
    assert f"line 200,002: the byte 0xfc at {8 + len(row) * 200_000 + 2:,}" in refused(bench, file, encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "iso-8859-1", "utf-16", "utf-16-le"])
def test_a_chosen_encoding_that_fits_is_taken_by_its_word(bench, tmp_path, encoding):
    file = tmp_path / "people.csv.gz"
    file.write_bytes(gzip.compress("id;name\n1;M\u00fcller\n".encode(encoding)))
    chosen = "utf-16" if encoding == "utf-16-le" else encoding
    assert rows(bench, open_source(bench, file, encoding=chosen).table()) == [("1", "M\u00fcller")]


def test_a_choice_that_utf_8_speaks_against_is_obeyed_and_said_and_none_is_taken_for_a_workbook(bench, tmp_path):
    file, other = tmp_path / "people.csv", tmp_path / "people.json"
    file.write_text("id;name\n1;M\u00fcller\n", encoding="utf-8")
    table = open_source(bench, file, encoding="cp1252").table()
    assert rows(bench, table) == [("1", "M\u00c3\u00bcller")] and "agrees with UTF-8" in table.notices[0]
    other.write_text('[{"id": 1}]')
    assert "people.json is no CSV file" in refused(bench, other, encoding="cp1252")
    both = open_source(bench, tmp_path, encoding="cp1252")
    assert len(both.tables()) == 2


def test_headers_that_repeat_or_are_missing_are_named_and_said(bench, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,ID,\n1,2,3\n")
    table = open_source(bench, path).table()
    assert table.names == ("id", "ID_2", "column_3")
    assert len(table.notices) == 2


def test_parquet_keeps_its_types_and_a_damaged_one_is_refused(bench, tmp_path):
    path = tmp_path / "t.parquet"
    duckdb.sql("SELECT 1::BIGINT AS id, 1.50::DECIMAL(9,2) AS amount, DATE '2026-01-02' AS day").write_parquet(
        str(path)
    )
    table = open_source(bench, path).table()
    assert [column.kind for column in table.columns] == ["integer", "decimal", "date"]
    assert rows(bench, table) == [(1, Decimal("1.50"), date(2026, 1, 2))]
    path.write_bytes(path.read_bytes()[:-20])
    assert "t.parquet" in refused(bench, path)


@pytest.mark.parametrize("form", ["list", "lines"])
def test_json_lists_and_lines_give_the_union_of_their_keys(bench, tmp_path, form):
    found = [{"id": 1, "a/b": "x"}, {"id": 2, "more": {"k": [1, 2]}, "a/b": None}]
    text = json.dumps(found) if form == "list" else "\n".join(map(json.dumps, found))
    path = tmp_path / "t.json"
    path.write_text(text)
    table = open_source(bench, path).table()
    assert table.names == ("id", "a/b", "more")
    assert rows(bench, table) == [("1", "x", None), ("2", None, '{"k":[1,2]}')]


def test_broken_json_is_refused(bench, tmp_path):
    path = tmp_path / "t.json"
    path.write_text('[{"id": 1}, {"id": ')
    assert "t.json" in refused(bench, path)


def test_each_sheet_with_content_is_a_table_of_text(bench, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "amount", "day"])
    book.active.append(["007", 1.5, date(2026, 3, 1)])
    book.create_sheet("empty")
    book.create_sheet("more").append(["only"])
    book.save(tmp_path / "t.xlsx")
    source = open_source(bench, tmp_path / "t.xlsx")
    assert source.names == ("Sheet", "more")
    assert rows(bench, source.table("sheet")) == [("007", "1.5", "2026-03-01")]
    with pytest.raises(Refused, match="holds 2 tables"):
        source.table()
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04 nothing")
    assert "not an .xlsx file" in refused(bench, tmp_path / "t.xlsx")


def test_sqlite_columns_are_numbers_only_where_every_value_is_one(bench, tmp_path):
    path = tmp_path / "t.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (id INTEGER, plz INTEGER, note TEXT)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?)", [(1, 80331, "\\N"), (2, "0123x", ""), (3, None, None)])
    connection.close()
    table = open_source(bench, path).table()
    assert [column.kind for column in table.columns] == ["integer", "text", "text"]
    assert rows(bench, table) == [(1, "80331", "\\N"), (2, "0123x", ""), (3, None, None)]


@pytest.mark.parametrize(
    "hostile", ["ATTACH '/tmp/x.db' AS x", "PRAGMA writable_schema = 1", "SELECT load_extension('x')"]
)
def test_a_dump_may_fill_tables_and_nothing_else(bench, tmp_path, hostile):
    path = tmp_path / "t.sql"
    path.write_text("CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (1);")
    assert rows(bench, open_source(bench, path).table("t")) == [(1,)]
    path.write_text(f"CREATE TABLE t (id INTEGER); {hostile};")
    assert "does not load" in refused(bench, path)


def test_a_folder_is_several_tables_and_a_place_can_name_one(bench, tmp_path):
    (tmp_path / "a.csv").write_text("id\n1\n")
    (tmp_path / "b.json").write_text('[{"id": 2}]')
    (tmp_path / "notes.md").write_text("no table")
    assert open_source(bench, tmp_path).names == ("a", "b")
    assert rows(bench, open_source(bench, f"{tmp_path}::B").table()) == [("2",)]
    assert "There are: a, b" in refused(bench, f"{tmp_path}::c")


def test_a_place_that_is_none_is_refused(bench, tmp_path):
    assert "There is no file" in refused(bench, tmp_path / "none.csv")
    assert "not read here" in refused(bench, "ftp://ann:secret@example.com/x")
    assert "secret" not in refused(bench, "ftp://ann:secret@example.com/x")
    assert "no file of a known kind" in refused(bench, tmp_path)


def test_a_locked_bench_reads_what_was_opened_and_nothing_else(tmp_path):
    path, other = tmp_path / "in" / "t.parquet", tmp_path / "in" / "other.parquet"
    path.parent.mkdir()
    for file in (path, other):
        duckdb.sql("SELECT 1 AS id").write_parquet(str(file))
    out = tmp_path / "out"
    out.mkdir()
    with Workbench(seconds=1) as bench:
        table = open_source(bench, path).table()
        bench.lock(write_to=(out,))
        assert rows(bench, table) == [(1,)]
        bench.run(f"COPY (SELECT 1) TO '{out}/x.parquet'")
        for sql in (
            f"SELECT * FROM read_parquet('{other}')",
            "SELECT * FROM read_text('/etc/passwd')",
            f"COPY (SELECT 1) TO '{tmp_path}/in/y.csv'",
            f"ATTACH '{tmp_path}/in/z.db'",
            "INSTALL httpfs",
            "SET memory_limit = '20GB'",
            "SELECT count(*) FROM range(10000000) a, range(1000000) b",
        ):
            with pytest.raises(duckdb.Error):
                bench.rows(sql)
        with pytest.raises(Refused):
            open_source(bench, other).table()


@pytest.mark.postgres
@pytest.mark.skipif(binaries() is None, reason="PostgreSQL's server is not installed.")
def test_postgresql_tables_keep_their_kinds(bench):
    with cluster() as url:
        with psycopg.connect(url) as connection:
            connection.execute(
                "CREATE TABLE t (id bigint, amount numeric(14,2), free numeric, code char(5), day date, note text)"
            )
            connection.execute(
                "INSERT INTO t VALUES (1, 1.5, 1.50, 'ab', '2026-03-01', ''), (2, NULL, NULL, NULL, NULL, NULL)"
            )
            connection.execute("CREATE SCHEMA other; CREATE TABLE other.u (id int)")
        source = open_source(bench, url)
        assert source.names == ("t", "other.u")
        table = source.table("t")
        assert [column.kind for column in table.columns] == ["integer", "decimal", "text", "text", "date", "text"]
        assert rows(bench, table) == [
            (1, Decimal("1.50"), "1.50", "ab", date(2026, 3, 1), ""),
            (2, None, None, None, None, None),
        ]


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="The folder of real files is absent.")
def test_the_real_sets_open(bench):
    travel = open_source(bench, SHARED / "travel-sap")
    assert bench.rows(f"SELECT count(*) FROM {travel.table('Booking').relation}") == [(9153,)]
    crm = open_source(bench, SHARED / "crm-salesforce" / "npsp_1k.sql.gz")
    assert "Account" in crm.names
    assert bench.rows(f"SELECT count(*) FROM {crm.table('Account').relation}")[0][0] > 900
