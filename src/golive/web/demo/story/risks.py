"""What would each risk cost in days and money, and which lines of the plan would it hit?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.plain.money import Money
from golive.web.demo.plan.lines import uid

# fmt: off


@dataclass(frozen=True)
class Quantified:
    """Working days (low, likely, high) and cost if the risk of that reference occurs.

    ``trigger`` is (measure, comparator, threshold, unit): the predicate that moves mitigation to contingency.
    """

    ref: str
    days: tuple[int, int, int]
    cost: Money
    lines: tuple[str, ...]
    trigger: tuple[str, str, float, str] | None = None
    last_measured: float | None = None
    response: str = "reduce"

    @property
    def tasks(self) -> tuple[int, ...]:
        return tuple(uid(line) for line in self.lines)


QUANTIFIED = (
    Quantified("R-01", (2, 4, 8), Money(36_000_00), ("tm2_fix",), ("Duplicate contacts after load", ">", 2.0, "%"),
               3.1),
    Quantified("R-02", (1, 2, 3), Money(45_000_00), ("sit_2_fix",), ("Oldest message in the queue", ">", 30, "min")),
    Quantified("R-03", (0, 0, 0), Money(60_000_00), (), ("Desire in Denver, pulse survey", "<=", 3, "of 5"), 2.6),
    Quantified("R-04", (1, 3, 5), Money(12_000_00), ("i_phone",), None, response="accept"),
    Quantified("R-05", (1, 2, 4), Money(0), ("coa_signed",), ("Working days past the need-by date", ">", 0, "days")),
    Quantified("R-06", (1, 1, 3), Money(18_000_00), ("uat_1",), ("Testers present on day 2", "<", 20, "of 24")),
    Quantified("R-07", (1, 1, 3), Money(25_000_00), ("uat_fix",), ("Severity 1 findings of the security test", ">", 0,
                                                                   ""), 0),
    Quantified("R-08", (1, 2, 3), Money(6_000_00), ("tr_seattle",), None),
    Quantified("R-09", (1, 2, 4), Money(80_000_00), ("cu_rehearsal",), ("Length of the rehearsal", ">", 20, "h")),
    Quantified("R-10", (0, 1, 2), Money(5_000_00), ("uat_fix",), None, response="accept"),
    Quantified("R-11", (1, 2, 4), Money(30_000_00), ("i_order",), None),
    Quantified("R-12", (1, 2, 3), Money(4_000_00), ("perf",), None, response="accept"),
    Quantified("R-14", (2, 4, 6), Money(22_000_00), ("perf",), ("p95 page time", ">", 3, "s")),
    Quantified("R-15", (1, 2, 4), Money(15_000_00), ("tm2_fix",), ("Difference in consent totals", ">", 0, "records")),
    Quantified("R-16", (1, 2, 4), Money(14_000_00), ("tm3_recon",), None),
)
