"""Which target column may each source column go to, and why? A person decides; nothing is accepted here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from golive.engines.reconcile.catalogue.nouns import Column
from golive.engines.reconcile.match.evidence import Evidence, gather
from golive.engines.reconcile.match.pairing import best_pairing

TOP = 5
PAIRED, STANDING = 0.06, 0.10  # what being the best partner, and standing out in row and column, add
LEAST = 0.05


@dataclass(frozen=True)
class Suggestion:
    """One possible pair; ``score`` is 0 to 1, ``reasons`` are sentences for the person who decides."""

    source: Column
    target: Column
    score: float
    reasons: tuple[str, ...]


def suggest(sources: Sequence[Column], targets: Sequence[Column], *, top: int = TOP) -> list[Suggestion]:
    """At most ``top`` suggestions for each source column, all together best first.

    Parameters
    ----------
    sources, targets : columns with whatever is known: name, label, description, sample of values.
    top : how many per source column.

    Notes
    -----
    Evidence is joined with weights fixed a priori (names 0.5, values 0.4, type 0.1; see `evidence`). A pair gains where
    it stands out among the rivals of both its columns, and where the best one-to-one pairing of all columns holds it.

    Examples
    --------
    >>> legacy = [Column("kunden", "PLZ", values=("10115",)), Column("kunden", "Ort", values=("Berlin", "Bonn"))]
    >>> crm = [Column("account", "City", values=("Bonn",)), Column("account", "PostalCode", values=("10115",))]
    >>> [(s.source.name, s.target.name) for s in suggest(legacy, crm, top=1)]
    [('PLZ', 'PostalCode'), ('Ort', 'City')]
    """
    if not sources or not targets:
        return []
    evidence = gather(sources, targets)
    paired = _paired(evidence)
    scores = _ranked(evidence, paired)
    found = []
    for row in range(len(sources)):
        for column in np.argsort(-scores[row], kind="stable")[:top]:
            if scores[row, column] >= LEAST:
                reasons = _reasons(evidence, sources[row], targets[column], row, int(column), bool(paired[row, column]))
                found.append(Suggestion(sources[row], targets[column], round(float(scores[row, column]), 4), reasons))
    return sorted(found, key=lambda s: -s.score)


def _paired(evidence: Evidence) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    partner = best_pairing(evidence.total)
    paired = np.zeros(evidence.total.shape, dtype=bool)
    rows = np.flatnonzero(partner >= 0)
    paired[rows, partner[rows]] = True
    return paired


def _ranked(
    evidence: Evidence, paired: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    total = evidence.total
    standing = total**2 / (total.max(axis=1, keepdims=True) * total.max(axis=0, keepdims=True) + 1e-9)
    scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = (
        (1 - PAIRED - STANDING) * total + STANDING * standing * total + PAIRED * paired * total
    )
    return scores


def _reasons(
    evidence: Evidence, source: Column, target: Column, row: int, column: int, paired: bool
) -> tuple[str, ...]:
    said = [f"name {evidence.name[row, column]:.2f}: {source.name} and {target.name}"]
    if evidence.label[row, column] > evidence.name[row, column]:
        labels = f"{source.label or source.name} and {target.label or target.name}"
        said.append(f"dictionary {evidence.label[row, column]:.2f}: {labels}")
    if not np.isnan(evidence.description[row, column]):
        said.append(f"description {evidence.description[row, column]:.2f}: words in common")
    if np.isnan(evidence.values[row, column]):
        said.append("values unknown on one side at least")
    else:
        said.append(f"values {evidence.values[row, column]:.2f}: {evidence.common[row, column]:.0%} in common")
    said.append(f"type {evidence.kind[row, column]:.2f}: {source.kind.value} to {target.kind.value}")
    if not np.isnan(evidence.table[row, column]):
        said.append(f"tables {evidence.table[row, column]:.2f}: {source.table} and {target.table}")
    if paired:
        said.append("in the best one-to-one pairing of all columns")
    return tuple(said)
