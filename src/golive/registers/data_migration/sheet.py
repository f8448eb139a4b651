"""What does the sign-off look like on paper and as a workbook: the same figures, hashes and names?"""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg_inter  # type: ignore[import-untyped]
import typst

from golive.foundation.export import Sheet, write_xlsx
from golive.foundation.look import words
from golive.registers.data_migration.reading import COUNTS

if TYPE_CHECKING:
    from golive.registers.data_migration.models import MigrationSignOff

_HERE = Path(__file__).parent / "typst"


def signature_of(found: MigrationSignOff) -> list[tuple[str, str]]:
    """Who signed what, when and how, as lines of the sheet; an unsigned sheet says so."""
    signed = found.signed_by.name if found.signed_by else "not signed"
    return [
        ("Sign-off", f"{found.ref} of {found.content['test']['ref']} {found.content['test']['title']}"),
        ("Prepared by", found.created_by.name if found.created_by else ""),
        ("Signed by", f"{signed}, accountable (A) for the data-migration sign-off" if found.signed_by else signed),
        ("Signed at", words.moment(found.signed_at) if found.signed_at else ""),
        ("Identity", found.confirmed),
        ("Statement", found.statement),
        ("SHA-256 of the evidence", found.content_hash),
    ]


def run_of(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The test migration as lines of the sheet."""
    test = content["test"]
    return [
        ("Volume", f"{test['volume_percent']} %"),
        ("Started", _moment(test["started_at"])),
        ("Finished", _moment(test["finished_at"])),
        ("Source extracted", _moment(test["extracted_at"])),
        ("Source last changed", _moment(test["source_changed_at"])),
        ("Test migrations required", str(content["criteria"]["test_migrations"])),
    ]


def _moment(text: str | None) -> str:
    return words.moment(datetime.fromisoformat(text)) if text else "not known"


def xlsx(found: MigrationSignOff) -> bytes:
    """The workbook: signature, objects with their counts, columns, findings and value maps."""
    content = found.content
    objects = content["objects"]
    totals = ["Object", "No.", "Owner", "Test migrations", "Minutes", *[_label(key) for key in COUNTS]]
    return write_xlsx(
        [
            Sheet("Sign-off", ["What", "Value"], [*signature_of(found), *run_of(content)]),
            Sheet("Objects", [*totals, "Verdict", "Document", "SHA-256"], [_line(each) for each in objects]),
            Sheet(
                "Columns",
                ["Object", "Column", "Mismatches"],
                [(each["title"], column, count) for each in objects for column, count in each["columns"].items()],
            ),
            Sheet(
                "Findings",
                ["No.", "Finding", "Rows", "Decision", "SHA-256 of the audit"],
                [(f["ref"], f["says"], f["count"], f["decision"], f["sha256"]) for f in content["findings"]],
            ),
            Sheet(
                "Value maps",
                ["No.", "Map", "Confirmed by", "SHA-256"],
                [(m["ref"], m["title"], m["confirmed_by"], m["sha256"]) for m in content["value_maps"]],
            ),
        ]
    )


def _label(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _line(each: dict[str, Any]) -> list[Any]:
    head = [each["title"], each["ref"], each["owner"], each["test_migrations"], each["minutes"]]
    return [*head, *[each["rows"].get(key) for key in COUNTS], each["verdict"], each["document"], each["sha256"]]


def pdf(found: MigrationSignOff) -> bytes:
    """The sheet on A4, dated by the signature; people's words reach typst as JSON only, never as markup."""
    content = found.content
    given = {
        "title": f"Data migration sign-off {found.ref}",
        "implementation": content["implementation"],
        "client": content["client"],
        "signature": signature_of(found),
        "run": run_of(content),
        "counts": [_label(key) for key in COUNTS],
        "objects": [
            {
                "title": each["title"],
                "owner": each["owner"],
                "minutes": "" if each["minutes"] is None else f"{each['minutes']:g}",
                "times": str(each["test_migrations"]),
                "rows": [words.number(each["rows"].get(key)) for key in COUNTS],
                "verdict": each["verdict"],
                "document": each["document"],
                "sha256": each["sha256"],
            }
            for each in content["objects"]
        ],
        "findings": [[f["ref"], f["says"], words.number(f["count"]), f["decision"]] for f in content["findings"]],
        "maps": [[m["ref"], m["title"], m["confirmed_by"], m["sha256"][:16]] for m in content["value_maps"]],
    }
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"sheet": json.dumps(given)},
        timestamp=found.signed_at or found.created_at,
        pdf_standards=[],
    )
    if not isinstance(made, bytes):
        raise RuntimeError(f"The sign-off sheet of {found.ref} could not be printed.")
    return made


def _compiler() -> typst.Compiler:
    # a compiler of its own for each paper: it cannot be shared between threads
    return typst.Compiler(_HERE / "sign_off.typ", root=_HERE, font_paths=_fonts(), ignore_system_fonts=False)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = fontpkg_inter.ROOT / "files"
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[folder])
