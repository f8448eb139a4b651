"""What can somebody tell of old data that had to arrive complete?"""

from __future__ import annotations

from collections.abc import Iterator

from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Line, Story, said
from golive.registers.data_migration import queries
from golive.registers.data_migration.models import Finding, Load
from golive.registers.data_migration.reading import AGREES

WORKED = (
    "migration.object_added", "migration.planned", "migration.finished", "migration.reconciled", "migration.audited",
    "migration.finding_decided", "migration.mapped", "migration.map_written", "migration.drawn_up",
)  # fmt: skip
PAGE = ("data_migration",)


def migrated(on: Ground) -> Story | None:
    """Practice 11: what was audited and decided, how often it was rehearsed, and what still differs."""
    loaded, held = (
        queries.loaded(on.implementation),
        [each for each in queries.loads(on.implementation) if each.verdict],
    )
    if not loaded or not held or not on.took_part(*WORKED):
        return None
    return Story(
        11,
        (on.opening, said("What the old data hold shows only when they are audited and loaded.")),
        (
            said(
                "My task was to bring {objects} over in load order, each reconciled row by row.",
                objects=on.count(len(loaded), "object", "Data migration", *PAGE),
            ),
        ),
        (*_audited(on), _rehearsed(on), *_confirmed(on)),
        (
            *_fell(on, held),
            _reconciled(on, len(loaded)),
            said(
                "The sign-off is owned by whoever is accountable in the RACI, on frozen evidence, and the measured "
                "load times go into the cutover plan."
            ),
        ),
    )


def _audited(on: Ground) -> Iterator[Line]:
    """What the audit of the source found, and how much of it people have decided."""
    found = Finding.objects.filter(implementation=on.implementation, gone=False)
    groups, waiting = found.count(), queries.undecided(on.implementation)[0]
    if not groups:
        return
    page = (*PAGE, "findings")
    parts = {
        "groups": on.count(groups, "group", "Findings of the audits", *page),
        "decided": on.of(groups - waiting, "Findings of the audits", *page),
    }
    told = "the data audit of the source found {groups} of bad data; {decided} are decided"
    if on.took_part("migration.finding_decided"):
        own = on.times("decision", "migration.finding_decided")
        yield said(f"I took {{own}} on data quality: {told}, each with its reason.", own=own, **parts)
    else:
        yield said(f"{told[0].upper()}{told[1:]}, each with its reason.", **parts)


def _rehearsed(on: Ground) -> Line:
    """How many test migrations there were, and who ran them: the teller, as far as the log says so."""
    tests = [each for each in queries.tests(on.implementation) if each.finished_at]
    page = (*PAGE, "tests")
    count = on.count(len(tests), "test migration", "Test migrations", *page)
    how = "each reconciled by counts, columns and root causes"
    if on.took_part("migration.finished"):
        return said(f"I ran {{own}} of {{all}}, {how}.", own=on.did("migration.finished"), all=count)
    if on.took_part("migration.planned"):
        return said(f"I planned {{own}} of {{all}}, {how}.", own=on.did("migration.planned"), all=count)
    return said(f"{{all}} stand behind it, {how}.", all=count)


def _confirmed(on: Ground) -> Iterator[Line]:
    """What the business owners confirmed by name."""
    maps = list(queries.value_maps(on.implementation))
    if maps:
        page = (*PAGE, "maps")
        confirmed = sum(each.confirmed_at is not None for each in maps)
        yield said(
            "What a code becomes is confirmed by its business owner, so that users find what they know: {confirmed} of "
            "{maps}.",
            confirmed=on.of(confirmed, "Value maps", *page),
            maps=on.count(len(maps), "value map", "Value maps", *page),
        )


def _fell(on: Ground, held: list[Load]) -> Iterator[Line]:
    """The object whose differences fell the most between its first and its last reconciliation."""
    first: dict[int, Load] = {}
    for each in held:
        first.setdefault(each.object_id, each)
    last = {each.object_id: each for each in held}
    fallen = [(one, last[key]) for key, one in first.items() if (one.differences or 0) > (last[key].differences or 0)]
    if fallen:
        one, other = max(fallen, key=lambda pair: (pair[0].differences or 0) - (pair[1].differences or 0))
        yield said(
            "The differences of “{object}” fell from {before} in {first} to {after} in {last}.",
            object=on.record(one.object.title, one.object),
            before=on.record(one.differences, one.test),
            first=on.record(one.test.ref, one.test),
            after=on.record(other.differences or 0, other.test),
            last=on.record(other.test.ref, other.test),
        )


def _reconciled(on: Ground, loaded: int) -> Line:
    agree = sum(each.verdict == AGREES for each in queries.latest(on.implementation).values())
    return said(
        "{agree} of {all} objects agree in their last reconciliation; what differs is listed row by row.",
        agree=on.of(agree, "Data migration", *PAGE),
        all=on.of(loaded, "Data migration", *PAGE),
    )


STORIES = (Telling(11, migrated),)
