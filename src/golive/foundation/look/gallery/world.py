"""What does the cockpit of the gallery show? Acme's CRM roll-out, as the page would receive it."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Given
from typing import Any

from golive.foundation.look.shell import NavEntry, NavPhase

NOW = datetime(2026, 11, 20, 9, 5)
IMPLEMENTATION = Given(
    name="CRM roll-out",
    client="Acme · 4 offices, 340 users",
    switch_url="index.html",
    now=lambda: NOW,
)
PERSON = Given(name="Jo Marsh", role="Implementation manager", sign_out_url="sign-in.html")


def navigation(current: str) -> list[NavPhase]:
    """The rail with every register of the product, so that the worst case is looked at."""
    phases: list[tuple[str, list[tuple[Any, ...]]]] = [
        (
            "",
            [
                ("Cockpit", "layout-dashboard", "cockpit.html", "", False, True),
                ("Plan", "chart-gantt", "plan.html", "", False, True),
                ("Status", "file-text", "#", "", False, False),
            ],
        ),
        (
            "Govern",
            [
                ("Steering", "podium", "#", "", False, False),
                ("Decisions", "gavel", "#", 3, True, False),
                ("Scope", "scroll-text", "#", "", False, False),
                ("RACI", "users-round", "#", "", False, False),
                ("RAID log", "shield-alert", "register.html", 23, False, True),
                ("Commitments", "handshake", "#", 4, True, False),
                ("Changes", "git-pull-request-arrow", "record.html", 2, False, True),
                ("Gates", "flag", "gate.html", "", False, False),
            ],
        ),
        (
            "Build and test",
            [
                ("Data migration", "database-zap", "#", "", False, False),
                ("Interfaces", "cable", "#", 9, False, False),
                ("UAT", "flask-conical", "#", "", False, False),
                ("Training", "graduation-cap", "#", "", False, False),
            ],
        ),
        (
            "Go live and after",
            [
                ("Cut-over", "rocket", "#", "", False, False),
                ("Hypercare", "life-buoy", "#", "", False, False),
                ("Adoption", "trending-up", "#", "", False, False),
                ("Imports", "upload", "import.html", "", False, False),
            ],
        ),
    ]
    return [
        NavPhase(label, [NavEntry(n, i, u, b, h, n == current, t) for n, i, u, b, h, t in rows])
        for label, rows in phases
    ]


RISKS: list[dict[str, Any]] = [
    {
        "score": 20,
        "tone": "red",
        "url": "record-drawer.html",
        "figure": "+6.2 d",
        "owner": "Priya Nair",
        "over": True,
        "title": "The vendor has not confirmed the window for the ERP interface test",
        "note": "Response overdue 4 days",
    },
    {
        "score": 16,
        "tone": "red",
        "url": "record-drawer.html",
        "figure": "+4.8 d",
        "owner": "Tomasz Wrona",
        "title": "Duplicates in the customer master exceed the load tolerance (3.9 % against 1 %)",
        "note": "Cleansing ends Fri 27 Nov",
    },
    {
        "score": 12,
        "tone": "amber",
        "url": "record-drawer.html",
        "figure": "+3.1 d",
        "owner": "Hannah Beck",
        "title": "UAT testers are released from the month-end close later than planned",
        "note": "Response due Wed 25 Nov",
    },
    {
        "score": 12,
        "tone": "amber",
        "url": "record-drawer.html",
        "figure": "+2.4 d",
        "owner": "Luis Ortega",
        "title": "The territory rules need a second parallel run",
        "note": "Response due Wed 2 Dec",
    },
    {
        "score": 9,
        "tone": "amber",
        "url": "record-drawer.html",
        "figure": "+1.0 d",
        "owner": "Mei Tan",
        "title": "One single approver for the role design in finance",
        "note": "Deputy named, awaiting sign-off",
    },
]
WANTED = [
    {
        "title": "Move six late interfaces to release 1.1, or move go-live?",
        "hot": True,
        "due": "Overdue since Wed 18 Nov",
        "who": "Steering committee",
        "text": "Deferring restores P80 to 5 Mar. Two offices stay on the manual order entry for six weeks.",
        "url": "record-drawer.html",
    },
    {
        "title": "Accept 98 % reconciliation for closed orders",
        "due": "Decide by Wed 25 Nov",
        "who": "Ines Falk, executive sponsor",
        "text": "Costs about 40 hours of manual correction in hypercare; saves 5 days now.",
        "url": "record-drawer.html",
    },
    {
        "title": "CR-012: territory hierarchy for partner sales",
        "due": "Decide by Wed 2 Dec",
        "who": "Steering committee",
        "text": "Finish +8 working days, slack of the go-live window 8 → 0 days, $48.5k.",
        "url": "record-drawer.html",
    },
]
WAITING = [
    ("Signed chart-of-accounts mapping", "Acme Finance · blocks mock migration 2", "12 d", ""),
    ("Test users of the old CRM", "Acme IT · needed for the interface test", "5 d", "mid"),
    ("Training rooms in Leeds", "Acme Facilities", "2 d", "mid"),
]
PRACTICES = [
    (2, "Stakeholder resistance", "amber", "2 of 7 resistant people without a plan"),
    (3, "Scope creep", "green", "Baseline signed, 11 of 11 changes decided"),
    (4, "Success defined before kickoff", "green", "9 metrics frozen 14 Aug"),
    (7, "RACI alive and enforced", "amber", "liveness 71 %, 3 fictions"),
    (10, "Control over the client's people", "red", "3 dependencies overdue, 1 not escalated"),
    (11, "Data migration", "amber", "1 of 3 mock loads reconciled"),
    (13, "UAT finds major issues", "grey", "UAT has not begun"),
    (15, "Executives need status", "green", "sent Fri 13 Nov, opened by 6 of 7"),
    (19, "Risk management", "green", "reviewed 4 days ago, 23 open"),
    (24, "Agile or hybrid", "green", "82 % fits by the freeze"),
    (8, "Training a large population", "green", "26 power users of 340"),
    (22, "Adoption", "grey", "not live yet"),
]
BOARD = [
    {"number": n, "name": name, "colour": colour, "figure": figure, "url": "#"} for n, name, colour, figure in PRACTICES
]

CAST = [
    ("Jo Marsh", "Implementation manager"),
    ("Ines Falk", "Executive sponsor, Acme"),
    ("Luis Ortega", "Client lead, Acme Sales"),
    ("Martin Krol", "Head of sales, resists the roll-out"),
    ("Priya Nair", "Vendor consultant"),
    ("Sam Stone", "Stranger: a member of nothing here"),
]
