"""Which files would harm a careless reader? Made here, small and the same on every run."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

REJECT, ACCEPT, EITHER = "reject", "accept", "either"
Maker = Callable[[], bytes]
CORPUS: dict[str, tuple[str, Maker]] = {}
_FIXED = (2026, 1, 1, 0, 0, 0)

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROOT_RELS = (
    f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def hostile(name: str, expect: str) -> Callable[[Maker], Maker]:
    def register(make: Maker) -> Maker:
        CORPUS[name] = (expect, make)
        return make

    return register


def zipped(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = compression
            archive.writestr(info, content)
    return buffer.getvalue()


def workbook_parts(sheet: bytes | str, target: str = "worksheets/sheet1.xml", mode: str = "") -> dict[str, bytes | str]:
    external = f' TargetMode="{mode}"' if mode else ""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT_RELS,
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>'
        '<sheet name="Risks" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELS}/worksheet" Target="{target}"{external}/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }


def sheet_xml(rows: str, extra: str = "") -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{extra}</worksheet>'


def cell(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def workbook(rows: str, extra: str = "") -> bytes:
    return zipped(workbook_parts(sheet_xml(rows, extra)))


GOOD_ROWS = (
    f'<row r="1">{cell("A1", "ID")}{cell("B1", "Title")}</row><row r="2">{cell("A2", "R-1")}{cell("B2", "Late")}</row>'
)

# ---- workbooks

for _name, _expect, _rows, _extra in (
    ("good.xlsx", ACCEPT, GOOD_ROWS, ""),
    ("no_refs.xlsx", ACCEPT, '<row><c t="inlineStr"><is><t>ID</t></is></c></row><row><c><v>1</v></c></row>', ""),
    ("last_cell.xlsx", REJECT, f'<row r="1048576">{cell("XFD1048576", "x")}</row>', ""),
    ("far_row.xlsx", REJECT, f'<row r="99999999999">{cell("A99999999999", "x")}</row>', ""),
    ("far_column.xlsx", REJECT, f'<row r="1">{cell("ZZZZ1", "x")}</row>', ""),
    ("row_number_is_text.xlsx", REJECT, '<row r="one"><c r="A1"><v>1</v></c></row>', ""),
    ("row_number_negative.xlsx", REJECT, '<row r="-1"><c r="A1"><v>1</v></c></row>', ""),
    ("address_is_lower_case.xlsx", REJECT, '<row r="1"><c r="a1"><v>1</v></c></row>', ""),
    ("wide_rectangle.xlsx", REJECT, f'<row r="1">{cell("A1", "x")}</row><row>{cell("CV400000", "x")}</row>', ""),
    ("merged_all.xlsx", EITHER, GOOD_ROWS, '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    ("formula_cells.xlsx", ACCEPT, '<row r="1"><c r="A1" t="str"><f>WEBSERVICE("http://x")</f><v>ok</v></c></row>', ""),
    ("error_cells.xlsx", ACCEPT, '<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', ""),
    ("broken_number.xlsx", EITHER, '<row r="1"><c r="A1"><v>12x</v></c></row>', ""),
    ("huge_number.xlsx", EITHER, '<row r="1"><c r="A1"><v>1e999</v></c></row>', ""),
    ("bad_shared_string.xlsx", EITHER, '<row r="1"><c r="A1" t="s"><v>99</v></c></row>', ""),
    ("bad_boolean.xlsx", EITHER, '<row r="1"><c r="A1" t="b"><v>perhaps</v></c></row>', ""),
    ("long_cell.xlsx", REJECT, f'<row r="1">{cell("A1", "abcdefgh" * 5_000)}</row>', ""),
    ("unclosed.xlsx", REJECT, '<row r="1"><c r="A1">', ""),
):  # fmt: skip
    hostile(_name, _expect)(lambda rows=_rows, extra=_extra: workbook(rows, extra))  # type: ignore[misc]


@hostile("bomb_rows.xlsx", REJECT)
def _bomb_rows() -> bytes:
    return zipped(workbook_parts(sheet_xml("<row><c><v>1</v></c></row>" * 3_000_000)))


@hostile("bomb_one_cell.xlsx", REJECT)
def _bomb_one_cell() -> bytes:
    return workbook(f'<row r="1">{cell("A1", "a" * 40_000_000)}</row>')


@hostile("missing_sheet.xlsx", REJECT)
def _missing_sheet() -> bytes:
    return zipped(workbook_parts(sheet_xml(GOOD_ROWS), target="worksheets/sheet9.xml"))


@hostile("external_sheet.xlsx", REJECT)
def _external_sheet() -> bytes:
    return zipped(workbook_parts(sheet_xml(GOOD_ROWS), target="http://127.0.0.1:9/sheet.xml", mode="External"))


@hostile("sheet_outside.xlsx", REJECT)
def _sheet_outside() -> bytes:
    return zipped(workbook_parts(sheet_xml(GOOD_ROWS), target="../../../etc/passwd"))


@hostile("no_sheet_list.xlsx", REJECT)
def _no_sheet_list() -> bytes:
    parts = workbook_parts(sheet_xml(GOOD_ROWS))
    del parts["xl/_rels/workbook.xml.rels"]
    return zipped(parts)


@hostile("many_sheets.xlsx", REJECT)
def _many_sheets() -> bytes:
    parts = workbook_parts(sheet_xml(GOOD_ROWS))
    one = f'<Relationship Id="r1" Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{one * 201}</Relationships>"
    return zipped(parts)


@hostile("many_parts.xlsx", REJECT)
def _many_parts() -> bytes:
    return zipped(workbook_parts(sheet_xml(GOOD_ROWS)) | {f"xl/x{number}.bin": b"" for number in range(700)})


def _laughs(depth: int) -> str:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(depth)
    )
    return f'<?xml version="1.0"?><!DOCTYPE worksheet [{entities}]><worksheet>&{chr(97 + depth)};</worksheet>'


@hostile("billion_laughs.xlsx", REJECT)
def _billion_laughs() -> bytes:
    return zipped(workbook_parts(_laughs(9)))


@hostile("dtd_in_styles.xlsx", REJECT)
def _dtd_in_styles() -> bytes:
    return zipped(
        workbook_parts(sheet_xml(GOOD_ROWS)) | {"xl/styles.xml": '<!DOCTYPE s SYSTEM "file:///etc/passwd"><s/>'}
    )


@hostile("utf16_dtd.xlsx", REJECT)
def _utf16_dtd() -> bytes:
    return zipped(
        workbook_parts('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"))
    )


@hostile("deep.xlsx", REJECT)
def _deep() -> bytes:
    return zipped(workbook_parts("<a>" * 50_000 + "</a>" * 50_000))


@hostile("many_attributes.xlsx", REJECT)
def _many_attributes() -> bytes:
    attributes = " ".join(f'a{number}="1"' for number in range(5_000))
    return workbook(f'<row r="1" {attributes}/>')


# ---- containers


@hostile("slip.xlsx", REJECT)
def _slip() -> bytes:
    return zipped(workbook_parts(sheet_xml(GOOD_ROWS)) | {"../../evil.sh": b"#!"})


@hostile("absolute.xlsx", REJECT)
def _absolute() -> bytes:
    return zipped(workbook_parts(sheet_xml(GOOD_ROWS)) | {"/etc/cron.d/x": b"#!"})


@hostile("drive.xlsx", REJECT)
def _drive() -> bytes:
    return zipped(workbook_parts(sheet_xml(GOOD_ROWS)) | {"C:/x": b"#!"})


@hostile("bidi_name.xlsx", REJECT)
def _bidi_name() -> bytes:
    return zipped(workbook_parts(sheet_xml(GOOD_ROWS)) | {"xl/\u202egpj.exe": b"#!"})


@hostile("symlink.xlsx", REJECT)
def _symlink() -> bytes:
    buffer = io.BytesIO(workbook(GOOD_ROWS))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("xl/link", _FIXED)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


@hostile("twice.xlsx", REJECT)
def _twice() -> bytes:
    buffer = io.BytesIO(workbook(GOOD_ROWS))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo("xl/Worksheets/SHEET1.xml", _FIXED), sheet_xml(""))
    return buffer.getvalue()


@hostile("overlap.xlsx", REJECT)
def _overlap() -> bytes:
    """Two entries of the directory point at the same bytes."""
    data = bytearray(zipped({"a.bin": b"x" * 100, "b.bin": b"x" * 100}, zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


@hostile("lying_size.xlsx", REJECT)
def _lying_size() -> bytes:
    """The directory declares 10 bytes where 5 MB come out."""
    data = bytearray(zipped(workbook_parts(b"0" * 5_000_000)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


@hostile("encrypted_flag.xlsx", REJECT)
def _encrypted_flag() -> bytes:
    data = bytearray(workbook(GOOD_ROWS))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


@hostile("truncated.xlsx", REJECT)
def _truncated() -> bytes:
    return workbook(GOOD_ROWS)[:-60]


@hostile("flipped.xlsx", REJECT)
def _flipped() -> bytes:
    data = bytearray(workbook(GOOD_ROWS))
    data[len(data) // 3] ^= 0xFF
    return bytes(data)


@hostile("not_a_workbook.xlsx", REJECT)
def _not_a_workbook() -> bytes:
    return zipped({"hello.txt": b"hello"})


for _name, _expect, _data in (
    ("empty.csv", REJECT, b""),
    ("old_office.xls", REJECT, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ("paper.pdf.csv", REJECT, b"%PDF-1.7\n"),
    ("sign_in_page.csv", REJECT, b"\n<!DOCTYPE html><html><body>Sign in</body></html>"),
    ("packed.csv", REJECT, b"\x1f\x8b\x08" + b"\0" * 100),
    # ---- CSV
    ("good.csv", ACCEPT, b"ID,Title\r\nR-1,Late\r\n"),
    ("bom.csv", ACCEPT, b"\xef\xbb\xbfID,Title\r\nR-1,Late\r\n"),
    ("semicolon.csv", ACCEPT, b"ID;Title\r\nR-1;Late, very\r\n"),
    ("excel_separator_line.csv", ACCEPT, b"sep=;\r\nID;Title\r\nR-1;Late\r\n"),
    ("windows_1252.csv", ACCEPT, "ID,Title\nR-1,Café – spät\n".encode("cp1252")),
    ("utf16.csv", ACCEPT, "ID\tTitle\nR-1\tLate\n".encode("utf-16")),
    ("utf16_without_mark.csv", REJECT, "ID,Title\nR-1,Late\n".encode("utf-16-le")),
    ("utf16_odd_bytes.csv", REJECT, "ID,Title\n".encode("utf-16") + b"x"),
    ("undefined_byte.csv", REJECT, b"ID,Title\nR-1,\x81\x8d\n"),
    ("nul.csv", REJECT, b"ID,Title\nR-1,La\0te\n"),
    ("cr_only.csv", ACCEPT, b"ID,Title\rR-1,Late\rR-2,Later\r"),
    ("ragged.csv", ACCEPT, b"ID,Title\nR-1\nR-2,a,b,c\n"),
    ("unclosed_quote.csv", REJECT, b'ID,Title\nR-1,"Late\n' + b"R-2,Later\n" * 100),
    ("unclosed_quote_long.csv", REJECT, b'ID,Title\nR-1,"Late\n' + b"R-2,Later\n" * 50_000),
    ("quote_inside.csv", REJECT, b'ID,Title\nR-1,"Late" or not\n'),
    ("long_field.csv", REJECT, b"ID,Title\nR-1," + b"x" * 2_000_000 + b"\n"),
    ("million_columns.csv", REJECT, b"a," * 1_000_000 + b"\n"),
    ("million_blank_lines.csv", ACCEPT, b"ID,Title\n" + b"\n" * 100_000 + b"R-1,Late\n"),
    ("only_blank_lines.csv", ACCEPT, b"\n\n\n"),
    ("formula.csv", ACCEPT, b"ID,Title\nR-1,\"=cmd|' /C calc'!A0\"\n"),
    ("bidi_and_controls.csv", ACCEPT, "ID,Title\nR-1,a\u202eb\x07\x1b[31m\n".encode()),
    ("million_quotes.csv", EITHER, b'"' * 1_000_001),
    ("xml_as_csv.csv", REJECT, b'<?xml version="1.0"?><Project/>'),
):  # fmt: skip
    hostile(_name, _expect)(lambda data=_data: data)  # type: ignore[misc]

# ---- XML, judged by check_xml with the root "Project"

XML: dict[str, tuple[str, bytes]] = {
    "good": (ACCEPT, b'<?xml version="1.0"?><Project><Tasks/></Project>'),
    "namespace": (ACCEPT, b'<Project xmlns="http://schemas.microsoft.com/project"><Tasks/></Project>'),
    "byte-order mark": (ACCEPT, b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?><Project/>'),
    "utf-16": (ACCEPT, '<?xml version="1.0" encoding="UTF-16"?><Project/>'.encode("utf-16")),
    "another root": (REJECT, b"<Invoice/>"),
    "billion laughs": (REJECT, _laughs(9).encode()),
    "quadratic blow-up": (
        REJECT,
        b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 50_000 + b'">]><Project>' + b"&b;" * 5_000 + b"</Project>",
    ),
    "entity of a local file": (REJECT, b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Project>&b;</Project>'),
    "entity of the network": (REJECT, b'<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:9/">]><Project>&b;</Project>'),
    "parameter entity": (REJECT, b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/"> %b;]><Project/>'),
    "outside DTD": (REJECT, b'<!DOCTYPE Project SYSTEM "http://127.0.0.1:9/p.dtd"><Project/>'),
    "unknown entity": (REJECT, b"<Project>&xxe;</Project>"),
    "deep nesting": (REJECT, b"<Project>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</Project>"),
    "many attributes": (REJECT, b"<Project " + b" ".join(b'a%d="1"' % n for n in range(500)) + b"/>"),
    "long text": (REJECT, b"<Project>" + b"x" * 2_000_000 + b"</Project>"),
    "long text in a CDATA section": (REJECT, b"<Project><![CDATA[" + b"x" * 2_000_000 + b"]]></Project>"),
    "many elements": (REJECT, b"<Project>" + b"<a/>" * 3_000_001 + b"</Project>"),
    "unclosed": (REJECT, b"<Project><Tasks>"),
    "two roots": (REJECT, b"<Project/><Project/>"),
    "unknown encoding": (REJECT, b'<?xml version="1.0" encoding="utf-7"?><Project/>'),
    "broken UTF-8": (REJECT, b"<Project>\xff\xfe\xfd</Project>"),
    "empty": (REJECT, b""),
    "plain text": (REJECT, b"hello"),
}

JSON: dict[str, tuple[str, bytes]] = {
    "good": (ACCEPT, b'{"a": [1, 2.5, "x", null, true]}'),
    "brackets in a text": (ACCEPT, b'{"a": "' + b"[" * 1_000 + b'\\"["}'),
    "deep": (REJECT, b"[" * 100_000),
    "deep and closed": (REJECT, b"[" * 65 + b"]" * 65),
    "many digits": (REJECT, b"[" + b"9" * 2_000_000 + b"]"),
    "infinite by size": (REJECT, b"[1e999]"),
    "NaN": (REJECT, b"[NaN]"),
    "Infinity": (REJECT, b"[-Infinity]"),
    "double key": (REJECT, b'{"a": 1, "a": 2}'),
    "half a character": (REJECT, b'["\\ud800"]'),
    "NUL": (REJECT, b'["\\u0000"]'),
    "latin-1": (REJECT, b'["\xe9"]'),
    "cut": (REJECT, b'{"a": '),
}


def write_corpus(folder: Path) -> dict[str, str]:
    """Write all files of the corpus into the folder and return what each is expected to meet."""
    for name, (_, make) in CORPUS.items():
        (folder / name).write_bytes(make())
    return {name: expect for name, (expect, _) in CORPUS.items()}
