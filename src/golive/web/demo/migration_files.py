"""What did each of Acme's loads leave in the new CRM, as the reconciliation of the real engine tells it?"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from golive.engines.reconcile import Workbench, comparison, open_source
from golive.engines.reconcile.audit import audit
from golive.engines.reconcile.mapping import parse_mapping
from golive.web.cli.data_findings import audit_form, masked
from golive.web.demo.legacy_crm import write_legacy_crm

_MAPPING = """
object: Target
source: {table: SOURCE}
key: {target: [Id], source: [NR]}
fields:
  Name: {expr: "trim(BEZ)", type: text(60)}
  Amount: {expr: "parse_decimal(BETRAG, ',', '.')", type: "decimal(14,2)"}
  Since: {expr: "parse_date(DATUM, '%d.%m.%Y')", type: date}
"""
_OLD, _NEW = ("NR", "BEZ", "BETRAG", "DATUM"), ("Id", "Name", "Amount", "Since")


@dataclass(frozen=True)
class Loaded:
    """How many rows were to arrive, and what went wrong with how many of them."""

    rows: int
    missing: int = 0
    extra: int = 0
    shortened: int = 0
    hundredfold: int = 0
    swapped: int = 0


def reconciliation(name: str, load: Loaded) -> bytes:
    """The file of `golive data reconcile --json` for this load; the same bytes every time.

    The rows are generated, the damage is planted in what arrived, and the engine finds what it finds.
    """
    mapping = parse_mapping(_MAPPING)
    with TemporaryDirectory() as folder, Workbench(memory_mb=256) as bench:
        left = _write(Path(folder) / "SOURCE.csv", _OLD, (_source(name, n) for n in range(load.rows)))
        right = _write(Path(folder) / "Target.csv", _NEW, _arrived(name, load))
        made, outcome = comparison.reconcile(bench, mapping, open_source(bench, left), open_source(bench, right))
        form = {key: value for key, value in outcome.form(masked).items() if key != "seconds"}
    return json.dumps(form | {"excluded": made.excluded}, ensure_ascii=False, sort_keys=True, default=str).encode()


def customer_audit() -> bytes:
    """The file of `golive data audit --json` for the customers of the old CRM, personal values masked."""
    with TemporaryDirectory() as folder, Workbench(memory_mb=512) as bench:
        write_legacy_crm(Path(folder))
        form = audit_form(audit(bench, open_source(bench, str(Path(folder) / "KUNDEN.csv"))), mask=True)
    return json.dumps(form | {"source": "KUNDEN.csv"}, ensure_ascii=False, sort_keys=True, default=str).encode()


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    path.write_text(out.getvalue(), encoding="utf-8")
    return str(path)


def _cents(n: int) -> int:
    return 1_000 + n * 7_919 % 900_000


def _source(name: str, n: int) -> tuple[str, str, str, str]:
    euros, cents = divmod(_cents(n), 100)
    return (
        f"{n:06d}",
        f"{name} {n:06d}, as it stands in the old CRM ",
        f"{euros},{cents:02d}",
        f"{1 + n % 12:02d}.05.2024",
    )


def _arrived(name: str, load: Loaded) -> Iterable[tuple[str, str, str, str]]:
    """Each kind of damage falls on rows of its own: the first missing, the next shortened, and so on."""
    shortened = load.missing + load.shortened
    hundredfold = shortened + load.hundredfold
    for n in range(load.missing, load.rows):
        title = f"{name} {n:06d}, as it stands in the old CRM"
        title = title[:18] if n < shortened else title
        cents = _cents(n) * (100 if shortened <= n < hundredfold else 1)
        day, month = 1 + n % 12, 5
        if hundredfold <= n < hundredfold + load.swapped:
            day, month = month, day
        yield f"{n:06d}", title, f"{cents // 100}.{cents % 100:02d}", f"2024-{month:02d}-{day:02d}"
    for n in range(load.rows, load.rows + load.extra):
        yield f"{n:06d}", f"{name} {n:06d}", "1.00", "2024-05-01"
