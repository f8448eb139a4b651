from datetime import date

import pytest

from golive.foundation.implementations import access
from golive.foundation.register_kit.contract import MEMBERS, signed_in
from golive.registers.changes.tests.test_actions import submitted
from golive.registers.commitments import actions as commitments
from golive.registers.commitments import queries as deliveries
from golive.registers.decisions import actions as decisions
from golive.registers.decisions.tests.test_actions import asked
from golive.registers.raid import actions as raid
from golive.registers.status import actions as status
from golive.registers.status.tests.test_actions import days_later, overdue, planned
from golive.web.home import board, cockpit
from golive.web.home.board import State
from tests.world import World

pytestmark = pytest.mark.django_db


def lived_in(world: World, deliveries: int = 2) -> None:
    """Acme with a plan, deliveries, decisions, risks and a report."""
    planned(world)
    overdue(world, 2)
    for n in range(deliveries):
        title = f"Signed chart of accounts {n}"
        commitments.ask(world.acme, by=world.manager, title=title, counterpart=world.client, task_uid=2)
        item = raid.raise_item(world.acme, by=world.lead, kind="risk", title=f"Ledger late {n}")
        raid.assess(item, by=world.lead, likelihood=4, impact=4)
    status.report(world.acme, by=world.manager)


def test_every_member_sees_the_cockpit_and_the_board_and_a_stranger_neither(world: World) -> None:
    lived_in(world)
    for name in MEMBERS:
        client = signed_in(world.cast[name])
        assert client.get(world.acme.url()).status_code == 200, name
        assert client.get(world.acme.url("practices")).status_code == 200, name
    for address in (world.acme.url(), world.acme.url("practices")):
        assert signed_in(world.stranger).get(address).status_code == 404
        assert signed_in(None).get(address).status_code == 302


def test_the_cockpit_answers_first_then_shows_who_must_do_what(world: World) -> None:
    lived_in(world)
    page = signed_in(world.manager).get(world.acme.url()).content.decode()
    for said in ("% chance of going live on 9 May 2026", "Signed chart of accounts 0", "Question 0?", "Ledger late 1",
                 "Decisions wanted", "Moved since last week", "Why this answer?", "go-live moves"):  # fmt: skip
        assert said in page, said


def test_a_cockpit_without_a_usable_forecast_says_so_instead_of_a_chance(world: World) -> None:
    lived_in(world)
    later = days_later(world.acme, 30)
    page = signed_in(world.manager).get(later.url()).content.decode()
    assert "Nobody can say yet whether 9 May 2026 holds." in page
    assert "% chance of going live" not in page


def test_an_empty_implementation_shows_the_first_steps_in_their_order(world: World, other) -> None:
    page = signed_in(world.manager).get(other.url()).content.decode()
    steps = ["1. Give the sponsor", "2. Import the plan", "3. Say on which dates", "6. Found the steering committee"]
    places = [page.index(step) for step in steps]
    assert places == sorted(places)
    assert "On track" not in page


def test_the_cockpit_needs_as_many_queries_for_many_records_as_for_few(
    world: World, django_assert_max_num_queries
) -> None:
    lived_in(world, deliveries=12)
    client = signed_in(world.manager)
    client.get(world.acme.url())
    with django_assert_max_num_queries(110):
        client.get(world.acme.url())


def test_the_board_shows_all_25_and_never_calls_alive_what_nothing_judges(world: World, other) -> None:
    found = board.practices(other)
    assert [each.number for each in found.practices] == list(range(1, 26))
    assert found.alive == 0
    by_number = {each.number: each for each in found.practices}
    assert by_number[8].state is State.NOT_BUILT
    assert by_number[15].state is State.UNDECIDABLE
    page = signed_in(world.manager).get(other.url("practices")).content.decode()
    assert "no register of this version declares them" in page


def test_a_practice_becomes_alive_by_its_evidence_and_not_met_by_one_check(world: World) -> None:
    planned(world)
    by_number = {each.number: each for each in board.practices(world.acme).practices}
    assert by_number[1].state is State.ALIVE
    overdue(world, 1)
    late = {each.number: each for each in board.practices(days_later(world.acme, 5)).practices}
    assert late[15].state is State.NOT_MET
    assert "Practice" not in late[15].figure


def test_the_board_is_judged_anew_after_something_was_recorded(world: World) -> None:
    before = board.latest(world.acme)
    assert board.latest(world.acme) is before
    planned(world)
    assert board.latest(world.acme) is not before


def test_the_board_counts_the_questions_of_the_log_and_says_where_other_decisions_are_judged(world: World) -> None:
    change = submitted(world)
    question = asked(world)
    decisions.decide(question, by=world.sponsor, outcome="Both.", because="Both are needed.")
    client = signed_in(world.manager)
    assert f"{change.title}?" in client.get(world.acme.url()).content.decode()
    told = client.get(world.acme.url("practices")).content.decode()
    assert "0 questions are open in the decision log, none late" in told
    assert "change requests, gates and signatures that wait are judged where they are kept" in told
    assert "1 wait for a decision, 0 longer than 14 days" in told


def test_what_is_waited_for_stands_in_the_order_of_the_days_left(world: World) -> None:
    planned(world)
    # What is promised too late costs most; what is needed first stands first all the same.
    for title, task, promised in (("Last", 8, date(2026, 9, 1)), ("First", 2, None), ("Between", 4, None)):
        delivery = commitments.ask(world.acme, by=world.manager, title=title, counterpart=world.client, task_uid=task)
        if promised:
            commitments.promise(delivery, by=world.manager, on=promised)
    assert deliveries.standings(world.acme)[0].commitment.title == "Last"
    rows = cockpit.cockpit(access.enter(world.manager, world.acme.slug))["waiting"]
    assert [row[0] for row in rows] == ["First", "Between", "Last"]
    left = [int(row[2].split()[0]) for row in rows]
    assert left == sorted(left)
