"""Does an official file arrive exactly, whatever stands in its cells, and without filling the memory?"""

import tracemalloc
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from golive.career.salary import Store, bring_in, built_in, estimate, lca, oews
from golive.career.salary.sheet import SheetError, rows
from golive.plain.verdict import Refused

OFFICIAL = [
    "AREA",
    "AREA_TITLE",
    "AREA_TYPE",
    "PRIM_STATE",
    "NAICS",
    "NAICS_TITLE",
    "I_GROUP",
    "OWN_CODE",
    "OCC_CODE",
    "OCC_TITLE",
    "O_GROUP",
    "TOT_EMP",
    "EMP_PRSE",
    "JOBS_1000",
    "LOC_QUOTIENT",
    "PCT_TOTAL",
    "PCT_RPT",
    "H_MEAN",
    "A_MEAN",
    "MEAN_PRSE",
    "H_PCT10",
    "H_PCT25",
    "H_MEDIAN",
    "H_PCT75",
    "H_PCT90",
    "A_PCT10",
    "A_PCT25",
    "A_MEDIAN",
    "A_PCT75",
    "A_PCT90",
    "ANNUAL",
    "HOURLY",
]
COLUMNS = {
    "p10": "A_PCT10",
    "p25": "A_PCT25",
    "median": "A_MEDIAN",
    "p75": "A_PCT75",
    "p90": "A_PCT90",
    "mean": "A_MEAN",
}


def official_row(wage, **more):
    held = {
        "AREA": 99,
        "AREA_TITLE": "U.S.",
        "AREA_TYPE": 1,
        "NAICS": "000000",
        "OCC_CODE": wage.soc,
        "O_GROUP": "detailed",
    }
    held |= {"OCC_TITLE": wage.title, "TOT_EMP": wage.employment if wage.employment else "**"}
    held |= {"NAICS": wage.sector} if wage.sector else {}
    for name, column in COLUMNS.items():
        figure = getattr(wage, name)
        held[column] = figure if figure is not None else "#" if (name, wage.soc) == ("p90", "11-3021") else "*"
    return [(held | more).get(column) for column in OFFICIAL]


def workbook(path, table, header=OFFICIAL, first=None):
    book = Workbook()
    if first:
        book.active.title = first
        book.active.append(["Field", "Description"])
    sheet = book.create_sheet("data") if first else book.active
    sheet.append(header)
    for row in table:
        sheet.append(row)
    book.save(path)
    return path


def figures(wage):
    return (wage.soc, wage.sector, wage.employment, *(getattr(wage, name) for name in COLUMNS))


def test_the_official_workbook_reproduces_the_published_table_exactly(tmp_path):
    published = built_in().wages
    major = official_row(published[0], OCC_CODE="13-1000", O_GROUP="broad")
    path = workbook(
        tmp_path / "national_M2024_dl.xlsx", [*map(official_row, published), major], first="Field Descriptions"
    )
    found = bring_in(path, store := Store(tmp_path / "own.sqlite"))
    assert (found.kind, found.year, found.read, found.kept) == ("oews", 2024, 16, 15)
    assert [figures(wage) for wage in store.wages()] == [figures(wage) for wage in published]
    capped = next(wage for wage in store.wages() if wage.soc == "11-3021")
    assert (capped.p90, capped.capped_at) == (None, 239_200)


def test_older_column_names_are_understood_and_a_second_import_replaces_the_first(tmp_path):
    header = [
        "area",
        "occ code",
        "occ title",
        "group",
        "tot_emp",
        "a_mean",
        "a_pct10",
        "a_pct25",
        "a_median",
        "a_pct75",
        "a_pct90",
    ]
    row = [99, "13-1082", "PM", "detailed", "~", 1, "50000", 60000.0, "70,000", 80000, 90000]
    path, store = workbook(tmp_path / "old.xlsx", [row], header), Store(tmp_path / "own.sqlite")
    with pytest.raises(SheetError, match="--year"):
        bring_in(path, store)
    for _ in range(2):
        assert bring_in(path, store, year=2016).kept == 1
    (wage,) = store.wages()
    assert (wage.employment, wage.p10, wage.median, wage.year) == (None, 50_000, 70_000, 2016)
    assert (tmp_path / "own.sqlite").stat().st_mode & 0o777 == 0o600


def test_an_imported_area_brings_its_own_index(tmp_path):
    national = built_in().wages[0]
    denver = official_row(national, AREA=19740, AREA_TITLE="Denver-Aurora-Centennial, CO", AREA_TYPE=4, A_MEAN=216_200)
    bring_in(workbook(tmp_path / "MSA_M2024_dl.xlsx", [official_row(national), denver]), store := Store(tmp_path / "s"))
    found = estimate("PM", area="Denver, CO", wages=store.wages())
    assert (found.area, found.area_index) == ("Denver-Aurora-Centennial, CO", 2.0)


LCA = ["CASE_STATUS", "JOB_TITLE", "SOC_CODE", "FULL_TIME_POSITION", "DECISION_DATE", "WORKSITE_CITY", "WORKSITE_STATE",
       "SECONDARY_ENTITY", "WAGE_RATE_OF_PAY_FROM", "WAGE_RATE_OF_PAY_TO", "WAGE_UNIT_OF_PAY"]  # fmt: skip


def application(**more):
    held = dict(
        zip(
            LCA,
            [
                "Certified",
                "Implementation Manager",
                "13-1082.00",
                "Y",
                "2025-03-01",
                "Denver",
                "co",
                "Y",
                "100000",
                "",
                "Year",
            ],
            strict=True,
        )
    )
    return [str((held | more)[column]) for column in LCA]


@pytest.mark.parametrize(
    ("pay", "unit", "base"),
    [
        ("50", "Hour", 104_000),
        ("2000", "Week", 104_000),
        ("4,000.00", "Bi-Weekly", 104_000),
        ("$9,000", "Month", 108_000),
    ],
)
def test_pay_becomes_a_years_pay(pay, unit, base):
    row = application(WAGE_RATE_OF_PAY_FROM=pay, WAGE_UNIT_OF_PAY=unit)
    (found,) = lca.certified(LCA, [row], {"13-1082"})
    assert (found.base, found.state, found.year, found.at_client) == (base, "CO", 2025, True)


@pytest.mark.parametrize(
    "other",
    [{"CASE_STATUS": "Denied"}, {"FULL_TIME_POSITION": "N"}, {"WAGE_RATE_OF_PAY_FROM": "60"}, {"DECISION_DATE": ""},
     {"JOB_TITLE": "Cook", "SOC_CODE": "35-2014.00"}, {"WAGE_UNIT_OF_PAY": ""}],
)  # fmt: skip
def test_what_is_no_usable_application_is_left_out(other):
    assert list(lca.certified(LCA, [application(**other)], {"13-1082"})) == []


def test_the_form_of_2019_has_other_names():
    header = [f"{name}_1" if "WAGE" in name or "WORKSITE" in name else name for name in LCA]
    assert lca.is_lca(header) and len(list(lca.certified(header, [application()], {"13-1082"}))) == 1


def test_a_long_file_is_read_in_level_memory(tmp_path):
    def peak(count):
        path = tmp_path / f"LCA_{count}.csv"
        line = ",".join(application(JOB_TITLE="Cook", SOC_CODE="35-2014")) + "\n"
        path.write_text(",".join(LCA) + "\n" + line * count)
        tracemalloc.start()
        shares = []
        found = bring_in(path, Store(tmp_path / "own.sqlite"), progress=shares.append)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (found.read, found.kept) == (count, 0) and shares == sorted(shares)
        return used

    assert peak(20_000) < peak(2_000) * 1.5 + 200_000


def test_a_file_that_is_neither_is_refused_with_what_it_lacks(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,age\nAda,36\n")
    with pytest.raises(SheetError, match=r"OCC_CODE.*CASE_STATUS.*base"):
        bring_in(path, Store(tmp_path / "own.sqlite"))
    (tmp_path / "broken.xlsx").write_bytes(b"PK not really")
    with pytest.raises(SheetError, match="broken"):
        list(rows(tmp_path / "broken.xlsx"))


def disclosure(tmp_path, count=400, name="LCA.csv"):
    path = tmp_path / name
    path.write_text("\n".join(",".join(row) for row in [LCA, *[application()] * count]) + "\n")
    return path


def in_workbook(tmp_path, count=400):
    """With shared texts, as a spreadsheet and the publisher write them."""
    with xlsxwriter.Workbook(path := tmp_path / "LCA.xlsx") as book:
        sheet = book.add_worksheet("LCA")
        for at, row in enumerate([LCA, *(application(WORKSITE_CITY=f"Town {n}") for n in range(count))]):
            sheet.write_row(at, 0, row)
    return path


@pytest.mark.parametrize("make", [disclosure, in_workbook])
def test_a_file_that_broke_off_is_refused_wherever_it_ends_and_what_was_there_stays(tmp_path, make):
    path, store = make(tmp_path), Store(tmp_path / "own.sqlite")
    assert bring_in(path, store).kept == 400
    whole = path.read_bytes()
    for share in (0.2, 0.5, 0.9, 0.999):
        held = whole[: int(len(whole) * share)]
        path.write_bytes(held[: held.rindex(b"\n")] + b"\nCertified,Impl" if make is disclosure else held)
        with pytest.raises(SheetError, match=rf"{path.name}.*Download it again"):
            bring_in(path, store)
        assert len(store.certified()) == 400


def test_a_workbook_whose_parts_are_damaged_is_refused_in_one_sentence(tmp_path):
    path, store = in_workbook(tmp_path), Store(tmp_path / "own.sqlite")
    held = path.read_bytes()
    with ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 100
    path.write_bytes(held[:start] + b"\xff" * 40 + held[start + 40 :])
    with pytest.raises(SheetError, match=r"LCA\.xlsx.*Download it again"):
        bring_in(path, store)
    path.write_bytes(held.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"))  # fmt: skip
    with pytest.raises(SheetError, match="password"):
        bring_in(path, store)
    assert store.sources() == []


@pytest.mark.parametrize("make", [disclosure, in_workbook])
def test_the_same_file_twice_counts_once_under_whatever_name(tmp_path, make):
    path, store = make(tmp_path), Store(tmp_path / "own.sqlite")
    for name in (path.name, path.name, f"LCA (1){path.suffix}"):
        assert bring_in(path.rename(tmp_path / name), store).kept == 400
        path = tmp_path / name
        assert [(each.name, each.rows) for each in store.sources()] == [(name, 400)]
    bring_in(disclosure(tmp_path, 3, "another.csv"), store)
    assert len(store.certified()) == 403


def test_a_csv_file_without_line_ends_is_no_table_and_takes_no_memory(tmp_path):
    path = tmp_path / "LCA.csv"
    path.write_bytes(b"CASE_STATUS," * 1_000_000)
    with pytest.raises(SheetError, match=r"line 1 has more than 1,000,000 bytes"):
        bring_in(path, Store(tmp_path / "own.sqlite"))
    path.write_text(",".join(LCA) + "\n" + '"' + ("Denver, CO\n" * 20_000))
    with pytest.raises(SheetError, match="field larger than field limit"):
        bring_in(path, Store(tmp_path / "own.sqlite"))


def test_progress_is_told_from_the_shared_texts_on(tmp_path):
    path, shares = in_workbook(tmp_path, 3_000), list[float]()
    bring_in(path, Store(tmp_path / "own.sqlite"), progress=shares.append)
    with ZipFile(path) as archive:
        sizes = [archive.getinfo(f"xl/{name}").file_size for name in ("sharedStrings.xml", "worksheets/sheet1.xml")]
    assert shares == sorted(shares) and shares[-1] == 1.0 and shares[0] <= sizes[0] / sum(sizes)


def test_every_bad_offer_is_named_and_none_is_kept(tmp_path):
    path, store = tmp_path / "offers.csv", Store(tmp_path / "own.sqlite")
    path.write_text("title,year,base,total\nPM,2025,120000,\nPM,soon,1,\nPM,2025,lots,\n")
    with pytest.raises(Refused) as refused:
        bring_in(path, store)
    assert [each.problem[:5] for each in refused.value.refusals] == ["Row 3", "Row 4"]
    assert store.offers() == []
    path.write_text("title,year,base,total\nPM,2025,120000,150000\n")
    assert bring_in(path, store).kept == 1 and store.offers()[0].total == 150_000


@given(st.lists(st.text(max_size=20), max_size=40))
def test_any_header_is_read_without_a_fall(header):
    assert len(oews.names(header)) == len(header) == len(lca.names(header))
