"""What do we wait for, which delivery costs the window first, and what would it cost?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from golive.engines.schedule import Cliff, Schedule
from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.known import here
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
    rows = here(Commitment, implementation).filter(state=rules.OPEN)
    return rows.select_related("counterpart", "lead").order_by("expected_on", "ref")


def open_and_late(implementation: Implementation) -> tuple[int, int]:
    """How many deliveries are open, and how many of them past the day that was promised."""
    late = Count("pk", filter=Q(expected_on__lt=implementation.today()))
    found = open_ones(implementation).order_by().aggregate(open=Count("pk"), late=late)
    return found["open"], found["late"]


@asked_once
def standings(implementation: Implementation) -> list[Standing]:
    """Every open delivery, the one that costs most first: the cliff list, in a fixed number of queries."""
    rows = list(open_ones(implementation))
    ground = _ground(implementation, [each.task_uid for each in rows])
    return sorted((_standing(each, ground) for each in rows), key=lambda s: s.order)


def standing(commitment: Commitment) -> Standing:
    """What a delay of this delivery costs now."""
    return _standing(commitment, _ground(commitment.implementation, [commitment.task_uid]))


def delay_of(commitment: Commitment) -> rules.Delay | None:
    """The need-by date and the cliff of the task behind it; None where the plan does not know it."""
    return _delay(commitment, _ground(commitment.implementation, [commitment.task_uid]))


@dataclass(frozen=True)
class _Ground:
    """The plan as every delivery of one list sees it."""

    implementation: Implementation
    dates: Schedule | None
    cliffs: dict[int, Cliff]
    watch: int


def _ground(implementation: Implementation, uids: list[int]) -> _Ground:
    found = plan.opened(implementation)
    watch = int(implementations.value(implementation, rules.WATCH_DAYS))
    return _Ground(implementation, found[1] if found else None, plan.cliffs(implementation, uids), watch)


def _standing(commitment: Commitment, on: _Ground) -> Standing:
    delay, expected = _delay(commitment, on), commitment.expected_on
    spare = _working_days(on.dates, expected, delay.need_by) if delay and expected else None
    text = rules.sentence(commitment.title, commitment.counterpart.name, delay) if delay else None
    if commitment.state != rules.OPEN:
        return Standing(commitment, delay, spare, Rag.GREEN, text)
    return Standing(commitment, delay, spare, rules.colour(expected, delay, spare, on.watch), text)


def _delay(commitment: Commitment, on: _Ground) -> rules.Delay | None:
    uid = commitment.task_uid
    if on.dates is None or uid not in on.dates:
        return None
    edge = on.cliffs.get(uid)
    if edge is None:
        return rules.Delay(on.dates[uid].late_finish.date(), None, None, None, None)
    before, after = (w.day if w else None for w in (edge.from_window, edge.to_window))
    return rules.Delay(edge.plan_date, edge.drop_dead, before, after, _cost(on, before, after))


def _cost(on: _Ground, before: date | None, after: date | None) -> Money | None:
    """Burn rate and delayed benefit of the working days between two windows; None where neither is known."""
    rates = [on.implementation.burn_per_day_minor, on.implementation.delayed_benefit_per_day_minor]
    if before is None or after is None or not any(rates):
        return None
    days = _working_days(on.dates, before, after) or 0
    return Money(days * sum(rate or 0 for rate in rates), on.implementation.currency)


def _working_days(dates: Schedule | None, since: date | None, until: date) -> int | None:
    """Working days from the end of one day to the end of another; negative when the second is earlier."""
    if dates is None or since is None:
        return None
    first, last = (datetime.combine(day, time(23, 59)) for day in (since, until))
    return round(dates.working_days(first, last))


@asked_once
def last_word(implementation: Implementation) -> datetime | None:
    """When a delivery was last asked for or promised; None where nothing ever was asked."""
    promised = Promise.objects.filter(commitment__implementation=implementation).order_by("-made_at")
    found = Commitment.objects.filter(implementation=implementation).aggregate(
        asked=Max("created_at"), promised=Max(Subquery(promised.values("made_at")[:1]))
    )
    return max((at for at in found.values() if at), default=None)


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
