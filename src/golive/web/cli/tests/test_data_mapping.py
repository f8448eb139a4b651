"""Does `golive data map|run|reconcile` keep its contract, from the mapping to the signed-off report?"""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from golive.web.cli.data import app

run = CliRunner()
MAPPING = """
object: Account
source: {table: KNA1, filter: "LOEVM <> 'X'"}
key: {target: [Legacy_Id], source: [KUNNR]}
fields:
  Name: {expr: "squash(NAME1)", type: text(40), mandatory: true}
  Status: {from: STAT, map: status_map}
  Revenue: {expr: "parse_decimal(UMSATZ, ',', '.')", type: "decimal(14,2)", compare: {abs_tol: 0.005}}
not_migrated: {MANDT: "One client only, J. Doe"}
"""
SOURCE = "KUNNR;NAME1;STAT;UMSATZ;LOEVM;MANDT\n0001; Ada  B;A;1.234,50;;100\n0002;Bea;X;7,00;;100\n3;Cem;A;3,00;X;100\n"
TARGET = "Legacy_Id,Name,Status,Revenue\n0001,Ada B,Active,1234.5\n0002,Bea,Closed,700\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "m.yaml": MAPPING,
        "status_map.csv": "k,v,confirmed_by\nA,Active,Jane\nX,Closed,Jane\n",
        "KNA1.csv": SOURCE,
        "Account.csv": TARGET,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def sides(folder: Path) -> list[str]:
    return [str(folder / "m.yaml"), "--source", str(folder / "KNA1.csv"), "--target", str(folder / "Account.csv")]


def test_a_complete_mapping_may_be_run(folder: Path) -> None:
    answer = run.invoke(app, ["map", "check", *sides(folder), "--json"])
    found = json.loads(answer.stdout)
    assert (answer.exit_code, found["ok"], found["share"]) == (0, True, 1.0)
    assert found["source"]["LOEVM"] == "filter"
    assert found["source"]["MANDT"] == "not migrated"


def test_every_gap_is_named_at_once(folder: Path) -> None:
    broken = MAPPING.replace("squash(NAME1)", "squash(NAME9)").replace(
        'not_migrated: {MANDT: "One client only, J. Doe"}', ""
    )
    (folder / "m.yaml").write_text(broken, encoding="utf-8")
    (folder / "status_map.csv").write_text("k,v,confirmed_by\nA,Active,\nX,Closed,Jane\n", encoding="utf-8")
    answer = run.invoke(app, ["map", "check", *sides(folder), "--json"])
    problems = " ".join(json.loads(answer.stdout)["problems"])
    assert answer.exit_code == 1
    for said in ("There is no column NAME9", "MANDT is UNMAPPED", "NAME1 is UNMAPPED", "unconfirmed codes: A"):
        assert said in problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("table: KNA1", "tabel: KNA1", "no table is named"),
        ("type: text(40)", "type: varchar", "varchar is no type"),
        ("mandatory: true", "mandatory: true, const: x", "2 of expr, from, const, default, lookup"),
        ("map: status_map", "map: ../secret", "is not beside the mapping"),
        ("abs_tol: 0.005", "abs_tol: -1", "abs_tol is -1"),
        ('"One client only, J. Doe"', '""', "has no reason"),
    ],
)
def test_a_faulty_document_is_refused_with_its_place(folder: Path, old: str, new: str, said: str) -> None:
    assert old in MAPPING
    (folder / "m.yaml").write_text(MAPPING.replace(old, new), encoding="utf-8")
    answer = run.invoke(app, ["reconcile", *sides(folder)])
    assert answer.exit_code == 2
    assert said in answer.stderr


def test_what_should_arrive_is_the_same_bytes_each_time(folder: Path) -> None:
    hashes = set()
    for name in ("one.parquet", "two.parquet"):
        answer = run.invoke(app, ["run", *sides(folder)[:3], "--expected", str(folder / name), "--json"])
        found = json.loads(answer.stdout)
        assert (found["read"], found["rows"], found["excluded"]) == (3, 2, 1)
        hashes.add(found["sha256"])
    assert len(hashes) == 1


def test_differences_are_counted_explained_and_reported(folder: Path) -> None:
    report = folder / "report.xlsx"
    answer = run.invoke(app, ["reconcile", *sides(folder), "--json", "--report", str(report)])
    found = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert found["rows"] == {
        **{"source": 2, "target": 2, "matched": 1, "missing": 0, "extra": 0, "changed": 1, "duplicate_key": 0}
    }
    assert found["columns"] == {"Name": 0, "Status": 0, "Revenue": 1}
    assert (found["causes"][0]["signature"], found["verdict"]) == ("× 100", "fail")
    rows = list(openpyxl.load_workbook(report)["Differences"].iter_rows(values_only=True))
    assert rows[1][:5] == ("changed", "0002", "Revenue", "9.99", "999")


def test_what_arrived_as_agreed_passes_and_the_page_escapes_what_it_shows(folder: Path) -> None:
    (folder / "m.yaml").write_text(MAPPING.replace("object: Account", "object: <b>Account</b>"), encoding="utf-8")
    (folder / "Account.csv").write_text(TARGET.replace("700", "7.00"), encoding="utf-8")
    answer = run.invoke(app, ["reconcile", *sides(folder), "--report", str(folder / "r.html")])
    assert answer.exit_code == 0
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Account" in page
    assert "<b>Account" not in page


def test_an_unknown_engine_and_a_missing_target_field_are_refused(folder: Path) -> None:
    assert run.invoke(app, ["reconcile", *sides(folder), "--engine", "abacus"]).exit_code == 2
    (folder / "Account.csv").write_text("Legacy_Id,Name\n1,x\n", encoding="utf-8")
    answer = run.invoke(app, ["reconcile", *sides(folder), "--json"])
    assert answer.exit_code == 2
    problems = " ".join(json.loads(answer.stdout)["problems"])
    assert "The target has no field Revenue" in problems
    assert "The target has no field Status" in problems


def test_values_are_seen_by_who_asks_for_them_and_by_nobody_else(folder: Path) -> None:
    masked, full = (
        json.loads(run.invoke(app, ["reconcile", *sides(folder), "--json", *more]).stdout)["causes"][0]["examples"][0]
        for more in ([], ["--show-values"])
    )
    assert masked == {"key": ["0002"], "expected": "9.99", "found": "999"}
    assert full == {"key": ["0002"], "expected": "7.00", "found": "700"}


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_computed(folder: Path) -> None:
    for name in ("report.docx", "nowhere/report.html"):
        answer = run.invoke(app, ["reconcile", *sides(folder), "--report", str(folder / name), "--json"])
        assert (answer.exit_code, json.loads(answer.stdout)["verdict"]) == (2, "not run")


def ask(*arguments: str | Path) -> Result:
    return run.invoke(app, ["map", *map(str, arguments)])


def test_a_mapping_goes_to_excel_and_comes_back_with_what_was_changed(folder: Path) -> None:
    book, base, new = folder / "owner.xlsx", folder / "m.yaml", folder / "new.yaml"
    assert ask("export", base, "--to", book).exit_code == 0
    back = ["import", book, "--base", base]
    assert "Nothing is changed." in ask(*back).stdout
    edited = openpyxl.load_workbook(book)
    row = next(cells for cells in edited["Fields"].iter_rows(min_row=2) if cells[1].value == "from")
    row[8].value = "asked Jane"
    edited.save(book)
    form = json.loads(ask(*back, "--json").stdout)
    assert [each["after"] for each in form["changes"]] == ["asked Jane"]
    assert not new.exists()
    taken = ask(*back, "--write", new)
    assert "asked Jane" in taken.stdout and "asked Jane" in new.read_text()
    again = ask(*back, "--write", new)
    assert again.exit_code == 2 and "new.yaml exists" in again.stderr


def test_a_workbook_of_another_mapping_writes_nothing(folder: Path) -> None:
    book, base, new = folder / "owner.xlsx", folder / "m.yaml", folder / "new.yaml"
    ask("export", base, "--to", book)
    base.write_text(base.read_text() + "\n# later\n")
    answer = ask("import", book, "--base", base, "--write", new, "--json")
    assert answer.exit_code == 2 and "changed since" in json.loads(answer.stdout)["problems"][0]
    assert not new.exists()


def test_a_key_that_is_personal_shows_its_form_only(folder: Path) -> None:
    (folder / "KNA1.csv").write_text("MAIL,CODE,NAME1\nann@x.org,1,Ann\nbo@x.org,2,Bo\n")
    (folder / "Account.csv").write_text("Mail,Code,Name\nann@x.org,1,ANN\nbo@x.org,2,Bob\n")
    keys = "{target: [Mail, Code], source: [MAIL, CODE]}"
    (folder / "m.yaml").write_text(
        f"object: A\nsource: {{table: KNA1}}\nkey: {keys}\nfields: {{Name: {{from: NAME1}}}}\n"
    )
    report = folder / "r.html"
    told = run.invoke(app, ["reconcile", *sides(folder), "--json", "--report", str(report)])
    assert told.exit_code == 1 and "ann@x.org" not in told.stdout and "xxx@x.xxx" in told.stdout
    assert '"xxx@x.xxx", "1"' in told.stdout  # the other part of the key is nobody's data
    assert "ann@x.org" not in report.read_text() and "xxx@x.xxx" in report.read_text()
    full = run.invoke(app, ["reconcile", *sides(folder), "--json", "--show-values"])
    assert "ann@x.org" in full.stdout
