"""What can somebody tell of people at the client whom they do not manage?"""

from __future__ import annotations

from django.db.models import Count, Q

from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Line, Story, said
from golive.registers.commitments import queries
from golive.registers.commitments.models import Commitment, Escalation, Promise

WORKED = ("commitment.asked", "commitment.promised", "commitment.delivered", "commitment.escalated")
PAGE = ("commitments",)


def without_control(on: Ground) -> Story | None:
    """Practice 10: what was asked of whom, what came, and what the worst delay would cost."""
    rows = Commitment.objects.filter(implementation=on.implementation)
    found = rows.aggregate(
        all=Count("pk"), kept=Count("pk", filter=~Q(delivered_on=None)), people=Count("counterpart", distinct=True)
    )
    if not found["all"] or not on.took_part(*WORKED):
        return None
    standings = queries.standings(on.implementation)
    worst = next((each for each in standings if each.sentence), None)
    promises = Promise.objects.filter(commitment__implementation=on.implementation).count()
    sent = Escalation.objects.filter(commitment__implementation=on.implementation).count()
    result = [
        said(
            "{kept} of {all} are delivered; {sent}.",
            kept=on.of(found["kept"], "Client deliveries", *PAGE),
            all=on.of(found["all"], "Client deliveries", *PAGE),
            sent=on.count(sent, "escalation was sent", "Client deliveries", *PAGE, many="escalations were sent"),
        )
    ]
    if worst is not None:
        result.insert(
            0,
            said("The most urgent one reads: “{sentence}”", sentence=on.record(worst.sentence, worst.commitment)),
        )
    return Story(
        10,
        (
            on.opening,
            said("The plan waits for people of the client who do not report to me."),
        ),
        (
            said(
                "My task was to get {all} in time.",
                all=on.count(found["all"], "delivery", "Client deliveries", *PAGE, many="deliveries"),
            ),
        ),
        (
            _asked(on, found["people"], promises),
            said(
                "I let the critical path compute need-by and drop-dead dates, so that the talk with these people was "
                "about consequences and not about blame."
            ),
        ),
        (
            *result,
            said("The executive sponsor and the steering committee own what is escalated."),
        ),
        frozenset({"conflict"}),
    )


def _asked(on: Ground, people: int, promises: int) -> Line:
    """Who asked the counterparts: the teller, as far as the log says so."""
    parts = {
        "people": on.count(people, "counterpart", "Client deliveries", *PAGE),
        "promises": on.count(promises, "promised date", "Client deliveries", *PAGE),
    }
    each = "each with the task of the plan that waits, and their own promises are written down: {promises}."
    if on.took_part("commitment.asked"):
        own = on.times("request", "commitment.asked")
        return said(f"I wrote {{times}} by name; {{people}} are asked, {each}", times=own, **parts)
    return said(f"{{people}} are asked by name, {each}", **parts)


STORIES = (Telling(10, without_control),)
