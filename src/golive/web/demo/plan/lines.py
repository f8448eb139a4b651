"""Which lines has Acme's plan, and which number has each?"""

from __future__ import annotations

from golive.web.demo.plan.rows import Row
from golive.web.demo.plan.until_closed import CUTOVER, HYPERCARE, TRAINING
from golive.web.demo.plan.until_design import DESIGN, GOVERNANCE, SCOPING
from golive.web.demo.plan.until_tested import BUILD, MIGRATION, TESTING

LINES: tuple[Row, ...] = (
    *SCOPING,
    *GOVERNANCE,
    *DESIGN,
    *BUILD,
    *MIGRATION,
    *TESTING,
    *TRAINING,
    *CUTOVER,
    *HYPERCARE,
)

# fmt: off
_BY_KEY = {line.key: line for line in LINES}
# A line that a change request added later carries a number after all others, as in a plan that has been worked on.
_NUMBERED = sorted(LINES, key=lambda line: bool(line.change))
_UID = {line.key: number for number, line in enumerate(_NUMBERED, start=1)}


def line(key: str) -> Row:
    """The line of that key."""
    return _BY_KEY[key]


def uid(key: str) -> int:
    """The unique id which the line of that key carries in the file."""
    return _UID[key]


def work_before(key: str) -> set[str]:
    """The keys of every line on which the line of that key depends, directly or not."""
    found: set[str] = set()
    open_keys = [key]
    while open_keys:
        new = {link.key for link in line(open_keys.pop()).links} - found
        found |= new
        open_keys += new
    return found


def workstream_by_uid() -> dict[int, str]:
    """The workstream of every line with work or a milestone, by unique id."""
    return {uid(one.key): one.workstream for one in LINES if not one.summary}
