"""Is only a copy changed, by accepted rules only, with every change on record?"""

from __future__ import annotations

import pytest

from golive.engines.reconcile.audit import audit, in_order
from golive.engines.reconcile.audit.finding import Finding, Rule, Weight
from golive.engines.reconcile.cleanse import cleanse, delta
from golive.engines.reconcile.sources import Workbench, open_source
from golive.plain.verdict import Refused

ROWS = 'id,town,revenue\n1, Bonn,"1.234,50"\n2,Bonn,"99,90"\n3,n/a,7.00\n4,BONN,8.00\n5,Bonn,9.00\n6,Bonn,10.00\n'


@pytest.fixture
def opened(tmp_path):
    (tmp_path / "t.csv").write_text(ROWS)
    with Workbench() as bench:
        yield bench, open_source(bench, tmp_path / "t.csv")


def all_rows(bench, table):
    return bench.rows(f"SELECT * FROM {table.relation}")


def test_what_is_accepted_is_applied_in_order_and_shown(opened):
    bench, source = opened
    before = all_rows(bench, source.table())
    found = in_order(audit(bench, source).findings)
    done = cleanse(bench, source.table(), found)
    assert all_rows(bench, done.table) == [
        ("1", "Bonn", "1234.50"),
        ("2", "Bonn", "99.90"),
        ("3", None, "7.00"),
        ("4", "Bonn", "8.00"),
        ("5", "Bonn", "9.00"),
        ("6", "Bonn", "10.00"),
    ]
    assert all_rows(bench, source.table()) == before
    assert {(e.detector, e.pattern): (e.rows, e.samples) for e in done.evidence} == {
        ("white space", "at the ends or doubled"): (1, ((1, " Bonn", "Bonn"),)),
        ("missing marker", "n/a"): (1, ((3, "n/a", None),)),
        ("other spelling", "capitals and signs"): (1, ((4, "BONN", "Bonn"),)),
        ("local number", "1.234,56"): (1, ((1, "1.234,50", "1234.50"),)),
        ("local number", "12,5"): (1, ((2, "99,90", "99.90"),)),
    }


def test_every_change_is_in_the_file_with_its_row(opened):
    bench, source = opened
    done = cleanse(bench, source.table(), in_order(audit(bench, source).findings))
    changes = bench.rows(f"SELECT row, \"column\", before, after FROM read_parquet('{done.changes}') ORDER BY ALL")
    assert changes == [
        (1, "revenue", "1.234,50", "1234.50"),
        (1, "town", " Bonn", "Bonn"),
        (2, "revenue", "99,90", "99.90"),
        (3, "town", "n/a", None),
        (4, "town", "BONN", "Bonn"),
    ]
    assert done.changed_cells == 5


def test_what_is_not_accepted_stays(opened):
    bench, source = opened
    found = [f for f in audit(bench, source).findings if f.detector == "missing marker"]
    done = cleanse(bench, source.table(), found)
    assert [row[1] for row in all_rows(bench, done.table)] == [" Bonn", "Bonn", None, "BONN", "Bonn", "Bonn"]


def test_the_next_audit_shows_what_was_cured(opened):
    bench, source = opened
    before = audit(bench, source)
    done = cleanse(bench, source.table(), in_order(before.findings))
    after = audit(bench, type(source)("copy", ("t",), lambda _: done.table))
    assert {(d.detector, d.before, d.after) for d in delta(before, after)} == {
        ("white space", 1, 0),
        ("missing marker", 1, 0),
        ("other spelling", 1, 0),
        ("local number", 1, 0),
    }


def finding(when, then, table="t"):
    return Finding(table, "town", "own rule", "x", 1, 6, (), "x", Weight.DECIDE, (Rule("town", when, then),))


def test_rules_that_do_not_fit_are_refused_all_at_once(opened):
    bench, source = opened
    wrong = [
        finding("town = 'Bonn'", "12"),
        finding("town", "'x'"),
        finding("true = true", "read_text('x')"),
        finding("town = 'Bonn'", "'x'", table="other"),
    ]
    with pytest.raises(Refused) as caught:
        cleanse(bench, source.table(), wrong)
    codes = [refusal.code for refusal in caught.value.refusals]
    assert codes == ["data.cleanse.kind", "data.cleanse.kind", "data.expression", "data.cleanse.no_rule"]
