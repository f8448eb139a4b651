"""What do the main pages look like? Their pictures for docs/pictures, in both lights and on both screens."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.played import ROOT, SLUG, build, served, sign_in

FOLDER = ROOT / "docs" / "pictures"
PAGES = {
    "cockpit": f"/i/{SLUG}/",
    "plan": f"/i/{SLUG}/plan/gantt/",
    "change": f"/i/{SLUG}/changes/CR-012/",
    "gate": f"/i/{SLUG}/go_no_go/G-001/",
    "status": f"/i/{SLUG}/status/now/",
}
# Shown in one light and on one screen: beside the text about them.
BESIDE = {
    "migration": f"/i/{SLUG}/data_migration/",
    "comparison": f"/i/{SLUG}/data_migration/comparison/",
    "desk": "/me/desk/",
    "stories": "/me/desk/stories/",
}
SCREENS = ((1440, 900), (390, 844))
LIGHTS = ("light", "dark")
WHO = "Maya Okonjo"
COLOURS = 200


def shoot(browser: Browser, address: str) -> Iterator[tuple[str, bytes]]:
    """Each page with its name, as PNG."""
    for width, height in SCREENS:
        for light in LIGHTS:
            window = browser.new_context(viewport={"width": width, "height": height}, color_scheme=light)
            page = window.new_page()
            sign_in(page, address, WHO)
            first = (width, light) == (SCREENS[0][0], LIGHTS[0])
            for name, path in (PAGES | BESIDE if first else PAGES).items():
                page.goto(address + path)
                page.wait_for_load_state("networkidle")
                yield f"{name}-{width}-{light}.png", page.screenshot()
            window.close()


def small(png: bytes) -> bytes:
    """The picture with as few colours as the eye needs."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def main(data: Path | None = None) -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = data or Path(made) / "data"
        if data is None:
            build(folder)
        browser = playwright.chromium.launch(executable_path=chromium.program(), args=chromium.FLAGS)
        FOLDER.mkdir(parents=True, exist_ok=True)
        with served(folder) as address:
            for name, png in shoot(browser, address):
                (FOLDER / name).write_bytes(small(png))
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
