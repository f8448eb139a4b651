"""Which changes wait, who decides them, what were they worth, and how well do we estimate?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from statistics import fmean

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import holders
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Wanted
from golive.plain.seat import Role
from golive.registers.changes import impact, rules
from golive.registers.changes.models import ChangeRequest, ChangeVote, Impact
from golive.registers.plan import queries as plan_queries
from golive.registers.steering import queries as steering_queries
from golive.registers.steering import rules as steering_rules
from golive.registers.steering.queries import Committee, Meeting

# Whom a committee without enough votes could seat.
MAY_SIT = (Role.SPONSOR, Role.COMMITTEE)


def waiting(implementation: Implementation) -> QuerySet[ChangeRequest]:
    """The submitted changes, the oldest first."""
    rows = here(ChangeRequest, implementation).filter(state=rules.SUBMITTED)
    return rows.select_related("requested_by", "meeting").order_by("submitted_at", "ref")


@asked_once
def submitted(implementation: Implementation) -> list[ChangeRequest]:
    """The same, read once for a page: the rail counts them, the agenda shows them."""
    return list(waiting(implementation))


def impacts(change: ChangeRequest) -> QuerySet[Impact]:
    rows = Impact.objects.filter(change=change).select_related("assessed_by", "change__implementation")
    return rows.order_by("-assessed_at", "-pk")


def committee_of(change: ChangeRequest, level: str) -> Committee | None:
    """The body that decides at this level; None = the manager alone."""
    if not level or level == steering_rules.Level.MANAGER.value:
        return None
    return steering_queries.committee_at(change.implementation, steering_rules.Level(level))


@asked_once
def bench(change: ChangeRequest) -> rules.Bench:
    """Who may decide this change now, by the seats and rights of this moment."""
    found, implementation = impact.latest(change), change.implementation
    level = found.level if found else steering_rules.Level.COMMITTEE.value
    committee = committee_of(change, level)
    quorum = int(implementations.value(implementation, steering_rules.QUORUM))
    own = {change.requested_by_id, change.created_by_id}
    if committee is None:
        managers = _others(implementation, own, Role.MANAGER)
        to_seat = _to_seat(implementation, own, ())
        return rules.Bench(level, "the steering committee", {}, None, quorum, managers, founded=False, to_seat=to_seat)
    seats = list(steering_queries.members(committee))
    chair = next((seat.person_id for seat in seats if seat.seat == steering_rules.CHAIR), None)
    voters = {seat.person_id: seat.person.name for seat in seats if seat.votes and seat.person_id not in own}
    barred = sum(1 for seat in seats if seat.votes and seat.person_id in own)
    # Who asked for it has a seat and no vote on it: that seat is not missed. A committee too small stays too small.
    needed = quorum if len(voters) >= quorum else max(1, quorum - barred)
    to_seat = () if len(voters) >= needed else _to_seat(implementation, own, voters)
    return rules.Bench(level, committee.title, voters, chair, needed, to_seat=to_seat)


def _to_seat(implementation: Implementation, own: Collection[int | None], seated: Collection[int]) -> tuple[str, ...]:
    return tuple(_others(implementation, {*own, *seated}, *MAY_SIT).values())


def _others(implementation: Implementation, but: Collection[int | None], *roles: Role) -> dict[int, str]:
    """Who holds one of these roles here, without these people."""
    return {person.pk: person.name for person in holders(implementation, *roles) if person.pk not in but}


def votes(change: ChangeRequest, bench: rules.Bench, dossier: rules.Dossier) -> list[ChangeVote]:
    """The votes on what lies on the table now, of the seats that hold a vote now, in the order they were cast."""
    rows = ChangeVote.objects.filter(change=change, dossier=dossier.hash, person__in=bench.voters)
    return list(rows.select_related("person").order_by("cast_at", "pk"))


def as_wanted(implementation: Implementation) -> Sequence[Wanted]:
    """The submitted changes as decisions that somebody has to take."""
    rows = submitted(implementation)
    newest = _newest_impacts(rows)
    meeting = steering_queries.next_meeting(implementation)
    wait = timedelta(days=int(implementations.value(implementation, rules.DECIDE_DAYS)))
    return [
        Wanted(
            title=f"{change.title}?",
            recommendation=_recommendation(change, newest.get(change.pk)),
            ref=change.ref,
            url=change.get_absolute_url(),
            who=newest[change.pk].level.capitalize() if change.pk in newest else "",
            due=_due(change, newest.get(change.pk), meeting, wait),
            since=change.submitted_at,
            weight=1 if change.meeting_id else 0,
        )
        for change in rows
    ]


def _due(change: ChangeRequest, found: Impact | None, meeting: Meeting | None, wait: timedelta) -> date | None:
    """A committee decides at its meeting; what the manager decides alone waits for none."""
    alone = found is not None and found.level == steering_rules.Level.MANAGER.value and change.meeting is None
    if alone and change.submitted_at is not None:
        return timezone.localdate(change.submitted_at) + wait
    return on.on.date() if (on := change.meeting or meeting) else None


def _recommendation(change: ChangeRequest, found: Impact | None) -> str:
    """What could be done instead, or what is asked for; and what the request does as it stands."""
    said = f"Instead: {change.alternative}" if change.alternative else f"Asked for: {change.justification}"
    effect = f"If approved: {found.sentence}" if found else "Its impact has not been assessed."
    return f"{said.rstrip('.')}. {effect}"


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
        offered=Count("pk", filter=refused & ~Q(offered="")),
        youngest=Max("created_at"),
    )
    today, wait = implementation.today(), list(waiting(implementation))
    waited = [(c.ref, (today - c.submitted_at.date()).days if c.submitted_at else 0) for c in wait]
    newest, inputs = _newest_impacts(wait), plan_queries.inputs_now(implementation)
    tables = [(c, impact.on_the_table(c, newest.get(c.pk), inputs)) for c in wait]
    faulty = [c.ref for c, dossier in tables if rules.impact_faults(c, dossier)]
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
    rows = here(ChangeRequest, implementation).filter(decided_at__gte=since)
    return rows.order_by("-decided_at")


def bias(implementation: Implementation) -> tuple[int, float | None]:
    """How many closed changes can be compared, and by how many working days we estimate too low on average."""
    rows = ChangeRequest.objects.filter(implementation=implementation).exclude(actual_days=None)
    pairs = rows.exclude(predicted_days=None).values_list("predicted_days", "actual_days")
    errors = [(actual or 0) - (predicted or 0) for predicted, actual in pairs]
    return len(errors), round(fmean(errors), 2) if errors else None
