"""Which parts of the desk are for rehearsing, and what comes next in them?"""

from __future__ import annotations

from golive.career.own.sections import Section

SECTIONS: list[Section] = []
