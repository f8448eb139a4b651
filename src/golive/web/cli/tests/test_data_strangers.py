"""Does `golive data` answer a stranger who brings whatever their systems export?"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from golive.web.cli.data import app

# name of the file, its bytes, rows and columns, and a piece of a notice
READ = {
    "blank lines above the header": ("a.csv", b"\n\nid,name\n1,a\n\n2,b\n", 2, ["id", "name"], ""),
    "a title above the header": (
        "a.csv",
        b"Export\n\nid;name\n1;a\n2;b\n",
        2,
        ["id", "name"],
        "taken for a title: Export",
    ),
    "a title right above the header": (
        "a.csv",
        b"Export\nid;name\n1;a\n2;b\n",
        2,
        ["id", "name"],
        "for a title: Export",
    ),
    "one column of pairs": ("a.csv", b"name\nSmith;John\nDoe;Jane\n", 2, ["name"], "a single column"),
    "an escape for a name": ("a.csv", b"id,\x1bname\n1,a\n", 1, ["id", "name"], "control character"),
    "single quotes": ("a.csv", b"'id','name'\n'1','a,b'\n", 1, ["id", "name"], ""),
    "UTF-16 without its mark": ("a.csv", "id;name\n1;Ä\n".encode("utf-16-le"), 1, ["id", "name"], "UTF-16-LE"),
    "an ending in capitals": ("A.CSV", b"id,name\n1,a\n", 1, ["id", "name"], ""),
    "line ends of an old Mac": ("a.csv", b"id,name\r1,a\r2,b\r", 2, ["id", "name"], ""),
    "a header alone": ("a.csv", b"id,name\n", 0, ["id", "name"], ""),
    "quoted names": ("a.csv", b'"a,b","c ""d""",it\'s\n1,2,3\n', 1, ["a,b", 'c "d"', "it's"], ""),
    "headers that repeat": ("a.csv", b"id,name,NAME\n1,a,b\n", 1, ["id", "name", "NAME_2"], "stands twice"),
    "a list within an answer": ("a.json", b'{"count": 2, "value": [{"id": 1}, {"id": 2}]}', 2, ["id"], "“value”"),
    "keys that differ in case": (
        "a.json",
        b'[{"id": 1, "ID": 2, "": 3}]',
        1,
        ["id", "ID_2", "column_3"],
        "stands twice",
    ),
}
REFUSED = {
    "nothing at all": ("a.csv", b"", "0 bytes"),
    "spaces": ("a.csv", b"  \n \n", "no header line"),
    "a PDF": ("a.csv", b"%PDF-1.7\n", "is a PDF"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or password-protected"),
    "a sign-in page": ("a.csv", b"<!DOCTYPE html><html>", "a web page"),
    "a list that was cut off": ("a.json", b'[{"id": 1},', "cut off"),
    "rows of other widths": ("a.csv", b"id,name\n1,a\n2,b,c\n", "line 3: 3 cells"),
    "names that nobody quoted": ("a.csv", b"name\nSmith, John\nDoe, Jane\n", "line 2: 2 cells"),
    "another ending": ("a.dat", b"id,name\n1,a\n", "not a kind of file"),
}


def asked(*words):
    answer = CliRunner().invoke(app, [*map(str, words), "--json"])
    return answer.exit_code, json.loads(answer.stdout)


@pytest.mark.parametrize(("name", "data", "rows", "columns", "notice"), READ.values(), ids=READ)
def test_it_is_read(tmp_path, name, data, rows, columns, notice):
    (tmp_path / name).write_bytes(data)
    code, found = asked("audit", tmp_path / name)
    (table,) = found["tables"]
    assert (code, table["name"].lower(), table["rows"]) == (0, "a", rows)
    assert [column["name"] for column in table["columns"]] == columns
    assert notice in " ".join(table["notices"])


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_the_reason(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    code, found = asked("audit", tmp_path / name)
    assert (code, found["tables"]) == (2, [])
    assert reason in found["problems"][0]
    assert asked("match", tmp_path / name, tmp_path / name) == (2, [])


def test_no_place_is_no_folder():
    assert asked("audit", "")[1]["problems"][0].startswith("No place is named.")


def test_a_title_above_the_table_of_a_sheet_is_no_header(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Export of 2026"], [], ["Id", "Name"], [1, "x"]):
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    (table,) = asked("audit", tmp_path / "b.xlsx")[1]["tables"]
    assert ([column["name"] for column in table["columns"]], table["rows"]) == (["Id", "Name"], 1)


MAPPING = r"""
object: Order
source: {table: src}
key: {target: [order_no, line], source: ["strip_zeros(\"Order (No)\")", Line]}
fields:
  customer: Customer
  amount: {expr: "parse_decimal(Amount, ',', '.')", type: decimal(12,2)}
  day: {expr: "parse_date(\"When\", '%d.%m.%Y')", type: date}
  status: {from: Status, map: st}
  q: {from: 'a,b "q"'}
maps: {st: {01: active, NO: blocked}}
"""
SOURCE = (
    'Order (No);Line;Customer;Amount;When;Status;"a,b ""q"""\n0001;1;Ähm;1.234,50;01.02.2024;01;x\n'
    "0001;2;Bo;2,00;02.02.2024;NO;\n0002;1;Cy;3,10;03.02.2024;01;y\n0003;1;Di;4,00;04.02.2024;01;z\n"
)


def test_a_key_of_several_columns_quoted_names_and_codes_as_they_are_written(tmp_path):
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "src.csv").write_bytes(SOURCE.encode("cp1252"))
    with sqlite3.connect(tmp_path / "t.sqlite") as target:
        target.execute("CREATE TABLE 'Order' (order_no TEXT, line INTEGER, customer, amount REAL, day, status, q)")
        rows = [
            ("1", 1, "Ähm", 1234.5, "2024-02-01", "active", "x"),
            ("1", 2, "BO", 2, "2024-02-02", "blocked", None),
            ("2", 1, "Cy", 3.1, "2024-03-02", "active", "y"),
            ("9", 1, "New", 1, "2024-01-01", "active", ""),
        ]
        target.executemany("INSERT INTO 'Order' VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    sides = [tmp_path / "m.yaml", "--source", tmp_path / "src.csv", "--target", tmp_path / "t.sqlite"]
    assert asked("map", "check", *sides)[0] == 0
    code, found = asked("reconcile", *sides)
    assert code == 1
    assert found["rows"] == {
        "source": 4, "target": 4, "matched": 1, "missing": 1, "extra": 1, "changed": 2, "duplicate_key": 0,
    }  # fmt: skip
    assert found["columns"] == {"customer": 1, "amount": 0, "day": 1, "status": 0, "q": 0}
    causes = {(cause["column"], cause["signature"]) for cause in found["causes"]}
    assert causes == {("customer", "upper and lower case"), ("day", "day and month swapped")}
    assert found["verdict"] == "fail"


def test_tables_without_rows_agree_and_a_row_without_a_partner_does_not(tmp_path):
    for name, text in {"none": "id,a\n", "one": "id,a\n1,x\n"}.items():
        (tmp_path / f"{name}.csv").write_text(text)
    (tmp_path / "m.yaml").write_text("{object: T, source: {table: S}, key: {target: id, source: id}, fields: {a: a}}")
    found = {
        (source, target): asked(
            "reconcile",
            tmp_path / "m.yaml",
            "--source",
            tmp_path / f"{source}.csv",
            "--target",
            tmp_path / f"{target}.csv",
        )
        for source in ("none", "one")
        for target in ("none", "one")
    }
    assert {pair: code for pair, (code, _) in found.items()} == {
        ("none", "none"): 0, ("one", "one"): 0, ("none", "one"): 1, ("one", "none"): 1,
    }  # fmt: skip
    assert found["none", "one"][1]["rows"]["extra"] == found["one", "none"][1]["rows"]["missing"] == 1


def test_what_is_expected_is_never_written_over_the_source(tmp_path):
    (tmp_path / "s.csv").write_text("id,a\n1,x\n")
    (tmp_path / "m.yaml").write_text("{object: T, source: {table: S}, key: {target: id, source: id}, fields: {a: a}}")
    for out, reason in (("s.csv", "is the source itself"), (".", "is a folder"), ("no/x.parquet", "no folder")):
        code, found = asked("run", tmp_path / "m.yaml", "--source", tmp_path / "s.csv", "--expected", tmp_path / out)
        assert (code, reason in found["problems"][0]) == (2, True)
    assert (tmp_path / "s.csv").read_text() == "id,a\n1,x\n"


def test_an_encoding_is_taken_from_who_knows_it_and_a_wrong_one_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("id;name\n1;Zoë\n2;Łódź\n".encode("iso-8859-2"))
    told = CliRunner().invoke(app, ["audit", str(file), "--json", "--show-personal", "--encoding", "iso-8859-2"])
    assert told.exit_code == 0 and "ISO-8859-2, as named" in told.stdout
    wrong = CliRunner().invoke(app, ["audit", str(file), "--encoding", "shift_jis_2004"])
    assert wrong.exit_code == 2 and "people.csv, line" in wrong.stderr
    unknown = CliRunner().invoke(app, ["audit", str(file), "--encoding", "klingon"])
    assert unknown.exit_code == 2 and "no encoding 'klingon'" in unknown.stderr


def test_a_named_encoding_leaves_alone_what_is_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id;name\n1;Zoë\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["audit", str(file), "--json", "--encoding", "cp1252"])
    assert told.exit_code == 0 and "as named" not in told.stdout
