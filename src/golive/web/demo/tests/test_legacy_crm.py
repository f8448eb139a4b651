"""Is the old CRM the same on every run, and does it hold every fault that a migration must cope with?"""

from __future__ import annotations

import pytest

from golive.engines.reconcile.audit import audit
from golive.engines.reconcile.duplicates import find_duplicates
from golive.engines.reconcile.sources import Workbench, open_source
from golive.web.demo.legacy_crm import write_legacy_crm


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("legacy")
    write_legacy_crm(made, customers=240)
    return made


def test_every_run_writes_the_same_bytes(folder, tmp_path):
    for path in write_legacy_crm(tmp_path / "again", customers=240):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_the_audit_finds_what_was_done_to_it(folder):
    with Workbench() as bench:
        found = audit(bench, open_source(bench, folder))
    kinds = {(f.table, f.column, f.detector) for f in found.findings}
    assert {
        ("KUNDEN", "UMSATZ", "local number"),
        ("KUNDEN", "UMSATZ", "unit in the number"),
        ("KUNDEN", "UMSATZ", "missing marker"),
        ("KUNDEN", "ANGELEGT", "date notation"),
        ("KUNDEN", "ANGELEGT", "Excel damage"),
        ("KUNDEN", "PLZ", "padding"),
        ("KUNDEN", "GESPERRT", "yes and no"),
        ("KUNDEN", "STAT", "orphan"),
        ("KUNDEN", "NAME1", "wrong encoding"),
        ("KUNDEN", "ORT", "other spelling"),
        ("ANSPRECHPARTNER", "KUNNR", "padding"),
        ("ANSPRECHPARTNER", "KUNNR", "orphan"),
        ("ANGEBOTE", "ARTIKEL", "Excel damage"),
        ("AKTIVITAETEN", "NOTIZ", "white space"),
        ("ANSPRECHPARTNER", "EMAIL", "personal data"),
    } <= kinds
    assert {t.name: t.keys[0] for t in found.tables if t.name in {"KUNDEN", "ANSPRECHPARTNER"}} == {
        "KUNDEN": ("KUNNR",),
        "ANSPRECHPARTNER": ("APNR",),
    }


def test_customers_that_were_entered_twice_are_found(folder):
    with Workbench() as bench:
        table = open_source(bench, folder / "KUNDEN.csv").table()
        found = find_duplicates(bench, table, "KUNNR")
    again = [pair for pair in found.pairs if (pair.one > "0000000240") != (pair.other > "0000000240")]
    assert len(again) >= 18 and len(again) >= 0.9 * len(found.pairs)
