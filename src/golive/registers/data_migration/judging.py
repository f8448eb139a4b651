"""Is the migration audited, rehearsed, reconciled and signed? The checks of practice 11."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from golive.plain.verdict import Verdict, met, not_met, undecidable

NO_OBJECT = "no migration object"
START = "List the kinds of data on the Data migration page, each with its owner and approach."


@dataclass(frozen=True)
class Audited:
    """The finding groups of the last audits; ``blocking`` are undecided ones that break the load."""

    objects: int
    audits: int
    groups: int
    undecided: int
    blocking: Sequence[str]
    youngest: datetime | None = None


@dataclass(frozen=True)
class Mapped:
    """The value maps, and those that their business owner has not confirmed: (reference, owner)."""

    maps: int
    unconfirmed: Sequence[tuple[str, str]]
    youngest: datetime | None = None


@dataclass(frozen=True)
class Rehearsed:
    """The objects to load; those with fewer finished test migrations than ``least``, those whose last one differs, and
    those whose last one was not at full volume and timed."""

    objects: int
    least: int
    few: Sequence[tuple[str, int]]
    differing: Sequence[tuple[str, int]]
    partial: Sequence[str]
    youngest: datetime | None = None


@dataclass(frozen=True)
class Signed:
    """The objects to load, those not covered by a signed sign-off, and who signs."""

    objects: int
    unsigned: Sequence[str]
    who: str
    youngest: datetime | None = None


def source_is_audited(facts: Audited) -> Verdict:
    """Practice 11: the source was audited before anybody committed to an approach, and each finding was decided.

    >>> source_is_audited(Audited(3, 0, 0, 0, [])).outcome.value
    'not decidable'
    """
    if not facts.objects or not facts.audits:
        cure = "Run `golive data audit` and bring its file in on the Findings tab." if facts.objects else START
        return undecidable("no audit of the source" if facts.objects else NO_OBJECT, cure=cure)
    figure = f"{facts.groups - facts.undecided} of {facts.groups} finding groups decided"
    if facts.blocking:
        first = facts.blocking[0]
        return not_met(
            f"{figure}, {len(facts.blocking)} of the open ones block the load",
            cure=f"Decide {first}.",
            record=first,
            evidence_at=facts.youngest,
        )
    if facts.undecided:
        return not_met(figure, cure="Decide the rest on the Findings tab.", evidence_at=facts.youngest)
    return met(figure, evidence_at=facts.youngest)


def maps_are_confirmed(facts: Mapped) -> Verdict:
    """Practice 11: the business confirms what its codes become, not the one who writes the load."""
    if not facts.maps:
        return undecidable("no value map", cure="Write the value maps on the Value maps tab.")
    figure = f"{facts.maps - len(facts.unconfirmed)} of {facts.maps} value maps confirmed"
    if not facts.unconfirmed:
        return met(figure, evidence_at=facts.youngest)
    ref, owner = facts.unconfirmed[0]
    return not_met(figure, cure=f"Ask {owner} to confirm {ref}.", record=ref, evidence_at=facts.youngest)


def migration_reconciles(facts: Rehearsed) -> Verdict:
    """Practice 11: enough test migrations of every object, the last at full volume, timed and without difference.

    >>> migration_reconciles(Rehearsed(2, 3, [("MO-001", 1)], [], [])).figure
    '1 of 2 objects test-migrated 3 times'
    """
    if not facts.objects:
        return undecidable(NO_OBJECT, cure=START)
    figure = f"{facts.objects - len(facts.few)} of {facts.objects} objects test-migrated {facts.least} times"
    if facts.few:
        ref, count = facts.few[0]
        cure = f"Run another test migration: {ref} was in {count}."
        return not_met(figure, cure=cure, record=ref, evidence_at=facts.youngest)
    if facts.differing:
        ref, count = facts.differing[0]
        figure = f"{len(facts.differing)} of {facts.objects} objects differ in their last test migration"
        return not_met(figure, cure=f"{ref} differs {count} times.", record=ref, evidence_at=facts.youngest)
    if facts.partial:
        figure = f"{len(facts.partial)} of {facts.objects} objects not at full volume and timed"
        cure = f"Run the last one in full, with {facts.partial[0]} timed."
        return not_met(figure, cure=cure, record=facts.partial[0], evidence_at=facts.youngest)
    return met(f"{figure}, no difference in the last", evidence_at=facts.youngest)


def migration_is_signed(facts: Signed) -> Verdict:
    """Practice 11: the person who answers for it signed exactly this evidence."""
    if not facts.objects:
        return undecidable(NO_OBJECT, cure=START)
    figure = f"{facts.objects - len(facts.unsigned)} of {facts.objects} objects signed off"
    if not facts.unsigned:
        return met(figure, evidence_at=facts.youngest)
    cure = f"Draw up the sign-off for {facts.who or 'the A of the RACI row'}: {facts.unsigned[0]} is open."
    if len(facts.unsigned) == facts.objects:
        return undecidable(figure, cure=cure)
    return not_met(figure, cure=cure, record=facts.unsigned[0], evidence_at=facts.youngest)
