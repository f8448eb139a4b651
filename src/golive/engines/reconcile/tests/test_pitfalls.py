"""Every pitfall that migrations are known for: is it refused, or is the answer right?

A value is given through a mapping field, a pair of sides is compared, a file is opened; each case has its name.
"""

from __future__ import annotations

import hashlib

import duckdb
import pytest

from golive.engines.reconcile.audit import audit
from golive.engines.reconcile.audit.form import audit_form
from golive.engines.reconcile.comparison import make_expected, reconcile
from golive.engines.reconcile.comparison.compare import stored
from golive.engines.reconcile.mapping import parse_mapping
from golive.engines.reconcile.sources import Workbench, open_source
from golive.plain.verdict import Refused

HEAD = "object: T\nsource: {table: s}\nkey: {target: [id], source: [id]}\nfields:\n  a: "
LOCAL = "to_utc(parse_datetime(a, '%Y-%m-%d %H:%M'), 'Europe/Berlin')"

# what it is: expression, text of the source, what is expected as text (None: it is lost, and the loss is counted)
VALUES = {
    "an exponent is no whole number": ("parse_integer(a)", "1e3", None),
    "a hexadecimal article number is no number": ("parse_integer(a)", "0x1F", None),
    "digits with underscores are no number": ("parse_integer(a)", "1_000", None),
    "a comma is no decimal point unless it is said": ("parse_decimal(a)", "1,5", None),
    "a decimal comma that was declared": ("parse_decimal(a, ',', '.')", "1.234,5", "1234.50000000"),
    "a fraction is never rounded into a whole number": ("parse_integer(a)", "2.5", None),
    "half a cent is rounded up, as accountants do": ("round(parse_decimal(a), 2)", "0.285", "0.29000000"),
    "half below zero is rounded away from zero": ("round(parse_decimal(a), 2)", "-0.285", "-0.29000000"),
    "two digits of a year turn at 69": ("parse_date(a, '%d.%m.%y')", "01.02.69", "1969-02-01"),
    "and 68 is of this century": ("parse_date(a, '%d.%m.%y')", "01.02.68", "2068-02-01"),
    "the order of day and month is that of the format": ("parse_date(a, '%d/%m/%Y')", "01/02/2024", "2024-02-01"),
    "a day that no calendar has": ("parse_date(a, '%d.%m.%Y')", "30.02.2024", None),
    "Excel's day 59": ("excel_date(a)", "59", "1900-02-28"),
    "Excel's 29 February 1900, which never was": ("excel_date(a)", "60", "1900-02-28"),
    "Excel's day 61": ("excel_date(a)", "61", "1900-03-01"),
    "an hour that the clocks skip never was": (LOCAL, "2024-03-31 02:30", None),
    "an hour that comes twice is that of winter": (LOCAL, "2024-10-27 02:30", "2024-10-27 01:30:00"),
    "an hour of summer": (LOCAL, "2024-07-01 12:00", "2024-07-01 10:00:00"),
    "two forms of one letter become one": ("nfc(a)", "A\u0308", "Ä"),
    "spaces that are none of the keyboard's": ("trim(a)", "\t\u00a0a ", "a"),
    "capitals of ß": ("upper(a)", "straße", "STRASSE"),
    "a key with zeros in front": ("strip_zeros(a)", "0000001234", "1234"),
    "a key of zeros only": ("strip_zeros(a)", "000", "0"),
    "a pattern that is not found is null and not blank": ("extract_text(a, '([0-9]+)')", "abc", None),
}


@pytest.mark.parametrize(("expression", "text", "wanted"), VALUES.values(), ids=VALUES)
def test_a_value(tmp_path, expression, text, wanted):
    (tmp_path / "s.csv").write_text(f'id,a\n1,"{text}"\n', encoding="utf-8")
    with Workbench() as bench:
        table = open_source(bench, tmp_path / "s.csv").table()
        made = make_expected(bench, parse_mapping(HEAD + f'{{expr: "{expression}"}}'), table)
        assert bench.rows(f"SELECT CAST(a AS VARCHAR) FROM {made.table.relation}") == [(wanted,)]
        lost = any("could not be read and became null" in each for each in made.findings)
    assert lost is (wanted is None and not expression.startswith("extract_text"))


# what it is: the field, both sides as SQL rows of (id, a), counts (matched, changed, missing, extra, duplicate_key),
# and the signatures of the causes
ROW = "{from: a}"
SIDES = {
    "null is never within a tolerance": (
        "{from: a, compare: {abs_tol: 5}}", "(1, 1.0), (2, NULL)", "(1, NULL), (2, 2.0)",
        (0, 2, 0, 0, 0), {"value → null", "null → value"},
    ),
    "null is null, with a tolerance or without": (
        "{from: a, compare: {abs_tol: 5}}", "(1, NULL::DOUBLE)", "(1, NULL::DOUBLE)", (1, 0, 0, 0, 0), set(),
    ),
    "an empty text is not null": (ROW, "(1, ''), (2, NULL)", "(1, NULL), (2, '')", (0, 2, 0, 0, 0),
        {"blank → null", "null → blank"}),
    "a space at the end is a difference": (ROW, "(1, 'a ')", "(1, 'a')", (0, 1, 0, 0, 0), {"white space"}),
    "and is not where it was declared": ("{from: a, compare: {trim: true}}", "(1, 'a ')", "(1, 'a')",
        (1, 0, 0, 0, 0), set()),
    "two forms of one letter are named": (ROW, "(1, 'Ä')", "(1, 'A' || chr(776))", (0, 1, 0, 0, 0), {"Unicode form"}),
    "Excel ate the zeros in front": (ROW, "(1, '007')", "(1, '7')", (0, 1, 0, 0, 0), {"leading zeros"}),
    "day and month changed places": (ROW, "(1, DATE '2024-02-01')", "(1, DATE '2024-01-02')", (0, 1, 0, 0, 0),
        {"day and month swapped"}),
    "dates of an old Mac": (ROW, "(1, DATE '2024-01-01')", "(1, DATE '2028-01-02')", (0, 1, 0, 0, 0),
        {"1904 date system"}),
    "an hour of a time zone": (ROW, "(1, TIMESTAMP '2024-01-01 10:00')", "(1, TIMESTAMP '2024-01-01 11:00')",
        (0, 1, 0, 0, 0), {"+1 h"}),
    "a moment is the same in every zone": (ROW, "(1, TIMESTAMPTZ '2024-01-01 10:00+00')",
        "(1, TIMESTAMPTZ '2024-01-01 11:00+01')", (1, 0, 0, 0, 0), set()),
    "one and one point nothing are one number": (ROW, "(1, 1::INTEGER)", "(1, 1.00::DECIMAL(9,2))",
        (1, 0, 0, 0, 0), set()),
    "minus nothing is nothing, and no number is no number": (ROW, "(1, -0.0::DOUBLE), (2, 'nan'::DOUBLE)",
        "(1, 0.0::DOUBLE), (2, 'nan'::DOUBLE)", (2, 0, 0, 0, 0), set()),
    "a day and its midnight are one date": ("{from: a, type: date}", "(1, DATE '2024-01-01')",
        "(1, TIMESTAMP '2024-01-01 00:00')", (1, 0, 0, 0, 0), set()),
    "keys that stand twice never multiply": (ROW, "(1, 'a'), (1, 'b'), (2, 'c')", "(1, 'a'), (1, 'b'), (2, 'c')",
        (1, 0, 0, 0, 1), set()),
    "a key that is null is never joined": (ROW, "(1, 'a'), (NULL, 'b')", "(1, 'a'), (NULL, 'b')", (1, 0, 0, 0, 1),
        set()),
    "a value moved to its neighbour": ("{from: a}\n  b: {from: b}", "(1, 'x', NULL)", "(1, NULL, 'x')",
        (0, 1, 0, 0, 0), {"value → null", "null → value"}),
}  # fmt: skip


@pytest.mark.parametrize(("field", "source", "target", "counts", "signatures"), SIDES.values(), ids=SIDES)
def test_two_sides(tmp_path, field, source, target, counts, signatures):
    rows, causes, _ = compared(tmp_path, field, source, target)
    assert (rows.matched, rows.changed, rows.missing, rows.extra, rows.duplicate_key) == counts
    assert {cause.signature for cause in causes} == signatures


def test_keys_padded_with_zeros_are_named_as_why_nothing_arrived(tmp_path):
    rows, _, notices = compared(tmp_path, ROW, "('0000000001', 'a')", "('1', 'a')")
    assert (rows.missing, rows.extra) == (1, 1)
    assert "leading zeros or spaces: mend the key" in " ".join(notices)


def test_sums_of_money_are_exact(tmp_path):
    cents = "(1, 0.1), (2, 0.2), (3, 0.3), (4, -0.6)"
    text = HEAD + "{from: a, type: 'decimal(9,2)'}\ncontrols: [{sum: a}]\n"
    with both(tmp_path, cents.replace(")", "::DOUBLE)"), cents) as (bench, *sides):
        (total,) = reconcile(bench, parse_mapping(text), *sides)[1].controls
    assert (total.expected, total.found) == ("0.00", "0.00")


# what it is: bytes of the file, what it holds as text, or the reason why it is refused
FILES = {
    "a day and a month are not guessed": (b"id,a\n1,01/02/2024\n", [("1", "01/02/2024")], ""),
    "zeros in front stay": (b"id,a\n001,00\n", [("001", "00")], ""),
    "long numbers keep every digit": (b"id,a\n123456789012345678901,1\n", [("123456789012345678901", "1")], ""),
    "rows of other widths are no single column": (b"id;a\n1;x;y\n2;z\n", None, "3 cells, but the header has 2"),
    "a quote that is never closed": (b'id,a\n1,"x\n2,y\n', None, "never closed"),
    "Windows-1252 without an extension": ("id,a\n1,Jörg 5 €\n".encode("cp1252"), [("1", "Jörg 5 €")], ""),
    "a byte-order mark is no letter": (b"\xef\xbb\xbfid,a\n1,x\n", [("1", "x")], ""),
    "a NUL is no text": (b"id,a\n1,x\0y\n", None, "NUL"),
}


@pytest.mark.parametrize(("data", "rows", "reason"), FILES.values(), ids=FILES)
def test_a_file(tmp_path, data, rows, reason):
    (tmp_path / "f.csv").write_bytes(data)
    with Workbench() as bench:
        try:
            table = open_source(bench, tmp_path / "f.csv").table()
        except Refused as refused:
            assert reason and reason in str(refused)
        else:
            assert bench.rows(f"SELECT * FROM {table.relation}") == rows


def test_damage_by_excel_is_found(tmp_path):
    lines = [f"{n},{n + 4_006_381_000_000},{n}-{n}" for n in range(10, 30)]
    (tmp_path / "x.csv").write_text("id,ean,size\n" + "\n".join([*lines, "31,4.00638E+12,17-Aug"]) + "\n")
    with Workbench() as bench:
        found = audit(bench, open_source(bench, tmp_path / "x.csv")).findings
    assert {each.column for each in found if each.detector == "Excel damage"} >= {"ean"}


def test_evidence_is_named_by_the_hash_of_its_file_and_comes_out_the_same_twice(tmp_path):
    (tmp_path / "s.csv").write_text("id,a\n1,x\n2,y\n")
    hashes = set()
    for name in ("one.parquet", "two.parquet"):
        with Workbench() as bench:
            table = open_source(bench, tmp_path / "s.csv").table()
            made = make_expected(bench, parse_mapping(HEAD + "a"), table, tmp_path / name)
        assert made.sha256 == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        hashes.add(made.sha256)
    assert len(hashes) == 1


def test_personal_data_are_masked_in_what_is_shown(tmp_path):
    people = "".join(f"{n},ada.{n}@example.com\n" for n in range(20))
    (tmp_path / "p.csv").write_text("id,email\n" + people + "20,ada@@example\n")
    with Workbench() as bench:
        told = str(audit_form(audit(bench, open_source(bench, tmp_path / "p.csv")), mask=True))
    assert "ada" not in told


def compared(folder, field, source, target):
    with both(folder, source, target) as (bench, *sides):
        outcome = reconcile(bench, parse_mapping(HEAD + field), *sides)[1]
        assert len(stored(bench)) == sum(
            (outcome.rows.missing, outcome.rows.extra, outcome.rows.duplicate_key, *outcome.columns.values())
        )
        return outcome.rows, outcome.causes, outcome.notices


class both:
    """The bench with both sides open; the rows are those of SQL."""

    def __init__(self, folder, source, target):
        self.folder, self.rows = folder, {"s": source, "t": target}

    def __enter__(self):
        for name, rows in self.rows.items():
            names = "id, a, b" if rows.split("), (")[0].count(",") == 2 and "::" not in rows else "id, a"
            query = f"SELECT * FROM (VALUES {rows}) x({names})"
            duckdb.sql(f"COPY ({query}) TO '{self.folder}/{name}.parquet' (FORMAT parquet)")
        self.bench = Workbench()
        return self.bench, *(open_source(self.bench, self.folder / f"{name}.parquet") for name in self.rows)

    def __exit__(self, *_):
        self.bench.close()
