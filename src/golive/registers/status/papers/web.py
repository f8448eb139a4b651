"""How does the report stand alone in a browser and on a printer?"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from golive.registers.status.page import StatusPage
from golive.registers.status.papers import palette
from golive.registers.status.papers.laying_out import lay_out
from golive.registers.status.papers.sheet import Limits

_HERE = Path(__file__).parent / "templates"
_WHOLE = Limits(words=600, names=120, lines=40, decisions=30, risks=3, milestones=30, changes=40, notes=20)


def html(page: StatusPage, *, nonce: str = "") -> str:
    """The whole report as one file: no script, nothing fetched; the style carries the nonce if one is given."""
    return environment().get_template("page.html").render(p=lay_out(page, _WHOLE), ink=palette, nonce=nonce)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates in which every word is escaped and a missing one is an error."""
    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
