"""What do we wait for, which delivery costs the window first, and what would it cost?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from golive.engines.schedule import cliff
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.models import Implementation
from golive.plain.money import Money
from golive.plain.rag import Rag
from golive.registers.commitments import rules
from golive.registers.commitments.models import Commitment, Escalation, Promise
from golive.registers.plan import queries as plan


@dataclass(frozen=True)
class Standing:
    """One delivery as it stands: what a delay costs, how many working days are left, and its colour."""

    commitment: Commitment
    delay: rules.Delay | None
    spare: int | None
    colour: Rag
    sentence: str | None

    @property
    def order(self) -> tuple[int, date]:
        return (-self.colour.severity, self.delay.need_by if self.delay else date.max)


def open_ones(implementation: Implementation) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(implementation=implementation, state=rules.OPEN)
    return rows.select_related("implementation", "counterpart", "lead").order_by("expected_on", "ref")


def standings(implementation: Implementation) -> list[Standing]:
    """Every open delivery, the one that costs most first: the cliff list."""
    found = [standing(each) for each in open_ones(implementation)]
    return sorted(found, key=lambda s: s.order)


def standing(commitment: Commitment) -> Standing:
    """What a delay of this delivery costs now."""
    implementation = commitment.implementation
    watch = int(implementations.value(implementation, rules.WATCH_DAYS))
    delay = delay_of(commitment)
    expected = commitment.expected_on
    spare = _working_days(implementation, expected, delay.need_by) if delay and expected else None
    text = rules.sentence(commitment.title, commitment.counterpart.name, delay) if delay else None
    if commitment.state != rules.OPEN:
        return Standing(commitment, delay, spare, Rag.GREEN, text)
    return Standing(commitment, delay, spare, rules.colour(expected, delay, spare, watch), text)


def delay_of(commitment: Commitment) -> rules.Delay | None:
    """The need-by date and the cliff of the task behind it; None where the plan does not know it."""
    implementation, uid = commitment.implementation, commitment.task_uid
    found = plan.opened(implementation)
    if found is None or uid not in found[1]:
        return None
    windows, target = plan.windows(implementation), plan.target(implementation)
    if windows is None:
        return rules.Delay(found[1][uid].late_finish.date(), None, None, None, None)
    edge = cliff(found[1], windows, uid, target=target)
    before, after = (w.day if w else None for w in (edge.from_window, edge.to_window))
    return rules.Delay(edge.plan_date, edge.drop_dead, before, after, _cost(implementation, before, after))


def _cost(implementation: Implementation, before: date | None, after: date | None) -> Money | None:
    """Burn rate and delayed benefit of the working days between two windows; None where neither is known."""
    rates = [implementation.burn_per_day_minor, implementation.delayed_benefit_per_day_minor]
    if before is None or after is None or not any(rates):
        return None
    days = _working_days(implementation, before, after) or 0
    return Money(days * sum(rate or 0 for rate in rates), implementation.currency)


def _working_days(implementation: Implementation, since: date | None, until: date) -> int | None:
    """Working days from the end of one day to the end of another; negative when the second is earlier."""
    found = plan.opened(implementation)
    if found is None or since is None:
        return None
    first, last = (datetime.combine(day, time(23, 59)) for day in (since, until))
    if first <= last:
        return round(found[1].working_days(first, last))
    return -round(found[1].working_days(last, first))


def promises(commitment: Commitment) -> QuerySet[Promise]:
    return Promise.objects.filter(commitment=commitment).select_related("made_by").order_by("made_at", "pk")


def escalations(commitment: Commitment) -> QuerySet[Escalation]:
    return Escalation.objects.filter(commitment=commitment).select_related("to", "sent_by").order_by("-sent_at")


def dues(implementation: Implementation) -> rules.Dues:
    """The facts behind the checks."""
    rows = Commitment.objects.filter(implementation=implementation)
    counted = rows.aggregate(asked=Count("pk"), youngest=Max("created_at"))
    standing_now, today = standings(implementation), implementation.today()
    past = [(s.commitment.ref, s.delay.need_by) for s in standing_now if s.delay and s.delay.need_by < today]
    last = Promise.objects.filter(commitment=OuterRef("pk")).order_by("-made_at", "-pk").values("on")[:1]
    judged = rows.exclude(state=rules.CANCELLED).annotate(last=Subquery(last)).exclude(last=None)
    made = [(each.last, each.delivered_on) for each in judged if each.last and (each.delivered_on or each.last < today)]
    return rules.Dues(
        asked=counted["asked"],
        open=len(standing_now),
        unlinked=[s.commitment.ref for s in standing_now if s.delay is None],
        unpromised=[
            (s.commitment.ref, s.commitment.counterpart.name) for s in standing_now if not s.commitment.expected_on
        ],
        past_need_by=past,
        promises=len(made),
        promises_kept=sum(bool(delivered and delivered <= promised) for promised, delivered in made),
        youngest=counted["youngest"],
    )
