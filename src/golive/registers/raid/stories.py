"""What can somebody tell of a risk log that did not die after the kickoff?"""

from __future__ import annotations

from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.money import Money
from golive.plain.story import Story, said
from golive.registers.raid import queries, rules
from golive.registers.raid.models import Item, Review

WORKED = ("raid.imported", "raid.raised", "raid.reviewed", "raid.assigned", "raid.answered", "raid.quantified")


def risks_managed(on: Ground) -> Story | None:
    """Practice 19: how many risks have an owner who can act and a trigger, and what they may cost."""
    log, rows = queries.log(on.implementation), Item.objects.filter(implementation=on.implementation)
    if not log.open or not on.took_part(*WORKED):
        return None
    exposure = queries.exposure(on.implementation)
    owned = log.open - log.unowned.count
    reviews = Review.objects.filter(item__implementation=on.implementation).count()
    top = queries.top_risks(on.implementation, 1)
    situation = [on.opening]
    if top:
        situation.append(said("The largest risk was “{title}”.", title=on.record(top[0].title, top[0])))
    return Story(
        19,
        tuple(situation),
        (said("My task was risk management that acts before it hurts: a RAID log that lives after the kickoff."),),
        (
            said(
                "I worked in the RAID log with {items}, scored by likelihood and impact; "
                "{reviews} with the team stand in it.",
                items=on.count(rows.count(), "item", "RAID log", "raid"),
                reviews=on.count(reviews, "review", "RAID log", "raid"),
            ),
            said(
                "{owned} of {open} open items belong to people who can act on them, none of them to the manager, "
                "and {triggered} carry a trigger that starts the contingency.",
                owned=on.of(owned, "RAID log", "raid"),
                open=on.of(log.open, "RAID log", "raid"),
                triggered=on.count(log.risks - log.without_trigger.count, "risk", "RAID log", "raid"),
            ),
        ),
        (
            said(
                "{closed} are closed; {fired}; the exposure is {exposure} at eighty per cent confidence.",
                closed=on.count(rows.filter(state=rules.CLOSED).count(), "item", "RAID log", "raid"),
                fired=on.count(log.fired.count, "trigger has fired", "RAID log", "raid", many="triggers have fired"),
                exposure=on.of(str(Money(exposure.p80, on.implementation.currency)), "RAID log, exposure", "raid"),
            ),
            said("The steering committee sees the top three in each status report and owns the contingency."),
        ),
        frozenset({"technical crisis"}),
    )


STORIES = (Telling(19, risks_managed),)
