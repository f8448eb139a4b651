"""Does the played story stand as it is told, with every figure computed and every record in its own time?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from golive.connectors.imports.models import ImportBatch
from golive.foundation import audit
from golive.foundation.audit.models import Entry
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.registers.changes import impact
from golive.registers.changes.models import ChangeRequest
from golive.registers.commitments import queries as commitments
from golive.registers.data_migration import queries as migration
from golive.registers.decisions.models import Decision
from golive.registers.plan import queries as plan
from golive.registers.raid.models import Item
from golive.registers.scope import queries as scope
from golive.registers.steering import queries as steering
from golive.web.demo import story
from golive.web.demo.cast import CAST
from golive.web.demo.play import play
from golive.web.demo.raid_rows import GOOD_ROWS
from golive.web.demo.story.migration import PRODUCTS

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("played")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def played(folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Implementation]:
    """The story, played once for this module; each test's own writes are rolled back."""
    with django_db_blocker.unblock():
        yield play(folder, say=lambda line: None)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def acme(played: Implementation, db: None) -> Implementation:
    return Implementation.objects.get(slug="acme-crm")


def test_the_clock_stands_on_monday_at_eight_and_everybody_is_there(acme: Implementation) -> None:
    assert acme.clock == story.WORLD.clock.astimezone(acme.clock.tzinfo).replace(hour=8)
    assert Person.objects.filter(is_demo=True).count() == len(CAST)


def test_go_live_is_computed_as_the_story_tells_it(acme: Implementation) -> None:
    now, forecast = plan.revision(acme), plan.latest_forecast(acme)
    assert now and forecast and now.finish_at
    assert (now.finish_at.date(), now.window_on, now.slack_days) == (date(2026, 5, 12), date(2026, 5, 23), 8)
    assert forecast.p50_window == date(2026, 5, 23)
    assert forecast.p80_window and forecast.p80_window > date(2026, 5, 23)
    assert not plan.is_stale(forecast)


def test_the_forecast_has_a_course_of_a_quarter(acme: Implementation) -> None:
    days = [each.computed_at.date() for each in plan.forecast_history(acme)]
    assert days == sorted(days)
    assert {report.sent for report in story.REPORTS} < set(days)


def test_the_ledger_holds_the_slips_of_the_story_each_with_its_cause(acme: Implementation) -> None:
    found = [(slip.created_at.date(), slip.days) for slip in plan.slips(acme)]
    assert sorted(found) == [(slip.noticed, slip.days) for slip in story.SLIPS]
    assert all(slip.because for slip in plan.slips(acme))


def test_cr_012_moves_the_finish_by_eight_days_and_eats_the_whole_reserve(acme: Implementation) -> None:
    change = ChangeRequest.objects.get(implementation=acme, ref="CR-012")
    found = impact.latest(change)
    assert found and (found.finish_days, found.windows_moved) == (8, 0)
    assert (found.slack_before, found.slack_after) == (8, 0)
    assert (change.state, change.level) == ("submitted", "steering committee")
    assert change.meeting == steering.next_meeting(acme) and change.meeting.ref == "MTG-007"
    assert not impact.dossier(change).stale


def test_cr_011_moves_nothing_and_is_the_managers_to_decide(acme: Implementation) -> None:
    change = ChangeRequest.objects.get(implementation=acme, ref="CR-011")
    found = impact.latest(change)
    assert found and (found.finish_days, found.slack_after) == (0, 8)
    assert change.level == "implementation manager"


def test_each_change_ended_as_the_story_says(acme: Implementation) -> None:
    ended = dict(ChangeRequest.objects.filter(implementation=acme).values_list("ref", "state"))
    assert ended == {one.ref: one.state for one in story.CHANGES}


def test_the_cliff_list_begins_with_the_chart_of_accounts_both_dates_and_the_window(acme: Implementation) -> None:
    first = commitments.standings(acme)[0]
    assert first.sentence and first.sentence.startswith(
        "We need signed chart of accounts from Dana Lee by Fri 20 Mar; every day after that eats reserve, "
        "and after Wed 1 Apr go-live moves 23 May → 6 Jun (2 weeks, about $"
    )
    assert first.commitment.expected_on == date(2026, 3, 27)
    assert commitments.promises(first.commitment).count() == 3


def test_decisions_and_meetings_carry_the_numbers_that_the_story_quotes(acme: Implementation) -> None:
    refs = set(Decision.objects.filter(implementation=acme).values_list("ref", flat=True))
    assert {one.ref for one in story.DECISIONS} <= refs
    assert {one.decision for one in story.CHANGES if one.decision} <= refs


def test_the_log_keeps_the_numbers_of_the_sheet_through_four_imports(acme: Implementation) -> None:
    held = {item.ref: item.title for item in Item.objects.filter(implementation=acme)}
    assert held == {f"{row.ref[0]}-{int(row.ref[2:]):03d}": row.title for row in GOOD_ROWS}
    last = ImportBatch.objects.filter(implementation=acme, kind="raid_sheet").latest("pk")
    assert last.counts["bad"] == 3


def test_a_trigger_that_was_reached_has_fired_and_one_that_was_not_has_not(acme: Implementation) -> None:
    items = {item.ref: item for item in Item.objects.filter(implementation=acme)}
    assert items["R-001"].fired_at and items["R-003"].fired_at
    assert items["R-007"].fired_at is None


def test_the_scope_is_drawn_up_and_nobody_has_signed_it(acme: Implementation) -> None:
    drawn = scope.baseline(acme)
    assert drawn is not None and not scope.is_signed(acme)
    assert scope.signatures(drawn).count() == 0
    assert len(scope.lines(acme)) == len(story.SCOPE)


def test_the_price_books_were_loaded_three_times_with_falling_differences_and_signed(acme: Implementation) -> None:
    held = [each for each in migration.loads(acme) if each.object.title == PRODUCTS]
    counts = [each.differences or 0 for each in held]
    assert len(counts) == 3 and counts[0] > counts[1] > counts[2] == 0
    assert migration.signed_objects(acme) == {held[0].object.ref}
    assert not Person.objects.get(name="Tomas Greer").has_usable_password()
    short = next(each for each in migration.loads(acme) if each.object.title == "Opportunities since 2019")
    assert short.rows["missing"] == 212
    assert migration.control_totals(acme).oldest is None  # users and closed orders were never reconciled: grey


def test_everything_happened_between_the_kickoff_and_the_clock_and_the_log_is_unbroken(acme: Implementation) -> None:
    entries = Entry.objects.filter(implementation=acme)
    assert entries.earliest("seq").at.date() == story.WORLD.kickoff
    assert not entries.filter(at__gt=acme.clock).exists()
    assert list(entries.order_by("seq").values_list("at")) == list(entries.order_by("at", "seq").values_list("at"))
    assert audit.verify().sound


def test_playing_again_finds_the_story_and_changes_nothing(acme: Implementation, folder: Path) -> None:
    before, said = audit.head(), []
    files = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert play(folder, say=said.append) == acme
    assert audit.head() == before
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == files
    assert said == ["Acme CRM roll-out is there already; nothing was changed."]
