"""Which changes were asked for, how did each end, and what does CR-012 want?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from golive.plain.money import Money
from golive.web.demo.plan.lines import uid

# fmt: off


@dataclass(frozen=True)
class ChangeRequest:
    """A change request; ``patch`` is the engine's patch in its JSON form, empty where nothing is built.

    ``shown_finish_days`` and ``shown_window_moved`` are what the assessment showed at the time, for history only;
    an open request carries none: its impact is simulated.
    """

    ref: str
    title: str
    asked_by: str
    written_by: str
    raised: date
    justification: str
    need: str
    state: str
    cost: Money = field(default_factory=lambda: Money(0))
    patch: dict[str, object] = field(default_factory=dict)
    scope_added: tuple[str, ...] = ()
    decided_by: str = ""
    decided_on: date | None = None
    meeting: str = ""
    decision: str = ""
    because: str = ""
    alternative: str = ""
    shown_finish_days: int | None = None
    shown_window_moved: bool | None = None
    actual_finish_days: int | None = None
    agenda: str = ""

    @property
    def open(self) -> bool:
        return self.state in ("draft", "submitted")


def insertion(name: str, days: int, between: tuple[str, str], line: str = "") -> dict[str, object]:
    """A patch that puts one task of so many working days between two lines of the plan.

    ``line`` is the line that the task became in the plan once the change was approved.
    """
    before, after = between
    task = {"name": name, "duration_days": days, "between": [uid(before), uid(after)]}
    return {"name": name, "insert": [{**task, "uid": uid(line)} if line else task]}


CHANGES = (
    ChangeRequest("CR-001", "Canadian address format", "functional", "contributor", date(2025, 11, 4),
                  "38 customers sit in Canada.", "Deliveries return", "closed", Money(1_900_00),
                  decision="DEC-004", decided_by="manager",
                  decided_on=date(2025, 11, 7), because="No effect on any date.", shown_finish_days=0,
                  shown_window_moved=False, actual_finish_days=0),
    ChangeRequest("CR-002", "Spanish user interface", "coo", "contributor", date(2025, 11, 6),
                  "A Miami office is being discussed.", "Users read Spanish more easily", "rejected", Money(41_000_00),
                  patch=insertion("CR-002 Spanish user interface", 12, ("sit_exit", "uat_env")),
                  decision="DEC-007", decided_by="sponsor", decided_on=date(2025, 11, 20), meeting="MTG-003",
                  because="There is no such office before 2027.", alternative="Translate two role guides if it opens.",
                  shown_finish_days=12, shown_window_moved=True),
    ChangeRequest("CR-003", "Credit hold shown on the account", "dana", "contributor", date(2025, 11, 11),
                  "Sellers quote to blocked customers.", "Fewer refused orders", "closed", Money(2_400_00),
                  decision="DEC-005", decided_by="manager", decided_on=date(2025, 11, 13),
                  because="Inside the accounts build.",
                  shown_finish_days=0, shown_window_moved=False, actual_finish_days=0),
    ChangeRequest("CR-004", "Second legal entity in the finance design", "dana", "contributor", date(2025, 11, 12),
                  "The Denver acquisition invoices from its own entity.", "One invoice process", "implemented",
                  Money(12_500_00), scope_added=("S-08",),
                  patch=insertion("CR-004 Second legal entity in the finance design", 3, ("df_workshops", "df_rules"),
                                  "df_entity"),
                  decision="DEC-006", decided_by="sponsor", decided_on=date(2025, 11, 20),
                  meeting="MTG-003", because="Manual invoices for a quarter cost more than three days.",
                  shown_finish_days=3, shown_window_moved=False, actual_finish_days=3),
    ChangeRequest("CR-005", "Messages from the customer's phone", "sales_vp", "contributor", date(2025, 12, 2),
                  "Two competitors offer it.", "Faster answers", "withdrawn", Money(18_000_00),
                  because="Withdrawn by Tomas Greer after the demo of the mobile layout."),
    ChangeRequest("CR-006", "Keep Denver's weekly report", "denver", "contributor", date(2025, 12, 9),
                  "Denver steers by it.", "Control over regional figures", "rejected", Money(9_000_00),
                  decision="DEC-008", decided_by="sponsor", decided_on=date(2025, 12, 18), meeting="MTG-004",
                  because="The benefit rests on dropping it.", alternative="Marcus Tolland co-designs the dashboard.",
                  shown_finish_days=0, shown_window_moved=False),
    ChangeRequest("CR-007", "Pipeline view per region", "denver", "contributor", date(2026, 1, 13),
                  "Regional heads need their own view.", "Regional control", "implemented", Money(5_600_00),
                  patch=insertion("CR-007 Pipeline view per region", 5, ("b_reports", "demo_3"), "b_pipeline"),
                  decision="DEC-009", decided_by="manager", decided_on=date(2026, 1, 15),
                  because="Off the driving path; inside authority.",
                  shown_finish_days=0, shown_window_moved=False, actual_finish_days=0),
    ChangeRequest("CR-008", "Opportunities back to 2012", "sales_vp", "contributor", date(2026, 1, 14),
                  "Old customers come back.", "Full history", "rejected", Money(22_000_00),
                  patch=insertion("CR-008 Opportunities back to 2012", 10, ("sit_exit", "uat_env")),
                  decision="DEC-010", decided_by="sponsor",
                  decided_on=date(2026, 1, 22), meeting="MTG-005", because="It would cost one window.",
                  alternative="Read-only archive.", shown_finish_days=10, shown_window_moved=True),
    ChangeRequest("CR-009", "Partner portal for resellers", "sales_vp", "contributor", date(2026, 1, 15),
                  "60 resellers ask for their leads.", "Leads answered on the same day", "deferred", Money(64_000_00),
                  patch=insertion("CR-009 Partner portal for resellers", 15, ("sit_exit", "uat_env")),
                  decision="DEC-011", decided_by="sponsor", decided_on=date(2026, 1, 22), meeting="MTG-005",
                  because="The security test would start again.", alternative="Release 2.", shown_finish_days=15,
                  shown_window_moved=True),
    ChangeRequest("CR-010", "Signature on the tablet", "denver", "contributor", date(2026, 2, 3),
                  "Customers sign on site.", "Faster orders", "withdrawn", Money(7_500_00),
                  because="Withdrawn by Marcus Tolland: Legal wants paper until July."),
    ChangeRequest("CR-011", "Second reconciliation by internal audit", "viewer", "contributor", date(2026, 3, 10),
                  "Audit wants to draw its own sample from test migration 2.", "Trust in the migrated balances",
                  "submitted", Money(4_800_00),
                  patch=insertion("CR-011 Internal audit's own reconciliation", 5, ("tm2_recon", "tm2_fix"))),
    ChangeRequest("CR-012", "Add regional discount approval workflow", "denver", "contributor", date(2026, 3, 11),
                  "Regions grant discounts above 10 % by e-mail today; margin leaks by about $90,000 a year."
                  " Four people build for eight days.",
                  "Marcus Tolland wants to stay in control of Denver's discounts", "submitted", Money(38_400_00),
                  patch=insertion("CR-012 Regional discount approval workflow", 8, ("sit_exit", "uat_env")),
                  scope_added=("S-03",), agenda="MTG-007",
                  alternative="One approver per region in the standard rule at go-live, the workflow in release 2."),
)
