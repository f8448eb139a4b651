"""Is each fault found, counted and cured, and is what is right left alone?"""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.reconcile.audit import audit, in_order
from golive.engines.reconcile.audit.personal import iban, luhn, tax_number
from golive.engines.reconcile.cleanse import cleanse
from golive.engines.reconcile.sources import Workbench, open_source
from tests.examples import examples


def write(folder, values, name="value", more=()):
    path = folder / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = zip(values, *more, strict=True) if more else ((value,) for value in values)
        csv.writer(stream).writerows([[name, *(f"other{i}" for i, _ in enumerate(more))], *rows])
    return path


def looked_at(folder, values, name="value"):
    """The findings by (detector, pattern), and the values after all proposed rules."""
    with Workbench() as bench:
        source = open_source(bench, write(folder, values, name))
        found = [f for f in audit(bench, source).findings if f.column == name]
        done = cleanse(bench, source.table(), in_order(found))
        after = [row[0] for row in bench.rows(f"SELECT * FROM {done.table.relation}")]
    return {(f.detector, f.pattern): f for f in found}, after


PLAIN = ["12.50", "7.25", "1300.00", "88.10", "5.99"] * 4

CURED = [
    ("numbers of Germany", [*PLAIN, "1.234,56", "99,90"], {"1.234,56": "1234.56", "99,90": "99.90"}),
    ("numbers of America", [*PLAIN, "1,234.56", "12,345,678.00"], {"1,234.56": "1234.56"}),
    ("numbers of Switzerland", [*PLAIN, "1'234.50"], {"1'234.50": "1234.50"}),
    ("minus behind, as SAP writes it", [*PLAIN, "12.50-", "3-"], {"12.50-": "-12.50", "3-": "-3"}),
    ("minus in brackets", [*PLAIN, "(12.50)"], {"(12.50)": "-12.50"}),
    ("a unit behind", [*PLAIN, "12.5 kg", "7 kg", "8 kg"], {"12.5 kg": "12.5", "7 kg": "7"}),
    ("a currency in front", [*PLAIN, "€ 12.50", "EUR 7.00"], {"€ 12.50": "12.50", "EUR 7.00": "7.00"}),
    ("points as groups beside a decimal comma", ["1.234", "5,5", "12,25"] * 5, {"1.234": "1234", "5,5": "5.5"}),
    (
        "German dates",
        ["2024-08-17"] * 9 + ["17.08.2024", "1.2.2023"],
        {"17.08.2024": "2024-08-17", "1.2.2023": "2023-02-01"},
    ),
    (
        "day first, told by one 17",
        ["17/08/2024", "03/04/2024"] * 5,
        {"17/08/2024": "2024-08-17", "03/04/2024": "2024-04-03"},
    ),
    ("month first, told by one 17", ["08/17/2024", "03/04/2024"] * 5, {"03/04/2024": "2024-03-04"}),
    (
        "months as whole words",
        ["17. August 2024", "2 Mai 2023", "Mar 3, 2021", "12. Dezember 2020"] * 5,
        {
            "17. August 2024": "2024-08-17",
            "2 Mai 2023": "2023-05-02",
            "Mar 3, 2021": "2021-03-03",
            "12. Dezember 2020": "2020-12-12",
        },
    ),
    ("day before month after the year", ["2024-08-17"] * 9 + ["2024-17-08"], {"2024-17-08": "2024-08-17"}),
    ("whole numbers with .0", ["12", "7", "130", "0"] * 6 + ["12.0", "88.0"], {"12.0": "12", "88.0": "88"}),
    ("addresses of mail in capitals", [f"k{n}@a.de" for n in range(30)] + ["K9X@A.DE"], {"K9X@A.DE": "k9x@a.de"}),
    ("compact dates", ["2024-08-17"] * 9 + ["20230201"], {"20230201": "2023-02-01"}),
    ("Excel's day numbers", ["2024-08-17"] * 9 + ["45521"], {"45521": "2024-08-17"}),
    ("months as words", ["17-Aug-2024", "2-Mai-2023"] * 5, {"17-Aug-2024": "2024-08-17", "2-Mai-2023": "2023-05-02"}),
    (
        "codes that Excel took for dates",
        ["17-9", "3-44", "8-8"] * 5 + ["17-Aug", "Sep-44"],
        {"17-Aug": "17-8", "Sep-44": "9-44"},
    ),
    ("leading zeros eaten", [f"{n:08d}" for n in range(20)] + ["77", "1234"], {"77": "00000077", "1234": "00001234"}),
    (
        "white space",
        ["Bonn", "Köln"] * 9 + [" Bonn", "Köln\u00a0", "Bad  Ems"],
        {" Bonn": "Bonn", "Köln\u00a0": "Köln", "Bad  Ems": "Bad Ems"},
    ),
    ("blanks only", ["Bonn", "Köln"] * 9 + ["   "], {"   ": None}),
    (
        "markers of what is missing",
        ["Bonn", "Köln"] * 9 + ["N/A", "k.A.", "#NV"],
        {"N/A": None, "k.A.": None, "#NV": None},
    ),
    ("wrong encoding", ["Köln", "Bonn"] * 9 + ["MÃ¼nchen", "StraÃŸe"], {"MÃ¼nchen": "München", "StraÃŸe": "Straße"}),
    ("HTML signs", ["Meyer & Co", "Bonn"] * 9 + ["Smith &amp; Sons"], {"Smith &amp; Sons": "Smith & Sons"}),
    ("unseen characters", ["Bonn", "Köln"] * 9 + ["Bo\u200bnn"], {"Bo\u200bnn": "Bonn"}),
    ("capitals", ["Berlin", "Hamburg"] * 9 + ["BERLIN", "hamburg"], {"BERLIN": "Berlin", "hamburg": "Hamburg"}),
    ("slips", ["Hamburg", "Stuttgart"] * 60 + ["Hambrug"], {"Hambrug": "Hamburg"}),
    ("yes and no in four languages", ["yes", "no"] * 9 + ["ja", "N", "0"], {"ja": "yes", "N": "no", "0": "no"}),
]


@pytest.mark.parametrize(("values", "cured"), [case[1:] for case in CURED], ids=[case[0] for case in CURED])
def test_the_proposed_rules_cure_the_fault_and_nothing_else(tmp_path, values, cured):
    _, after = looked_at(tmp_path, values)
    right = [cured.get(value, after[place] if _touched(value, cured) else value) for place, value in enumerate(values)]
    assert [a or None for a in after] == right


def _touched(value, cured):
    """Values that the case says nothing about must stay, but for those in another notation of the same kind."""
    return "," in value or "EUR" in value or "kg" in value or "/" in value or "-" in value


CLEAN = [
    ("names", ["Anna Schmidt", "Bo Li", "Jean-Luc Picard", "O'Neil", "Zoë"] * 8),
    ("plain numbers", ["12.50", "7.25", "-1300.00", "88.10", "0"] * 8),
    ("ISO dates", ["2024-08-17", "2023-02-01", "1999-12-30"] * 8),
    ("codes", ["A-01", "B-17", "C-99"] * 8),
    ("countries with Namibia", ["DE", "NA", "FR", "US"] * 8),
    ("towns with Leer", ["Leer", "Bonn", "Emden"] * 8),
    ("house numbers", ["12", "12a", "7", "44b", "3"] * 8),
    ("versions", ["1.2.3", "2.0.0", "10.4.1"] * 8),
    ("sentences", ["Call back on Monday, urgent.", "Paid in full; thanks!", "See order 12/7"] * 8),
]


@pytest.mark.parametrize("values", [case[1] for case in CLEAN], ids=[case[0] for case in CLEAN])
def test_what_is_right_is_left_alone(tmp_path, values):
    found, after = looked_at(tmp_path, values)
    assert ([f for f in found.values() if f.rules], after) == ([], values)


def test_a_date_whose_order_nothing_tells_is_a_question(tmp_path):
    found, _ = looked_at(tmp_path, ["03/04/2024", "05/06/2023", "01/02/2022"] * 4)
    finding = found["date order", "DD/MM/YYYY or month first"]
    assert (finding.weight, finding.count) == ("decide", 12)


def test_dates_in_both_orders_are_two_questions(tmp_path):
    found, _ = looked_at(tmp_path, ["17/08/2024"] * 6 + ["08/19/2024"] * 2 + ["03/04/2024"] * 4)
    assert {key: f.count for key, f in found.items()} == {
        ("date order", "DD/MM/YYYY"): 10,
        ("date order", "MM/DD/YYYY"): 2,
    }


def test_a_comma_that_may_group_or_divide_is_a_question(tmp_path):
    found, _ = looked_at(tmp_path, ["1,234", "5,678", "9,012"] * 4)
    assert found["local number", "12,5"].weight == "decide"


def test_days_that_no_calendar_has_are_found(tmp_path):
    found, after = looked_at(tmp_path, ["17.08.2024"] * 9 + ["31.02.2024", "00.00.2024"])
    assert (found["impossible date", "DD.MM.YYYY"].count, after[-2:]) == (2, [None, None])


def test_digits_that_excel_threw_away_have_no_cure(tmp_path):
    found, _ = looked_at(tmp_path, ["4006381333931"] * 9 + ["4.00638E+12"])
    finding = found["Excel damage", "1.23E+12"]
    assert (finding.weight, finding.rules, finding.examples) == ("blocks", (), ("4.00638E+12",))


def test_personal_data_are_known_by_check_digits(tmp_path):
    right = ["DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606"]
    found, _ = looked_at(tmp_path, [*right, "DE88370400440532013000"], "account")
    assert "3 of 4 have the right check digits" in found["personal data", "IBAN"].says
    assert found["check digits", "IBAN"].examples == ("DE88370400440532013000",)


def test_numbers_without_check_digits_are_no_cards(tmp_path):
    found, _ = looked_at(tmp_path, [f"40063813339{n:03d}" for n in range(50)], "order")
    assert not [key for key in found if key[0] == "personal data"]


@given(st.text("0123456789", min_size=11, max_size=18), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_never_passes_luhn(digits, place, more):
    last = next(d for d in "0123456789" if luhn(digits + d))
    number = digits + last
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert (luhn(number), luhn(wrong)) == (True, False)


@given(st.text("0123456789", min_size=18, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_never_passes_the_iban(digits, place, more):
    check = 98 - int(digits + "131400") % 97
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    assert (iban(f"DE{check:02d}{digits}"), iban(f"DE{check:02d}{wrong}")) == (True, False)


def test_the_tax_number_of_the_authority_s_example_is_right():
    assert (tax_number("86095742719"), tax_number("86095742791"), tax_number("06095742719")) == (True, False, False)


@pytest.mark.slow
@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), max_size=12), max_size=30)
)
def test_no_value_breaks_the_audit_or_the_proposed_rules(tmp_path_factory, values):
    looked_at(tmp_path_factory.mktemp("any"), [value or "x" for value in values] or ["x"])
