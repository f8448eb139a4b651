"""How does the résumé look as a document that can be edited, with the same words in the same order?"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Written
from docx.shared import Cm, Pt

from golive.career.resume.layout import Block, blocks
from golive.career.resume.resume import Resume

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
STYLES = {"name": "Title", "heading": "Heading 1", "job": "Heading 2", "bullet": "List Bullet"}


def docx(resume: Resume) -> bytes:
    """A Word document with real headings and lists; the same résumé gives the same bytes."""
    document = Document()
    about = document.core_properties
    about.title, about.author, about.comments = f"Résumé of {resume.name}", resume.name, ""
    about.created = about.modified = UNDATED
    document.styles["Normal"].font.size = Pt(10)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
    for block in blocks(resume):
        _add(document, block)
    held = BytesIO()
    document.save(held)
    return _undated(held)


def _add(document: Written, block: Block) -> None:
    paragraph = document.add_paragraph(block.text, style=STYLES.get(block.kind))
    paragraph.paragraph_format.space_after = Pt(3)


def _undated(held: BytesIO) -> bytes:
    """The same archive with a fixed date on every part."""
    made = BytesIO()
    with ZipFile(held) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), ZIP_DEFLATED)
    return made.getvalue()
