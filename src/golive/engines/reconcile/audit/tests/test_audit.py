"""Are keys, references, dependencies and the fit to the target judged right, and is the count the count?"""

from __future__ import annotations

import csv
import random

import pytest

from golive.engines.reconcile.audit import Finding, audit
from golive.engines.reconcile.catalogue import describe
from golive.engines.reconcile.sources import Workbench, open_source


@pytest.fixture
def bench():
    with Workbench() as made:
        yield made


def write(folder, name, columns, rows):
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([columns, *rows])


@pytest.fixture
def shop(tmp_path):
    """Customers with padded keys; orders that point to them, some without padding, some to nobody."""
    write(tmp_path, "Customer", ["CustomerID", "Name"], [(f"{n:06d}", f"Name {n}") for n in range(100)])
    to = [f"{n:06d}" for n in range(100)] * 2 + ["17", "42"] + ["999999"] * 3
    write(tmp_path, "Order", ["OrderID", "CustomerID", "Total"], [(n, key, n * 1.5) for n, key in enumerate(to)])
    return tmp_path


def by_pattern(found, detector):
    return {f.pattern: f for f in found.findings if f.detector == detector}


def test_references_are_found_in_the_data_and_orphans_counted(bench, shop):
    found = audit(bench, open_source(bench, shop))
    assert [(p.table, p.column, p.to_table, p.to_column, p.orphans) for p in found.pointers] == [
        ("Order", "CustomerID", "Customer", "CustomerID", 5)
    ]
    orphans = by_pattern(found, "orphan")
    assert orphans["Customer.CustomerID"].count == 3
    assert orphans["Customer.CustomerID by padding"].count == 2
    assert orphans["Customer.CustomerID by padding"].rules[0].then == "pad_left(trim(\"CustomerID\"), 6, '0')"


def test_keys_are_found_alone_and_in_pairs(bench, tmp_path):
    write(tmp_path, "Item", ["OrderID", "ItemNo", "Text"], [(n // 3, n % 3, "x") for n in range(30)])
    write(tmp_path, "Thing", ["Colour", "ThingID"], [("red", n) for n in range(30)])
    assert {t.name: t.keys for t in audit(bench, open_source(bench, tmp_path)).tables} == {
        "Item": (("OrderID", "ItemNo"),),
        "Thing": (("ThingID",),),
    }


def test_a_key_that_repeats_or_is_missing_blocks_the_load(bench, tmp_path):
    write(tmp_path, "Thing", ["ThingID", "Text"], [(n, f"t{n}") for n in range(50)] + [(7, "again"), ("", "none")])
    found = by_pattern(audit(bench, open_source(bench, tmp_path)), "key")
    assert {pattern: (f.count, f.examples, f.weight.value) for pattern, f in found.items()} == {
        "repeated key": (2, ("7",), "blocks"),
        "missing key": (1, (), "blocks"),
    }


def test_rows_that_repeat_another_wholly_are_found(bench, tmp_path):
    write(tmp_path, "T", ["A", "B"], [(1, "x"), (1, "x"), (1, "y"), (2, "x")])
    assert by_pattern(audit(bench, open_source(bench, tmp_path)), "key")["same row"].count == 1


def test_a_row_that_breaks_what_nearly_all_rows_keep_is_found(bench, tmp_path):
    towns = {f"{10000 + n}": f"Town {chr(65 + n)}" for n in range(20)}
    draw = random.Random(1)
    rows = [(zip_code, towns[zip_code]) for zip_code in draw.choices(list(towns), k=500)]
    rows[33] = (rows[33][0], "Elsewhere")
    write(tmp_path, "Address", ["zip", "town"], rows)
    found = by_pattern(audit(bench, open_source(bench, tmp_path)), "dependency")
    finding = found["zip → town"]
    assert (finding.count, finding.rules[0].then) == (1, f"'{towns[rows[33][0]]}'")


def test_what_does_not_fit_the_target_blocks_the_load(bench, tmp_path):
    (tmp_path / "s").mkdir()
    rows = [("A1", "x" * 30, "12"), ("A2", "short", "many"), ("A3", "", "7")]
    write(tmp_path / "s", "Account", ["AccountID", "Name", "Employees"], rows)
    fields = [
        ("Account", "AccountID", "varchar(10)", "yes"),
        ("Account", "Name", "varchar(20)", "yes"),
        ("Account", "Employees", "integer", "no"),
    ]
    write(tmp_path, "dictionary", ["Table", "Field", "Type", "Required"], fields)
    target = describe(bench, open_source(bench, tmp_path / "dictionary.csv"))
    found = by_pattern(audit(bench, open_source(bench, tmp_path / "s"), target=target), "target fit")
    assert {pattern: (f.count, f.weight.value) for pattern, f in found.items()} == {
        "longer than Account.Name (20)": (1, "blocks"),
        "empty, Account.Name is mandatory": (1, "blocks"),
        "not a integer for Account.Employees": (1, "blocks"),
    }


def test_a_finding_keeps_its_id_when_the_counts_change(tmp_path):
    def looked() -> tuple[Finding, ...]:
        with Workbench() as bench:
            return audit(bench, open_source(bench, tmp_path)).findings

    write(tmp_path, "T", ["town"], [("Bonn",)] * 9 + [(" Bonn",)])
    first = looked()
    write(tmp_path, "T", ["town"], [("Bonn",)] * 9 + [(" Bonn",), ("Bonn ",)])
    second = looked()
    assert [(f.id, f.count) for f in second] == [(first[0].id, 2)]


@pytest.mark.slow
@pytest.mark.shared_data
def test_the_real_travel_tables_are_joined_right(bench, shared_data):
    found = audit(bench, open_source(bench, shared_data / "migration" / "travel-sap"))
    to = {(p.table, p.column): (p.to_table, p.to_column, p.orphans) for p in found.pointers}
    assert to["Booking", "to_Travel_TravelUUID"] == ("Travel", "TravelUUID", 0)
    assert to["Travel", "to_Customer_CustomerID"] == ("Passenger", "CustomerID", 0)
    assert to["FlightConnection", "DepartureAirport_AirportID"] == ("Airport", "AirportID", 0)
    keys = {t.name: t.keys for t in found.tables}
    assert keys["Booking"][0] == ("BookingUUID",)
    assert keys["Flight"] == (("ConnectionID", "FlightDate"),)
