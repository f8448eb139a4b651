"""What may go wrong, is assumed, has gone wrong, and is awaited from others, in the words of Acme's own sheet?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from golive.web.demo.plan.until_closed import CUT
from golive.web.demo.plan.until_design import CFG, DAT, GOV, INT, TRN, TST

# fmt: off

Cell = str | int | date | None


class After(NamedTuple):
    """Likelihood and impact once the response works."""

    likelihood: int
    impact: int


@dataclass(frozen=True)
class Item:
    """One row; ``due`` is the validate-by date of an assumption and the need-by date of a dependency."""

    ref: str
    type: str
    title: str
    text: str
    workstream: str
    who: str
    likelihood: int | None
    impact: int | None
    raised: date
    due: Cell
    state: str
    reviewed: Cell
    response: str = ""
    fallback: str = ""
    trigger: str = ""
    after: After | None = None
    thousands: int | None = None
    days: int | None = None
    remark: str = ""
    giver: str = ""


def _risk(
    ref: str, title: str, text: str, workstream: str, who: str, score: tuple[int, int], raised: date, due: Cell,
    response: str, fallback: str, trigger: str, after: tuple[int, int], hit: tuple[int, int],
    reviewed: Cell = date(2026, 3, 12), state: str = "Monitoring", remark: str = "",
) -> Item:
    return Item(ref, "Risk", title, text, workstream, who, score[0], score[1], raised, due, state, reviewed,
                response, fallback, trigger, After(*after), hit[0], hit[1], remark)


RISKS = (
    _risk("R-01", "Legacy customer data is worse than the audit showed",
          "Because Denver and Seattle kept their own lists, duplicate contacts may exceed 2 % after cleansing, "
          "which forces another test migration.", DAT, "Sofia Marin", (4, 4), date(2025, 9, 26), date(2026, 3, 31),
          "Cleanse in the source, merge rules reviewed office by office", "Fourth test migration in the window reserve",
          "Duplicate contacts > 2 % at test migration 2", (3, 3), (36, 4)),
    _risk("R-02", "ERP interface fails under month-end load",
          "Because the ERP limits calls per hour, order-to-invoice may queue at month end, which delays invoices.",
          INT, "Jonas Weber", (3, 5), date(2025, 11, 12), date(2026, 4, 13),
          "Batch the calls, raise the limit with the ERP vendor",
          "Nightly file transfer for the first month end", "Queue older than 30 min in SIT cycle 2", (2, 4), (45, 2)),
    _risk("R-03", "Denver does not adopt the new quote process",
          "Because regional discounts move to a common rule, Denver's managers may keep their spreadsheets, "
          "which leaves 70 of 340 users outside.", TRN, "Hannah Cole", (4, 4), date(2025, 10, 8), date(2026, 5, 15),
          "Denver's two best sellers are champions; discount rule designed with Marcus Tolland",
          "Floor walkers in Denver for four weeks", "Pulse 2: Desire of Denver at 3 or less", (3, 3), (60, 0)),
    _risk("R-04", "Telephony vendor changes its interface before go-live",
          "Because version 3 is announced for April, our connector may stop, which loses click-to-dial.", INT,
          "Jonas Weber", (3, 3), date(2026, 1, 14), date(2026, 4, 30), "Pin version 2 until July, in writing",
          "Go live without click-to-dial", "Vendor announces the date of version 3", (2, 2), (12, 3)),
    _risk("R-05", "Chart of accounts arrives after its need-by date",
          "Because Acme Finance closes the quarter, the signature may come late, which moves SIT cycle 2.", CFG,
          "Robert Hale", (4, 5), date(2026, 2, 26), date(2026, 3, 20), "Sponsor frees two controllers for one week",
          "Map the top 40 accounts first, the rest in the reserve", "Not signed on Fri 20 Mar", (3, 5), (0, 2)),
    _risk("R-06", "UAT testers are not released by the regions",
          "Because quarter-end deals close in April, super users may be called back, which stretches UAT.", TST,
          "Ben Osei", (3, 4), date(2026, 1, 22), date(2026, 4, 17), "24 names confirmed by the COO, deputies named",
          "Second shift of testers from Atlanta", "Fewer than 20 of 24 testers on day 2", (2, 3), (18, 1)),
    _risk("R-07", "Access rights expose regional pipelines",
          "Because sharing rules are complex, sellers may see other regions' deals, which breaks the privacy notice.",
          INT, "Victor Chan", (2, 5), date(2025, 12, 3), date(2026, 4, 24),
          "Matrix test per role, security test repeated",
          "Private sharing model at go-live", "Any finding of severity 1 in the security test", (1, 4), (25, 1)),
    _risk("R-08", "Training rooms in Seattle are not available",
          "Because the office moves after Easter, the rooms may be packed, which costs a week.", TRN,
          "Hannah Cole",
          (3, 2), date(2026, 2, 5), date(2026, 4, 10), "Hotel room reserved until 10 April", "Live online classes",
          "No room confirmed on 10 April", (2, 2), (6, 2)),
    _risk("R-09", "Cutover does not fit into one Saturday",
          "Because the archive load was never timed, the weekend may overrun, which leads to a roll-back.", CUT,
          "Elias Novak", (3, 5), date(2026, 1, 29), date(2026, 5, 8), "Time every step in three test migrations",
          "Load the archive after go-live", "Rehearsal longer than 20 h", (2, 4), (80, 2)),
    _risk("R-10", "Platform release in May changes the quote page",
          "Because the vendor upgrades in week 20, screens may differ from the training, which costs a refresher "
          "for 340 users.", CFG, "Ines Carvalho", (2, 3),
          date(2026, 2, 12), date(2026, 5, 15), "Preview environment checked by 1 May", "Extra tip sheet",
          "Preview shows a changed quote page", (1, 2), (5, 1)),
    _risk("R-11", "Key integration developer leaves",
          "Because the contract ends in April, the only person who knows the middleware may go, which stops the "
          "finance interface.", INT, "Jonas Weber",
          (2, 4), date(2026, 2, 19), date(2026, 4, 30), "Extension offered; second developer shadows",
          "Vendor's senior developer steps in", "No signature on the extension by 31 March", (1, 3), (30, 2),
          reviewed=date(2026, 2, 26), remark="Not looked at since the committee of 19 Feb."),
    _risk("R-12", "E-mail integration blocked by Acme's security policy",
          "Because two-factor rules change in April, mail sync may be refused for 340 users, which leaves mails "
          "out of the record.", INT, "Omar Haddad",
          (2, 3), date(2025, 12, 11), date(2026, 4, 17), "Exception requested", "Mail sync follows later",
          "Exception refused", (1, 3), (4, 2)),
    _risk("R-13", "Managers do not use the saved hours",
          "Because reporting habits stay, the 6 hours per week may not come back, which removes the benefit.", TRN,
          "Tomas Greer", (3, 4), date(2025, 10, 22), date(2026, 6, 30), "Old weekly report is switched off at go-live",
          "Coaching for the 40 managers", "Old report requested after go-live", (2, 4), (0, 0)),
    _risk("R-14", "Performance with 340 users at the same time",
          "Because the morning peak was never measured, pages may take longer than 3 seconds, which drives "
          "sellers back to spreadsheets.", TST, "Ben Osei", (2, 4),
          date(2026, 1, 8), date(2026, 3, 20), "Performance test with real volumes", "Larger tier for three months",
          "p95 > 3 s in the performance test", (1, 3), (22, 4)),
    _risk("R-15", "Marketing consents are lost in migration",
          "Because consents sit in free text, some may be lost, which forbids campaigns.", DAT, "Sofia Marin", (2, 4),
          date(2025, 12, 18), date(2026, 4, 8), "Consent field reconciled record by record", "Ask again for consent",
          "Consent totals differ at test migration 2", (1, 3), (15, 2)),
    _risk("R-16", "Acme Finance lacks people in quarter close",
          "Because two of three are on leave in April, reconciliation may wait, which delays the data sign-off.", DAT,
          "Robert Hale", (3, 3),
          date(2026, 3, 5), date(2026, 4, 24), "Deputies named until 27 March", "External accountant for three weeks",
          "No deputy named by 27 March", (2, 2), (14, 2)),
)


def _issue(ref: str, title: str, text: str, ws: str, who: str, sev: int, raised: date, due: Cell, response: str,
           state: str = "Open", reviewed: Cell = date(2026, 3, 12)) -> Item:
    return Item(ref, "Issue", title, text, ws, who, None, sev, raised, due, state, reviewed, response)


ISSUES = (
    _issue("I-01", "212 opportunities missing after test migration 1", "Closed deals older than 2019 have no owner.",
           DAT, "Sofia Marin", 4, date(2026, 1, 20), date(2026, 3, 20),
           "Default owner per region, approved by Tomas Greer"),
    _issue("I-02", "Marketing sandbox was down for three days", "18 to 20 February, vendor side.", INT, "Felix Brandt",
           3,
           date(2026, 2, 18), date(2026, 2, 27), "Vendor credited the days", "Closed"),
    _issue("I-03", "Quote totals differ by rounding", "Tax per line against tax per quote: up to 4 cents.", CFG,
           "Ines Carvalho", 3, date(2026, 3, 2), date(2026, 3, 27), "Round per line, as the ERP does", "In progress"),
    _issue("I-04", "Denver's account owners named late", "Five days lost in cleansing.", DAT, "Marcus Tolland", 3,
           date(2026, 1, 12), date(2026, 1, 30), "Owners named on 26 January", "Closed"),
    _issue("I-05", "Single sign-on fails for shared mailboxes", "11 service desk users cannot sign in.", INT,
           "Omar Haddad", 4, date(2026, 3, 4), date(2026, 3, 18), "Personal accounts for the 11 users", "In progress"),
    _issue("I-06", "Chart of accounts promised for 6 March is not signed", "Second promise missed on 13 March.", CFG,
           "Dana Lee", 5, date(2026, 3, 9), date(2026, 3, 20), "Escalated to the sponsor", reviewed=date(2026, 3, 13)),
    _issue("I-07", "Two champions in Atlanta changed jobs", "25 of 27 champions left.", TRN, "Hannah Cole", 2,
           date(2026, 2, 24), date(2026, 3, 25), "Replacements asked from the branch manager"),
    _issue("I-08", "Test data contains real phone numbers", "Found in the test environment.", TST, "Victor Chan", 4,
           date(2026, 3, 6), "20 Mar 2026", "Masking script runs nightly", "In progress"),
)


def _assumption(ref: str, title: str, ws: str, who: str, raised: date, due: Cell, state: str = "Open",
                reviewed: Cell = date(2026, 3, 5)) -> Item:
    return Item(ref, "Assumption", title, "", ws, who, None, None, raised, due, state, reviewed)


ASSUMPTIONS = (
    _assumption("A-01", "Acme IT keeps the change-freeze calendar of 2026", GOV, "Priya Raman", date(2025, 10, 2),
                date(2026, 4, 3)),
    _assumption("A-02", "All four offices have the bandwidth for 340 users", INT, "Omar Haddad", date(2025, 10, 9),
                date(2026, 3, 27)),
    _assumption("A-03", "The ERP version does not change before July", INT, "Jonas Weber", date(2025, 11, 6),
                date(2026, 4, 30)),
    _assumption("A-04", "Regional heads release 24 super users for UAT", TST, "Lena Fischer", date(2026, 1, 22),
                date(2026, 3, 6)),
    _assumption("A-05", "Opportunities closed before 2019 need not move", DAT, "Tomas Greer", date(2025, 11, 20),
                "2026-02-27", "Validated"),
)


_LEAD = {CFG: "Ines Carvalho", DAT: "Sofia Marin", TRN: "Hannah Cole", TST: "Ben Osei", INT: "Jonas Weber"}


def _dependency(ref: str, title: str, text: str, ws: str, giver: str, raised: date, due: Cell, state: str = "Open",
                reviewed: Cell = date(2026, 3, 13)) -> Item:
    return Item(ref, "Dependency", title, text, ws, _LEAD[ws], None, None, raised, due, state, reviewed, giver=giver)


DEPENDENCIES = (
    _dependency("D-01", "Signed chart of accounts", "Needed for the revenue account mapping.", CFG,
                "Dana Lee", date(2026, 1, 8), date(2026, 3, 20)),
    _dependency("D-02", "Archive extract of closed orders", "Needed for test migration 3.", DAT,
                "Omar Haddad", date(2026, 1, 29), date(2026, 3, 20), "In progress"),
    _dependency("D-03", "List of 340 users with role and office", "Needed for the class calendar.", TRN,
                "Joan Whitfield", date(2026, 2, 12), date(2026, 4, 3)),
    _dependency("D-04", "24 super users released for UAT", "", TST, "Lena Fischer",
                date(2026, 2, 19), date(2026, 4, 17)),
    _dependency("D-05", "Training rooms in the four offices", "", TRN, "Joan Whitfield",
                date(2026, 2, 19), date(2026, 4, 10)),
    _dependency("D-06", "Firewall rules for the middleware", "", INT, "Omar Haddad", date(2025, 12, 4),
                date(2026, 1, 9), "Closed"),
)

# Three rows that no importer may take silently: a likelihood outside the scale, a day that does not exist, no title.
BAD_ROWS = (
    Item("R-17", "Risk", "Reports for the board need a licence nobody ordered", "", CFG, "Ines Carvalho", 7, 3,
         date(2026, 3, 10), date(2026, 4, 15), "Identified", date(2026, 3, 12)),
    Item("A-06", "Assumption", "Acme prints quotes from the browser", "", CFG, "Ines Carvalho", None, None,
         date(2026, 2, 3), "31/02/2026", "Open", date(2026, 3, 5)),
    Item("I-09", "Issue", "", "", TST, "Ben Osei", None, 3, date(2026, 3, 11), date(2026, 3, 31),
         "Open", date(2026, 3, 12)),
)
GOOD_ROWS = (*RISKS, *ISSUES, *ASSUMPTIONS, *DEPENDENCIES)
