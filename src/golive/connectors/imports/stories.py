"""What can somebody tell of tools that fit together?"""

from __future__ import annotations

from golive.connectors.imports import queries, rules
from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Story, said

WORKED = ("import.received", "import.accepted")


def tools_fit(on: Ground) -> Story | None:
    """Practice 12: what came from which tool, and how many lines were refused instead of guessed."""
    batches = list(queries.batches(on.implementation).filter(state=rules.ACCEPTED))
    if not batches or not on.took_part(*WORKED):
        return None
    kinds = {batch.kind for batch in batches}
    refused = sum(batch.rejected for batch in batches)
    return Story(
        12,
        (
            on.opening,
            said(
                "Plan, risks and backlog live in {kinds}.",
                kinds=on.count(len(kinds), "tool", "Imports", "imports"),
            ),
        ),
        (said("My task was to let the people keep the tools they know and still have one record."),),
        (
            said(
                "I brought Microsoft Project, Excel and Jira exports together by {imports}, "
                "previewed line by line before "
                "anything changed.",
                imports=on.count(len(batches), "import", "Imports", "imports"),
            ),
            said(
                "I had {refused} listed with their reasons for the people who own them, instead of guessing.",
                refused=on.count(refused, "faulty line", "Imports", "imports"),
            ),
        ),
        (
            said(
                "The same files imported again change nothing; the newest of {imports} is from {day}.",
                imports=on.count(len(batches), "import", "Imports", "imports"),
                day=on.record(batches[0].created_at, batches[0]),
            ),
            said("Each file is kept with its hash, and the steering committee decides on one record."),
        ),
    )


STORIES = (Telling(12, tools_fit),)
