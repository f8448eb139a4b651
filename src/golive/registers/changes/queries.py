"""Which changes wait, who decides them, what were they worth, and how well do we estimate?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import fmean

from django.db.models import Count, Max, Q, QuerySet

from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.declaration import Wanted
from golive.registers.changes import impact, rules
from golive.registers.changes.models import ChangeRequest, Impact
from golive.registers.steering import queries as steering
from golive.registers.steering import rules as authority
from golive.registers.steering.queries import Committee, Meeting


def waiting(implementation: Implementation) -> QuerySet[ChangeRequest]:
    """The submitted changes, the oldest first."""
    rows = ChangeRequest.objects.filter(implementation=implementation, state=rules.SUBMITTED)
    return rows.select_related("implementation", "requested_by", "meeting").order_by("submitted_at", "ref")


def impacts(change: ChangeRequest) -> QuerySet[Impact]:
    rows = Impact.objects.filter(change=change).select_related("assessed_by", "change__implementation")
    return rows.order_by("-assessed_at", "-pk")


def committee_of(change: ChangeRequest, level: str) -> Committee | None:
    """The body that decides at this level; None = the manager alone."""
    if not level or level == authority.Level.MANAGER.value:
        return None
    return steering.committee_at(change.implementation, authority.Level(level))


def bench(change: ChangeRequest) -> rules.Bench:
    """Who may decide this change now, by the seats and rights of this moment."""
    found = impact.latest(change)
    level = found.level if found else authority.Level.COMMITTEE.value
    committee = committee_of(change, level)
    quorum = int(implementations.value(change.implementation, authority.QUORUM))
    if committee is None:
        return rules.Bench(level, "the steering committee", {}, None, quorum)
    seats = list(steering.members(committee))
    chair = next((seat.person_id for seat in seats if seat.seat == authority.CHAIR), None)
    voters = {seat.person_id: seat.person.name for seat in seats if seat.votes}
    return rules.Bench(level, committee.title, voters, chair, min(quorum, max(1, len(voters))))


def voters(change: ChangeRequest) -> list[Person]:
    """The people with a vote on this change; who asked for it has none."""
    found = impact.latest(change)
    committee = committee_of(change, found.level) if found else None
    people = steering.voters(committee) if committee else []
    return [person for person in people if person.pk != change.requested_by_id]


def as_wanted(implementation: Implementation) -> Sequence[Wanted]:
    """The submitted changes as decisions that somebody has to take."""
    rows = list(waiting(implementation))
    newest = _newest_impacts(rows)
    meeting = steering.next_meeting(implementation)
    return [
        Wanted(
            title=f"{change.title}?",
            recommendation=_recommendation(change),
            ref=change.ref,
            url=change.get_absolute_url(),
            who=newest[change.pk].level.capitalize() if change.pk in newest else "",
            due=_due(change.meeting or meeting),
            consequence=newest[change.pk].sentence if change.pk in newest else "Its impact has not been assessed.",
            since=change.submitted_at,
            weight=1 if change.meeting_id else 0,
        )
        for change in rows
    ]


def _due(meeting: Meeting | None) -> date | None:
    return meeting.on.date() if meeting else None


def _recommendation(change: ChangeRequest) -> str:
    return f"Instead: {change.alternative}" if change.alternative else change.justification


def _newest_impacts(rows: Sequence[ChangeRequest]) -> dict[int, Impact]:
    found = (
        Impact.objects.filter(change__in=rows).select_related("change__implementation").order_by("assessed_at", "pk")
    )
    return {each.change_id: each for each in found}


def control(implementation: Implementation) -> rules.Control:
    """The facts behind the checks."""
    rows = ChangeRequest.objects.filter(implementation=implementation)
    refused = Q(outcome__in=[rules.REJECT, rules.DEFER])
    counted = rows.aggregate(
        all=Count("pk"),
        refused=Count("pk", filter=refused),
        offered=Count("pk", filter=refused & ~Q(alternative="")),
        youngest=Max("created_at"),
    )
    today, wait = implementation.today(), list(waiting(implementation))
    waited = [(c.ref, (today - c.submitted_at.date()).days if c.submitted_at else 0) for c in wait]
    faulty = [c.ref for c in wait if rules.impact_faults(c, impact.dossier(c))]
    return rules.Control(
        all=counted["all"],
        waiting=waited,
        unassessed=faulty,
        refused=counted["refused"],
        with_alternative=counted["offered"],
        limit=int(implementations.value(implementation, rules.DECIDE_DAYS)),
        youngest=counted["youngest"],
    )


def decided_since(implementation: Implementation, days: int) -> QuerySet[ChangeRequest]:
    since = implementation.now() - timedelta(days=days)
    rows = ChangeRequest.objects.filter(implementation=implementation, decided_at__gte=since)
    return rows.select_related("implementation").order_by("-decided_at")


def bias(implementation: Implementation) -> tuple[int, float | None]:
    """How many closed changes can be compared, and by how many working days we estimate too low on average."""
    rows = ChangeRequest.objects.filter(implementation=implementation).exclude(actual_days=None)
    pairs = rows.exclude(predicted_days=None).values_list("predicted_days", "actual_days")
    errors = [(actual or 0) - (predicted or 0) for predicted, actual in pairs]
    return len(errors), round(fmean(errors), 2) if errors else None
