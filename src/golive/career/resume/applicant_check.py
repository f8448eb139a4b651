"""Does an applicant system read of this file what stands on it, in the same order?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from pypdf import PdfReader

from golive.career.resume.layout import blocks
from golive.career.resume.resume import Resume

MOST_PAGES = 2
KNOWN = {"Summary", "Experience", "Skills", "Certifications", "Education", "Languages"}
LIGATURES = re.compile("[\ufb00-\ufb06]")


@dataclass(frozen=True)
class Check:
    """One question with its answer; ``found`` says by which figure or word."""

    question: str
    holds: bool
    found: str


def checks(resume: Resume, pdf: bytes, docx: bytes) -> list[Check]:
    """What such systems stumble over, asked of the two files themselves."""
    return [*_of_pdf(resume, PdfReader(BytesIO(pdf))), _same(resume, docx)]


def _of_pdf(resume: Resume, reader: PdfReader) -> Iterator[Check]:
    text = "\n".join(page.extract_text() for page in reader.pages)
    seen, lines = _flat(text), [bullet.text for bullet in resume.bullets]
    parts = [block.text for block in blocks(resume)]
    inside = sum(_flat(line) in seen for line in lines)
    yield Check("Every line is found in the text of the PDF", inside == len(lines), f"{inside} of {len(lines)}")
    yield Check("Its parts follow each other in one column", in_order(parts, seen), f"{len(parts)} parts")
    headings = [block.text for block in blocks(resume) if block.kind == "heading"]
    told = ", ".join(headings) or "none"
    yield Check("The headings are those that such systems know", bool(headings) and set(headings) <= KNOWN, told)
    mail = next((each for each in resume.contact if "@" in each and _flat(each) in seen), "")
    yield Check("There is an e-mail address in the text", bool(mail), mail or "none")
    joined = LIGATURES.findall(text)
    yield Check("No letters are joined into one", not joined, ", ".join(joined) or "plain letters")
    pictures = sum(len(page.images) for page in reader.pages)
    yield Check("No text is a picture", not pictures, f"{pictures} pictures")
    pages = len(reader.pages)
    yield Check(f"It has at most {MOST_PAGES} pages", pages <= MOST_PAGES, f"{pages} of {MOST_PAGES}")
    tagged = "/StructTreeRoot" in reader.root_object
    title = (reader.metadata and reader.metadata.title) or ""
    yield Check("It is tagged and has a title", tagged and bool(title), title or "no title")


def _same(resume: Resume, docx: bytes) -> Check:
    parts = [block.text for block in blocks(resume)]
    written = [paragraph.text for paragraph in Document(BytesIO(docx)).paragraphs if paragraph.text]
    return Check("The DOCX says the same", written == parts, f"{len(written)} of {len(parts)} parts")


def in_order(parts: list[str], seen: str) -> bool:
    """Does every part stand in the text after the one before it?

    >>> in_order(["a b", "c"], "abc"), in_order(["c", "a"], "abc")
    (True, False)
    """
    at = 0
    for part in map(_flat, parts):
        at = seen.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _flat(text: str) -> str:
    """Without the breaks and the blanks that a line's end makes of them."""
    return re.sub(r"\s+", "", text)
