"""Does the page say what its parts imply, and come back from JSON unchanged?"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from golive.plain.rag import Rag
from golive.registers.status.assemble import assemble
from golive.registers.status.headline import changes_since, go_live_colour, headline, milestone
from golive.registers.status.page import GoLive, Line, StatusPage
from golive.registers.status.rules import Trend
from golive.registers.status.tests import pages

MAY, JUNE = date(2026, 5, 23), date(2026, 6, 6)
LATE = GoLive(committed=MAY, p50=MAY, p80=JUNE, chance=58, slack_days=0)


def test_the_headline_gives_the_chance_and_the_date_to_plan_on() -> None:
    said = headline(replace(LATE, p50=JUNE, chance=48))
    assert said.sentence == "48 % chance of going live on 23 May 2026. Plan on 6 Jun 2026."
    assert said.tone is Rag.RED


def test_a_date_that_p80_holds_is_green_and_to_be_held() -> None:
    said = headline(replace(LATE, p80=MAY, chance=84, slack_days=8))
    assert said.sentence == "84 % chance of going live on 23 May 2026. Hold the date."
    assert said.detail == "8 working days of window slack left."
    assert said.tone is Rag.GREEN


def test_a_window_that_only_p50_holds_is_amber() -> None:
    assert go_live_colour(LATE) is Rag.AMBER


@pytest.mark.parametrize("missing", ("p50", "p80", "chance", "committed"))
def test_a_missing_figure_is_grey_and_no_chance_is_named(missing: str) -> None:
    said = headline(replace(LATE, **{missing: None}))
    assert said.tone is Rag.GREY
    assert "%" not in said.sentence


def test_a_forecast_that_cannot_be_relied_on_is_not_quoted() -> None:
    said = headline(replace(LATE, unknown=("The forecast is 12 days old; the limit is 7. Run it again.",)))
    assert said.sentence == "Nobody can say yet whether 23 May 2026 holds."
    assert said.detail == "The forecast is 12 days old; the limit is 7. Run it again."
    assert said.tone is Rag.GREY


def test_without_a_committed_window_there_is_still_a_date_to_plan_on() -> None:
    assert headline(replace(LATE, committed=None)).sentence == "No go-live window is committed. Plan on 6 Jun 2026."


def test_one_grey_line_keeps_a_good_forecast_from_green() -> None:
    good = replace(LATE, p80=MAY, chance=84)
    said = headline(good, [Line("Cost", Rag.GREEN), Line("Data", Rag.GREY)])
    assert said.tone is Rag.GREY
    assert "Not known: Data." in said.detail


def test_an_override_is_named_in_the_headline() -> None:
    assert "Overridden by hand: Data migration." in pages.this_week().headline.detail


def test_an_override_that_ran_out_falls_away() -> None:
    page = pages.this_week()
    later = replace(page.cover, as_of=date(2026, 4, 2))
    lines = assemble(replace(page, cover=later)).workstreams
    assert [line.override for line in lines] == [None] * 6
    assert lines[1].shown is Rag.RED


def test_an_override_beyond_fourteen_days_is_not_honoured() -> None:
    page = pages.this_week()
    long = replace(page.workstreams[1].override, expires=page.cover.as_of + timedelta(days=15))  # type: ignore[type-var]
    made = assemble(replace(page, workstreams=(replace(page.workstreams[1], override=long),)))
    assert made.workstreams[0].override is None


def test_the_page_says_what_changed_since_last_time() -> None:
    assert pages.this_week().changed == (
        "P80 is 14 days later: 23 May → 6 Jun 2026.",
        "The chance of the committed window went from 81 % to 58 %.",
        "Window slack: 8 → 0 working days.",
        "Data migration: on track → at risk.",
        "Integrations: on track → at risk.",
        "Training and adoption: on track → not known.",
        "New among the top risks: R-021 One approver for every role design.",
        "CR-012 was rejected by the steering committee on Thu 19 Mar: it would spend all slack.",
    )


def test_a_first_report_has_nothing_to_compare_with() -> None:
    page = assemble(pages.this_week_parts())
    assert changes_since(None, page) == ()
    assert page.go_live.p80_moved_days is None
    assert {line.trend for line in page.lines} == {Trend.NEW}


def test_a_decision_taken_and_a_milestone_moved_are_changes() -> None:
    before = pages.this_week()
    moved = milestone("Go-live", baseline=MAY, p50=JUNE, p80=JUNE + timedelta(days=14))
    now = replace(before, decisions=before.decisions[1:], milestones=(moved,))
    assert changes_since(before, now) == (
        "Go-live is 14 days later, now 20 Jun (P80).",
        "No longer waiting: DEC-031 Freeze the chart of accounts without the two open regions.",
    )


def test_a_lost_forecast_is_a_change_and_its_old_figures_are_not_compared() -> None:
    before = pages.last_week()
    now = replace(before, go_live=replace(before.go_live, unknown=("Old.",), chance=10, p80=JUNE))
    assert changes_since(before, now) == ("The forecast can no longer be relied on.",)


def test_p80_moves_and_trends_come_from_the_last_report() -> None:
    page = pages.this_week()
    assert page.go_live.p80_moved_days == 14
    assert page.workstreams[1].trend is Trend.WORSE
    assert page.workstreams[0].trend is Trend.SAME


def test_the_override_counts_as_what_was_reported() -> None:
    assert pages.this_week().watermelon == 1.0


@pytest.mark.parametrize("made", (pages.this_week, pages.crowded, pages.blind, pages.hostile))
def test_a_page_comes_back_from_json_unchanged(made) -> None:
    page = made()
    again = StatusPage.from_json(page.to_json())
    assert again == page
    assert (again.hash, again.to_json()) == (page.hash, page.to_json())


def test_an_altered_report_is_refused() -> None:
    frozen = json.loads(pages.this_week().to_json())
    frozen["page"]["go_live"]["chance"] = 85
    with pytest.raises(ValueError, match="does not match its hash"):
        StatusPage.from_json(json.dumps(frozen))


@pytest.mark.parametrize("text", ("[]", "{}", '{"format": "golive.status/9", "page": {}}'))
def test_a_foreign_file_is_refused_with_the_cure(text: str) -> None:
    with pytest.raises(ValueError, match=r"no golive\.status/1 report .*golive status --json"):
        StatusPage.from_json(text)


def test_a_report_with_a_hole_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        StatusPage.from_json('{"format": "golive.status/1", "page": {}}')


def test_every_figure_of_the_page_changes_its_hash() -> None:
    page = pages.this_week()
    other = replace(page, go_live=replace(page.go_live, chance=59))
    assert page.hash != other.hash
    assert len(page.hash) == 64
