"""What does the gallery show? Acme's CRM roll-out, as the pages would receive it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace as Given
from typing import Any

from django import forms
from markupsafe import Markup

from golive.foundation.look.icons import icon, rag
from golive.foundation.look.shell import NavEntry, NavPhase
from golive.foundation.look.tables import Column, Row
from golive.plain.verdict import Refusal, met, not_met, undecidable

NOW = datetime(2026, 11, 20, 9, 5)
IMPLEMENTATION = Given(name="CRM roll-out", client="Acme · 4 offices, 340 users", switch_url="index.html")
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

OWNERS = ("Priya Nair", "Tomasz Wrona", "Hannah Beck", "Luis Ortega", "Mei Tan")
KINDS = ("Risk", "Issue", "Assumption", "Dependency")


def register_rows() -> tuple[list[Column], list[Row]]:
    columns = [
        Column("Title", "?sort=title", ""),
        Column("Kind", css="tight"),
        Column("Score", "?sort=-score", "descending", css="number"),
        Column("Owner"),
        Column("Response due", "?sort=due", css="tight"),
        Column("Adds to P80", css="number"),
        Column("State", css="tight"),
    ]
    rows = []
    for n in range(18):
        risk = RISKS[n % len(RISKS)]
        score, owner = (25, 20, 16, 15, 12, 12, 10, 9, 9, 8, 6, 6, 5, 4, 4, 3, 2, 1)[n], OWNERS[n % 5]
        tone = "red" if score >= 15 else "amber" if score >= 8 else "green"
        due = date(2026, 11, 16) + timedelta(days=n * 2)
        who = Markup('<span class="who"><span class="ava" aria-hidden="true">{}</span>{}</span>').format(
            "".join(w[0] for w in owner.split()), owner
        )
        late = (
            Markup('<span class="late">{}</span>').format(f"{due.day} Nov, overdue")
            if n < 3
            else f"{due.day} {'Nov' if due.month == 11 else 'Dec'}"
        )
        state = rag(tone, {"red": "Act now", "amber": "Watch", "green": "Accepted"}[tone])
        rows.append(
            Row(
                [
                    Markup('<span class="dim">R-{:03d}</span> {}').format(41 - n, risk["title"]),
                    KINDS[n % 4 if n % 3 else 0],
                    score,
                    who,
                    late,
                    f"+{score / 3.2:.1f} d",
                    state,
                ],
                url="record-drawer.html",
                tone="hot" if n < 3 else "",
            )
        )
    return columns, rows


STEPS = [
    ("Draft", "done", "Hannah Beck, 9 Nov"),
    ("Assessed", "done", "simulated 17 Nov"),
    ("Submitted", "done", "18 Nov"),
    ("On the agenda", "now", "meeting of 2 Dec"),
    ("Decided", "next"),
    ("Read back", "next"),
]
IMPACT = [
    ("Go-live, P80", "Fri 5 Mar 2027", "Wed 17 Mar 2027", "+8 working days", "late"),
    ("Window slack", "8 days", "0 days", "−8 days", "late"),
    ("Permitted window", "1 – 19 Mar 2027", "1 – 19 Mar 2027"),
    ("Budget at completion", "$1.17M", "$1.22M", "+$48.5k", "mid"),
    ("Scope items", "64", "67", "+3", "mid"),
    ("Chance of go-live on 1 Mar", "33 %", "21 %", "−12 points", "late"),
]
HISTORY = [
    Given(
        at=datetime(2026, 11, 18, 16, 42),
        who="Hannah Beck",
        text="CR-012 was submitted to the steering committee",
        icon="send",
        url="#",
        tone="accent",
    ),
    Given(
        at=datetime(2026, 11, 17, 10, 3),
        who="golive",
        text="The impact was simulated: finish +8 working days, window slack 8 → 0",
        icon="chart-no-axes-combined",
        url="#",
    ),
    Given(
        at=datetime(2026, 11, 16, 14, 20),
        who="Ines Falk",
        text="Comment by the sponsor",
        icon="message-square",
        tone="",
        because="I want to see what it does to the March window before we put it on the agenda.",
    ),
    Given(at=datetime(2026, 11, 9, 11, 30), who="Hannah Beck", text="CR-012 was drafted", icon="pencil"),
]
CRITERIA: list[Any] = [
    Given(
        question="Is the scope signed by everybody it needs?",
        verdict=not_met(
            "4 of 5 signed",
            because="Luis Ortega has not signed baseline 2.",
            cure="Ask Luis Ortega to sign on the Scope page.",
            url="#",
            evidence_at=datetime(2026, 11, 19, 8),
        ),
    ),
    Given(
        question="Does every deliverable have exactly one person accountable?",
        verdict=met("23 of 23", url="#", evidence_at=datetime(2026, 11, 18, 8)),
    ),
    Given(
        question="Are the adoption metrics frozen?",
        verdict=met("9 of 9", because="frozen on 14 Aug 2026", url="#", evidence_at=datetime(2026, 8, 14, 8)),
    ),
    Given(
        question="Do two mock migrations reconcile within tolerance?",
        verdict=undecidable(
            "1 of 2 run",
            because="Mock 2 has no result.",
            cure="Record the result of mock migration 2 under Data migration.",
            url="#",
        ),
    ),
    Given(
        question="Is every show-stopper of UAT closed?",
        verdict=not_met(
            "2 open",
            cure="Close D-118 and D-131, or ask the committee for a waiver.",
            url="#",
            evidence_at=datetime(2026, 11, 20, 7),
        ),
        waiver="D-131 is waived until 12 Dec by Ines Falk: the workaround is written and trained.",
    ),
]
VOTES = [
    Given(
        name="Ines Falk",
        role="Executive sponsor",
        vote="for",
        because="With the condition that mock 2 runs before 4 Dec.",
    ),
    Given(
        name="Martin Krol",
        role="Head of sales",
        vote="against",
        because="My region cannot train in the last week of the quarter.",
    ),
    Given(name="Mei Tan", role="Finance", vote="waiting"),
    Given(name="Priya Nair", role="IT", vote="abstained"),
]
DIFF = [
    Given(
        line=2, change="new", cells=("R-042", "Key vendor consultant leaves in January", "Priya Nair", "16"), reasons=()
    ),
    Given(
        line=3,
        change="changed",
        cells=("R-017", "UAT testers released late", ("Hannah Beck", "Luis Ortega"), ("9", "12")),
        reasons=(),
    ),
    Given(line=4, change="same", cells=("R-018", "Territory rules need a second run", "Luis Ortega", "12"), reasons=()),
    Given(
        line=5,
        change="bad",
        cells=("R-019", "Licence count", "Jo Marsh", "7×2"),
        reasons=(
            "Column Impact: '7' is outside 1 to 5. Correct it in line 5 of the file.",
            "Owner: Jo Marsh manages the implementation. A risk needs another owner: name one.",
        ),
    ),
    Given(
        line=6, change="changed", cells=("R-021", ("Leeds room", "Training rooms in Leeds"), "Mei Tan", "6"), reasons=()
    ),
    Given(line=7, change="gone", cells=("R-023", "Old printer drivers", "Tomasz Wrona", "2"), reasons=()),
]
CAST = [
    ("Jo Marsh", "Implementation manager"),
    ("Ines Falk", "Executive sponsor, Acme"),
    ("Luis Ortega", "Client lead, Acme Sales"),
    ("Martin Krol", "Head of sales, resists the roll-out"),
    ("Priya Nair", "Vendor consultant"),
    ("Sam Stone", "Stranger: a member of nothing here"),
]
REFUSALS = [
    Refusal(
        "change.no_impact",
        "The effect of CR-012 on the plan has not been assessed.",
        "Assess it on the Impact tab.",
        field="benefit",
    ),
    Refusal(
        "change.self",
        "Hannah Beck asked for CR-012 and may not approve it.",
        "Another member of the steering committee decides.",
    ),
]


class ChangeForm(forms.Form):
    """The form of a change request, filled in wrong, to show how every problem is said at once."""

    title = forms.CharField(help_text="One sentence: what would be different?")
    benefit = forms.CharField(
        label="Business justification",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What is lost if it is not done, in figures.",
    )
    cost = forms.DecimalField(label="Cost", help_text="Without tax.")
    needed_by = forms.DateField(label="Needed by", widget=forms.DateInput(attrs={"type": "date"}))
    workstream = forms.ChoiceField(
        choices=[("sales", "Sales processes"), ("data", "Data migration"), ("int", "Interfaces")]
    )
    urgency = forms.ChoiceField(
        choices=[("now", "Before the next meeting"), ("next", "At the next meeting"), ("later", "After go-live")],
        widget=forms.RadioSelect,
    )
    evidence = forms.FileField(label="Evidence", required=False, help_text="PDF, Office file or image, up to 20 MB.")
    reversible = forms.BooleanField(label="Can be undone within one working day", required=False)


def wrong_form() -> ChangeForm:
    return ChangeForm(
        {
            "title": "",
            "benefit": "Partner sales asked for it.",
            "cost": "about 50k",
            "needed_by": "2026-13-01",
            "workstream": "sales",
            "urgency": "next",
        }
    )


@dataclass(frozen=True)
class Asked:
    """As much of a request as the templates look at."""

    path: str
    headers: dict[str, str]


def icons_used() -> list[tuple[str, Markup]]:
    return [(e.label, icon(e.icon)) for phase in navigation("") for e in phase.entries]
