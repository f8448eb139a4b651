"""Is a question that somebody speaks into the page heard by this server, and does its card appear?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import chromium, spoken
from tests.browser.looking import listen, sideways, violations
from tests.played import served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.spoken, pytest.mark.slow, pytest.mark.xdist_group("played")]
QUESTION = "How do you prevent and manage scope creep?"
DESK = "/me/desk/"


@pytest.fixture
def address(demo_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setitem(os.environ, "GOLIVE_SPEECH_ENGINE", "pocketsphinx")
    with served(demo_copy) as found:
        yield found


@pytest.fixture
def speaker(tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """A browser of its own whose microphone hears the question, once; Playwright runs once for all of a run."""
    asked = tmp_path / "asked.wav"
    asked.write_bytes(spoken.whole(spoken.say(QUESTION)))
    microphone = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={asked}%noloop",
    ]
    started = browser.browser_type.launch(executable_path=chromium.program(), args=[*chromium.FLAGS, *microphone])
    yield started.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    started.close()


def test_a_spoken_question_brings_its_card(speaker: Page, address: str) -> None:
    heard = listen(speaker)
    sign_in(speaker, address, "Maya Okonjo")
    speaker.goto(f"{address}{DESK}copilot/")
    expect(speaker.locator("[data-recording]")).to_contain_text(
        "PocketSphinx makes it text there; the sound is not kept"
    )
    speaker.get_by_role("button", name="Record it").click()
    expect(speaker.locator("[data-recording-state]")).to_contain_text("0:04", timeout=30_000)
    assert violations(speaker) == [] and sideways(speaker) == []
    speaker.get_by_role("button", name="Stop, and make it text").click()
    expect(speaker.locator("[data-recording-state]")).to_contain_text("Spoken in", timeout=60_000)
    assert "scope" in speaker.locator("#asked").input_value()
    expect(speaker.locator(".glance h2")).to_have_text("Scope creep", timeout=30_000)
    assert violations(speaker) == [] and sideways(speaker) == [] and heard == []
    if folder := os.environ.get("GOLIVE_PICTURES"):
        speaker.screenshot(path=Path(folder) / "speaking-390-dark.png", full_page=True)


def test_a_microphone_that_is_not_allowed_is_said(browser: object, page: Page, address: str) -> None:
    sign_in(page, address, "Priya Raman")
    page.goto(f"{address}{DESK}copilot/")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("[data-recording-state]")).to_contain_text("Please type.")
