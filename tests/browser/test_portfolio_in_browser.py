"""Does somebody who reads nothing beforehand get a story, a résumé and a salary band in a real browser?"""

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
RESUME = "/me/desk/resume/"
PAGES = ["stories/", "stories/acme-crm/3/", "stories/new/", "resume/", "resume/jobs/0/record/", "resume/tailoring/",
         "resume/jobs/0/lines/0/", "salary/?title=Implementation+Manager&level=senior", "salary/imports/"]  # fmt: skip


@pytest.fixture
def address(demo_copy: Path) -> Iterator[str]:
    with served(demo_copy) as found:
        yield found


def begin(page: Page, address: str) -> None:
    page.goto(address + RESUME)
    page.get_by_role("button", name="Begin it").click()
    page.get_by_role("link", name="Add a job").click()
    page.get_by_label("Position").fill("Implementation Manager")
    page.get_by_label("Employer").fill("Halden Partners")
    page.get_by_label("From").fill("2023-02")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Implementation Manager, Halden Partners")).to_be_visible()


def test_a_resume_grows_from_the_record_and_from_what_is_typed(page: Page, address: str) -> None:
    heard = listen(page)
    sign_in(page, address, WHO)
    begin(page, address)
    page.get_by_role("link", name="From your stories").click()
    page.get_by_role("button", name="Put it into the job").first.click()
    expect(page.locator("a.fig").first).to_be_visible()
    page.get_by_role("link", name="Type a line").click()
    page.get_by_label("Line", exact=True).press_sequentially("Responsible for 12 sites")
    expect(page.locator("#line-seen")).to_contain_text("It begins with “Responsible”.")
    page.get_by_label("Line", exact=True).fill("Cut the close from 9 to 4 days")
    expect(page.locator("#line-seen")).to_contain_text("no source")
    page.get_by_label("I answer for the figures").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".sheet")).to_contain_text("Cut the close from 9 to 4 days")
    expect(page.locator(".sign.claim")).to_have_count(2)
    expect(page.get_by_text("The DOCX says the same")).to_be_visible()
    with page.expect_download() as found:
        page.get_by_role("link", name="PDF").click()
    assert found.value.suggested_filename == "Maya-Okonjo-Resume.pdf"
    assert heard == []


def test_an_offer_moves_the_negotiation(page: Page, address: str) -> None:
    sign_in(page, address, WHO)
    page.goto(f"{address}/me/desk/salary/")
    page.get_by_label("Area").fill("Denver, CO")
    page.get_by_role("button", name="Estimate").click()
    expect(page.locator(".verdict")).to_contain_text("Half of such jobs pay")
    page.get_by_role("link", name="Add an offer").click()
    page.locator("#drawer").get_by_label("Title").fill("Implementation Manager")
    page.get_by_label("Year", exact=True).fill("2026")
    page.get_by_label("Base", exact=True).fill("190000")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your best offer of $190,000 is the least you accept")).to_be_visible()


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_shuts_anybody_out_or_runs_off_the_screen(
    browser: Browser, address: str, screen: tuple[int, int], light: str
) -> None:
    size = {"width": screen[0], "height": screen[1]}
    window = browser.new_context(viewport=size, color_scheme=light, bypass_csp=True)  # type: ignore[arg-type]
    page = window.new_page()
    sign_in(page, address, WHO)
    begin(page, address)
    page.goto(f"{address}{RESUME}jobs/0/record/")
    page.get_by_role("button", name="Put it into the job").first.click()
    wrong = {}
    for path in PAGES:
        page.goto(f"{address}/me/desk/{path}")
        page.wait_for_load_state("networkidle")
        if found := [*sideways(page), *violations(page)]:
            wrong[path] = found
    window.close()
    assert wrong == {}
