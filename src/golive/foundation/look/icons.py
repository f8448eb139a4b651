"""Which drawing stands for this word? Lucide icons, put into the page itself."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

import lucide
from markupsafe import Markup, escape


class UnknownIcon(LookupError):
    """The icon package has no such drawing."""


@cache
def _drawing(name: str) -> str:
    try:
        svg = lucide._load_icon(name)
    except lucide.IconDoesNotExist as gone:
        raise UnknownIcon(f"There is no icon {name!r} in Lucide. Look the name up in the icon list.") from gone
    return "".join(ElementTree.tostring(node, encoding="unicode").strip() for node in svg)


def icon(name: str, label: str | None = None, css: str = "") -> Markup:
    """The icon as inline SVG; silent for a screen reader unless it has a label of its own."""
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    kind = f"i {css}" if css else "i"
    return Markup(f'<svg class="{kind}" viewBox="0 0 24 24" {said}>{_drawing(name)}</svg>')


_RAG_SHAPE = {
    "green": '<circle cx="5" cy="5" r="5"/>',
    "amber": '<path d="M5 0 10 9.5H0z"/>',
    "red": '<rect width="10" height="10" rx="1.5"/>',
    "grey": '<circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "done": '<path d="M1 5.2 4 8.4 9.2 1.6" fill="none" stroke="currentColor" stroke-width="2"/>',
}
_RAG_WORD = {"green": "On track", "amber": "At risk", "red": "Off track", "grey": "Not known", "done": "Done"}


def rag(colour: str, word: str | None = None) -> Markup:
    """A status colour as shape and word, so that nobody needs to see the colour. Nothing known is grey."""
    key = str(colour or "grey").lower()
    if key not in _RAG_SHAPE:
        raise UnknownIcon(f"{key!r} is no status colour. Use one of {', '.join(_RAG_SHAPE)}.")
    said = escape(word or _RAG_WORD[key])
    shape = f'<svg viewBox="0 0 10 10" aria-hidden="true">{_RAG_SHAPE[key]}</svg>'
    return Markup(f'<span class="rag {key}">{shape}<b>{said}</b></span>')
