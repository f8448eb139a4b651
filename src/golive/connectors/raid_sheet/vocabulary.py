"""Which words do RAID sheets use? Column names, kinds, levels, states and responses, as people write them."""

from __future__ import annotations

import re
import unicodedata

from golive.plain.interchange import RaidKind, RaidStatus, Response

# field -> the names it goes by; the first is the one shown. Facts of many templates, own selection.
HEADERS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ref", "reference", "no", "number", "item no", "row id", "raid id", "risk id", "issue id", "log id",
           "assumption id", "dependency id", "action id", "decision id", "item id", "nr", "key"),
    "kind": ("type", "kind", "raid type", "row type", "item type", "raid", "raid category", "log type", "r a i d"),
    "title": ("title", "name", "summary", "risk", "issue", "assumption", "dependency", "action", "decision", "item",
              "headline", "subject", "risk title", "issue title", "short description", "risk name", "topic"),
    "description": ("description", "statement", "risk description", "issue description", "item description", "details",
                    "risk statement", "detail", "assumption description", "dependency description", "full description"),
    "because": ("because", "cause", "root cause", "risk cause", "causes", "source of risk"),
    "may": ("may", "event", "risk event", "what may happen"),
    "which": ("which", "effect", "consequence", "consequences", "impact description", "effects", "impact statement"),
    "likelihood": ("likelihood", "probability", "prob", "inherent likelihood", "likelihood 1 5", "chance", "p",
                   "inherent probability", "current likelihood", "gross likelihood", "probability 1 5", "l"),
    "impact": ("impact", "severity", "inherent impact", "row impact", "impact 1 5", "consequence rating", "i",
               "current impact", "gross impact", "impact rating", "impact score", "issue severity", "sev"),
    "score": ("score", "rating", "risk score", "exposure", "inherent score", "risk rating", "p x i", "l x i",
              "rag score",
              "inherent risk", "gross score", "risk level", "current score"),
    "residual_likelihood": ("residual likelihood", "residual probability", "net likelihood",
                            "post mitigation likelihood",
                            "likelihood after", "target likelihood"),
    "residual_impact": ("residual impact", "net impact", "post mitigation impact", "impact after", "target impact"),
    "residual_score": ("residual", "residual score", "residual risk", "residual rating", "net score", "target score"),
    "owner": ("owner", "risk owner", "assigned to", "issue owner", "responsible", "assignee", "action owner",
              "accountable", "owned by", "lead", "action by", "who", "dependency owner"),
    "giver": ("giver", "provider", "depends on", "dependent on", "supplier", "provided by", "from", "external party",
              "counterparty", "giving party"),
    "response": ("response", "strategy", "response strategy", "response type", "treatment", "risk response",
                 "approach"),
    "plan": ("mitigation", "mitigation plan", "response plan", "action plan", "mitigation actions", "mitigating action",
             "resolution", "actions", "next steps", "mitigation strategy", "resolution plan", "countermeasures"),
    "contingency": ("contingency", "contingency plan", "fallback", "plan b", "fallback plan"),
    "trigger": ("trigger", "triggers", "trigger event", "early warning", "warning signs", "risk trigger"),
    "due": ("due", "due date", "target date", "deadline", "resolve by", "target resolution date", "action due date",
            "target close date", "by when", "eta", "resolution date"),
    "need_by": ("need by", "needed by", "need by date", "required by", "date needed", "required date", "date required"),
    "validate_by": ("validate by", "validation date", "validate by date", "to be validated by", "confirm by",
                    "test by"),
    "created": ("created", "date created", "date raised", "raised on", "date identified", "identified on",
                "date logged",
                "raised", "opened", "open date", "date opened", "logged on", "date added"),
    "closed": ("closed", "date closed", "closed on", "closure date", "closed date", "actual close date",
               "date resolved"),
    "status": ("status", "state", "current status", "risk status", "issue status", "item status", "open closed"),
    "priority": ("priority", "urgency", "rank", "importance"),
    "category": ("category", "risk category", "area", "theme", "classification", "component", "group"),
    "workstream": ("workstream", "work stream", "stream", "ws", "team", "track", "department", "function"),
}  # fmt: skip

DATE_FIELDS = ("due", "need_by", "validate_by", "created", "closed")
LEVEL_FIELDS = ("likelihood", "impact", "residual_likelihood", "residual_impact")
SCORE_FIELDS = ("score", "residual_score")
PERSON_FIELDS = ("owner", "giver")

KINDS: dict[str, RaidKind] = {
    "r": RaidKind.RISK, "risk": RaidKind.RISK, "risks": RaidKind.RISK, "threat": RaidKind.RISK, "risiko": RaidKind.RISK,
    "risk log": RaidKind.RISK, "risk register": RaidKind.RISK, "opportunity": RaidKind.RISK,
    "a": RaidKind.ASSUMPTION, "assumption": RaidKind.ASSUMPTION, "assumptions": RaidKind.ASSUMPTION,
    "assumption log": RaidKind.ASSUMPTION, "annahme": RaidKind.ASSUMPTION,
    "i": RaidKind.ISSUE, "issue": RaidKind.ISSUE, "issues": RaidKind.ISSUE, "problem": RaidKind.ISSUE,
    "issue log": RaidKind.ISSUE, "issue register": RaidKind.ISSUE,
    "d": RaidKind.DEPENDENCY, "dependency": RaidKind.DEPENDENCY, "dependencies": RaidKind.DEPENDENCY,
    "dependency log": RaidKind.DEPENDENCY, "dep": RaidKind.DEPENDENCY,
    "action": RaidKind.ACTION, "actions": RaidKind.ACTION, "action item": RaidKind.ACTION,
    "action log": RaidKind.ACTION,
    "decision": RaidKind.DECISION, "decisions": RaidKind.DECISION, "decision log": RaidKind.DECISION,
}  # fmt: skip

# Words for a level of 1-5, shared by likelihood and impact. Three-level sheets use 2, 3 and 4: nobody who
# writes "High" on a scale of three has said "the worst there is".
LEVELS: dict[str, int] = {
    "very low": 1, "vl": 1, "rare": 1, "remote": 1, "negligible": 1, "insignificant": 1, "trivial": 1,
    "highly unlikely": 1,
    "improbable": 1, "very unlikely": 1,
    "low": 2, "l": 2, "unlikely": 2, "minor": 2, "small": 2,
    "medium": 3, "med": 3, "m": 3, "moderate": 3, "possible": 3, "significant": 3, "average": 3, "medium high": 4,
    "high": 4, "h": 4, "likely": 4, "probable": 4, "major": 4, "serious": 4, "large": 4, "medium low": 2,
    "very high": 5, "vh": 5, "almost certain": 5, "certain": 5, "critical": 5, "severe": 5, "catastrophic": 5,
    "extreme": 5, "very likely": 5, "highly likely": 5, "showstopper": 5,
}  # fmt: skip

# Probability in percent at which each level begins to be the nearest; middle points of 5, 20, 40, 60 and 85 %
# (DOMAIN.md 2.2).
PERCENT_LEVELS = ((12.5, 1), (30.0, 2), (50.0, 3), (72.5, 4), (100.0, 5))

STATUSES: dict[str, RaidStatus] = {
    "identified": RaidStatus.IDENTIFIED, "new": RaidStatus.IDENTIFIED, "raised": RaidStatus.IDENTIFIED,
    "draft": RaidStatus.IDENTIFIED, "proposed": RaidStatus.IDENTIFIED,
    "assessed": RaidStatus.ASSESSED, "analysed": RaidStatus.ASSESSED, "analyzed": RaidStatus.ASSESSED,
    "response planned": RaidStatus.PLANNED, "planned": RaidStatus.PLANNED, "mitigation planned": RaidStatus.PLANNED,
    "monitoring": RaidStatus.MONITORING, "monitored": RaidStatus.MONITORING, "watch": RaidStatus.MONITORING,
    "mitigated": RaidStatus.MONITORING, "accepted": RaidStatus.MONITORING, "monitor": RaidStatus.MONITORING,
    "open": RaidStatus.OPEN, "active": RaidStatus.OPEN, "pending": RaidStatus.OPEN, "on hold": RaidStatus.OPEN,
    "escalated": RaidStatus.OPEN, "reopened": RaidStatus.OPEN, "not started": RaidStatus.OPEN,
    "in progress": RaidStatus.IN_PROGRESS, "mitigating": RaidStatus.IN_PROGRESS, "wip": RaidStatus.IN_PROGRESS,
    "ongoing": RaidStatus.IN_PROGRESS, "in work": RaidStatus.IN_PROGRESS, "started": RaidStatus.IN_PROGRESS,
    "occurred": RaidStatus.OCCURRED, "materialised": RaidStatus.OCCURRED, "materialized": RaidStatus.OCCURRED,
    "realised": RaidStatus.OCCURRED, "realized": RaidStatus.OCCURRED, "became issue": RaidStatus.OCCURRED,
    "closed": RaidStatus.CLOSED, "resolved": RaidStatus.CLOSED, "done": RaidStatus.CLOSED,
    "complete": RaidStatus.CLOSED,
    "completed": RaidStatus.CLOSED, "retired": RaidStatus.CLOSED, "cancelled": RaidStatus.CLOSED,
    "canceled": RaidStatus.CLOSED, "expired": RaidStatus.CLOSED, "validated": RaidStatus.CLOSED,
    "withdrawn": RaidStatus.CLOSED, "met": RaidStatus.CLOSED, "delivered": RaidStatus.CLOSED,
}  # fmt: skip

RESPONSES: dict[str, Response] = {
    "avoid": Response.AVOID, "avoidance": Response.AVOID, "eliminate": Response.AVOID,
    "reduce": Response.REDUCE, "mitigate": Response.REDUCE, "mitigation": Response.REDUCE, "control": Response.REDUCE,
    "treat": Response.REDUCE, "reduction": Response.REDUCE,
    "transfer": Response.TRANSFER, "share": Response.TRANSFER, "insure": Response.TRANSFER,
    "accept": Response.ACCEPT, "acceptance": Response.ACCEPT, "tolerate": Response.ACCEPT, "retain": Response.ACCEPT,
}  # fmt: skip

# What stands in a cell where nothing is meant
NOTHING = frozenset({"", "-", "--", "—", "–", "n/a", "na", "n.a.", "none", "tbd", "tbc", "?", "nil", "not applicable"})
_WORDS = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """A header or word without case, accents, brackets and punctuation.

    >>> plain(" Date Raised*: "), plain("Likelihood (1-5)")
    ('date raised', 'likelihood 1 5')
    """
    text = unicodedata.normalize("NFKD", text[:200]).casefold()
    return _WORDS.sub(" ", "".join(c for c in text if not unicodedata.combining(c))).replace("_", " ").strip()


def means_nothing(text: str) -> bool:
    return text.strip().lower() in NOTHING
