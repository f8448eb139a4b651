"""Does the right target come first, is nothing accepted, and are the reasons said?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.migration.matching import fabricated, hit_at, recall_at_truth, renames
from golive.engines.reconcile.catalogue import Column, Kind, describe, read_dictionary
from golive.engines.reconcile.match import suggest
from golive.engines.reconcile.sources import Workbench, open_source

ACCOUNT = ["Name", "BillingStreet", "BillingCity", "BillingPostalCode", "BillingCountry", "Phone", "Fax", "CreatedDate"]
LABELS = [
    ("KUNNR", "Customer Number"), ("NAME1", "Name"), ("STRAS", "Street"), ("ORT01", "City"),
    ("PSTLZ", "Postal Code"), ("LAND1", "Country"), ("TELF1", "Phone"), ("TELFX", "Fax"), ("ERDAT", "Created on"),
]  # fmt: skip


def columns(table, names, **more):
    return [Column(table, name, **more) for name in names]


def best(found):
    first = {}
    for one in found:
        first.setdefault(one.source.name, one.target.name)
    return first


def test_names_of_one_trade_find_each_other():
    source = columns("kunden", ["Kundennr", "PLZ", "Ort", "Strasse", "Geburtsdatum"])
    target = columns("contact", ["customer_no", "postal_code", "city", "street", "birth_date"])
    assert best(suggest(source, target)) == dict(
        zip(["Kundennr", "PLZ", "Ort", "Strasse", "Geburtsdatum"], [c.name for c in target], strict=True)
    )


def test_the_labels_of_the_data_dictionary_tell_what_technical_names_hide():
    said = read_dictionary("KNA1", ["Field", "Label"], LABELS)
    found = best(suggest(list(said.columns()), columns("Account", ACCOUNT)))
    assert (found["STRAS"], found["ORT01"], found["PSTLZ"]) == ("BillingStreet", "BillingCity", "BillingPostalCode")
    assert (found["LAND1"], found["TELFX"], found["ERDAT"]) == ("BillingCountry", "Fax", "CreatedDate")


def test_values_tell_what_names_do_not():
    source = [
        Column("a", "f1", Kind.TEXT, values=("Berlin", "Bonn", "Köln")),
        Column("a", "f2", Kind.TEXT, values=("active", "closed")),
    ]
    target = [
        Column("b", "x", Kind.TEXT, values=("closed", "active", "new")),
        Column("b", "y", Kind.TEXT, values=("Bonn", "Köln", "Ulm")),
    ]
    assert best(suggest(source, target)) == {"f1": "y", "f2": "x"}


def test_every_suggestion_says_why_and_what_is_not_known():
    found = suggest(columns("a", ["city"]), columns("b", ["town"]))[0]
    assert found.reasons == (
        "name 0.90: city and town",
        "values unknown on one side at least",
        "type 1.00: text to text",
        "in the best one-to-one pairing of all columns",
    )


def test_nothing_to_match_gives_no_suggestion():
    assert (suggest([], columns("b", ["x"])), suggest(columns("b", ["x"]), [])) == ([], [])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=6), st.lists(st.text(max_size=12), max_size=6), st.integers(1, 5))
def test_whatever_the_names_scores_fall_and_nobody_has_too_many(left, right, top):
    found = suggest(columns("a", left), columns("b", right), top=top)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert all(0 <= s.score <= 1 for s in found)
    assert len(found) <= top * len(left)


@pytest.mark.shared_data
def test_omop_5_3_finds_its_fields_in_5_4(shared_data):
    folder = shared_data / "migration" / "health-omop"
    with Workbench() as bench:
        old, new = (describe(bench, open_source(bench, folder / f"fields_{v}.csv.gz")) for v in ("v5.3", "v5.4"))
    found = suggest(list(old.columns()), list(new.columns()))
    top = {}
    for one in found:
        top.setdefault(str(one.source).lower(), []).append(str(one.target).lower())
    same = {str(c).lower() for c in old.columns()} & {str(c).lower() for c in new.columns()}
    renamed = renames((folder / "v53_to_v54_postgresql.sql").read_text().lower())
    assert len(same) > 300 and len(renamed) >= 9
    assert sum(name in top[name] for name in same) >= 0.95 * len(same)
    assert sum(after in top[before] for before, after in renamed) >= 0.7 * len(renamed)


@pytest.mark.slow
@pytest.mark.shared_data
def test_pairs_by_the_noise_protocol_are_found_again(shared_data):
    results = fabricated(shared_data / "migration")
    recalls = [recall_at_truth(found, pair.truth) for pair, found in results]
    assert len({pair.name.split("/")[0] for pair, _ in results}) >= 5
    assert sum(recalls) / len(recalls) >= 0.95
    assert sum(hit_at(found, pair.truth, 5) for pair, found in results) / len(results) >= 0.98
