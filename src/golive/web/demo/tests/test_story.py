"""Does the story agree with itself and with the files?"""

from __future__ import annotations

from datetime import date

import pytest

from golive.plain.seat import Role
from golive.web.demo import story
from golive.web.demo.cast import BY_KEY, CAST
from golive.web.demo.plan.calendars import STATUS_DATE
from golive.web.demo.plan.dates import current
from golive.web.demo.plan.lines import LINES, line, uid, workstream_by_uid
from golive.web.demo.raid_rows import GOOD_ROWS

KEYS = {row.key for row in LINES}
MEETINGS = {meeting.ref for meeting in (*story.MEETINGS, story.NEXT_MEETING)}


def _people() -> set[str]:
    named = {holder.holder for holder in story.ROLES} | {holder.delegate for holder in story.ROLES}
    named |= {seat.person for seat in story.SEATS} | {seat.deputy for seat in story.SEATS}
    named |= {change.asked_by for change in story.CHANGES} | {change.decided_by for change in story.CHANGES}
    named |= {one.counterpart for one in story.COMMITMENTS} | {item.owner for item in story.SCOPE}
    named |= {key for decision in story.DECISIONS for key in decision.concerned}
    named |= {key for decision in story.DECISIONS for key, _ in decision.dissent}
    named |= {note.owner for note in story.GATE_NOTES} | {metric.owner for metric in story.METRICS}
    return named - {""}


def test_everybody_named_in_the_story_is_in_the_cast():
    assert _people() - set(BY_KEY) == set()


def test_every_line_named_in_the_story_is_in_the_plan():
    named = {key for item in story.SCOPE for key in item.lines} | {row.line for row in story.MATRIX}
    named |= {one.line for one in story.COMMITMENTS} | {key for risk in story.QUANTIFIED for key in risk.lines}
    named |= {slip.line for slip in story.SLIPS} | {metric.line for metric in story.METRICS}
    assert named - {""} - KEYS == set()


def test_every_reference_leads_somewhere():
    rows = {item.ref: item for item in GOOD_ROWS}
    assert {risk.ref for risk in story.QUANTIFIED} <= set(rows)
    assert {one.raid_ref for one in story.COMMITMENTS} - {""} <= set(rows)
    assert {one.meeting for one in (*story.CHANGES, *story.DECISIONS)} - {""} <= MEETINGS
    scope = {item.ref for item in story.SCOPE}
    assert {ref for change in story.CHANGES for ref in change.scope_added} <= scope


def test_the_days_of_a_quantified_risk_are_those_of_the_sheet():
    rows = {item.ref: item for item in GOOD_ROWS}
    for risk in story.QUANTIFIED:
        low, likely, high = risk.days
        assert low <= likely <= high
        assert rows[risk.ref].days == likely, risk.ref
        assert risk.cost.minor == (rows[risk.ref].thousands or 0) * 100_000, risk.ref


def test_the_slips_add_up_to_what_the_plan_shows_against_its_baseline():
    assert sum(slip.days for slip in story.SLIPS) == 10
    for slip in story.SLIPS:
        row = line(slip.line)
        grown = row.days if row.change else row.days - row.baseline_days
        assert grown == slip.days, slip.line


@pytest.mark.parametrize("row", story.MATRIX, ids=lambda row: row.title)
def test_a_matrix_row_has_one_accountable_and_somebody_responsible(row):
    letters = list(row.letters.values())
    assert (letters.count("A"), set(letters) <= set("ARCI")) == (1, True)
    assert "R" in letters
    assert set(row.letters) <= {holder.role for holder in story.ROLES}


def test_the_four_rows_that_may_not_be_missing_are_there():
    assert {row.title for row in story.MATRIX if row.compulsory} == {
        "Data migration sign-off", "Training delivery", "Configuration decisions", "Go/no-go",
    }  # fmt: skip


def test_cr_012_waits_for_the_next_meeting_and_nobody_typed_its_impact():
    change = next(one for one in story.CHANGES if one.ref == "CR-012")
    assert (change.state, change.agenda) == ("submitted", story.NEXT_MEETING.ref)
    assert change.shown_finish_days is None and change.decided_by == ""
    assert change.patch["insert"] == [
        {"name": change.patch["name"], "duration_days": 8, "between": [uid("sit_exit"), uid("uat_env")]}
    ]


def test_nobody_decided_their_own_change():
    assert [change.ref for change in story.CHANGES if change.decided_by in (change.asked_by, change.written_by)] == []


def test_history_ends_before_the_clock_and_the_next_meeting_is_thu_19_march():
    happened = [one.taken_on for one in story.DECISIONS] + [one.sent for one in story.REPORTS]
    happened += [meeting.starts.date() for meeting in story.MEETINGS] + [change.raised for change in story.CHANGES]
    assert max(happened) < STATUS_DATE
    assert (story.NEXT_MEETING.starts.date(), story.NEXT_MEETING.starts.weekday()) == (date(2026, 3, 19), 3)


def test_the_world_is_340_users_in_four_offices_for_1_2_million():
    assert (story.WORLD.users, len(story.WORLD.offices), str(story.WORLD.budget)) == (340, 4, "$1.2M")


def test_the_cast_fills_every_role_and_the_stranger_has_none():
    assert {role for person in CAST for role in person.roles} == set(Role)
    assert BY_KEY["stranger"].roles == ()
    assert len({person.email for person in CAST}) == len(CAST)
    assert not any({Role.MANAGER, Role.RISK_OWNER} <= set(person.roles) for person in CAST)


def test_every_line_belongs_to_a_workstream_of_the_world_and_every_workstream_has_lines():
    assert set(workstream_by_uid().values()) == set(story.WORLD.workstreams)


def test_what_a_client_promised_and_delivered_is_finished_in_the_plan():
    now = current(LINES)
    for one in story.COMMITMENTS:
        delivered = one.delivered is not None
        assert (one.status == "delivered", now[one.line].complete) == (delivered, delivered), one.ref
        if one.delivered:
            assert one.delivered == now[one.line].finish, one.ref
