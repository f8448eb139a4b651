"""Does somebody who knows no task by its number draft a change request by keyboard, in a real browser?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import listen, sideways, violations
from tests.pictures import LIGHTS, SCREENS
from tests.played import SLUG, served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("played")]
WHO = "Maya Okonjo"
CHANGES = f"/i/{SLUG}/changes/"


@pytest.fixture
def address(demo_copy: Path) -> Iterator[str]:
    with served(demo_copy) as found:
        yield found


def test_a_task_is_searched_and_chosen_by_keyboard_and_the_draft_says_what_it_does(page: Page, address: str) -> None:
    heard = listen(page)
    sign_in(page, address, WHO)
    page.goto(address + CHANGES)
    page.get_by_role("link", name="Draft a change request").first.click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("What is to change?").fill("A longer reconciliation")
    drawer.get_by_label("Business justification").fill("Two ledgers instead of one.")
    box = drawer.get_by_label("Which task takes longer or shorter?")
    box.press_sequentially("reconciliation")
    found = drawer.locator("#id_task_1_found [role=option]")
    expect(found).to_have_count(2)
    expect(found.last).to_contain_text("T-105 Reconciliation of test migration 3")
    box.press("ArrowUp")
    box.press("Escape")
    expect(found.first).to_be_hidden()
    expect(drawer).to_be_visible()
    box.press("ArrowUp")
    box.press("Enter")
    expect(box).to_have_value("T-105 Reconciliation of test migration 3")
    drawer.get_by_label("By how many working days?").first.fill("2")
    drawer.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("“Reconciliation of test migration 3” takes 5 working days instead of 3")).to_be_visible()
    assert heard == []


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("screen", SCREENS)
def test_form_submission_and_decision_can_be_read_by_everybody(
    page: Page, address: str, screen: tuple[int, int], light: str
) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
    sign_in(page, address, "Robert Hale")
    page.goto(f"{address}{CHANGES}CR-012/decision/")
    assert (violations(page), sideways(page)) == ([], [])
    sign_in(page, address, WHO)
    page.goto(f"{address}{CHANGES}new/")
    page.get_by_label("Which task takes longer or shorter?").press_sequentially("migration")
    expect(page.locator("#id_task_1_found [role=option]").first).to_be_visible()
    assert (violations(page), sideways(page)) == ([], [])


def test_on_a_phone_the_verbs_keep_their_words(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, address, WHO)
    page.goto(f"{address}{CHANGES}CR-012/")
    for words in ("Assess the impact", "Put on an agenda"):
        box = page.locator(".top").get_by_role("link", name=words).bounding_box()
        assert box and box["width"] > 100, words
    assert (violations(page), sideways(page)) == ([], [])
