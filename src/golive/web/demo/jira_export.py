"""How does Jira export Acme's issues with all fields, and all its habits?"""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date, datetime

from golive.web.demo.cast import Person, person
from golive.web.demo.jira_issues import Issue, issues, sprint_name

_REPEATED = {"Watchers": 2, "Watchers Id": 2, "Labels": 3, "Sprint": 2, "Comment": 2}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_JUNK = {"Custom field (Development)": "{}", "Custom field (Approvals)": "com.example.ApprovalsCFValue@21c2fe6f"}


def export() -> bytes:
    """The CSV with its byte order mark, CRLF lines and repeated headers; the same bytes at every call."""
    found = issues()
    rows = [_cells(issue, found) for issue in found]
    header = list(rows[0])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name in header for _ in range(_REPEATED.get(name, 1))])
    for cells in rows:
        writer.writerow([text for name in header for text in _spread(name, cells[name])])
    return out.getvalue().encode("utf-8-sig")


def _spread(name: str, value: str | list[str]) -> list[str]:
    """A repeated header takes one value per cell and leaves the rest empty."""
    values, width = [value] if isinstance(value, str) else value, _REPEATED.get(name, 1)
    return [*values[:width], *[""] * (width - len(values))]


def _cells(issue: Issue, found: list[Issue]) -> dict[str, str | list[str]]:
    return {**_named(issue), **_people_and_times(issue), **_planning(issue, found), **_family(issue)}


def _named(issue: Issue) -> dict[str, str | list[str]]:
    return {
        "Summary": issue.summary,
        "Issue key": issue.key,
        "Issue id": str(issue.id),
        "Issue Type": issue.kind,
        "Status": issue.status,
        "Project key": "ACRM",
        "Project name": "Acme CRM roll-out",
        "Project type": "software",
        "Project lead": person("manager").name,
        "Project lead id": _account(person("manager")),
        "Project description": "",
        "Priority": issue.priority,
        "Resolution": "Done" if issue.resolved else "",
    }


def _people_and_times(issue: Issue) -> dict[str, str | list[str]]:
    watchers = [issue.reporter, issue.assignee]
    return {
        "Assignee": issue.assignee.name,
        "Assignee Id": _account(issue.assignee),
        "Reporter": issue.reporter.name,
        "Reporter Id": _account(issue.reporter),
        "Creator": issue.reporter.name,
        "Creator Id": _account(issue.reporter),
        "Created": stamp(issue.created),
        "Updated": stamp(issue.updated),
        "Last Viewed": "",
        "Resolved": stamp(issue.resolved) if issue.resolved else "",
        "Due date": stamp(issue.due) if issue.due else "",
        "Votes": "0",
        "Labels": issue.labels,
        "Description": _description(issue),
        "Environment": "",
        "Watchers": [one.name for one in watchers],
        "Watchers Id": [_account(one) for one in watchers],
    }


def _planning(issue: Issue, found: list[Issue]) -> dict[str, str | list[str]]:
    blockers = [other.key for other in found if other.blocks is issue]
    return {
        "Original estimate": "",
        "Remaining Estimate": "",
        "Time Spent": "",
        "Work Ratio": "-1",
        "Σ Original Estimate": "",
        "Security Level": "",
        "Inward issue link (Blocks)": ", ".join(blockers[:1]),
        "Outward issue link (Blocks)": issue.blocks.key if issue.blocks else "",
        "Attachment": "",
        **_JUNK,
        "Custom field (Rank)": f"0|i{issue.number:05x}:",
        "Custom field (Severity)": issue.severity,
        "Sprint": [sprint_name(number) for number in issue.sprints],
        "Custom field (Story Points)": f"{issue.points}.0" if issue.points else "",
        "Custom field (Start date)": "",
        "Comment": [f"{stamp(at)};{_account(who)};{text}" for at, who, text in issue.comments],
    }


def _family(issue: Issue) -> dict[str, str | list[str]]:
    parent = issue.parent
    return {
        "Parent": str(parent.id) if parent else "",
        "Parent key": parent.key if parent else "",
        "Parent summary": parent.summary if parent else "",
        "Status Category": issue.category,
        "Status Category Changed": stamp(issue.resolved or issue.updated),
    }


def _description(issue: Issue) -> str:
    if issue.kind == "Bug":
        return f"*Seen:* {issue.summary}.\n*Expected:* as in the design.\n*Office:* Boston, Denver"
    return f"As a user I want: {issue.summary.lower()}, so that the offices work alike."


def _account(who: Person) -> str:
    return f"712020:{hashlib.sha256(who.email.encode()).hexdigest()[:24]}"


def stamp(moment: datetime | date) -> str:
    """Jira's own way to write a moment, whatever the language of this machine.

    >>> stamp(datetime(2026, 2, 25, 22, 17))
    '25/Feb/26 10:17 PM'
    """
    hour, minute = (moment.hour, moment.minute) if isinstance(moment, datetime) else (0, 0)
    return (
        f"{moment.day:02d}/{_MONTHS[moment.month - 1]}/{moment.year % 100:02d} "
        f"{(hour - 1) % 12 + 1}:{minute:02d} {'PM' if hour >= 12 else 'AM'}"
    )
