from datetime import date, timedelta

import pytest

from golive.foundation import audit
from golive.plain.money import Money
from golive.plain.rag import Rag
from golive.plain.verdict import Refused
from golive.registers.commitments import actions, queries, rules
from golive.registers.commitments.models import Commitment
from golive.registers.plan import actions as plan
from golive.registers.plan.tests.plans import EIGHT_DAYS, STREAMS, WINDOWS, acme_plan
from tests.world import World

pytestmark = pytest.mark.django_db


def asked(world: World) -> Commitment:
    plan.load(world.acme, acme_plan(), by=world.manager, source="test", streams=STREAMS)
    plan.set_windows(world.acme, WINDOWS, by=world.manager)
    return actions.ask(
        world.acme, by=world.manager, title="signed chart of accounts", counterpart=world.client, task_uid=2
    )


def codes(refused) -> list[str]:
    return [r.code for r in refused.value.refusals]


def test_the_sentence_names_both_dates_both_windows_and_the_price(world: World) -> None:
    found = queries.standing(asked(world))
    assert found.sentence == (
        "We need signed chart of accounts from Dana Lee by Fri 20 Mar; every day after that eats reserve, and after "
        "Wed 1 Apr go-live moves 23 May → 6 Jun (2 weeks, about $74k)."
    )
    assert found.delay and found.delay.cost == Money(10 * (600_000 + 140_000))


def test_the_colour_follows_the_promised_day(world: World) -> None:
    owed = asked(world)
    assert queries.standing(owed).colour is Rag.GREY
    for day, colour in ((13, Rag.GREEN), (20, Rag.AMBER), (27, Rag.AMBER)):
        Commitment.objects.filter(pk=owed.pk).update(expected_on=date(2026, 3, day))
        owed.refresh_from_db()
        assert queries.standing(owed).colour is colour, day
    Commitment.objects.filter(pk=owed.pk).update(expected_on=date(2026, 4, 2))
    owed.refresh_from_db()
    assert queries.standing(owed).colour is Rag.RED


def test_a_change_that_eats_the_reserve_moves_the_last_day_to_the_need_by_date(world: World) -> None:
    owed = asked(world)
    plan.apply_patch(world.acme, EIGHT_DAYS, by=world.manager, because="b", about="CR-012")
    delay = queries.delay_of(owed)
    assert delay is not None
    assert (delay.need_by, delay.drop_dead) == (date(2026, 3, 20), date(2026, 3, 20))


def test_without_windows_there_is_a_need_by_date_and_no_cliff(world: World) -> None:
    plan.load(world.acme, acme_plan(), by=world.manager, source="test")
    owed = actions.ask(world.acme, by=world.manager, title="x", counterpart=world.client, task_uid=2)
    sentence = queries.standing(owed).sentence
    assert sentence and sentence.endswith("no go-live date is lost yet.")


def test_a_delivery_needs_a_name_a_person_and_a_task(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.ask(world.acme, by=world.viewer, title=" ", counterpart=None, task_uid=99)
    assert codes(refused) == ["rights.role", "commitment.title", "commitment.counterpart", "commitment.task_uid"]


def test_promises_are_kept_for_good_and_counted(world: World) -> None:
    owed = asked(world)
    actions.promise(owed, by=world.client, on=date(2026, 3, 18), note="Two controllers only.")
    owed = actions.promise(owed, by=world.client, on=date(2026, 3, 27))
    assert [p.on.day for p in queries.promises(owed)] == [18, 27]
    with pytest.raises(Refused, match="has passed"):
        actions.promise(owed, by=world.client, on=date(2026, 3, 1))
    owed = actions.deliver(owed, by=world.lead, on=date(2026, 3, 16))
    assert queries.dues(world.acme).promises_kept == 1
    with pytest.raises(Refused, match="is already kept"):
        actions.promise(owed, by=world.client, on=date(2026, 3, 30))
    verbs = [entry.verb for entry in audit.history_of(owed)]
    assert verbs == ["commitment.delivered", "commitment.promised", "commitment.promised", "commitment.asked"]


def test_only_the_manager_escalates_and_the_sentence_of_that_day_is_kept(world: World) -> None:
    owed = asked(world)
    with pytest.raises(Refused) as refused:
        actions.escalate(owed, world.sponsor, by=world.lead, words=" ")
    assert codes(refused) == ["rights.role", "commitment.words"]
    letter = actions.escalate(owed, world.sponsor, by=world.manager, words="Ruth, please move this.")
    assert "Wed 1 Apr" in letter.sentence
    assert audit.history_of(owed)[0].verb == "commitment.escalated"


def test_a_delivery_past_its_need_by_date_is_found(world: World) -> None:
    owed = asked(world)
    assert rules.nothing_is_past_its_need_by(queries.dues(world.acme)).met
    assert not rules.every_delivery_is_promised(queries.dues(world.acme)).met
    world.acme.clock = world.acme.now() + timedelta(days=7)
    world.acme.save()
    judged = rules.nothing_is_past_its_need_by(queries.dues(world.acme))
    assert not judged.met
    assert judged.record == owed.ref


def test_a_cancelled_delivery_needs_a_reason_and_is_no_longer_owed(world: World) -> None:
    owed = asked(world)
    with pytest.raises(Refused, match="without a reason"):
        actions.cancel(owed, by=world.manager, because="")
    actions.cancel(owed, by=world.manager, because="Out of scope.")
    assert queries.standings(world.acme) == []
