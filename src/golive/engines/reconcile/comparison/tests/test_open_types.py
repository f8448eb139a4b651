"""Are text and typed values of two sides held against each other as a person would, and nothing rounded away?"""

from __future__ import annotations

import duckdb
import pytest

from golive.engines.reconcile.comparison import reconcile
from golive.engines.reconcile.mapping import parse_mapping
from golive.engines.reconcile.sources import Workbench, open_source
from golive.plain.verdict import Refused

HEAD = "object: T\nsource: {table: s}\nkey: {target: [id], source: [id]}\nfields:\n  a: "
# name: field of the mapping, text in the source, what the target holds in SQL, signature (empty: they agree)
CASES = {
    "a number written shorter": ("a", "1.50", "1.5::DOUBLE", ""),
    "a whole number": ("a", "7", "7::INTEGER", ""),
    "a date with midnight": ("a", "2026-01-02 00:00:00", "DATE '2026-01-02'", ""),
    "a truth": ("a", "Y", "true", ""),
    "another truth": ("a", "no", "true", "the opposite"),
    "a postcode made a number": ("a", "01067", "1067::INTEGER", "leading zeros"),
    "text where a number came": ("a", "n/a", "5::INTEGER", "other value"),
    "a cent more than declared": ("{from: a, type: 'decimal(9,2)'}", "1.50", "'1.504'", "rounding"),
    "a fraction of a cent in a float": ("{from: a, type: 'decimal(9,2)'}", "1.50", "1.504::DOUBLE", "rounding"),
    "more places of a decimal": ("{from: a, type: 'decimal(9,2)'}", "1.50", "1.504::DECIMAL(9,3)", "rounding"),
    "the noise of a float": ("{from: a, type: 'decimal(9,2)'}", "0.30", "0.1::DOUBLE + 0.2::DOUBLE", ""),
    "rounded where asked": ("{from: a, compare: {as: 'decimal(9,2)'}}", "1.50", "'1.504'", ""),
    "within a tolerance without a type": ("{from: a, compare: {abs_tol: 0.01}}", "1.50", "'1.504'", ""),
    "beyond it": ("{from: a, compare: {abs_tol: 0.001}}", "1.50", "'1.504'", "rounding"),
    "an empty text for null": ("{expr: \"nullif(a, 'x')\"}", "x", "''", "null → blank"),
}


@pytest.mark.parametrize(("field", "text", "arrived", "signature"), CASES.values(), ids=CASES)
def test_one_value(tmp_path, field, text, arrived, signature):
    outcome = compared(tmp_path, field, text, arrived)
    assert [cause.signature for cause in outcome.causes] == ([signature] if signature else [])


def test_a_key_of_floats_meets_its_text(tmp_path):
    outcome = compared(tmp_path, "a", "x", "'x'", key="1.0::DOUBLE")
    assert (outcome.rows.matched, outcome.rows.missing) == (1, 0)


def test_a_tolerance_on_text_that_is_no_number_is_refused(tmp_path):
    with pytest.raises(Refused, match="a text has no tolerance"):
        compared(tmp_path, "{from: a, compare: {abs_tol: 1}}", "much", "'more'")


def test_what_was_settled_without_the_mapping_is_said(tmp_path):
    assert "a has no type in the mapping; its text was read as integer." in compared(tmp_path, "a", "7", "7").notices


def compared(folder, field, text, arrived, key="'1'"):
    (folder / "s.csv").write_text(f"id,a\n1,{text}\n", encoding="utf-8")
    duckdb.sql(f"COPY (SELECT {key} AS id, {arrived} AS a) TO '{folder}/t.parquet' (FORMAT parquet)")
    with Workbench() as bench:
        sides = (open_source(bench, folder / name) for name in ("s.csv", "t.parquet"))
        return reconcile(bench, parse_mapping(HEAD + field), *sides)[1]
