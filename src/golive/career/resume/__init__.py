"""What did this person achieve, told so that people and applicant systems read it, and no figure without a source?"""

from golive.career.resume.applicant_check import Check, checks
from golive.career.resume.claims import Claimed, claims
from golive.career.resume.docx_form import docx
from golive.career.resume.layout import Block, blocks, plain_text
from golive.career.resume.lint import Finding, lint
from golive.career.resume.pdf_form import pdf
from golive.career.resume.reading import from_json, read
from golive.career.resume.resume import Bullet, Job, Resume
from golive.career.resume.tailoring import Coverage, Tailored, tailor

__all__ = [
    "Block",
    "Bullet",
    "Check",
    "Claimed",
    "Coverage",
    "Finding",
    "Job",
    "Resume",
    "Tailored",
    "blocks",
    "checks",
    "claims",
    "docx",
    "from_json",
    "lint",
    "pdf",
    "plain_text",
    "read",
    "tailor",
]
