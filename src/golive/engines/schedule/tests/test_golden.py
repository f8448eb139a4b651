"""The figures of the domain paper: Acme's CRM roll-out, project index 0 = Mon 2 Mar 2026."""

from datetime import date, datetime

import pytest

from golive.engines.schedule import (
    Link,
    Plan,
    Task,
    Windows,
    change,
    cliff,
    compare,
    days,
    schedule,
    simulate,
    snap,
)

KICKOFF = datetime(2026, 3, 2, 8)
SATURDAYS = Windows.every(14, date(2026, 5, 9))
ACCOUNTS, CONFIGURE, MIGRATE, UAT, TRAINING = 1, 2, 3, 4, 5


@pytest.fixture
def acme() -> Plan:
    """15 + 20 + 7 + 10 = 52 working days; training lies off the path."""
    return Plan(
        "Acme CRM",
        KICKOFF,
        (
            Task(ACCOUNTS, "Signed chart of accounts", days(15)),
            Task(CONFIGURE, "Configure ledgers", days(20)),
            Task(MIGRATE, "Migrate balances", days(7)),
            Task(UAT, "UAT", days(10)),
            Task(TRAINING, "Training", days(10)),
        ),
        (Link(ACCOUNTS, CONFIGURE), Link(CONFIGURE, MIGRATE), Link(MIGRATE, UAT), Link(CONFIGURE, TRAINING)),
    )


def test_finish_index_52_is_the_end_of_tuesday_12_may(acme):
    assert schedule(acme).finish == datetime(2026, 5, 12, 17)


def test_need_by_index_15_is_the_end_of_friday_20_march(acme):
    assert schedule(acme)[ACCOUNTS].late_finish == datetime(2026, 3, 20, 17)


def test_go_live_is_23_may_with_eight_working_days_in_hand(acme):
    dates = schedule(acme)
    reached = SATURDAYS.snap(dates.finish)
    assert reached.window.day == date(2026, 5, 23)
    assert reached.slack_days(dates.calendar) == 8


@pytest.mark.parametrize(("late", "window"), [(8, date(2026, 5, 23)), (9, date(2026, 6, 6))])
def test_eight_days_late_keep_the_window_and_nine_lose_it(acme, late, window):
    grown = Plan(acme.name, acme.start, (Task(ACCOUNTS, "Accounts", days(15 + late)), *acme.tasks[1:]), acme.links)
    assert snap(schedule(grown).finish, SATURDAYS).day == window


def test_the_cliff_of_the_chart_of_accounts(acme):
    found = cliff(acme, SATURDAYS, ACCOUNTS)
    assert (found.plan_date, found.drop_dead) == (date(2026, 3, 20), date(2026, 4, 1))
    assert (found.from_window.day, found.to_window.day) == (date(2026, 5, 23), date(2026, 6, 6))
    assert found.days_to_cliff == 9 and found.slip_weeks == 2


def test_the_cliff_towards_a_named_target_is_the_same(acme):
    assert cliff(acme, SATURDAYS, ACCOUNTS, target=UAT) == cliff(acme, SATURDAYS, ACCOUNTS)


def test_a_task_that_leads_nowhere_has_no_cliff_towards_the_target(acme):
    assert cliff(acme, SATURDAYS, TRAINING, target=UAT).days_to_cliff is None


def test_an_eight_day_task_before_uat_moves_the_finish_but_not_the_window(acme):
    after = change(acme, {"insert": [{"name": "Approval build", "duration_days": 8, "before": UAT}]})
    found = compare(acme, after, windows=SATURDAYS, simulate_both=False)
    assert found.finish_days == 8
    assert not found.window_moved
    assert (found.slack_before, found.slack_after) == (8, 0)


def test_a_five_day_task_off_the_path_costs_nothing(acme):
    after = change(acme, {"insert": [{"name": "Extra course", "duration_days": 5, "before": TRAINING}]})
    found = compare(acme, after, windows=SATURDAYS, iterations=256)
    assert found.finish_days == 0
    assert (found.slack_before, found.slack_after) == (8, 8)


def test_without_uncertainty_every_world_is_the_schedule(acme):
    found = simulate(acme, uncertainty=None, systemic=None, iterations=64, windows=SATURDAYS)
    assert found.p10 == found.p90 == found.mean == found.deterministic == schedule(acme).finish
    assert [chance.window.day for chance in found.windows] == [date(2026, 5, 23)]
