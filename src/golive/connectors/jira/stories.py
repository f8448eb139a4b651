"""What can somebody tell of agile work against a fixed date?"""

from __future__ import annotations

from golive.connectors.jira import queries, rules
from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Story, said

WORKED = ("backlog.imported", "plan.forecast")


def hybrid(on: Ground) -> Story | None:
    """Practice 24: how much of the backlog is done, over how many sprints, before a date that does not move."""
    counts, committed = queries.by_category(on.implementation), on.implementation.committed_on
    total = sum(counts.values())
    if not total or committed is None or not on.took_part(*WORKED):
        return None
    sprints = {sprint for item in queries.items(on.implementation).only("sprints") for sprint in map(str, item.sprints)}
    done = counts.get(rules.DONE, 0)
    return Story(
        24,
        (
            on.opening,
            said(
                "The committed date is {committed}; the backlog still moves.",
                committed=on.of(committed, "the implementation's facts", "settings"),
            ),
        ),
        (said("My task was a hybrid: agile where requirements change, a plan where the date may not."),),
        (
            said(
                "I kept milestones and gates in the plan, and {total} in {sprints} in Jira, one backlog for the people "
                "who build and those who wait for it.",
                total=on.count(total, "issue", "Backlog", "backlog"),
                sprints=on.count(len(sprints), "sprint", "Backlog", "backlog"),
            ),
        ),
        (
            said(
                "{done} are done and {rest} remain; I re-simulated the date {times}.",
                done=on.of(done, "Backlog", "backlog"),
                rest=on.of(total - done, "Backlog", "backlog"),
                times=on.times("time", "plan.forecast"),
            ),
            said("The steering committee owns the date."),
        ),
    )


STORIES = (Telling(24, hybrid),)
