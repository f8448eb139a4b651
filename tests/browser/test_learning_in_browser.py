"""Does somebody who reads nothing beforehand keep their learning in a real browser, with and without scripts?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import listen, sideways, violations
from tests.pictures import LIGHTS, SCREENS
from tests.played import served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("played")]
WHO = "Maya Okonjo"
LEARNING = "/me/desk/learning/"
PAGES = ["learning/", "learning/?show=dropped", "learning/3/", "learning/5/", "learning/new/", "learning/import/",
         "learning/feeds/", "learning/certificates/", "learning/certificates/1/", "learning/certificates/2/",
         "learning/certificates/new/", "learning/certificates/1/units/", "learning/trends/", "learning/trends/1/",
         "learning/trends/1/words/", "learning/trends/1/uses/", "stories/learning/"]  # fmt: skip


@pytest.fixture
def address(demo_copy: Path) -> Iterator[str]:
    with served(demo_copy) as found:
        yield found


def test_what_is_due_is_read_and_an_entry_goes_to_the_list(page: Page, address: str) -> None:
    heard = listen(page)
    sign_in(page, address, WHO)
    page.goto(address + LEARNING)
    expect(page.locator(".verdict")).to_contain_text("1 item to review.")
    page.get_by_role("link", name="Change managers' round table").click()
    page.get_by_role("link", name="Read", exact=True).click()
    page.locator("#drawer").get_by_label("What did you learn?").fill("Offices copy offices.")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator(".verdict")).to_contain_text("Next review in 45 days.")
    expect(page.get_by_text("Offices copy offices.")).to_be_visible()
    page.goto(f"{address}{LEARNING}feeds/")
    page.get_by_role("button", name="To the list").first.click()
    expect(page.get_by_role("heading", name="A last moment for the roll-back")).to_be_visible()
    page.goto(f"{address}{LEARNING}certificates/1/")
    page.get_by_role("link", name="Log units").click()
    page.locator("#drawer").get_by_label("Units", exact=True).fill("4")
    page.locator("#drawer").get_by_label("For what?").fill("A talk of my own")
    page.get_by_role("button", name="Log them").click()
    expect(page.get_by_text("42 PDUs")).to_be_visible()
    assert heard == []


def test_all_of_it_works_without_scripts(browser: Browser, address: str) -> None:
    window = browser.new_context(java_script_enabled=False)
    page = window.new_page()
    sign_in(page, address, WHO)
    page.goto(address + LEARNING)
    page.get_by_role("link", name="Follow something").click()
    page.get_by_label("Title").fill("A new community")
    page.get_by_label("Kind").select_option("community")
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.get_by_role("heading", name="A new community")).to_be_visible()
    page.get_by_role("button", name="Drop it").click()
    expect(page.locator(".verdict")).to_contain_text("Dropped.")
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator(".verdict")).to_contain_text("Next review in 30 days.")
    page.goto(f"{address}{LEARNING}feeds/")
    page.get_by_role("button", name="Read the feeds").click()
    expect(page).to_have_url(f"{address}{LEARNING}feeds/")
    window.close()


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_shuts_anybody_out_or_runs_off_the_screen(
    browser: Browser, address: str, screen: tuple[int, int], light: str
) -> None:
    size = {"width": screen[0], "height": screen[1]}
    window = browser.new_context(viewport=size, color_scheme=light, bypass_csp=True)  # type: ignore[arg-type]
    page = window.new_page()
    sign_in(page, address, WHO)
    wrong = {}
    for path in PAGES:
        page.goto(f"{address}/me/desk/{path}")
        page.wait_for_load_state("networkidle")
        if found := [*sideways(page), *violations(page)]:
            wrong[path] = found
    window.close()
    assert wrong == {}
