"""Is every cell of a workbook read where it stands, however its writer wrote it?"""

import tracemalloc
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.salary import workbook_xml
from golive.career.salary.workbook_xml import PartError, Strings, column, strings

NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


def sheet(body, names=NAMES):
    return f"<worksheet {names}><sheetData>{body}</sheetData></worksheet>".encode()


class Pieces(BytesIO):
    """A part that arrives a few bytes at a time, as a long one arrives in chunks that end anywhere."""

    def __init__(self, held, most):
        super().__init__(held)
        self.most = most

    def read(self, size=-1):
        return super().read(self.most if size < 0 else min(self.most, size))


def read(body, shared=None, choose=lambda row: None, piece=1 << 17):
    held = body if isinstance(body, bytes) else sheet(body)
    found = workbook_xml.rows(Pieces(held, piece), shared or Strings(), choose)
    return [row for _, ready in found for row in ready]


def shared_part(body):
    return strings(BytesIO(f"<sst {NAMES}>{body}</sst>".encode()))


def letters(at):
    return chr(65 + at) if at < 26 else f"A{chr(65 + at - 26)}"


@given(st.lists(st.lists(TEXT, max_size=40), max_size=6), st.booleans(), st.integers(1, 40))
def test_every_text_comes_back_in_its_place_wherever_a_chunk_ends(table, inline, piece):
    held = Strings()
    for filler in range(100):  # the numbers of the texts have several digits, between which a chunk may end
        held.add(f"another text {filler}")

    def cell(at, row, text):
        if inline:
            return f'<c r="{letters(at)}{row}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        held.add(text)
        return f'<c r="{letters(at)}{row}" t="s"><v>{len(held) - 1}</v></c>'

    body = "".join(
        f'<row r="{n}">{"".join(cell(at, n, text) for at, text in enumerate(row) if text)}</row>'
        for n, row in enumerate(table, 1)
    )
    expected = [[text.strip() for text in row] for row in table]
    assert [trimmed(row) for row in read(body, held, piece=piece)] == [trimmed(row) for row in expected]


def trimmed(row):
    return row[: max((at + 1 for at, text in enumerate(row) if text), default=0)]


@given(st.lists(TEXT, max_size=200), st.integers(0, 400), st.integers(1, 90))
def test_a_text_is_found_again_in_memory_or_in_the_file(texts, held, piece):
    found = Strings()
    found.HELD, found.PIECE = held, piece
    for at, text in enumerate(texts):
        found.add(text)
        assert found[at] == text
    assert [found[at] for at in range(len(found))] == texts
    for outside in (-1, len(texts)):
        with pytest.raises(IndexError):
            found[outside]
    found.close()


def test_a_million_texts_take_the_memory_of_the_first_of_them_only(monkeypatch):
    monkeypatch.setattr(Strings, "HELD", 100_000)
    tracemalloc.start()
    found = Strings()
    for number in range(200_000):
        found.add(f"a text of its own with the number {number}")
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < 2_500_000 and found[199_999].endswith(" 199999") and found[0].endswith(" 0")
    found.close()


def test_a_bomb_of_texts_or_of_one_tag_is_refused(monkeypatch):
    with pytest.raises(PartError, match="shared text has more than 1,000,000"):
        shared_part(f"<si>{'<t>some text</t>' * 120_000}</si>")
    with pytest.raises(PartError, match="a tag of more than"):
        read(f'<row><c r="{"A" * 3_000_000}"/></row>')
    monkeypatch.setattr(workbook_xml, "MOST_TEXT", 1_000)
    with pytest.raises(PartError, match="more than 1,000 bytes"):
        shared_part("<si><t>some text</t></si>" * 200)


def test_cells_without_an_address_follow_each_other_and_empty_ones_keep_their_place():
    assert read("<row><c><v>1</v></c><c/><c><v>3</v></c></row>") == [["1", "", "3"]]
    assert read('<row><c r="B1"><v>2</v></c><c r="D1"><v>4</v></c></row><row/>') == [["", "2", "", "4"], []]


def test_a_formula_is_not_its_value_and_a_rich_text_is_joined():
    assert read('<row><c r="A1"><f>B1+1</f><v>7</v></c><c r="B1"><f>1</f></c></row>') == [["7", ""]]
    rich = "<si><r><rPr/><t>Imple</t></r><r><t>mentation</t></r><rPh><t>read so</t></rPh></si><si/>"
    held = shared_part(rich)
    assert (held[0], held[1], len(held)) == ("Implementation", "", 2)


def test_a_writer_may_put_a_prefix_before_every_name():
    names = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    body = (
        '<x:row><x:c r="A1" t="inlineStr"><x:is><x:t>a &amp; b</x:t></x:is></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row>'
    )
    part = f"<x:worksheet {names}><x:sheetData>{body}</x:sheetData></x:worksheet>".encode()
    assert read(part) == [["a & b", "2"]]


def numbered(row):
    return "".join(f'<c r="{letters(at)}{row}"><v>{at}</v></c>' for at in range(30))


def test_only_the_chosen_columns_are_kept_from_the_header_on():
    body = "".join(f"<row>{numbered(row)}</row>" for row in (1, 2))
    first, second = read(body, choose=lambda row: [1, 27])
    assert first == [str(at) for at in range(30)]
    assert second == ["", "1", *[""] * 25, "27"]


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "declares"),
        (sheet('<row><c t="s"><v>4</v></c></row>'), "shared text"),
        (sheet('<row><c t="s"><v>-x</v></c></row>'), "shared text"),
        (b"<worksheet><sheetData><row>", "no element"),
        (sheet("<c><v>1</v></c>"), "outside of any row"),
        (sheet(f"<row><c><v>{'9' * 1_100_000}</v></c></row>"), "more than 1,000,000 characters"),
    ],
)
def test_what_no_spreadsheet_writes_is_refused_with_the_reason(part, why):
    with pytest.raises(PartError, match=why):
        read(part)


def test_a_cell_far_to_the_right_takes_no_room():
    assert read('<row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>') == [["1"]]
    assert (column("A"), column("Z"), column("AA"), column("XFD")) == (0, 25, 26, 16383)
