"""Do `golive data audit`, `match` and `dedupe` keep their JSON contracts, and refuse what they cannot use?"""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from benchmarks.migration.twins import people_twice
from golive.web.cli.data import app

LEGACY = 'KUNNR,NAME1,ORT01,UMSATZ,EMAIL\n0001,"Müller, Anna",Bonn,"1.234,50",anna@example.com\n' + "".join(
    f'{n:04d},Kunde {n},Bonn,"{n},5{n % 10}",k{n}@example.com\n' for n in range(2, 30)
)


@pytest.fixture
def legacy(tmp_path):
    path = tmp_path / "KUNDEN.csv"
    path.write_text(LEGACY, encoding="utf-8")
    return path


def run(*words, code=0):
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


def in_json(*words, code=0):
    return json.loads(run(*words, "--json", code=code).stdout)


def test_audit_gives_profile_keys_and_findings_with_rules(legacy):
    found = in_json("audit", legacy)
    assert set(found) == {"source", "tables", "references", "findings"}
    table = found["tables"][0]
    assert (table["name"], table["rows"], table["keys"][0]) == ("KUNDEN", 29, ["KUNNR"])
    assert [column["name"] for column in table["columns"]] == ["KUNNR", "NAME1", "ORT01", "UMSATZ", "EMAIL"]
    numbers = {f["pattern"]: f for f in found["findings"] if f["detector"] == "local number"}
    assert (numbers["12,5"]["count"], numbers["1.234,56"]["count"]) == (28, 1)
    assert numbers["1.234,56"]["rules"][0]["then"] == "replace(replace(trim(\"UMSATZ\"), '.', ''), ',', '.')"


def test_personal_data_are_masked_unless_asked_for(legacy):
    def greatest(*words):
        columns = in_json("audit", legacy, *words)["tables"][0]["columns"]
        return next(column["max"] for column in columns if column["name"] == "EMAIL")

    assert (greatest(), greatest("--show-personal")) == ("x9@xxxxxxx.xxx", "k9@example.com")


def test_one_table_of_a_folder_is_audited_alone(legacy):
    (legacy.parent / "OTHER.csv").write_text("a,b\n1,2\n")
    assert [t["name"] for t in in_json("audit", legacy.parent, "--table", "OTHER")["tables"]] == ["OTHER"]


def test_audit_says_what_will_not_fit_the_target(legacy, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "fields.csv").write_text("Table,Field,Type\nAccount,NAME1,varchar(8)\nAccount,UMSATZ,decimal\n")
    found = in_json("audit", legacy, "--target", tmp_path / "new" / "fields.csv")["findings"]
    assert "longer than Account.NAME1 (8)" in {f["pattern"] for f in found}


def test_accepted_findings_change_a_copy_and_every_change_is_written(legacy, tmp_path):
    found = in_json("audit", legacy)["findings"]
    one = next(f for f in found if f["pattern"] == "1.234,56")
    out, changes = tmp_path / "clean.csv", tmp_path / "changes.csv"
    before = legacy.read_bytes()
    done = in_json("cleanse", legacy, "--accept", one["id"], "--out", out, "--changes", changes)
    assert (done["changed_cells"], done["evidence"][0]["samples"]) == (1, [[1, "1.234,50", "1234.50"]])
    assert out.read_text(encoding="utf-8").splitlines()[1] == '0001,"Müller, Anna",Bonn,1234.50,anna@example.com'
    assert changes.read_text().splitlines()[1] == f'1,UMSATZ,{one["id"]},"1.234,50",1234.50'
    assert legacy.read_bytes() == before


def test_all_safe_repairs_can_be_accepted_at_once(legacy, tmp_path):
    done = in_json("cleanse", legacy, "--repairs", "--out", tmp_path / "clean.parquet")
    assert (done["changed_cells"], (tmp_path / "clean.parquet").is_file()) == (29, True)


def test_match_lists_suggestions_best_first_with_reasons(legacy, tmp_path):
    (tmp_path / "Account.csv").write_text("Account_No,Name,City,Revenue,Email\n1,x,Bonn,5,a@example.com\n")
    found = in_json("match", legacy, tmp_path / "Account.csv")
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    best = {}
    for one in found:
        best.setdefault(one["source"], one["target"])
        assert one["reasons"] and set(one) >= {"source", "target", "score", "reasons"}
    assert best == {"KUNNR": "Account_No", "NAME1": "Name", "ORT01": "City", "UMSATZ": "Revenue", "EMAIL": "Email"}


def test_where_a_side_has_several_tables_the_table_is_named(legacy, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    for name in ("Account", "Contact"):
        (folder / f"{name}.csv").write_text("Name,City\nx,Bonn\n")
    found = in_json("match", legacy, folder, "--top", 2)
    assert {one["target"] for one in found if one["source"] == "ORT01"} == {"Account.City", "Contact.City"}


def test_dedupe_lists_pairs_of_ids_above_the_threshold(tmp_path):
    columns, rows, truth = people_twice(originals=60, seed=9)
    path = tmp_path / "people.csv"
    path.write_text("\n".join(",".join(row) for row in [columns, *rows]) + "\n")
    found = in_json("dedupe", path, "--id", "id")
    pairs = {frozenset(pair[:2]) for pair in found["pairs"]}
    assert len(pairs & truth) > 0.9 * len(truth)
    assert all(pair[2] >= found["threshold"] - 1e-6 for pair in found["pairs"])
    fewer = in_json("dedupe", path, "--id", "id", "--threshold", 0.99999)
    assert len(fewer["pairs"]) <= len(found["pairs"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["audit", "nowhere.csv"], "There is no file nowhere.csv"),
        (["dedupe", "{}", "--id", "KEY"], "There is no column 'KEY'"),
        (["dedupe", "{}", "--id", "ORT01"], "repeats"),
        (["match", "{}", "nowhere"], "There is no file nowhere"),
        (["cleanse", "{}", "--out", "x.csv"], "No finding was accepted"),
        (["cleanse", "{}", "--out", "x.csv", "--accept", "abc"], "no finding abc"),
        (["cleanse", "{}", "--out", "x.xls", "--repairs"], "neither .csv nor .parquet"),
        (["cleanse", "{}", "--out", "nowhere/x.csv", "--repairs"], "There is no folder nowhere"),
        (["audit", "{}", "--table", "X"], "There is no table 'X'"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_the_reason(legacy, words, said):
    words = [word.format(legacy) for word in words]
    assert said in run(*words, code=2).stderr
    found = in_json(*words, code=2)
    assert (not found) if isinstance(found, list) else any(said in problem for problem in found["problems"])


def test_people_see_tables(legacy, tmp_path):
    (tmp_path / "Account.csv").write_text("Name,City\nx,Bonn\n")
    assert "KUNDEN: 29 rows, 5 columns, key KUNNR" in run("audit", legacy).stdout
    assert "Each is yours to take or to leave" in run("match", legacy, tmp_path / "Account.csv").stdout
