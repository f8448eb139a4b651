"""What can somebody tell of change control: of scope that held, and of a no that kept the relationship?"""

from __future__ import annotations

from django.db.models import Count, Q, Sum

from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.money import Money
from golive.plain.story import Story, said
from golive.registers.changes import rules
from golive.registers.changes.models import ChangeRequest

WORKED = ("change.assessed", "change.decided", "change.drafted", "change.submitted", "change.scheduled")
REFUSED = Q(outcome__in=[rules.REJECT, rules.DEFER])
PAGE = ("changes",)


def scope_held(on: Ground) -> Story | None:
    """Practice 3: what came in, what was let in, and what the rest would have cost."""
    rows = ChangeRequest.objects.filter(implementation=on.implementation)
    found = rows.aggregate(
        all=Count("pk", filter=~Q(submitted_at=None)),
        let_in=Count("pk", filter=Q(outcome=rules.APPROVE)),
        refused=Count("pk", filter=REFUSED),
        offered=Count("pk", filter=REFUSED & ~Q(offered="")),
        days=Sum("predicted_days", filter=REFUSED),
        cost=Sum("cost_minor", filter=REFUSED),
        people=Count("requested_by", filter=~Q(submitted_at=None), distinct=True),
    )
    if not on.took_part(*WORKED) or not found["refused"]:
        return None
    kept = Money(found["cost"] or 0, on.implementation.currency)
    return Story(
        3,
        (
            on.opening,
            said(
                "After the kickoff {asked} came from {people} of the client and the team.",
                asked=on.count(found["all"], "change request", "Change control", *PAGE),
                people=on.count(found["people"], "stakeholder", "Change control", *PAGE),
            ),
        ),
        (said("My task was to protect the scope baseline and the go-live date against scope creep."),),
        (
            said(
                "I led every request through formal change control: business justification, a simulated impact on the "
                "critical path, and a decision by whoever has the authority. I ran {times}.",
                times=on.times("impact assessment", "change.assessed"),
            ),
            said(
                "To keep the people who asked on our side they were offered an alternative: "
                "{offered} of {refused} refusals carry one, and each was read back to the stakeholder with its reason.",
                offered=on.of(found["offered"], "Change control", *PAGE),
                refused=on.of(found["refused"], "Change control", *PAGE),
            ),
        ),
        (
            said(
                "{let_in} got in; {refused} did not, which kept {days} and {cost} out of the plan.",
                let_in=on.count(found["let_in"], "request", "Change control", *PAGE),
                refused=on.of(found["refused"], "Change control", *PAGE),
                days=on.count(round(found["days"] or 0), "working day", "Impact assessments", *PAGE),
                cost=on.of(str(kept), "Change control", *PAGE),
            ),
            said("The steering committee owns the scope baseline, and every decision stands in its log."),
        ),
        frozenset({"conflict"}),
    )


def pushed_back(on: Ground) -> Story | None:
    """Practice 17: the dearest request that was refused with an alternative."""
    rows = ChangeRequest.objects.filter(REFUSED, implementation=on.implementation).exclude(offered="")
    change = rows.select_related("decision", "implementation").order_by("-predicted_days", "-cost_minor", "ref").first()
    if change is None or not on.took_part(*WORKED):
        return None
    days, cost = round(change.predicted_days or 0), change.cost or Money(0, on.implementation.currency)
    return Story(
        17,
        (
            on.opening,
            said("A stakeholder asked for “{title}”.", title=on.record(change.title, change)),
        ),
        (said("My task was to push back with data and to keep the relationship."),),
        (
            said("The need under the request was written down first: “{need}”", need=on.record(change.need, change))
            if change.need
            else said("The business case under the request was asked for first."),
            said(
                "I simulated it on the plan: {days} on the critical path and {cost}.",
                days=on.record(f"{days} working day{'' if days == 1 else 's'}", change),
                cost=on.record(str(cost), change),
            ),
            said("The stakeholder was offered an alternative: “{offered}”", offered=on.record(change.offered, change)),
            said("Both went to the decider whom the authority matrix names, with a recommendation."),
        ),
        (
            said(
                "It was {outcome} on {day}; the plan kept its {days}. The reason was read back to the stakeholder.",
                outcome=on.record(change.outcome, change),
                day=on.record(change.decided_at or change.created_at, change),
                days=on.record(f"{days} working day{'' if days == 1 else 's'}", change),
            ),
            said("The steering committee owns such decisions, and its log keeps them."),
        ),
        frozenset({"conflict"}),
    )


STORIES = (Telling(3, scope_held), Telling(17, pushed_back))
