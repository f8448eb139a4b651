"""Is Acme's story played to its end by hand: by clicks in a real browser, on a real server?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.looking import listen, sideways, violations
from tests.pictures import LIGHTS, PAGES, SCREENS, WHO
from tests.played import SLUG, golive, served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("played")]
HERE = f"/i/{SLUG}"
REASON = "The reserve before 23 May is worth more than the workflow."
SENTENCE = (
    "We need signed chart of accounts from Dana Lee by Fri 20 Mar; every day after that eats reserve, "
    "and after Wed 1 Apr go-live moves 23 May → 6 Jun"
)
LISTS = ("raid", "commitments", "changes", "steering", "decisions", "scope", "raci", "go_no_go", "status", "imports")


@pytest.fixture
def address(demo_copy: Path) -> Iterator[str]:
    with served(demo_copy) as found:
        yield found


@pytest.fixture(scope="module")
def reading(demo: Path) -> Iterator[str]:
    """A server for tests that only look."""
    with served(demo) as found:
        yield found


def press(page: Page) -> None:
    """Send the form of this page."""
    page.locator("main form.verb button[type=submit]").last.click()
    page.wait_for_load_state("networkidle")


def bring(page: Page, address: str, file: Path) -> None:
    page.goto(f"{address}{HERE}/imports/new/")
    page.set_input_files("main input[type=file]", str(file))
    press(page)


def test_the_story_from_the_import_to_the_papers(page: Page, address: str, demo_copy: Path, tmp_path: Path) -> None:
    sign_in(page, address, "Maya Okonjo")
    _the_same_files_change_nothing(page, address, demo_copy / "demo")
    _the_late_chart_of_accounts_has_its_sentence(page, address)
    _cr_012_eats_the_whole_reserve(page, address)
    _the_sponsor_rejects_it(page, address)
    _decision_reason_and_telling_are_on_record(page, address)
    _the_kickoff_gate_waits_for_the_signatures(page, address)
    _the_status_is_one_page_and_always_the_same_bytes(demo_copy, tmp_path)


def _the_same_files_change_nothing(page: Page, address: str, files: Path) -> None:
    for name in ("acme-crm-plan.xml", "acme-raid-log.xlsx", "acme-jira-export.csv"):
        bring(page, address, files / name)
        counts = page.locator("ul.counts")
        expect(counts).to_contain_text("0 new")
        expect(counts).to_contain_text("0 changed")
        if name.startswith("acme-raid"):
            expect(counts).to_contain_text("3 refused")
        page.get_by_role("button", name="Accept").click()
        expect(page.locator("main")).to_contain_text("Nothing changed: all of it was here already.")


def _the_late_chart_of_accounts_has_its_sentence(page: Page, address: str) -> None:
    page.goto(f"{address}{HERE}/")
    expect(page.locator("main")).to_contain_text(SENTENCE)
    page.goto(f"{address}{HERE}/commitments/CM-003/")
    expect(page.locator("main")).to_contain_text(SENTENCE)


def _cr_012_eats_the_whole_reserve(page: Page, address: str) -> None:
    page.goto(f"{address}{HERE}/changes/CR-012/")
    expect(page.locator("main")).to_contain_text(
        "Go-live stays 23 May, but the finish moves by 8 working days and the reserve falls from 8 to 0."
    )
    expect(page.locator("main")).to_contain_text("+8 working days")


def _the_sponsor_rejects_it(page: Page, address: str) -> None:
    sign_in(page, address, "Robert Hale")
    page.goto(f"{address}{HERE}/changes/CR-012/decision/")
    page.select_option("select[name=outcome]", "rejected")
    page.fill("textarea[name=because]", REASON)
    press(page)
    page.goto(f"{address}{HERE}/changes/CR-012/")
    expect(page.locator("main")).to_contain_text("Rejected")
    expect(page.locator("main")).to_contain_text(REASON)


def _decision_reason_and_telling_are_on_record(page: Page, address: str) -> None:
    page.goto(f"{address}{HERE}/decisions/")
    expect(page.locator("main")).to_contain_text("DEC-015")
    page.goto(f"{address}{HERE}/decisions/DEC-015/")
    main = page.locator("main")
    expect(main).to_contain_text("CR-012 rejected")
    expect(main).to_contain_text(REASON)
    expect(main).to_contain_text("Marcus Tolland")
    page.goto(f"{address}{HERE}/audit/")
    expect(page.locator("main")).to_contain_text("decided CR-012")
    expect(page.locator("main")).to_contain_text(REASON)
    sign_in(page, address, "Marcus Tolland")
    page.goto(f"{address}{HERE}/decisions/DEC-015/")
    expect(page.locator("main")).to_contain_text(REASON)


def _the_kickoff_gate_waits_for_the_signatures(page: Page, address: str) -> None:
    for name in ("Maya Okonjo", "Robert Hale"):
        sign_in(page, address, name)
        page.goto(f"{address}{HERE}/go_no_go/G-001/")
        expect(page.locator("main h2").first).to_contain_text("NOT DECIDABLE: 5 of 7 criteria met")
        page.goto(f"{address}{HERE}/scope/baselines/SB-001/signature/")
        press(page)
    page.goto(f"{address}{HERE}/go_no_go/G-001/")
    expect(page.locator("main h2").first).to_contain_text("GO WITH CONDITIONS: 6 of 7 criteria met")


def _the_status_is_one_page_and_always_the_same_bytes(data: Path, folder: Path) -> None:
    papers = [folder / "first.pdf", folder / "second.pdf"]
    for paper in papers:
        assert golive(data, "status", SLUG, "--pdf", str(paper)).returncode == 0
    first, second = (paper.read_bytes() for paper in papers)
    assert first == second
    assert len(PdfReader(papers[0]).pages) == 1
    said = json.loads(golive(data, "status", SLUG, "--json").stdout)
    assert said["page"]["go_live"]["p50"] == "2026-05-23"


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen[0]))
def test_every_page_stands_in_every_light_on_every_screen(
    browser: Browser, reading: str, screen: tuple[int, int], light: str
) -> None:
    window = browser.new_context(viewport={"width": screen[0], "height": screen[1]}, color_scheme=light)
    page, problems = window.new_page(), []
    heard = listen(page)
    sign_in(page, reading, WHO)
    for path in [*PAGES.values(), *(f"{HERE}/{name}/" for name in LISTS)]:
        page.goto(reading + path)
        page.wait_for_load_state("networkidle")
        problems += [f"{path}: {said}" for said in (*violations(page), *sideways(page), *heard)]
        heard.clear()
    window.close()
    assert problems == []
