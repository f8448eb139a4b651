"""Which fields has each task of the file, found without building a tree where the file is written plainly?

Most tasks of a file are laid out alike: the same tags in the same order. A layout that was met a few times in the tree
becomes one pattern, which gives all values of a task at once. It takes nothing that an XML parser would refuse or read
otherwise: no entity, comment, attribute, CDATA section or control character. What does not match is parsed, task by
task; what cannot be cut into tasks safely is not plain and is parsed whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import XML, Element, ParseError

from golive.engines.schedule.formats.mspdi_tasks import INSIDE, Inside, task_record
from golive.engines.schedule.formats.mspdi_values import Row

_BEGIN, _END, _TASK_END = b"<Tasks>", b"</Tasks>", b"</Task>"
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_LONGEST_HEAD, _PORTION = 1 << 20, 1 << 16
_MOST_LAYOUTS, _MET_BEFORE, _TRIED = 64, 3, 2000
_BLANK, _TEXT = r"[ \t\n]*+", r"([^<&\x00-\x08\x0b\x0c\x0e-\x1f]*+)"
_Shape = tuple[tuple[str, tuple[str, ...]], ...]


class NotPlain(Exception):
    """The tasks of this file cannot be cut apart safely, or too few are laid out alike for that to pay."""


@dataclass(frozen=True)
class PlainTasks:
    """The tasks of a file, between ``begin`` and ``end``; a record each, None for one without a field, or NotPlain."""

    content: bytes
    begin: int
    end: int

    def __iter__(self) -> Iterator[tuple[Row, Inside] | None]:
        layouts, seen = _Layouts(), 0
        for portion in self._portions():
            for text in portion:
                yield layouts.record(text)
            seen += len(portion)
            if seen < _TRIED and layouts.parsed > max(_TRIED // 10, seen // 2):
                raise NotPlain

    def _portions(self) -> Iterator[list[str]]:
        """The texts of some tasks at a time, each without its end tag."""
        at, end = self.begin, self.end
        while (cut := self._last_end(at)) >= 0:
            try:
                text = self.content[at:cut].decode()
            except UnicodeDecodeError:
                raise NotPlain from None
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            if "]]>" in text or not (text.isascii() or ("\ufffe" not in text and "\uffff" not in text)):
                raise NotPlain
            yield text.split("</Task>")
            at = cut + len(_TASK_END)
        if self.content[at:end].strip(b" \t\r\n"):
            raise NotPlain

    def _last_end(self, at: int) -> int:
        cut = self.content.rfind(_TASK_END, at, min(at + _PORTION, self.end))
        return cut if cut >= 0 else self.content.find(_TASK_END, at, self.end)


def plain_tasks(content: bytes) -> PlainTasks | None:
    """The tasks of the project that these bytes hold, where they begin as in every plain file."""
    begin = content.find(_BEGIN, 0, _LONGEST_HEAD) + len(_BEGIN)
    end = content.find(_END, begin)
    encoding = _ENCODING.match(content)
    if begin < len(_BEGIN) or end < 0 or (encoding and encoding[1].lower() != b"utf-8"):
        return None
    try:
        XML(content[:begin] + b"</Tasks></Project>")
    except ParseError:
        return None
    return PlainTasks(content, begin, end)


class _Layouts:
    """How the tasks of a file are laid out, as far as that was met."""

    def __init__(self) -> None:
        self.met = Counter[_Shape]()
        self.known: dict[int, list[_Layout]] = {}
        self.number = self.parsed = 0

    def record(self, text: str) -> tuple[Row, Inside] | None:
        for layout in self.known.get(text.count("<"), ()):
            if found := layout.match(text):
                return layout.record(found.groups())
        self.parsed += 1
        try:
            task = XML(text + "</Task>")
        except ParseError:
            raise NotPlain from None
        if len(task) and self.number < _MOST_LAYOUTS:
            self._meet(task, text)
        return task_record(task) if len(task) else None

    def _meet(self, task: Element, text: str) -> None:
        shape = tuple((child.tag, tuple(inner.tag for inner in child)) for child in task)
        self.met[shape] += 1
        if self.met[shape] == _MET_BEFORE and _is_clear(task, shape):
            self.known.setdefault(text.count("<"), []).append(_Layout(shape))
            self.number += 1


def _is_clear(task: Element, shape: _Shape) -> bool:
    """Whether every tag stands for one value."""
    fields = [tag for tag, within in shape if not within]
    records = {tag for tag, within in shape if within}
    return (
        len(set(fields)) == len(fields)
        and records.isdisjoint(fields)
        and all(len(set(within)) == len(within) for _, within in shape)
        and not any(len(inner) for child in task for inner in child)
    )


class _Layout:
    """Tags in their order, as a pattern; values by their places in it."""

    def __init__(self, shape: _Shape) -> None:
        pattern, at = [f"{_BLANK}<Task>{_BLANK}"], 0
        fields: list[tuple[str, int]] = []
        self._inside: list[tuple[str, tuple[str, ...], slice]] = []
        for tag, within in shape:
            if within:
                leaves = "".join(_field(name) for name in within)
                pattern.append(f"<{re.escape(tag)}>{_BLANK}{leaves}</{re.escape(tag)}>{_BLANK}")
                if tag in INSIDE:
                    self._inside.append((tag, within, slice(at, at + len(within))))
            else:
                pattern.append(_field(tag))
                fields.append((tag, at))
            at += len(within) or 1
        self._names, places = tuple(tag for tag, _ in fields), [place for _, place in fields]
        self._pick = None if places == list(range(len(places))) else places
        self.match = re.compile("".join(pattern)).fullmatch

    def record(self, values: tuple[str, ...]) -> tuple[Row, Inside]:
        inside: Inside = {}
        for tag, names, places in self._inside:
            inside.setdefault(tag, []).append(dict(zip(names, values[places], strict=True)))
        picked = values if self._pick is None else [values[place] for place in self._pick]
        return dict(zip(self._names, picked, strict=False)), inside


def _field(tag: str) -> str:
    return f"<{re.escape(tag)}>{_TEXT}</{re.escape(tag)}>{_BLANK}"
