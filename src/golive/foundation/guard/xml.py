"""Is this XML harmless? No DTD, no entity, bounded depth, elements, attributes and text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers import expat

from golive.foundation.guard.files import check_size
from golive.foundation.guard.limits import Limits
from golive.foundation.guard.refusals import refuse

_AGAIN = "Export it again from the tool it comes from."
_ENCODINGS = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_KNOWN_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
OnStart = Callable[[str, dict[str, str]], None]


def check_xml(path: str | Path, limits: Limits, roots: Collection[str] = ()) -> None:
    """Refuse the file unless it is well-formed, plain and within the limits, and its root is one of ``roots``."""
    check_size(path, limits)
    with open(path, "rb") as stream:
        scan(stream, limits, "the file", roots)


def read_xml(path: str | Path, limits: Limits, roots: Collection[str] = ()) -> Element:
    """The tree of a file that passed `check_xml`. Call it in the child only."""
    check_xml(path, limits, roots)
    parser = XMLParser()
    try:
        parser.feed(Path(path).read_bytes())
        tree: Element = parser.close()
    except (ParseError, ValueError, LookupError) as broken:
        refuse("xml.broken", f"It is not well-formed XML ({broken}).", _AGAIN)
    return tree


def scan(
    stream: IO[bytes], limits: Limits, part: str, roots: Collection[str] = (), on_start: OnStart | None = None
) -> None:
    """Read one XML stream in pieces with expat and refuse what is not plain; ``on_start`` sees every element."""
    watch = _Watch(limits, part, roots, on_start)  # expat alone bounds entities too, but no entity gets that far
    head = stream.read(1 << 16)
    declared = _ENCODINGS.match(head.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        refuse("xml.encoding", f"In {part} the encoding {declared[1].decode()} is not known.", "Save it as UTF-8.")
    try:
        while head:
            watch.parser.Parse(head, False)
            head = stream.read(1 << 16)
        watch.parser.Parse(b"", True)
    except expat.ExpatError as broken:
        refuse("xml.broken", f"In {part} the XML is not well-formed ({broken}).", _AGAIN)
    except (ValueError, LookupError) as broken:
        refuse("xml.broken", f"In {part} the text cannot be decoded ({broken}).", _AGAIN)


class _Watch:
    """The handlers of one scan; they keep nothing of the content."""

    def __init__(self, limits: Limits, part: str, roots: Collection[str], on_start: OnStart | None) -> None:
        self.limits, self.part, self.roots, self.on_start = limits, part, roots, on_start
        self.depth = self.elements = self.text = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse_dtd
        self.parser.EntityDeclHandler = self._refuse_dtd
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _refuse_dtd(self, name: str, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        refuse("xml.dtd", f"In {self.part}, line {line} declares a DTD or an entity ({name[:60]}).", _AGAIN)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        self.text = 0
        if self.elements == 1:
            self._check_root(name)
        if self.depth > self.limits.xml_depth or self.elements > self.limits.xml_elements:
            deep = f"nests deeper than {self.limits.xml_depth}"
            many = f"has more than {self.limits.xml_elements:,} elements"
            self._refuse_size(deep if self.depth > self.limits.xml_depth else many)
        if len(attributes) > self.limits.xml_attributes:
            self._refuse_size(f"has {len(attributes):,} attributes on one element (limit {self.limits.xml_attributes})")
        if self.on_start is not None:
            self.on_start(name, attributes)

    def _check_root(self, name: str) -> None:
        if self.roots and name.rpartition(":")[2] not in self.roots:
            wanted = " or ".join(sorted(self.roots))
            refuse("xml.root", f"Its first element is <{name[:60]}>, not <{wanted}>.", "Choose another file.")

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.text = 0

    def _characters(self, text: str) -> None:
        self.text += len(text)
        if self.text > self.limits.xml_text:
            self._refuse_size(f"has a text longer than {self.limits.xml_text:,} characters")

    def _refuse_size(self, what: str) -> None:
        refuse("xml.size", f"In {self.part}, line {self.parser.CurrentLineNumber} {what}.", _AGAIN)
