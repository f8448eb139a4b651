"""What was decided, between which options, why, against whose dissent, and who must know?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# fmt: off


@dataclass(frozen=True)
class Option:
    """One way that was open, with its cost and its benefit as argued at the time."""

    name: str
    costs: str
    gains: str


@dataclass(frozen=True)
class Decision:
    """One line of the decision log; ``dissent`` is (person, reason) or empty."""

    ref: str
    taken_on: date
    title: str
    question: str
    options: tuple[Option, ...]
    chosen: int
    reason: str
    decided_by: str
    meeting: str = ""
    dissent: tuple[tuple[str, str], ...] = ()
    concerned: tuple[str, ...] = ()
    requirement: str = ""

    @property
    def outcome(self) -> Option:
        return self.options[self.chosen]


DECISIONS = (
    Decision("DEC-001", date(2025, 10, 2), "One price book per legal entity",
             "Does every region keep its own price book?",
             (Option("One per region", "Four books to maintain", "Regions stay independent"),
              Option("One per legal entity", "Regions agree on list prices", "Two books, one truth for Finance")),
             1, "Finance reports by entity; regional discounts stay possible on the quote.", "sponsor", "MTG-001",
             concerned=("denver", "dana", "functional"), requirement="REQ-31 price maintenance"),
    Decision("DEC-002", date(2025, 10, 30), "Big bang for all four offices",
             "One go-live for all, or Boston and Atlanta first?",
             (Option("Two waves", "Two interfaces to the old system for ten weeks", "Lessons for the second wave"),
              Option("Big bang", "Support for 340 users at once", "No double entry; one cutover weekend")),
             1, "Shared customers between offices would need double entry for ten weeks.", "sponsor", "MTG-002",
             (("coo", "Support in Denver and Seattle will be thin in week 1."),), ("cutover", "training", "denver")),
    Decision("DEC-003", date(2025, 11, 6), "Opportunities from 2019 on are migrated",
             "How far back does history move?",
             (Option("Since 2012", "Two more weeks of cleansing", "Full history per customer"),
              Option("Since 2019", "Older deals only in the archive", "Clean pipeline and reports")),
             1, "Deals before 2019 have no owner in 41 % of the rows.", "sales_vp", concerned=("data", "functional")),
    Decision("DEC-006", date(2025, 11, 20), "Second legal entity enters the design (CR-004)",
             "Does the Denver acquisition invoice from the new system on day 1?",
             (Option("Later", "Manual invoices for a quarter", "No delay"),
              Option("On day 1", "Three working days of design", "One process for all invoices")),
             1, "Manual invoices for 70 users cost more than three days.", "sponsor", "MTG-003",
             concerned=("dana", "integration", "denver"), requirement="REQ-44 invoice per entity"),
    Decision("DEC-008", date(2025, 12, 18), "Denver's weekly report is not rebuilt (CR-006)",
             "Does Denver keep its own weekly report beside the dashboard?",
             (Option("Keep it", "Two truths in the Monday call", "Denver is content"),
              Option("Dashboard only", "Marcus Tolland's team changes a habit", "One figure for all regions")),
             1, "The benefit of 6 hours a week rests on dropping the old report.", "sponsor", "MTG-004",
             (("sales_vp", "Denver should get a month of both."),), ("denver", "training")),
    Decision("DEC-011", date(2026, 1, 22), "Partner portal waits for release 2 (CR-009)",
             "Do resellers get access at go-live?",
             (Option("At go-live", "Security model opens to 60 outsiders", "Resellers see their leads"),
              Option("Release 2", "Leads go by e-mail until autumn", "No change to roles and sharing")),
             1, "The security test would start again.", "sponsor", "MTG-005", concerned=("security", "sales_vp")),
    Decision("DEC-012", date(2026, 2, 12), "Tax is rounded per line",
             "Per line as the ERP does, or per quote as Sales wants?",
             (Option("Per quote", "Up to 4 cents of difference per invoice", "Nicer totals on paper"),
              Option("Per line", "Totals may end in odd cents", "Quote and invoice always agree")),
             1, "An invoice that differs from its quote comes back as a complaint.", "functional",
             dissent=(("denver", "Customers ask about odd cents."),), concerned=("dana", "integration", "denver"),
             requirement="REQ-47 tax"),
    Decision("DEC-013", date(2026, 2, 19), "Go-live is planned for Sat 23 May",
             "Hold 9 May with no reserve, or plan for the next window?",
             (Option("Hold 9 May", "Not one day of reserve before UAT", "Benefit two weeks earlier"),
              Option("Plan for 23 May", "Two weeks of delayed benefit", "Ten working days of reserve")),
             1, "A date without reserve would be lost with the first late delivery.", "sponsor", "MTG-006",
             (("sales_vp", "Sales had announced 9 May to the regions."),), ("manager", "dana", "training", "cutover")),
    Decision("DEC-014", date(2026, 3, 5), "Only the cutover lead calls the roll-back",
             "Who may stop the cutover weekend?",
             (Option("The committee by phone", "Nobody reachable at 03:00", "Shared responsibility"),
              Option("Elias Novak, deputy Omar Haddad", "One person bears it", "A decision within minutes")),
             1, "One name, one deputy, both on site.", "cio", concerned=("cutover", "client_it", "sponsor")),
)
