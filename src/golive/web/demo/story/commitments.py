"""What did the client promise, who promised it, what waits for it, and how does it stand?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from golive.web.demo.plan.lines import uid

# fmt: off


@dataclass(frozen=True)
class Commitment:
    """A client dependency; ``line`` is the plan line that is the delivery. Dates are promises, not need-by dates:
    the need-by date is computed from the plan."""

    ref: str
    title: str
    counterpart: str
    line: str
    asked_on: date
    promised: tuple[date, ...]
    accepted: bool
    status: str
    expected: date | None = None
    delivered: date | None = None
    note: str = ""
    raid_ref: str = ""

    @property
    def task(self) -> int:
        return uid(self.line)


COMMITMENTS = (
    Commitment("CD-01", "Signed chart of accounts", "dana", "coa_signed", date(2026, 1, 8),
               (date(2026, 3, 6), date(2026, 3, 13)), True, "open", expected=date(2026, 3, 27),
               note="Two promises missed. Acme Finance closes February and the quarter with two controllers.",
               raid_ref="D-01"),
    Commitment("CD-02", "Archive extract of closed orders", "client_it", "archive", date(2026, 1, 29),
               (date(2026, 3, 20),), True, "open", expected=date(2026, 3, 20), raid_ref="D-02"),
    Commitment("CD-03", "Ledger extract and revenue history", "dana", "coa_extract", date(2025, 11, 20),
               (date(2026, 1, 6),), True, "delivered", delivered=date(2026, 1, 6)),
    Commitment("CD-04", "24 super users released for UAT", "coo", "uat_1", date(2026, 1, 22), (date(2026, 4, 17),),
               True,
               "open", note="Names due two weeks before; deputies named for Atlanta only.", raid_ref="D-04"),
    Commitment("CD-05", "List of 340 users with role and office", "client_people", "tr_champ_class", date(2026, 2, 12),
               (date(2026, 4, 3),), True, "open", raid_ref="D-03"),
    Commitment("CD-06", "Training rooms in the four offices", "client_people", "tr_boston", date(2026, 2, 19),
               (date(2026, 4, 10),), False, "open", note="Not accepted yet: Seattle moves in May.", raid_ref="D-05"),
    Commitment("CD-07", "Firewall rules for the middleware", "client_it", "i_middleware", date(2025, 12, 4),
               (date(2026, 1, 7),), True, "delivered", delivered=date(2026, 1, 7), raid_ref="D-06"),
    Commitment("CD-08", "Reconciliation of test migration 2 by Finance", "dana", "tm2_recon", date(2026, 3, 5),
               (date(2026, 3, 31),), True, "open"),
)
