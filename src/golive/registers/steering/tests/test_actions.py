from datetime import UTC, date, datetime, timedelta

import pytest

from golive.foundation import audit
from golive.plain.verdict import Refused
from golive.registers.decisions import actions as decisions
from golive.registers.steering import actions, queries, rules
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 3, 19, 10, 0, tzinfo=UTC)


def founded(world: World):
    committee = actions.found(world.acme, by=world.manager, title="Steering committee")
    for person, seat in ((world.sponsor, rules.CHAIR), (world.committee, rules.MEMBER), (world.client, rules.MEMBER)):
        actions.seat(committee, person, by=world.manager, seat=seat)
    return committee


def verbs(record) -> list[str]:
    return [entry.verb for entry in audit.history_of(record, limit=20)]


def test_a_committee_is_founded_and_seated(world: World) -> None:
    committee = founded(world)
    assert [person.name for person in queries.voters(committee)] == ["Ruth Amadi", "Dana Lee", "Felix Brandt"]
    assert verbs(committee) == ["committee.seated"] * 3 + ["committee.founded"]
    assert rules.committee_can_decide(queries.rhythm(world.acme)).met


def test_a_contributor_may_not_found_a_committee(world: World) -> None:
    with pytest.raises(Refused, match="may not found a committee"):
        actions.found(world.acme, by=world.contributor, title="Mine")


def test_a_stranger_gets_no_seat_and_there_is_one_chair(world: World) -> None:
    committee = founded(world)
    with pytest.raises(Refused) as refused:
        actions.seat(committee, world.stranger, by=world.manager, seat=rules.CHAIR)
    assert [r.code for r in refused.value.refusals] == ["seat.stranger", "seat.chair"]


def test_who_lost_the_seat_has_no_vote(world: World) -> None:
    committee = founded(world)
    actions.unseat(committee, world.client, by=world.manager, because="Left the company.")
    assert not queries.may_vote(committee, world.client)
    assert verbs(committee)[0] == "committee.unseated"
    assert not rules.committee_can_decide(queries.rhythm(world.acme)).met


def test_the_agenda_writes_itself_and_stays_as_it_stood(world: World) -> None:
    committee = founded(world)
    meeting = actions.call_meeting(committee, by=world.manager, on=THURSDAY)
    asked = decisions.ask(world.acme, by=world.manager, title="List?", recommendation="ERP", due=date(2026, 3, 20))
    assert [item.ref for item in queries.agenda(meeting)] == [asked.ref]
    meeting = actions.hold(
        meeting, by=world.manager, minutes="We met.", present=[world.sponsor, world.committee, world.client]
    )
    decisions.decide(asked, by=world.sponsor, outcome="ERP", because="One truth.")
    meeting.refresh_from_db()
    assert [(item.ref, item.due) for item in queries.agenda(meeting)] == [(asked.ref, date(2026, 3, 20))]
    assert verbs(meeting) == ["meeting.held", "meeting.called"]


def test_a_meeting_without_quorum_or_minutes_cannot_be_closed(world: World) -> None:
    meeting = actions.call_meeting(founded(world), by=world.manager, on=THURSDAY)
    with pytest.raises(Refused) as refused:
        actions.hold(meeting, by=world.manager, minutes=" ", present=[world.sponsor, world.lead])
    assert [r.code for r in refused.value.refusals] == ["meeting.minutes", "meeting.quorum"]
    assert "1 voting members came" in str(refused.value)


def test_a_meeting_in_the_past_or_of_an_empty_committee_is_not_called(world: World) -> None:
    empty = actions.found(world.acme, by=world.manager, title="Empty")
    with pytest.raises(Refused) as refused:
        actions.call_meeting(empty, by=world.manager, on=NOW - timedelta(days=1))
    assert [r.code for r in refused.value.refusals] == ["meeting.past", "meeting.voters"]


def test_a_cancelled_meeting_keeps_its_reason_and_is_not_the_next(world: World) -> None:
    meeting = actions.call_meeting(founded(world), by=world.manager, on=THURSDAY)
    with pytest.raises(Refused, match="no reason"):
        actions.cancel(meeting, by=world.manager, because="")
    actions.cancel(meeting, by=world.manager, because="Nobody can come.")
    assert queries.next_meeting(world.acme) is None
    assert audit.history_of(meeting)[0].because == "Nobody can come."


def test_a_committee_that_has_not_met_for_three_weeks_is_found(world: World) -> None:
    meeting = actions.call_meeting(founded(world), by=world.manager, on=THURSDAY)
    actions.hold(meeting, by=world.manager, minutes="Met.", present=[world.sponsor, world.committee, world.client])
    type(meeting).objects.filter(pk=meeting.pk).update(on=NOW - timedelta(days=21))
    verdict = rules.committee_meets(queries.rhythm(world.acme))
    assert not verdict.met
    assert verdict.figure == "last met 21 days ago"


def test_authority_follows_cost_window_and_what_was_approved_before(world: World) -> None:
    def level(**facts):
        weight = {"cost_minor": 0, "windows_moved": 0, "acceptance_changed": False} | facts
        return queries.authority_for(world.acme, **weight).level

    assert level(cost_minor=1_000_000) is rules.Level.MANAGER  # $10k of $1.2M
    assert level(cost_minor=1_000_000, cumulative_cost_minor=500_000) is rules.Level.AUTHORITY
    assert level(cost_minor=3_000_000) is rules.Level.AUTHORITY
    assert level(cost_minor=4_000_000) is rules.Level.COMMITTEE
    assert level(windows_moved=1) is rules.Level.COMMITTEE
    assert level(windows_moved=None) is rules.Level.COMMITTEE
    assert level(acceptance_changed=True) is rules.Level.COMMITTEE
