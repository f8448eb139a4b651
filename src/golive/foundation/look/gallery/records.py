"""What does a register of the gallery hold? Rows, a change with its history, an import, a form filled in wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace as Given

from django import forms
from markupsafe import Markup

from golive.foundation.look.gallery.world import RISKS
from golive.foundation.look.icons import rag
from golive.foundation.look.tables import Column, Row
from golive.plain.verdict import Refusal

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

REFUSALS = [
    Refusal(
        "change.no_impact",
        "The effect of CR-012 on the plan has not been assessed.",
        "Press “Assess the impact”.",
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
