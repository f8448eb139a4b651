"""Is this a file that may be read at all, and on which line is what is wrong with it?"""

from __future__ import annotations

import gzip
import re
import zlib
from io import BytesIO
from xml.parsers import expat

from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.formats.mspdi_values import Malformed, local

_LARGEST = 2_000_000_000
_SAVE_AS_XML = "Save the plan as “XML format” in Microsoft Project."


_OTHERS = (
    (b"ERMHDR", "a Primavera P6 file (XER)", "Export it from P6 as Microsoft Project XML."),
    (b"\xd0\xcf\x11\xe0", "a binary Microsoft Project file (.mpp)", "Open it there and save it as “XML format”."),
    (b"PK\x03\x04", "a zip or Excel file", "Save the plan as “XML format” in Microsoft Project."),
)
_UTF16_XER = ("ERMHDR".encode("utf-16-le"), "ERMHDR".encode("utf-16-be"))
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
RECORDS = ("Task", "Calendar", "Resource", "Assignment")


def unpacked(content: bytes) -> bytes:
    """Plain bytes of a possibly gzipped file."""
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        with gzip.open(BytesIO(content)) as packed:
            plain = packed.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as broken:
        raise PlanError(
            [error("file.gzip", f"The compressed file is damaged ({broken}).", "Export it again.")]
        ) from None
    if len(plain) > _LARGEST:
        raise PlanError([error("file.size", "The file is larger than 2 GB when unpacked.", "Split the project.")])
    return plain


class _Root(Exception):
    """The first element has been reached."""


def refuse_others(content: bytes) -> None:
    """Refuse the files that people most often take for a plan in XML."""
    if not content.strip():
        raise PlanError([error("file.empty", "The file is empty.", "Export the plan again.")])
    head = content[:1024].removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(b"\xef\xbb\xbf")
    if head.startswith(_UTF16_XER):
        text = "This is a Primavera P6 file (XER) that was saved as UTF-16 text."
        raise PlanError([error("file.encoding", text, "Save it as UTF-8, or export it again from P6.", line=1)])
    for magic, kind, cure in _OTHERS:
        if content.startswith(magic):
            raise PlanError([error("file.kind", f"This is {kind}, which is not read here.", cure, line=1)])
    if not head.lstrip(b"\x00 \t\r\n").startswith(b"<") and _BINARY.search(head):
        text = "This is no plan file: it holds binary data."
        raise PlanError([error("file.binary", text, "Export the plan again as MSPDI, XER or PMXML.", line=1)])


def refuse_document_type(content: bytes, root: str = "Project", cure: str = _SAVE_AS_XML) -> None:
    """Refuse a file that declares a document type or has another root, before anything else of it is read."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise PlanError(
            [
                error(
                    "file.document_type",
                    "The file declares a document type, which is not read.",
                    "Export the plan again as XML from the planning tool.",
                    line=parser.CurrentLineNumber,
                )
            ]
        )

    def first(tag: str, _: object) -> None:
        if local(tag.rpartition(":")[2]) != root:
            raise PlanError(
                [
                    error(
                        "file.kind",
                        f"The file is XML, but its root is <{tag}>, not <{root}>.",
                        cure,
                        line=parser.CurrentLineNumber,
                    )
                ]
            )
        raise _Root

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = first
    try:
        parser.Parse(content[: 1 << 20], False)
        parser.Parse(b"", True)
    except _Root:
        return
    except expat.ExpatError as broken:
        raise PlanError([not_xml(broken.lineno, str(broken))]) from None


def not_xml(line: int, why: str) -> Finding:
    return error(
        "file.xml", f"The file is not well-formed XML ({why.partition(':')[0]}).", "Export it again.", line=line
    )


def with_lines(content: bytes, wrong: list[Malformed]) -> list[Finding]:
    """The line of each malformed value, by a second, slower pass over the file."""
    wanted = {(m.record, m.ordinal) for m in wrong}
    lines: dict[tuple[str, int], int] = {}
    fields: dict[tuple[str, int, str], int] = {}
    counts = dict.fromkeys((*RECORDS, "Project"), 0)
    counts["Project"] = -1
    stack: list[tuple[str, int]] = []
    parser = expat.ParserCreate()

    def start(name: str, _: object) -> None:
        tag = name.rpartition(":")[2]
        if tag in counts and (tag != "Project" or not stack):
            counts[tag] += 1
            stack.append((tag, counts[tag]))
            lines.setdefault(stack[-1], parser.CurrentLineNumber)
        elif stack and stack[-1] in wanted:
            fields.setdefault((*stack[-1], tag), parser.CurrentLineNumber)

    def end(name: str) -> None:
        if stack and stack[-1][0] == name.rpartition(":")[2]:
            stack.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)
    found = [
        error(
            f"{m.record.lower()}.{m.tag}",
            m.text,
            m.cure,
            line=fields.get((m.record, m.ordinal, m.tag), lines.get((m.record, m.ordinal))),
        )
        for m in wrong
    ]
    return sorted(found, key=lambda finding: finding.line or 0)
