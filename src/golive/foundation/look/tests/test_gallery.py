"""Does every part stand in every light and on every screen? The gallery in Chromium, under the real policy."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
POLICY = (
    "default-src 'none'; script-src 'nonce-gallery'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
RECORD_PAGES = ("cockpit", "plan", "register", "record", "gate", "import", "form", "components", "charts")
BLANK_PAGES = ("sign-in", "403", "404", "409", "500")
SCREENS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]


WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """What stands seriously against the page, with the first place of each."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} ({v['nodes'][0].get('failureSummary', '')[:200]})"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


class Gallery(SimpleHTTPRequestHandler):
    """Serves the pages as the product would: with the policy, and with 422 for a form filled in wrong."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = Path(self.directory, "form-drawer.html").read_bytes()
        self.send_response(422)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("HX-Trigger", '{"toast": "Three things need your attention"}')
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("gallery")
    subprocess.run([sys.executable, "-m", "golive.foundation.look.gallery", str(out)], check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Gallery, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def opened(browser: Browser, address: str, width: int = 1440, light: Any = "light") -> tuple[Page, list[str]]:
    """A page and the list of what its console complains about."""
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=light)
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("name", RECORD_PAGES + BLANK_PAGES)
def test_every_page_is_accessible_fits_and_is_quiet(browser: Browser, address: str, name: str) -> None:
    for width, light in SCREENS:
        page, complaints = opened(browser, f"{address}/{name}.html", width, light)
        assert violations(page) == [], f"{name} at {width} in {light}"
        assert page.evaluate("document.documentElement.scrollWidth") == width, f"{name} scrolls sideways at {width}"
        assert complaints == []
        page.close()


@pytest.mark.parametrize("width", [320, 820, 1920])
def test_no_page_scrolls_sideways_at_odd_widths(browser: Browser, address: str, width: int) -> None:
    for name in RECORD_PAGES + BLANK_PAGES:
        page, _ = opened(browser, f"{address}/{name}.html", width)
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
        page.close()


def test_the_drawer_opens_traps_the_focus_and_gives_it_back(browser: Browser, address: str) -> None:
    page, complaints = opened(browser, f"{address}/register.html")
    link = page.get_by_role("link", name="R-041")
    link.click()
    page.get_by_role("heading", name="CR-012").wait_for()
    assert page.evaluate("document.activeElement.id") == "drawer-title"
    for _ in range(40):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('#drawer')"
        )
        assert inside, "the focus left the open drawer"
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.wait_for_function("!document.getElementById('drawer').open")
    assert "R-041" in page.evaluate("document.activeElement.textContent")
    assert complaints == []


def test_a_form_refused_in_the_drawer_stays_there_with_all_its_problems(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/register.html")
    page.get_by_role("link", name="Add an item").click()
    page.get_by_role("button", name="Save as a draft").click()
    page.locator(".toast", has_text="Three things need your attention").wait_for()
    assert page.url.endswith("/register.html")
    assert page.locator("#drawer .refusals li").count() == 4


def test_a_problem_leads_to_its_field(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/form.html")
    assert page.evaluate("document.activeElement.className") == "refusals"
    page.locator(".refusals a", has_text="Cost").click()
    assert page.url.endswith("#id_cost")
    assert page.locator("#id_cost").get_attribute("aria-invalid") == "true"
    described = page.locator("#id_cost").get_attribute("aria-describedby") or ""
    assert "Enter a number." in " ".join(page.locator(f"#{part}").inner_text() for part in described.split())


def test_the_theme_is_kept_for_the_next_page(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/register.html")
    page.get_by_role("button", name="Switch between light and dark").click()
    page.goto(f"{address}/gate.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_keys_reach_the_search_and_the_phone_menu_opens_without_a_script(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/register.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    phone = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    phone.goto(f"{address}/register.html")
    assert not phone.locator("#rail").is_visible()
    phone.get_by_role("link", name="More").click()
    assert phone.locator("#rail").is_visible()
    phone.get_by_role("link", name="Close the menu").click()
    assert not phone.locator("#rail").is_visible()


def test_without_scripts_a_record_opens_as_a_page(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/register.html")
    page.get_by_role("link", name="R-041").click()
    assert page.url.endswith("/record-drawer.html")


def test_the_gantt_zooms_pans_and_is_walked_by_keys(browser: Browser, address: str) -> None:
    page, complaints = opened(browser, f"{address}/plan.html")
    width = "document.querySelector('.track').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.get_by_role("button", name="Weeks").click()
    assert page.evaluate(width) > 2 * before
    assert page.locator("[data-gantt]").get_attribute("data-zoom") == "weeks"
    region = page.get_by_role("region", name="Plan of the CRM roll-out")
    region.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Build ERP interface 1"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.closest('.gantt-block').classList.contains('rest')")
    left = region.evaluate("box => box.scrollLeft")
    page.keyboard.press("ArrowRight")
    assert region.evaluate("box => box.scrollLeft") == left + 80
    box = region.bounding_box()
    assert box is not None
    x, y = box["x"] + 900, box["y"] + 300
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y, steps=4)
    page.mouse.up()
    assert region.evaluate("box => box.scrollLeft") == left + 80 - 120
    page.keyboard.press("Enter")  # the drag took the focus to the chart; Enter still opens the current row
    page.get_by_role("heading", name="CR-012").wait_for()
    assert complaints == []
