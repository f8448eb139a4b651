"""Does a hostile text survive import, export and import again, as a text and never as a formula?"""

from __future__ import annotations

from pathlib import Path

from golive.connectors.raid_sheet import parse
from golive.foundation.export import Sheet, write_csv, write_xlsx

_PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1 days",
    "@SUM(1)",
    "＝1+1",
    '=HYPERLINK("http://x.test")',
    "=cmd|' /C calc'!A0",
    '";=1',
)


def test_a_payload_that_was_imported_and_exported_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = [[f"R-{n}", payload] for n, payload in enumerate(_PAYLOADS)]
    for name, data in (
        ("raid.csv", write_csv(rows, ["Risk ID", "Risk"])),
        ("raid.xlsx", write_xlsx(Sheet("Risks", ["Risk ID", "Risk"], rows))),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        titles = {item.id: item.title for item in parse(path).items}
        assert titles["R-0"] == "=1+1"
        assert titles["R-6"] == "=cmd|' /C calc'!A0"
        assert write_csv([[title] for title in titles.values()], ["T"]).count(b'"=') == 0
