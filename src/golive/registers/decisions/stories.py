"""What can somebody tell of two stakeholders who disagreed?"""

from __future__ import annotations

from django.db.models import Count, Q

from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Line, Story, said
from golive.registers.decisions import queries, rules
from golive.registers.decisions.models import Decision, Dissent, ReadBack

WORKED = ("decision.asked", "decision.taken", "decision.disputed")


def disagreement(on: Ground) -> Story | None:
    """Practice 20: the newest decision between written positions that somebody dissented from."""
    disputed = Dissent.objects.filter(decision__implementation=on.implementation).values("decision")
    rows = Decision.objects.filter(pk__in=disputed, state=rules.DECIDED).select_related("implementation")
    decision = next((each for each in rows.order_by("-decided_at", "-ref") if len(each.options) > 1), None)
    if decision is None or not on.took_part(*WORKED):
        return None
    first, second = decision.options[0]["label"], decision.options[1]["label"]
    return Story(
        20,
        (
            on.opening,
            said(
                "Two stakeholders disagreed: “{first}” or “{second}”?",
                first=on.record(first, decision),
                second=on.record(second, decision),
            ),
        ),
        (said("My task was a decision that both sides can live with, on grounds and not on rank."),),
        (
            said(
                "Both positions were put side by side with their cost and benefit. For “{first}” stood: {benefit}. "
                "Against it: {cost}.",
                first=on.record(first, decision),
                benefit=on.record(decision.options[0].get("benefit") or "no benefit named", decision),
                cost=on.record(decision.options[0].get("cost") or "no cost named", decision),
            ),
            said("It went to the person who has the authority to decide."),
            *_dissent(on, decision),
        ),
        (
            said(
                "“{outcome}” was decided on {day}: {because}",
                outcome=on.record(decision.outcome, decision),
                day=on.record(decision.decided_at or decision.created_at, decision),
                because=on.record(decision.because, decision),
            ),
            *_read_back(on),
        ),
        frozenset({"conflict"}),
    )


def _dissent(on: Ground, decision: Decision) -> list[Line]:
    """What the side that lost has on record."""
    found = queries.dissents(decision).first()
    if found is None:
        return []
    text = on.record(found.text.rstrip("."), decision)
    return [said("The people who were overruled have their dissent in the decision log: “{text}”.", text=text)]


def _read_back(on: Ground) -> list[Line]:
    """How decisions reach those concerned here."""
    told = ReadBack.objects.filter(decision__implementation=on.implementation)
    found = told.aggregate(sent=Count("pk"), read=Count("pk", filter=~Q(read_at=None)))
    line = (
        "Every decision is read back to the people concerned: {read} of {sent} "
        "confirmed. The steering committee owns the log."
    )
    return [
        said(
            line,
            read=on.of(found["read"], "Decision log", "decisions"),
            sent=on.of(found["sent"], "Decision log", "decisions"),
        )
    ]


STORIES = (Telling(20, disagreement),)
