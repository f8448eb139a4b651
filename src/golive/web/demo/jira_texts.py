"""Which pieces of work does the team keep in Jira, epic by epic?"""

from __future__ import annotations

from golive.web.demo.plan.until_closed import CUT
from golive.web.demo.plan.until_design import CFG, DAT, INT, TRN, TST

# fmt: off

# epic, workstream, people's keys, stories
EPICS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Accounts and contacts", CFG, "contributor vendor functional", (
        "Account page shows parent and subsidiaries", "Contact roles per opportunity", "Merge two duplicate accounts",
        "Account team with region", "Credit hold shown on the account", "Address check on save",
        "Import business cards from the phone", "Account plan template for key accounts",
        "Industry codes from the old list", "Inactive accounts leave the default views",
        "Account owner changes with the territory", "Consent fields on the contact",
    )),
    ("Leads and opportunities", CFG, "contributor functional", (
        "Lead form for the four web sites", "Lead routing by region", "Convert lead keeps the campaign",
        "Opportunity stages with exit criteria", "Loss reasons are mandatory", "Forecast per manager and quarter",
        "Pipeline board with drag and drop", "Pipeline view per region (CR-007)", "Next step reminder after 14 days",
        "Split credit between two sellers", "Opportunity without activity turns amber",
        "Renewals created 90 days ahead",
    )),
    ("Quotes and price books", CFG, "vendor contributor functional", (
        "Price book per legal entity", "Quote template in the new design", "Discount up to 10 % without approval",
        "Discount above 10 % goes to the manager", "Quote valid for 30 days",
        "Second legal entity on the quote (CR-004)",
        "Tax rounding per line", "Quote as PDF by e-mail", "Clone a quote", "Bundles with optional items",
        "Multi-year price with uplift", "Margin shown to managers only",
    )),
    ("Service cases", CFG, "contributor vendor", (
        "Case from e-mail", "Case queue per office", "Response time clock", "Escalation after four hours",
        "Known answers beside the case", "Case closes with a reason", "Customer sees the state of the case",
        "Case linked to the order", "Daily list of aged cases", "Satisfaction question after closing",
    )),
    ("Interfaces", INT, "integration client_it vendor", (
        "Customer master from the ERP every 15 minutes", "Customer changes back to the ERP",
        "Products and prices nightly",
        "Order to invoice: header", "Order to invoice: lines and tax", "Order to invoice: revenue account",
        "Error queue with retry", "Alert when a queue is older than 30 minutes", "Single sign-on for 340 users",
        "Mail sync with two-factor sign-in", "Campaign members to marketing automation", "Bounces back from marketing",
        "Click to dial", "Call log on the contact",
    )),
    ("Data migration", DAT, "data client_it", (
        "Extract accounts from the sales database", "Extract opportunities since 2019", "Map countries and states",
        "Match and merge rules for contacts", "Default owner per region", "Load order and dependencies",
        "Control totals per office", "Reconciliation report", "Consents kept record by record",
        "Archive of closed orders", "Attachments below 10 MB", "Delta load for the weekend",
    )),
    ("Reports and mobile", CFG, "contributor vendor", (
        "Weekly report for managers replaced", "Dashboard: pipeline by region", "Dashboard: service response time",
        "Win rate by product", "Forecast against target", "Report subscription on Monday 07:00",
        "Mobile: visit report in one minute", "Mobile: offline account list", "Mobile: map of nearby customers",
    )),
    ("Readiness", TRN, "training testing cutover", (
        "Role guide: seller", "Role guide: service agent", "Role guide: manager", "Quick-reference card: quotes",
        "Lesson: first day in the new system", "Simulation: quote to order", "UAT scenarios: Boston",
        "UAT scenarios: Denver", "Cutover runbook: technical steps", "Cutover runbook: people and phones",
    )),
)

# summary, severity 1 (show-stopper) to 4 (cosmetic), epic index, workstream
BUGS: tuple[tuple[str, int, int, str], ...] = (
    ("Order lines arrive twice after a retry", 1, 4, TST), ("Seller sees opportunities of another region", 1, 1, TST),
    ("Quote total differs from the lines by up to 4 cents", 2, 2, TST), ("Shared mailbox users cannot sign in", 2, 4,
                                                                         TST),
    ("Merge loses the older phone number", 2, 0, TST), ("Lead routing ignores Seattle", 2, 1, TST),
    ("212 opportunities without owner after load", 2, 5, DAT), ("Case clock runs on Sundays", 2, 3, TST),
    ("Price book of the second entity shows old prices", 2, 2, TST), ("Dashboard counts renewals twice", 2, 6, TST),
    ("Clone keeps the old validity date", 3, 2, TST), ("Bounce flag is never reset", 3, 4, TST),
    ("Map shows closed customers", 3, 6, TST), ("Case e-mail cuts long subjects", 3, 3, TST),
    ("Industry code 47 has no name", 3, 0, DAT), ("Loss reason can be left empty on the phone", 3, 1, TST),
    ("Forecast rounds to whole thousands", 3, 6, TST), ("Attachment names with commas fail", 3, 5, DAT),
    ("State missing for 38 Canadian addresses", 3, 5, DAT), ("Alert mail goes to a former colleague", 3, 4, TST),
    ("Account tree slow above 200 children", 3, 0, TST), ("Discount field accepts 110 %", 2, 2, TST),
    ("Visit report lost when offline", 2, 6, TST), ("Queue view forgets its filter", 3, 3, TST),
    ("Reminder is sent in the wrong time zone", 3, 1, TST), ("Duplicate contacts with middle initial", 3, 5, DAT),
    ("Label 'Oppty' should read Opportunity", 4, 1, TST), ("Logo blurred on the quote", 4, 2, TST),
    ("Icon missing for campaign", 4, 4, TST), ("Typing error in role guide, page 12", 4, 7, TRN),
    ("Colour of overdue cases too pale", 4, 3, TST), ("Lesson 1 has no sound in the second minute", 3, 7, TRN),
    ("Runbook step 14 names the old server", 3, 7, CUT), ("Sign-out leaves the phone session open", 2, 4, TST),
    ("Country list not sorted", 4, 0, TST), ("Archive extract stops at 1 million rows", 2, 5, DAT),
)
SUBTASKS: tuple[tuple[str, int, int], ...] = (  # summary, epic index, story index
    ("Write the retry test", 4, 6), ("Ask ERP vendor for a higher call limit", 4, 3),
    ("Rounding rule agreed with Finance", 2, 6),
    ("List of default owners from Denver", 5, 4), ("Template reviewed by Legal", 2, 1), ("Mask phone numbers", 5, 5),
    ("Translate button texts", 7, 3), ("Two-factor exception requested", 4, 9), ("Pilot with the Denver team", 1, 7),
    ("Screen recordings", 7, 4), ("Owner's phone numbers collected", 7, 9), ("Compare with the old weekly report", 6,
                                                                             0),
    ("Time the delta load", 5, 11),
)
