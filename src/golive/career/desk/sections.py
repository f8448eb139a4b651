"""Which parts has the desk, in the order in which a person prepares for an interview?"""

from __future__ import annotations

from golive.career.learning import sections as learning
from golive.career.own.sections import Section
from golive.career.pay import sections as pay
from golive.career.portfolio import sections as portfolio
from golive.career.rehearsal import sections as rehearsal

# A further part brings its own app and stands here: the rail and the desk's page take it from this list.
SECTIONS: list[Section] = [*rehearsal.SECTIONS, *portfolio.SECTIONS, *learning.SECTIONS, *pay.SECTIONS]
