"""What does a cell of the export mean: a comment, an attachment, a duration, a sprint, or nothing at all?"""

from __future__ import annotations

import re

from golive.plain.interchange import Attachment, Comment
from golive.plain.written_dates import Order, read_moment

# Java objects printed instead of values, empty containers, ranks: they never meant anything to a person.
_JUNK = re.compile(
    r"[\w.$]*[A-Z][\w$]*@[0-9a-f]{5,8}|\{\s*\}|\[\s*\]|0\|[0-9a-z]{5,20}:[0-9a-z]*|null|"
    r"(?:com|org|net)\.[\w.$]+(?:@[0-9a-f]+)?(?:\[.*\])?",
    re.S,
)
_SPRINT_OBJECT = re.compile(r"com\.atlassian\.[\w.]*Sprint@[0-9a-f]+\[(.*)\]", re.S)
_SPRINT_NAME = re.compile(r"(?:^|,)name=(.*?)(?=,\w+=|$)", re.S)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([wdhms])")
# Jira's own default: a day of 8 hours, a week of 5 days
_SECONDS = {"w": 5 * 8 * 3600, "d": 8 * 3600, "h": 3600, "m": 60, "s": 1}
_WHOLE = re.compile(r"\d{1,12}(?:\.0+)?")
KEY = re.compile(r"[A-Z][A-Z0-9_]{0,39}-\d{1,12}")


def is_junk(text: str) -> bool:
    """Whether the cell holds a leftover of the program instead of a value.

    >>> [is_junk(text) for text in ("ApprovalsCFValue@21c2fe6f", "{}", "0|i02m2f:", "me@21c2.com", "Done")]
    [True, True, True, False, False]
    """
    return len(text) < 5_000 and bool(_JUNK.fullmatch(text))


def sprint_name(text: str) -> str:
    """The name of a sprint; old servers print the whole object.

    >>> sprint_name("com.atlassian.greenhopper.service.sprint.Sprint@3f1a[id=7,state=CLOSED,name=Sprint 3,goal=]")
    'Sprint 3'
    """
    printed = _SPRINT_OBJECT.fullmatch(text)
    if not printed:
        return text
    name = _SPRINT_NAME.search(printed[1])
    return name[1] if name else ""


def read_seconds(text: str) -> int | None:
    """An estimate in seconds, as exported or as shown; None where it is neither.

    >>> read_seconds("28800"), read_seconds("1d 2h"), read_seconds("soon")
    (28800, 36000, None)
    """
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return int(float(text))
    if len(text) > 60 or _DURATION.sub("", text).strip(" ,"):
        return None
    return round(sum(float(amount) * _SECONDS[unit] for amount, unit in _DURATION.findall(text)))


def read_points(text: str) -> float | None:
    """Story points; a comma may be the decimal mark.

    >>> read_points("3.0"), read_points("0,5"), read_points("many")
    (3.0, 0.5, None)
    """
    return float(text.replace(",", ".")) if re.fullmatch(r"\d{1,6}(?:[.,]\d{1,6})?", text) else None


def read_comment(text: str, order: Order) -> Comment:
    """A cell of ``date;account id;text``; the text may hold semicolons, and without a date the whole cell is text.

    >>> read_comment("25/Feb/26 10:17 PM;5f1;Late; see below", Order.DAY_FIRST)
    Comment(text='Late; see below', written=datetime.datetime(2026, 2, 25, 22, 17), author='5f1')
    """
    parts = text.split(";", 2)
    written = read_moment(parts[0], order) if len(parts) == 3 else None
    return Comment(parts[2].strip(), written, parts[1].strip()) if written else Comment(text)


def read_attachment(text: str, order: Order) -> Attachment:
    """A cell of ``date;account id;name;url``; the name may hold semicolons.

    >>> read_attachment("25/Feb/26 10:17 PM;5f1;a;b.pdf;https://x.test/1", Order.DAY_FIRST).name
    'a;b.pdf'
    """
    parts = text.split(";")
    added = read_moment(parts[0], order) if len(parts) >= 4 else None
    if added is None:
        return Attachment(text)
    return Attachment(";".join(parts[2:-1]).strip(), parts[-1].strip(), added)
