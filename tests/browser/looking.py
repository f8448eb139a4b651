"""What is wrong with the page as it stands in the browser: for assistive technology, on a narrow screen, in its log?"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}


def listen(page: Page) -> list[str]:
    """A list that fills with what the page complains of from now on."""
    heard: list[str] = []
    page.on("console", lambda message: _hear(message, heard))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def _hear(message: ConsoleMessage, heard: list[str]) -> None:
    if message.type == "error":
        heard.append(message.text)


def sideways(page: Page) -> list[str]:
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [] if width <= inner else [f"scrolls sideways: {width} of {inner}"]


def violations(page: Page) -> list[str]:
    """Serious and critical ones, each with the first place."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in ("serious", "critical")
    ]
