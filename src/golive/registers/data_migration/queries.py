"""Which objects, test migrations, findings and maps are there, and what do they prove?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.plain.verdict import Refusal
from golive.registers.data_migration import comparing, judging, rules
from golive.registers.data_migration.models import (
    Extract,
    Finding,
    Load,
    MappingDocument,
    MigrationObject,
    MigrationSignOff,
    TestMigration,
    ValueMap,
)
from golive.registers.data_migration.reading import AGREES
from golive.registers.raci import queries as raci


@asked_once
def objects(implementation: Implementation) -> list[MigrationObject]:
    """Every object in the order of the load."""
    rows = here(MigrationObject, implementation).select_related("owner")
    return list(rows.order_by("load_order", "ref"))


def loaded(implementation: Implementation) -> list[MigrationObject]:
    """The objects that arrive in the target."""
    return [each for each in objects(implementation) if each.is_loaded]


def needs_by_title(implementation: Implementation) -> dict[str, set[str]]:
    """What each object needs before it, by the names."""
    found: dict[str, set[str]] = {each.title: set() for each in objects(implementation)}
    through = MigrationObject.needs.through.objects.filter(from_migrationobject__implementation=implementation)
    for one, other in through.values_list("from_migrationobject__title", "to_migrationobject__title"):
        found[one].add(other)
    return found


@asked_once
def tests(implementation: Implementation) -> list[TestMigration]:
    """Every test migration, the first first."""
    rows = here(TestMigration, implementation)
    return list(rows.order_by("pk"))


@asked_once
def loads(implementation: Implementation) -> list[Load]:
    """Every load of every test migration, in the order of both."""
    rows = Load.objects.filter(implementation=implementation)
    rows = rows.select_related("test", "object", "document", "attached_by", "object__owner")
    return list(rows.order_by("test_id", "object__load_order", "object__ref"))


def loads_of(test: TestMigration) -> list[Load]:
    return [each for each in loads(test.implementation) if each.test_id == test.pk]


def latest(implementation: Implementation) -> dict[int, Load]:
    """The last reconciled load of each object, by the object's id."""
    return {each.object_id: each for each in loads(implementation) if each.verdict}


@dataclass(frozen=True)
class Totals:
    """Control totals of the last reconciliation of every loaded object; ``oldest`` is the age of the weakest of them.

    Each object gives one total for its rows and one for each compared column.
    """

    checked: int
    failed: int
    oldest: datetime | None
    reconciled: int = 0
    never_reconciled: tuple[str, ...] = ()


def control_totals(implementation: Implementation) -> Totals:
    """The control totals for the status report; nothing is known before every loaded object was reconciled once."""
    last, wanted = latest(implementation), loaded(implementation)
    never = tuple(each.title for each in wanted if each.pk not in last)
    if not wanted or never:
        return Totals(0, 0, None, len(wanted) - len(never), never)
    held = [last[each.pk] for each in wanted]
    checked = sum(1 + len(each.columns) for each in held)
    failed = sum(bool(_rows_differ(each)) + sum(count > 0 for count in each.columns.values()) for each in held)
    oldest = min(each.test.finished_at or each.attached_at for each in held)  # type: ignore[type-var]
    return Totals(checked, failed, oldest, len(held))


def _rows_differ(load: Load) -> bool:
    return load.verdict != AGREES and any(load.rows[name] for name in ("missing", "extra", "duplicate_key"))


@dataclass(frozen=True)
class Duration:
    """How long one object took in the last test migration that timed it."""

    object: str
    title: str
    load_order: int
    test: str
    minutes: float
    volume_percent: int
    finished_at: datetime | None

    @property
    def at_full_volume(self) -> float:
        """Minutes for all of the data, if the time grows with the rows."""
        return self.minutes * rules.FULL / self.volume_percent


def durations(implementation: Implementation) -> list[Duration]:
    """The measured minutes of each loaded object, in load order: what the cutover is planned with.

    The last timed load counts. An object that was never timed is absent, so that nobody plans with a guess.
    """
    last = {each.object_id: each for each in loads(implementation) if each.minutes is not None}
    return [
        Duration(
            each.ref,
            each.title,
            each.load_order,
            last[each.pk].test.ref,
            float(last[each.pk].minutes or 0),
            last[each.pk].test.volume_percent,
            last[each.pk].test.finished_at,
        )
        for each in loaded(implementation)
        if each.pk in last
    ]


def compared(before: TestMigration, after: TestMigration) -> list[comparing.Line]:
    """Root causes between two test migrations."""
    return comparing.compare(_causes(before), _causes(after))


def _causes(test: TestMigration) -> dict[str, list[Any]]:
    return {each.object.ref: causes_of(each) for each in loads_of(test) if each.verdict}


ROW_CAUSES = {"missing": "row is missing", "extra": "row is extra", "duplicate_key": "key stands more than once"}


def causes_of(load: Load) -> list[dict[str, Any]]:
    """Every root cause of a load, the largest first: those of values, and rows that lack a partner."""
    rows = [
        {"column": "", "signature": says, "count": load.rows[name], "example": ""}
        for name, says in ROW_CAUSES.items()
        if load.rows.get(name)
    ]
    return sorted([*rows, *load.causes], key=lambda cause: -cause["count"])


def findings(implementation: Implementation) -> QuerySet[Finding]:
    """The finding groups of the last audits: the undecided first, those that break the load before the rest."""
    rows = here(Finding, implementation).filter(gone=False)
    rows = rows.select_related("object", "object__owner", "decided_by", "document")
    return rows.order_by("decision", "weight", "-count", "ref")


@asked_once
def undecided(implementation: Implementation) -> tuple[int, int]:
    """How many finding groups wait for a decision, and how many of them break the load."""
    waiting = Finding.objects.filter(implementation=implementation, gone=False, decision="")
    found = waiting.aggregate(all=Count("pk"), blocking=Count("pk", filter=Q(weight="blocks")))
    return found["all"], found["blocking"]


def next_undecided(finding: Finding) -> Finding | None:
    """The next group that waits for a decision, after this one; the first again at the end."""
    waiting = list(findings(finding.implementation).filter(decision="").exclude(pk=finding.pk))
    return next((each for each in waiting if each.pk > finding.pk), waiting[0] if waiting else None)


@asked_once
def extracts(migrated: MigrationObject) -> list[Extract]:
    """Every file of rows of both sides, the first that was brought in first."""
    found = here(Extract, migrated.implementation).filter(object=migrated)
    return list(found.select_related("object", "created_by", "looking").order_by("pk"))


def extract(migrated: MigrationObject, side: str) -> Extract | None:
    """The file of rows that holds for one side."""
    found = [each for each in extracts(migrated) if each.side == side]
    at = rules.holding([each.standing for each in found])
    return None if at is None else found[at]


def unread(migrated: MigrationObject) -> list[Extract]:
    """The last file of each side, where it was brought in after the one that holds and is not read."""
    found = []
    for side in rules.SIDES:
        last = next((each for each in reversed(extracts(migrated)) if each.side == side), None)
        if last is not None and last.standing != rules.READ and last != extract(migrated, side):
            found.append(last)
    return found


def against(made: Extract) -> list[Refusal]:
    """Why a file could not be read, and what to do."""
    holds = extract(made.object, made.side)
    name = holds.name if holds and holds.tables else ""
    return rules.is_readable(made.name, standing=made.standing, why=made.unread_because, holds=name)


def mapping(migrated: MigrationObject) -> MappingDocument | None:
    found = here(MappingDocument, migrated.implementation).filter(object=migrated)
    return found.select_related("object", "written_by").first()


def maps_of(migrated: MigrationObject) -> list[ValueMap]:
    return list(value_maps(migrated.implementation).filter(object=migrated))


def personal_columns(migrated: MigrationObject) -> list[str] | None:
    """The columns in which the audit found personal data; None where no audit says so."""
    found = Finding.objects.filter(object=migrated)
    if not found.exists():
        return None
    return sorted(set(found.filter(personal=True).values_list("column", flat=True)))


def value_maps(implementation: Implementation) -> QuerySet[ValueMap]:
    rows = here(ValueMap, implementation)
    return rows.select_related("object", "owner", "written_by", "confirmed_by").order_by("ref")


def sign_offs(implementation: Implementation) -> QuerySet[MigrationSignOff]:
    rows = here(MigrationSignOff, implementation)
    return rows.select_related("test", "signed_by", "created_by", "pdf", "xlsx").order_by("-pk")


def signed_for(test: TestMigration) -> str:
    """The sign-off that froze the evidence of this test migration, or nothing."""
    found = MigrationSignOff.objects.filter(test=test).exclude(signed_at=None).first()
    return found.ref if found else ""


def entitled(implementation: Implementation) -> dict[int, str]:
    """Who may sign today: the A of the row of the matrix, and whoever acts for them."""
    return {each.pk: each.name for each in raci.entitled(implementation, rules.SIGN_OFF_ROW)}


def accountable(implementation: Implementation) -> Person | None:
    return raci.accountable(implementation, rules.SIGN_OFF_ROW)


def rehearsals(implementation: Implementation) -> Counter[int]:
    """In how many finished test migrations each object was reconciled, by its id."""
    done = [each for each in loads(implementation) if each.verdict and each.test.state == rules.FINISHED]
    return Counter(each.object_id for each in done)


def evidence(test: TestMigration, drawn_up_by: int | None = None) -> rules.Evidence:
    """What stands behind the sign-off of this test migration, as it is now."""
    implementation = test.implementation
    held, counts = loads_of(test), rehearsals(implementation)
    ids = [each.object_id for each in held]
    open_findings = findings(implementation).filter(object_id__in=ids)
    maps = value_maps(implementation).filter(object_id__in=ids)
    workers = {each.attached_by_id for each in held} | {drawn_up_by, test.freeze_checked_by_id}
    workers |= set(open_findings.exclude(decided_by=None).values_list("decided_by", flat=True))
    return rules.Evidence(
        test=test.ref,
        state=test.state,
        volume_percent=test.volume_percent,
        finished_on=timezone.localdate(test.finished_at) if test.finished_at else None,
        today=implementation.today(),
        objects=[each.object.title for each in held],
        unreconciled=[each.object.title for each in held if not each.verdict],
        untimed=[each.object.title for each in held if each.minutes is None],
        differing=[(e.object.title, e.differences or 0) for e in held if e.verdict and e.verdict != AGREES],
        rehearsed={each.object.title: counts[each.object_id] for each in held},
        undecided=[each.ref for each in open_findings if each.weight == "blocks" and not each.decision],
        unconfirmed=[each.ref for each in maps if each.confirmed_at is None],
        extracted_at=test.extracted_at,
        source_changed_at=test.source_changed_at,
        least=int(implementations.value(implementation, rules.TEST_MIGRATIONS)),
        most_days=int(implementations.value(implementation, rules.EVIDENCE_DAYS)),
        workers=frozenset(each for each in workers if each is not None),
    )


def content_of(test: TestMigration) -> dict[str, Any]:
    """What is signed, as plain JSON: the run, each result with the hash of its file, the decisions and the maps."""
    implementation, held, counts = test.implementation, loads_of(test), rehearsals(test.implementation)
    ids = [each.object_id for each in held]
    return {
        "implementation": implementation.name,
        "client": implementation.client,
        "test": {
            "ref": test.ref,
            "title": test.title,
            "volume_percent": test.volume_percent,
            "started_at": _iso(test.started_at),
            "finished_at": _iso(test.finished_at),
            "extracted_at": _iso(test.extracted_at),
            "source_changed_at": _iso(test.source_changed_at),
        },
        "objects": [_object_content(each, counts[each.object_id]) for each in held],
        "findings": [
            {"ref": f.ref, "says": f.title, "count": f.count, "decision": f.decision, "sha256": f.document.sha256}
            for f in findings(implementation).filter(object_id__in=ids).order_by("ref")
        ],
        "value_maps": [
            {
                "ref": each.ref,
                "title": each.title,
                "sha256": each.content_hash,
                "confirmed_by": each.confirmed_by.name if each.confirmed_by else "",
            }
            for each in value_maps(implementation).filter(object_id__in=ids)
        ],
        "criteria": {
            "test_migrations": int(implementations.value(implementation, rules.TEST_MIGRATIONS)),
            "evidence_days": int(implementations.value(implementation, rules.EVIDENCE_DAYS)),
        },
    }


def _object_content(load: Load, count: int) -> dict[str, Any]:
    return {
        "ref": load.object.ref,
        "title": load.object.title,
        "approach": load.object.approach,
        "owner": load.object.owner.name if load.object.owner else "",
        "expected_rows": load.object.expected_rows,
        "test_migrations": count,
        "minutes": load.minutes,
        "rows": load.rows,
        "columns": load.columns,
        "verdict": load.verdict,
        "document": load.document.ref if load.document else "",
        "sha256": load.document.sha256 if load.document else "",
    } | ({"evidence": load.evidence} if load.evidence else {})


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def audited_facts(implementation: Implementation) -> judging.Audited:
    found = Finding.objects.filter(implementation=implementation)
    counted = found.aggregate(
        audits=Count("audited", distinct=True),
        groups=Count("pk", filter=Q(gone=False)),
        undecided=Count("pk", filter=Q(gone=False, decision="")),
        seen=Max("seen_at"),
        decided=Max("decided_at"),
    )
    blocking = found.filter(gone=False, decision="", weight="blocks").order_by("ref").values_list("ref", flat=True)
    return judging.Audited(
        len(objects(implementation)),
        counted["audits"],
        counted["groups"],
        counted["undecided"],
        list(blocking),
        max((at for at in (counted["seen"], counted["decided"]) if at), default=None),
    )


def mapped_facts(implementation: Implementation) -> judging.Mapped:
    maps = list(value_maps(implementation))
    open_ones = [(each.ref, each.owner.name) for each in maps if each.confirmed_at is None]
    return judging.Mapped(len(maps), open_ones, max((m.confirmed_at or m.created_at for m in maps), default=None))


def rehearsed_facts(implementation: Implementation) -> judging.Rehearsed:
    wanted, last, counts = loaded(implementation), latest(implementation), rehearsals(implementation)
    least = int(implementations.value(implementation, rules.TEST_MIGRATIONS))
    held = [last[each.pk] for each in wanted if each.pk in last]
    return judging.Rehearsed(
        len(wanted),
        least,
        [(each.ref, counts[each.pk]) for each in wanted if counts[each.pk] < least],
        [(each.object.ref, each.differences or 0) for each in held if each.verdict != AGREES],
        [each.object.ref for each in held if each.minutes is None or each.test.volume_percent < rules.FULL],
        max((each.attached_at for each in held if each.attached_at), default=None),
    )


def signed_objects(implementation: Implementation) -> set[str]:
    """The references of the objects under a sign-off that holds: the last result of each is the one that was signed."""
    last = {each.object.ref: each for each in latest(implementation).values()}
    signed = set()
    for each in sign_offs(implementation).exclude(signed_at=None):
        for row in each.content["objects"]:
            load = last.get(row["ref"])
            if load and load.document and load.document.sha256 == row["sha256"] and load.test_id == each.test_id:
                signed.add(row["ref"])
    return signed


def signed_facts(implementation: Implementation) -> judging.Signed:
    wanted, signed, who = loaded(implementation), signed_objects(implementation), accountable(implementation)
    youngest = sign_offs(implementation).aggregate(at=Max("signed_at"))["at"]
    unsigned: Sequence[str] = [each.ref for each in wanted if each.ref not in signed]
    return judging.Signed(len(wanted), unsigned, who.name if who else "", youngest)
