"""How is a kept file read, and how is what it would change written down as its preview?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from golive.connectors.imports import queries, rules
from golive.connectors.imports.kinds import KINDS, Comparison, FileKind, Read, kind_of
from golive.connectors.imports.models import ImportBatch, Line
from golive.foundation.implementations.store import change
from golive.plain.verdict import Refused

BATCH = 500
# A file with more wrong values than this has one cause; all its rows stand in the preview nevertheless.
PROBLEMS_KEPT = 2_000


def kind_for(batch: ImportBatch) -> FileKind:
    return KINDS[batch.kind] if batch.kind else kind_of(str(batch.document.path), batch.name)


def read(batch: ImportBatch, mapping: dict[str, Any] | None = None) -> Read:
    """Read the kept file in the guarded child; `Refused` with every reason where it cannot be used."""
    known = queries.remembered(batch.implementation)
    return kind_for(batch).read(str(batch.document.path), batch.name, mapping, known)


def write_down(batch: ImportBatch, found: Read, compared: Comparison, **more: Any) -> ImportBatch:
    """Keep what the preview shows; earlier lines of this batch are replaced. The caller opened the transaction."""
    Line.objects.filter(batch=batch).delete()
    rows = (
        Line(
            batch=batch,
            position=position,
            line=row.line,
            sheet=row.sheet[:120],
            change=row.change,
            cells=list(row.cells),
            reasons=list(row.reasons),
        )
        for position, row in enumerate(compared.rows)
    )
    Line.objects.bulk_create(rows, batch_size=BATCH)
    return change(
        batch,
        state=rules.PARSED,
        counts=_counts(found, compared),
        columns=list(compared.columns),
        figures=[list(figure) for figure in compared.figures],
        notices=[*found.notices, *compared.notices],
        problems=[asdict(problem) for problem in found.problems[:PROBLEMS_KEPT]],
        reconciliation=found.reconciliation,
        mapping=found.mapping,
        digest=compared.digest,
        **more,
    )


def _counts(found: Read, compared: Comparison) -> dict[str, int]:
    counts = dict.fromkeys(ImportBatch.CHANGES, 0)
    for row in compared.rows:
        counts[row.change] += 1
    return {**counts, "same": compared.same, "bad": max(counts["bad"], found.rejected)}


def as_problems(refused: Refused) -> list[dict[str, Any]]:
    """Why a file cannot be used, in the form of its bad rows."""
    return [{"code": r.code, "reason": r.problem, "cure": r.cure, "rejects": True} for r in refused.refusals]
