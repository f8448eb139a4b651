"""Does a newcomer rehearse three questions and one hard conversation without reading anything, typed or spoken?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import listen, sideways, violations
from tests.pictures import LIGHTS, SCREENS
from tests.played import served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("played")]
NEWCOMER = "Priya Raman"
ANSWER = (
    "At a bank with 340 users I ran the roll-out. My task was to hold the date. I priced each request in days, asked "
    "the sponsor, and took two options to the steering committee. As a result go-live stayed on its date, adoption "
    "rose from 41% to 87%, and the process owner reviews it every month."
)
SAID = [
    "I understand. What is behind this, what worries you most?",
    "If we do that, it costs 18 working days and go-live moves by six weeks.",
    "I suggest two options: a stopgap now, or the full version in phase two.",
    "The steering committee decides on Thursday; let us take both to them together.",
]
DESK = "/me/desk/"
# A browser that turns voice to text by itself, and one that would send it away; both hear one sentence.
HEARS = """const result = {results: [[{transcript: "I ran the roll-out at a bank."}]]};
window.SpeechRecognition = class {
  start() { this.onstart(); setTimeout(() => this.onresult(result), 50); }
  stop() { this.onend(); }
};"""
BY_ITSELF = (
    HEARS
    + """SpeechRecognition.prototype.processLocally = false;
SpeechRecognition.available = async asked => asked.processLocally ? "available" : "unavailable";"""
)


@pytest.fixture
def address(demo_copy: Path) -> Iterator[str]:
    with served(demo_copy) as found:
        yield found


def test_a_newcomer_rehearses_three_questions_and_a_role_play(page: Page, address: str) -> None:
    heard = listen(page)
    sign_in(page, address, NEWCOMER)
    page.get_by_role("link", name="Desk").first.click()
    page.get_by_role("link", name="Begin a mock interview").click()
    page.get_by_role("button", name="Begin", exact=True).click()
    for number in (1, 2, 3):
        expect(page.get_by_role("heading", name=f"Question {number} of 3")).to_be_visible()
        page.get_by_label("Your answer").fill(ANSWER)
        page.get_by_role("button", name="Done").click()
        expect(page.locator(".verdict")).to_contain_text("of 12")
        expect(page.locator(".quotes q").first).to_be_visible()
        page.get_by_role("link", name="Next question" if number < 3 else "How it went").first.click()
    expect(page.locator(".verdict")).to_contain_text("on average")
    page.get_by_role("link", name="Desk", exact=True).first.click()
    page.get_by_role("link", name="Choose a role-play").click()
    page.get_by_role("button", name="Talk to them").first.click()
    for sentence in SAID:
        page.get_by_label("What do you say?").fill(sentence)
        page.get_by_role("button", name="Say it").click()
    expect(page.locator(".verdict")).to_contain_text("Won: the best ending")
    expect(page.locator(".moves")).to_contain_text("18 working days")
    assert heard == []


def test_the_card_is_there_before_the_question_ends(page: Page, address: str) -> None:
    sign_in(page, address, "Maya Okonjo")
    page.goto(f"{address}{DESK}copilot/")
    page.locator("#asked").press_sequentially("How do you prevent and manage scope", delay=10)
    expect(page.locator(".glance h2")).to_have_text("Scope creep", timeout=30_000)
    expect(page.locator(".figures-row li").nth(1)).to_be_visible()
    page.locator(".glance .or button").first.click()
    expect(page.locator(".glance")).to_contain_text("Chosen by you")
    page.get_by_role("link", name="Use it live").click()
    page.get_by_role("button", name="Go live").click()
    expect(page.locator("main")).to_contain_text("You have not confirmed that the interviewer knows.")
    page.get_by_label("The interviewer knows").check()
    page.get_by_role("button", name="Go live").click()
    expect(page.locator("main")).to_contain_text("Live: the interviewer knows")


def test_an_answer_is_spoken_where_the_voice_stays_on_the_device(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.add_init_script(BY_ITSELF)
    _asked(page, address)
    page.get_by_role("button", name="Speak").click()
    expect(page.get_by_label("Your answer")).to_have_value("I ran the roll-out at a bank.")
    page.get_by_role("button", name="Stop", exact=True).click()
    assert page.locator("input[name=seconds]").input_value() == "1"
    page.close()


def test_a_browser_that_sends_the_voice_away_is_not_used(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.add_init_script("delete window.SpeechRecognition; delete window.webkitSpeechRecognition;" + HEARS)
    _asked(page, address)
    expect(page.locator("[data-speech-state]")).to_contain_text("would send your voice to its maker")
    expect(page.get_by_role("button", name="Speak")).to_be_hidden()
    page.close()


def _asked(page: Page, address: str) -> None:
    sign_in(page, address, NEWCOMER)
    page.goto(f"{address}{DESK}interview/")
    page.get_by_role("button", name="Begin", exact=True).click()


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen[0]))
def test_every_page_of_the_desk_stands_in_every_light_on_every_screen(
    browser: Browser, address: str, screen: tuple[int, int], light: str
) -> None:
    window = browser.new_context(viewport={"width": screen[0], "height": screen[1]}, color_scheme=light)
    page, problems = window.new_page(), []
    heard = listen(page)

    def look() -> None:
        page.wait_for_load_state("networkidle")
        problems.extend(f"{page.url}: {said}" for said in (*violations(page), *sideways(page), *heard))
        heard.clear()

    _asked(page, address)
    look()
    page.get_by_label("Your answer").fill("We used a RAID log, um, and it went well for everybody in the end.")
    page.get_by_role("button", name="Done").click()
    look()
    page.get_by_role("link", name="Next question").first.click()
    page.get_by_role("button", name="Stop here").click()
    look()
    page.goto(f"{address}{DESK}role-play/")
    look()
    page.get_by_role("button", name="Talk to them").first.click()
    page.get_by_label("What do you say?").fill("No problem, we will do it.")
    page.get_by_role("button", name="Say it").click()
    look()
    page.get_by_role("button", name="Break it off").click()
    look()
    for path in ("", "interview/", "copilot/?drawn=1", "copilot/live/", "questions/"):
        page.goto(f"{address}{DESK}{path}")
        look()
    window.close()
    assert problems == []
