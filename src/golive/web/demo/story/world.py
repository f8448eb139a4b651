"""Which implementation is this: for whom, how large, for how much, and by when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from golive.plain.money import Money
from golive.web.demo.plan.calendars import FIRST_WINDOW, WINDOW_EVERY_DAYS
from golive.web.demo.plan.lines import uid

# fmt: off


@dataclass(frozen=True)
class World:
    """The implementation's own facts; ``target`` is the milestone whose finish must reach a go-live window."""

    slug: str
    name: str
    client: str
    vendor: str
    offices: dict[str, int]
    months: int
    budget: Money
    reserve: Money
    clock: datetime
    time_zone: str
    kickoff: date
    baselined_go_live: date
    first_window: date
    window_every_days: int
    target: int
    target_name: str
    burn_per_working_day: Money
    delayed_benefit_per_day: Money
    workstreams: tuple[str, ...]

    @property
    def users(self) -> int:
        return sum(self.offices.values())


# 40 managers x 6 hours a week x 46 weeks x $60 x half of it realised, and $300,000 of other benefit a year.
_BENEFIT_PER_YEAR_CENTS = (40 * 6 * 46 * 60 // 2 + 300_000) * 100

WORLD = World(
    slug="acme-crm",
    name="Acme CRM roll-out",
    client="Acme Corp",
    vendor="Halden Partners",
    offices={"Boston": 120, "Atlanta": 90, "Denver": 70, "Seattle": 60},
    months=9,
    budget=Money(1_200_000_00),
    reserve=Money(107_080_00),
    clock=datetime(2026, 3, 16, 8, 0),
    time_zone="America/New_York",
    kickoff=date(2025, 9, 8),
    baselined_go_live=date(2026, 5, 9),
    first_window=FIRST_WINDOW,
    window_every_days=WINDOW_EVERY_DAYS,
    target=uid("ready"),
    target_name="Ready for go-live",
    burn_per_working_day=Money(2_800_00),  # what is still to be paid, over the working days until the last task
    delayed_benefit_per_day=Money(_BENEFIT_PER_YEAR_CENTS // 365),
    workstreams=("Governance", "Configuration", "Integrations", "Data migration", "Testing", "Training and change",
                 "Cutover", "Hypercare"),
)
