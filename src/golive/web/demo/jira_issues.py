"""Which issues stand in Acme's Jira on the first Monday, and how far is each?"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from golive.web.demo.cast import Person, person
from golive.web.demo.jira_texts import BUGS, EPICS, SUBTASKS

NOW = datetime(2026, 3, 13, 18, 4)
_FIRST_SPRINT = date(2026, 1, 5)
_SPRINT_DAYS = 14
_CURRENT_SPRINT = 6
_FIRST_ID = 10_000
_POINTS = (1, 2, 3, 5, 8)
_SEVERITY = {1: "1 - Show-stopper", 2: "2 - Severe", 3: "3 - Workaround exists", 4: "4 - Cosmetic"}
_PRIORITY = {1: "Highest", 2: "High", 3: "Medium", 4: "Low"}


@dataclass
class Issue:
    """One issue as exported; ``number`` counts from 1 and makes key and id."""

    number: int
    kind: str
    summary: str
    assignee: Person
    reporter: Person
    created: datetime
    updated: datetime
    status: str = "To Do"
    priority: str = "Medium"
    severity: str = ""
    parent: Issue | None = None
    blocks: Issue | None = None
    resolved: datetime | None = None
    due: date | None = None
    points: int | None = None
    sprints: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    comments: list[tuple[datetime, Person, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"ACRM-{self.number}"

    @property
    def id(self) -> int:
        return _FIRST_ID + self.number

    @property
    def category(self) -> str:
        return {"To Do": "To Do", "Done": "Done"}.get(self.status, "In Progress")


class _Dice:
    """Draws that stay the same on every version of Python: only ``random()`` is guaranteed to."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, limit: int) -> int:
        return int(self._random.random() * limit)

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent


def issues() -> list[Issue]:
    """All issues, oldest first; the same at every call."""
    dice = _Dice(20260316)
    epics = [_epic(number, dice) for number in range(len(EPICS))]
    stories = [_stories(index, epic, dice) for index, epic in enumerate(epics)]
    bugs = [_bug(index, stories, dice) for index in range(len(BUGS))]
    subtasks = [_subtask(index, stories, dice) for index in range(len(SUBTASKS))]
    found = [*epics, *(story for group in stories for story in group), *bugs, *subtasks]
    found.sort(key=lambda issue: issue.created)
    for number, issue in enumerate(found, start=1):
        issue.number = number
    _link(stories)
    return found


def _epic(index: int, dice: _Dice) -> Issue:
    name, stream, people, _ = EPICS[index]
    created = _at(date(2025, 11, 3), index, dice)
    return Issue(
        0,
        "Epic",
        name,
        person(people.split()[0]),
        person("manager"),
        created,
        NOW - timedelta(days=3),
        "In Progress",
        labels=[_slug(stream)],
    )


def _stories(index: int, epic: Issue, dice: _Dice) -> list[Issue]:
    _, stream, people, summaries = EPICS[index]
    return [
        _story(summary, place, len(summaries), epic, stream, people.split(), dice)
        for place, summary in enumerate(summaries)
    ]


def _story(summary: str, place: int, count: int, epic: Issue, stream: str, people: list[str], dice: _Dice) -> Issue:
    created = _at(date(2025, 12, 1), place * 2, dice)
    sprint = 1 + place * 8 // count
    issue = Issue(
        0,
        "Story",
        summary,
        person(people[dice.below(len(people))]),
        person("contributor"),
        created,
        created,
        parent=epic,
        points=_POINTS[dice.below(len(_POINTS))],
        labels=[_slug(stream)],
    )
    if "CR-0" in summary:
        issue.labels.append(summary[summary.index("CR-0") : summary.index("CR-0") + 6].lower())
    _work(issue, sprint, dice)
    if dice.chance(30):
        issue.comments.append((issue.updated, issue.reporter, "Agreed with the office; see the design page."))
    if dice.chance(15):
        issue.comments.append((issue.updated, issue.assignee, 'Shown in the demo, "very good"; one wish, noted.'))
    return issue


def _work(issue: Issue, sprint: int, dice: _Dice) -> None:
    """Place the issue in its sprint; some are carried into the next one, as in real life."""
    issue.sprints = [sprint]
    if sprint < _CURRENT_SPRINT and dice.chance(22):
        issue.sprints.append(sprint + 1)
    last = issue.sprints[-1]
    if last < _CURRENT_SPRINT:
        _finish(issue, _sprint_start(last) + timedelta(days=2 + dice.below(11)), dice)
    elif last == _CURRENT_SPRINT:
        issue.status, issue.updated = (
            ("In Progress", "In Review", "To Do")[dice.below(3)],
            NOW - timedelta(hours=dice.below(60)),
        )
    else:
        issue.updated = issue.created + timedelta(days=20)
        issue.due = _sprint_start(last) + timedelta(days=_SPRINT_DAYS - 3)


def _finish(issue: Issue, day: date, dice: _Dice) -> None:
    issue.status = "Done"
    issue.resolved = max(_at(min(day, date(2026, 3, 13)), 0, dice), issue.created + timedelta(hours=5))
    issue.updated = issue.resolved


def _bug(index: int, stories: list[list[Issue]], dice: _Dice) -> Issue:
    summary, severity, epic, stream = BUGS[index]
    created = _at(date(2026, 2, 23), index // 3, dice)
    story = stories[epic][dice.below(len(stories[epic]))]
    issue = Issue(
        0,
        "Bug",
        summary,
        story.assignee,
        person("testing"),
        created,
        created,
        priority=_PRIORITY[severity],
        severity=_SEVERITY[severity],
        parent=story.parent,
        labels=[_slug(stream), "sit-1"],
        sprints=[5],
    )
    if severity == 1 or dice.chance(55):
        _finish(issue, (created + timedelta(days=1 + dice.below(7))).date(), dice)
    else:
        issue.status, issue.updated = (
            ("To Do", "In Progress", "Retest")[dice.below(3)],
            NOW - timedelta(hours=dice.below(90)),
        )
        issue.sprints.append(_CURRENT_SPRINT)
    issue.comments.append((created, person("testing"), f"Found in SIT cycle 1.\nSteps attached; severity {severity}."))
    return issue


def _subtask(index: int, stories: list[list[Issue]], dice: _Dice) -> Issue:
    summary, epic, story = SUBTASKS[index]
    parent = stories[epic][story]
    created = parent.created + timedelta(days=1, hours=dice.below(6))
    issue = Issue(
        0,
        "Sub-task",
        summary,
        parent.assignee,
        parent.reporter,
        created,
        created,
        parent=parent,
        sprints=list(parent.sprints),
    )
    if parent.resolved:
        issue.status, issue.resolved, issue.updated = "Done", parent.resolved, parent.resolved
    return issue


def _link(stories: list[list[Issue]]) -> None:
    interfaces, data, quotes = stories[4], stories[5], stories[2]
    for blocker, blocked in (
        (interfaces[5], interfaces[3]),
        (data[3], data[7]),
        (quotes[0], quotes[5]),
        (interfaces[0], interfaces[3]),
        (data[4], data[1]),
    ):
        blocker.blocks = blocked


def _sprint_start(number: int) -> date:
    return _FIRST_SPRINT + timedelta(days=_SPRINT_DAYS * (number - 1))


def sprint_name(number: int) -> str:
    """The sprint's name in the export."""
    return f"ACRM Sprint {number}"


def _at(first: date, weekdays: int, dice: _Dice) -> datetime:
    day = first
    while weekdays or day.weekday() > 4:
        weekdays -= bool(weekdays) and day.weekday() < 5
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 8 + dice.below(10), dice.below(60))


def _slug(text: str) -> str:
    return text.lower().replace(" ", "-")
