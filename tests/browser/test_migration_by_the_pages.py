"""Does a newcomer take a data set from the first look to the signed reconciliation by the pages alone?"""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from golive.foundation.look.words import number
from tests.played import SLUG, served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("played")]
HERE = f"/i/{SLUG}"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "migration" / "travel-sap" / "Travel.csv.gz"
STATES = {"O": "Open", "A": "Accepted", "X": "Rejected"}
HEADER = ["TravelNo", "AgencyID", "BeginDate", "TotalPrice", "Currency", "Status"]
# Target field → what is chosen, typed or ticked in its line.
LINES = {
    "TravelNo": {"column": "TravelID", "key": "on"},
    "AgencyID": {"column": "to_Agency_AgencyID"},
    "BeginDate": {"expr": "parse_date(BeginDate, '%Y-%m-%d')", "type": "date"},
    "TotalPrice": {"expr": "parse_decimal(TotalPrice, '.', ',')", "type": "decimal(14,2)"},
    "Currency": {"column": "CurrencyCode_code"},
    "Status": {"column": "TravelStatus_code"},
}
Rows = list[dict[str, str]]


@dataclass
class Walk:
    """One person at one server, with the files of the data set."""

    page: Page
    address: str
    folder: Path
    source: Path
    rows: Rows
    seen: Callable[[Page, str], None]

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{HERE}/data_migration/{path}")

    def send(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit].primary").last.click()
        self.page.wait_for_load_state("networkidle")

    def done(self) -> None:
        """Wait on the page of the job until it says so, and go where its result stands."""
        link = self.page.get_by_role("link", name="See what came of it")
        expect(link).to_be_visible(timeout=120_000)
        link.click()
        self.page.wait_for_load_state("networkidle")


def travels() -> Rows:
    with gzip.open(SHARED, "rt", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def a_smaller_twin() -> Rows:
    """Forty travels like those of the data set, with its columns and its faults."""
    names = ["Meier", "Lindwurm", "Buchholm", "Detemple"]
    return [
        {
            "TravelUUID": f"{at:032X}",
            "TravelID": f"{at:08}",
            "to_Agency_AgencyID": f"0700{at % 50 + 1:02}",
            "to_Customer_CustomerID": f"{at * 7 % 600:06}",
            "BeginDate": f"2025-0{at % 9 + 1}-14",
            "EndDate": f"2025-1{at % 3}-14",
            "BookingFee": "20.00",
            "TotalPrice": f"{900 + at}.50",
            "CurrencyCode_code": "USD" if at % 3 else "EUR",
            "Description": f"Business trip {at} " if at % 4 else "Vacation",
            "TravelStatus_code": "OAX"[at % 3],
            "createdBy": names[at % 4],
            "createdAt": "2025-01-29T20:54:13Z",
            "LastChangedBy": names[at % 3],
            "LastChangedAt": "2025-01-31T21:07:58Z",
        }
        for at in range(1, 41)
    ]


def written(rows: Rows, names: list[str], mark: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=mark, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def loaded(rows: Rows, lost: int, cut: int) -> Rows:
    """What a loader left in the target: some rows lost, some amounts without their cents."""
    found = [
        {
            "TravelNo": row["TravelID"],
            "AgencyID": row["to_Agency_AgencyID"],
            "BeginDate": row["BeginDate"],
            "TotalPrice": row["TotalPrice"],
            "Currency": row["CurrencyCode_code"],
            "Status": STATES[row["TravelStatus_code"]],
        }
        for row in rows[lost:]
    ]
    for row in found[:cut]:
        row["TotalPrice"] = f"{float(row['TotalPrice']) + 10:.2f}"
    return found


@pytest.fixture(params=["a smaller twin", pytest.param("travel-sap", marks=pytest.mark.shared_data)])
def walk(request: pytest.FixtureRequest, page: Page, demo_copy: Path, tmp_path: Path) -> Iterator[Walk]:
    if request.param == "travel-sap" and not SHARED.is_file():
        pytest.skip("The travel data set is not here.")
    rows = travels() if request.param == "travel-sap" else a_smaller_twin()
    source = tmp_path / "Travel.csv"
    source.write_text(written(rows, list(rows[0]), ";"), encoding="utf-8")
    pictures = os.environ.get("GOLIVE_PICTURES_TO", str(tmp_path))

    def seen(page: Page, name: str) -> None:
        for width in (1440, 390):
            for light in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{name} is {wide} px wide on {width}"
                page.screenshot(path=str(Path(pictures) / f"{name}-{width}-{light}.png"), full_page=True)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")

    with served(demo_copy) as address:
        yield Walk(page, address, tmp_path, source, rows, seen)


def test_from_the_audit_to_the_signed_reconciliation_by_the_pages_alone(walk: Walk) -> None:
    sign_in(walk.page, walk.address, "Maya Okonjo")
    home = _list_it(walk)
    _bring(walk, home, "source", walk.source)
    walk.seen(walk.page, "1-object")
    _decide_with_the_keyboard(walk)
    empty = walk.folder / "Travels.csv"
    empty.write_text(",".join(HEADER) + "\n", encoding="utf-8")
    _bring(walk, home, "target", empty)
    _map_the_codes(walk)
    _map_the_fields(walk, home)
    for lost, cut in ((9, 5), (0, 3), (0, 0)):
        _rehearse(walk, home, lost, cut)
    _compare_the_runs(walk)
    _sign(walk)


def _list_it(walk: Walk) -> str:
    """The object, with its owner; returns its address."""
    walk.go("new/")
    walk.page.fill("input[name=title]", "Travels")
    walk.page.select_option("select[name=owner]", index=1)
    walk.page.fill("input[name=source_system]", "Flight system")
    walk.page.fill("input[name=target_system]", "New CRM")
    walk.send()
    walk.go("?q=Travels")
    link = walk.page.locator("main table a", has_text="Travels").first
    return str(link.get_attribute("href")).split("/data_migration/")[1]


def _bring(walk: Walk, home: str, side: str, file: Path) -> None:
    walk.go(f"{home}rows/new/")
    walk.page.check(f"input[name=side][value={side}]")
    walk.page.set_input_files("main input[type=file]", str(file))
    walk.send()
    walk.done()
    expect(walk.page.locator("main")).to_contain_text(file.name)


def _decide_with_the_keyboard(walk: Walk) -> None:
    """One key for each group of the audit until none of this source is open."""
    walk.page.get_by_role("link", name="All findings").click()
    walk.seen(walk.page, "2-findings")
    opened = walk.page.locator("main table tbody tr", has_text="open")
    for _ in range(200):
        walk.go("findings/")
        if not opened.count():
            break
        opened.first.locator("a").first.click()
        walk.page.wait_for_load_state("networkidle")
        before = walk.page.url
        walk.page.keyboard.press("f")
        walk.page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]
    assert not opened.count()


def _map_the_codes(walk: Walk) -> None:
    """Written by the lead, confirmed by who owns it in the business: here the same person."""
    walk.go("maps/new/")
    walk.page.fill("input[name=title]", "Status of a travel")
    walk.page.select_option("select[name=migrated]", label="Travels")
    walk.page.select_option("select[name=owner]", label="Maya Okonjo")
    walk.page.fill("textarea[name=entries]", "\n".join(f"{code} = {state}" for code, state in STATES.items()))
    walk.send()
    walk.page.get_by_role("link", name="Confirm", exact=True).click()
    walk.page.locator("#drawer-content form button[type=submit], main form.verb button[type=submit]").last.click()
    expect(walk.page.locator("main")).to_contain_text("Maya Okonjo confirmed it")


def _map_the_fields(walk: Walk, home: str) -> None:
    walk.go(f"{home}mapping/")
    page = walk.page
    expect(page.locator("main")).to_contain_text("Nothing is mapped yet")
    walk.seen(page, "3-nothing-mapped")
    for at, target in enumerate(HEADER):
        for name, value in LINES[target].items():
            if name == "column":
                page.select_option(f"select[name=column_{at}]", value)
            elif name == "key":
                page.check(f"input[name=key_{at}]")
            else:
                page.fill(f"input[name={name}_{at}]", value)
    choices = page.locator("select[name=map_5] option")
    page.select_option("select[name=map_5]", str(choices.last.get_attribute("value")))
    walk.send()
    expect(page.locator("main")).to_contain_text("is UNMAPPED")
    walk.seen(page, "4-gaps")
    for reason in page.locator("main input[name^=left_]").all():
        reason.fill("stays in the archive, agreed with the owner")
    walk.send()
    expect(page.locator("main")).to_contain_text("The mapping may be run")
    page.get_by_role("link", name="Run it").click()
    walk.send()
    walk.done()
    expect(page.locator("main")).to_contain_text(f"{number(len(walk.rows))} rows are expected")
    walk.seen(page, "5-mapped")


def _rehearse(walk: Walk, home: str, lost: int, cut: int) -> None:
    """Load, bring in what arrived, reconcile; every figure is the one that was made wrong."""
    page = walk.page
    arrived = walk.folder / "Travels.csv"
    arrived.write_text(written(loaded(walk.rows, lost, cut), HEADER, ","), encoding="utf-8")
    walk.go("tests/new/")
    page.fill("input[name=title]", f"Travels, {lost} lost")
    walk.send()
    walk.go("tests/")
    page.locator("main table a", has_text=f"Travels, {lost} lost").first.click()
    page.wait_for_load_state("networkidle")
    test = page.url.split("/data_migration/")[1]
    walk.go(f"{test}start/")
    page.fill("input[name=started_at]", "2026-01-12T08:00")
    walk.send()
    _bring(walk, home, "target", arrived)
    walk.go(f"{test}reconciliation/")
    page.select_option("select[name=migrated]", label="Travels")
    page.fill("input[name=minutes]", "12")
    walk.send()
    walk.done()
    expect(page.locator("main")).to_contain_text("differ" if lost + cut else "Every object agrees")
    walk.go(f"{test}end/")
    walk.send()
    if lost:
        walk.seen(page, "6-test-migration")
        page.locator("main ul.wait a", has_text="row is missing").click()
        expect(page.locator("main")).to_contain_text(f"of {lost} differences")
        expect(page.locator("main")).to_contain_text(walk.rows[0]["TravelID"])
        walk.seen(page, "7-differences")


def _compare_the_runs(walk: Walk) -> None:
    walk.go("comparison/")
    expect(walk.page.locator("main")).to_contain_text("fixed")
    walk.seen(walk.page, "8-comparison")


def _sign(walk: Walk) -> None:
    """The freeze is checked, the evidence drawn up, and somebody else with the A signs."""
    page = walk.page
    walk.go("tests/")
    page.locator("main table a", has_text="Travels, 0 lost").first.click()
    page.wait_for_load_state("networkidle")
    test = page.url.split("/data_migration/")[1]
    walk.go(f"{test}freeze/")
    page.fill("input[name=extracted_at]", "2026-01-12T07:00")
    page.fill("input[name=source_changed_at]", "2026-01-11T20:00")
    walk.send()
    walk.go(f"{test}signoff/")
    walk.send()
    page.wait_for_url("**/signoffs/**")
    sheet = page.url
    waits = page.locator("main").inner_text()
    who = next(line for line in waits.splitlines() if line.startswith("Waits for ")).removeprefix("Waits for ")
    sign_in(page, walk.address, who)
    page.goto(f"{sheet}signature/")
    walk.send()
    page.goto(sheet)
    expect(page.locator("main")).to_contain_text(f"Signed by {who}")
    walk.seen(page, "9-signed")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Sign-off sheet (PDF)").click()
    assert Path(taken.value.path()).read_bytes()[:4] == b"%PDF"
