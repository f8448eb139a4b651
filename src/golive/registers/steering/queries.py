"""Who may vote, when is the next meeting, what is on its agenda, and who has the authority?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.declaration import Wanted, registry
from golive.registers.steering import rules
from golive.registers.steering.models import Committee, Meeting, Member


def committees(implementation: Implementation) -> QuerySet[Committee]:
    return here(Committee, implementation).order_by("ref")


@asked_once
def main_committee(implementation: Implementation) -> Committee | None:
    """The steering committee: the first that was founded at that level."""
    return committees(implementation).filter(level="steering").first()


def committee_at(implementation: Implementation, level: rules.Level) -> Committee | None:
    """The body that decides at a level; without a change authority its changes go to the steering committee."""
    if level is rules.Level.AUTHORITY:
        lower = committees(implementation).filter(level="change authority").first()
        return lower or main_committee(implementation)
    return main_committee(implementation) if level is rules.Level.COMMITTEE else None


def members(committee: Committee, on: date | None = None) -> QuerySet[Member]:
    """The seats that are held on a day (default: today)."""
    day = on or committee.implementation.today()
    held = Member.objects.filter(committee=committee, from_on__lte=day).filter(Q(until_on=None) | Q(until_on__gt=day))
    return held.select_related("person").order_by("seat", "person__name")


def voters(committee: Committee, on: date | None = None) -> list[Person]:
    return [member.person for member in members(committee, on) if member.votes]


def may_vote(committee: Committee, person: Person) -> bool:
    return members(committee).filter(person=person, votes=True).exists()


@asked_once
def next_meeting(implementation: Implementation, committee: Committee | None = None) -> Meeting | None:
    found = here(Meeting, implementation).filter(state=rules.PLANNED, on__gte=implementation.now())
    if committee is not None:
        found = found.filter(committee=committee)
    return found.select_related("committee").order_by("on").first()


@asked_once
def wanted_everywhere(implementation: Implementation) -> list[Wanted]:
    """Every decision that any register wants, the most urgent first."""
    wanted = [each for register in registry.all() for each in register.wanted(implementation)]
    return sorted(wanted, key=lambda w: (-w.weight, w.due or date.max, w.ref))


def agenda(meeting: Meeting) -> Sequence[Wanted]:
    """What the meeting has to decide: computed until it is held, then as it stood."""
    if meeting.state == rules.PLANNED:
        return wanted_everywhere(meeting.implementation)
    return [Wanted(**{**item, "due": item["due"] and date.fromisoformat(item["due"])}) for item in meeting.agenda]


def limits(implementation: Implementation) -> rules.Limits:
    chosen = implementations.values(implementation)
    return rules.Limits(
        float(chosen[rules.MANAGER_COST.key].value),
        float(chosen[rules.AUTHORITY_COST.key].value),
        int(chosen[rules.SALAMI_DAYS.key].value),
    )


def authority_for(
    implementation: Implementation,
    *,
    cost_minor: int | None,
    windows_moved: int | None,
    acceptance_changed: bool,
    cumulative_cost_minor: int = 0,
) -> rules.Authority:
    """Who may approve a change of this weight here."""
    budget = implementation.budget_minor
    share = cost_minor / budget if budget and cost_minor is not None else None
    before = cumulative_cost_minor / budget if budget else 0.0
    return rules.authority_for(rules.Weight(share, windows_moved, acceptance_changed, before), limits(implementation))


def rhythm(implementation: Implementation) -> rules.Rhythm:
    """The facts behind the checks: does the committee exist, can it decide, does it meet?"""
    committee, chosen = main_committee(implementation), implementations.values(implementation)
    seats = list(members(committee)) if committee else []
    meetings = Meeting.objects.filter(implementation=implementation)
    last = meetings.filter(state=rules.HELD).order_by("-on").first()
    upcoming = next_meeting(implementation)
    return rules.Rhythm(
        committees=committees(implementation).count(),
        voters=sum(member.votes for member in seats),
        quorum=int(chosen[rules.QUORUM.key].value),
        chaired=any(member.seat == rules.CHAIR for member in seats),
        last_held=last.on if last else None,
        next_on=upcoming.on if upcoming else None,
        today=implementation.today(),
        limit=int(chosen[rules.MEETING_DAYS.key].value),
    )
