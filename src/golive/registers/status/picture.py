"""How does a status page look on the screen: the same figures as on paper, each with its why?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from golive.foundation.implementations.models import Implementation
from golive.foundation.look.charts import MilestoneRow
from golive.foundation.register_kit.models import Record
from golive.plain.rag import Rag
from golive.registers.raid import queries as raid
from golive.registers.status.headline import go_live_colour
from golive.registers.status.page import Decision, Line, RiskLine, StatusPage
from golive.registers.status.rules import Trend
from golive.registers.status.sentences import count, full_day, short_day, week_day
from golive.registers.status.thresholds import LIMITS, MAX_AGE, NEAR_CRITICAL_FLOAT_DAYS, VERSION, MaxAge

if TYPE_CHECKING:
    from golive.registers.status.models import Report

PAPERS = [
    ("pdf", "PDF", "file-text"),
    ("pptx", "Slides", "presentation"),
    ("html", "Web page", "globe"),
    ("json", "JSON", "braces"),
]
# Where the evidence of each dimension is kept.
EVIDENCE = {
    "Schedule": ("plan", "forecast"),
    "Cost": ("settings",),
    "Scope": ("scope",),
    "Dependencies": ("commitments",),
    "Risk": ("raid",),
    "Governance": ("decisions",),
}
RAID_KINDS = {"R", "A", "I", "D"}
ARROW = {Trend.BETTER: "trending-up", Trend.WORSE: "trending-down", Trend.SAME: "arrow-right", Trend.NEW: "sparkles"}


@dataclass(frozen=True)
class Row:
    """A line of the report with what answers "why?"."""

    line: Line
    url: str
    rule: str
    inputs: list[tuple[str, Any]]
    icon: str


@dataclass(frozen=True)
class Asked:
    title: str
    text: str
    due: str
    who: str
    url: str
    hot: bool
    label: str = "Open"


@dataclass(frozen=True)
class Ranked:
    score: int
    tone: str
    title: str
    url: str
    figure: str
    owner: str
    note: str


def stream_url(implementation: Implementation, name: str) -> str:
    """The tasks of a workstream, whose line has a longer name where a dimension is called the same."""
    return f"{implementation.url('plan')}?{urlencode({'q': name.removesuffix(' workstream')})}"


def shown(page: StatusPage, implementation: Implementation, greener: str = "in this report") -> dict[str, Any]:
    """Everything that the templates of a status page read; ``greener`` says of when the watermelon index is."""
    return {
        "page": page,
        "figures": figures(page, greener),
        "dimensions": [row(line, line.name.lower(), _evidence(implementation, line.name)) for line in page.dimensions],
        "workstreams": [row(line, "workstream", stream_url(implementation, line.name)) for line in page.workstreams],
        "asked": [asked(each, page.cover.as_of, implementation) for each in page.decisions],
        "risks": [ranked(each, implementation) for each in page.risks],
        "milestones": [
            MilestoneRow(each.name, each.baseline, each.p50, each.colour.value, p80=each.p80)
            for each in page.milestones
            if each.p50
        ],
        "chances": [
            (full_day(window.day), None if window.chance is None else f"{window.chance} %")
            for window in page.go_live.windows
        ],
        "version": VERSION,
    }


def greener_today(last: Report | None) -> str:
    """What stands beside the index of today: that of the last report, where there is one."""
    if last is None or last.watermelon is None:
        return "today"
    return f"today; {last.watermelon:g} in {last.ref} of {short_day(last.as_of)}"


def figures(page: StatusPage, greener: str = "in this report") -> list[tuple[str, str, str, str]]:
    """The figures under the verdict: label, value, note, tone."""
    it = page.go_live
    tone = {Rag.RED: "late", Rag.AMBER: "mid", Rag.GREEN: "ok"}.get(go_live_colour(it), "")
    known = not it.unknown
    chance = f"{it.chance} %" if known and it.chance is not None else "–"
    slack = count(it.slack_days, "day") if known and it.slack_days is not None else "–"
    found = [
        ("Committed go-live", full_day(it.committed) if it.committed else "–", "", ""),
        ("P50", full_day(it.p50) if known and it.p50 else "–", "half of the simulated plans", ""),
        ("P80", full_day(it.p80) if known and it.p80 else "–", _moved(it.p80_moved_days) if known else "", tone),
        ("Chance of the date", chance, "" if known else "forecast not usable", tone),
        ("Window slack", slack, "working days", ""),
    ]
    if page.budget:
        estimate = str(page.budget.estimate) if page.budget.estimate else "–"
        found.append(("At completion", estimate, f"of {page.budget.approved}", ""))
    index = "–" if page.watermelon is None else f"{page.watermelon:g}"
    found.append(("Watermelon index", index, f"steps greener than the evidence, {greener}", ""))
    return found


def _moved(days: int | None) -> str:
    return "" if days is None else "as in the last report" if days == 0 else f"{days:+d} d since the last report"


def _evidence(implementation: Implementation, name: str) -> str:
    parts = EVIDENCE.get(name)
    return implementation.url(*parts) if parts else implementation.url("practices")


def row(line: Line, key: str, url: str) -> Row:
    age = None if line.evidence_age_days is None else count(line.evidence_age_days, "day")
    inputs: list[tuple[str, Any]] = [
        ("Measured", line.figure),
        ("Computed", line.computed.word),
        ("Said by its lead", line.reported.word if line.reported else None),
        ("Age of the evidence", age),
    ]
    if line.override:
        it = line.override
        inputs.append(("Overridden", f"{it.colour.word} by {it.author} until {week_day(it.expires)}: {it.reason}"))
    return Row(line, url, rule_of(key), inputs, ARROW[line.trend])


def rule_of(key: str) -> str:
    """The colour rule of a dimension in words, with its limits and where they come from.

    >>> rule_of("governance").split(".")[0]
    'Green up to 0, amber up to 2, red beyond (decisions past their date)'
    """
    limits = [each for each in LIMITS.values() if each.key.startswith(f"{key}.")]
    told = [
        f"Green up to {_said(i.green, i.unit)}, amber up to {_said(i.amber, i.unit)}, "
        f"red beyond ({i.unit}). {i.source}."
        for i in limits
    ]
    if key == "schedule":
        told = [
            "Green where the P80 holds the committed go-live, amber where only the P50 does, red where neither does."
        ]
    if key == "workstream":
        limit = count(NEAR_CRITICAL_FLOAT_DAYS, "working day")
        told += [
            f"Where the next milestone moved and has {limit} of float or less, it is amber at best, red where go-live "
            "moved too. The float is the milestone's own, the room of the path through it, not the smallest of all "
            "tasks of the workstream: other paths have other milestones."
        ]
    age = MAX_AGE.get(key, MaxAge(key, 7))
    return " ".join([*told, f"Evidence older than {count(age.days, 'day')} counts as missing, and missing is grey."])


def _said(value: float, unit: str) -> str:
    return f"{value:.0%}" if "share" in unit or "checked" in unit or "late /" in unit else f"{value:g}"


def asked(each: Decision, as_of: date, implementation: Implementation) -> Asked:
    late = bool(each.by and each.by < as_of)
    due = "No date set" if each.by is None else f"{'Overdue since' if late else 'Decide by'} {week_day(each.by)}"
    told = " ".join(filter(None, (each.recommendation, each.consequence and f"Otherwise: {each.consequence}")))
    return Asked(each.title, told, due, each.who, address(implementation, each.ref), late)


def ranked(each: RiskLine, implementation: Implementation) -> Ranked:
    figure = "–" if each.days is None else f"{each.days:+.1f} d"
    url = address(implementation, each.ref)
    return Ranked(each.score, raid.colour_of(each.score).value, each.title, url, figure, each.owner, each.mitigation)


def address(implementation: Implementation, ref: str) -> str:
    """Where the record with this reference is; a frozen report keeps references only."""
    prefix = ref.partition("-")[0]
    if prefix in RAID_KINDS:
        return implementation.url("raid", ref)
    found = next((kind.REGISTER for kind in Record.__subclasses__() if prefix and prefix == kind.PREFIX), "")
    return implementation.url(*found.split("/"), ref) if found else implementation.url()
