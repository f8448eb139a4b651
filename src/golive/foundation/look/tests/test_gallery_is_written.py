"""Is every page of the gallery written? Without a browser, so that a template that asks for more is seen at once."""

from __future__ import annotations

from pathlib import Path

from golive.foundation.look.gallery.__main__ import PAGES, write


def test_every_page_of_the_gallery_is_written(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert set(PAGES) < set(written)
    assert all("</" in (tmp_path / f"{name}.html").read_text(encoding="utf-8") for name in written)
