"""What is migrated, how did each test migration go, what did the audits find, and who signed it?"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from golive.foundation.jobs.models import State
from golive.foundation.register_kit.models import Record
from golive.registers.data_migration import rules


class MigrationObject(Record):
    """One kind of data that moves, is archived, keyed in anew or left behind; ``load_order`` follows from the needs."""

    PREFIX = "MO"
    REGISTER = "data_migration"
    APPROACHES = list(rules.APPROACHES.items())
    CRITICALITIES = [(name, name.capitalize()) for name in rules.CRITICALITIES]

    title = models.CharField(max_length=120)
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    approach = models.CharField(max_length=10, choices=APPROACHES, default=rules.MIGRATE)
    because = models.TextField(blank=True)
    source_system = models.CharField(max_length=120, blank=True)
    target_system = models.CharField(max_length=120, blank=True)
    expected_rows = models.PositiveBigIntegerField(null=True, blank=True)
    criticality = models.CharField(max_length=8, choices=CRITICALITIES, default="medium")
    needs = models.ManyToManyField("data_migration.MigrationObject", symmetrical=False, blank=True, related_name="+")
    load_order = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["implementation", "title"], name="one_migration_object_per_title"),
        ]

    @property
    def is_loaded(self) -> bool:
        """Whether it arrives in the target, so that it must be test-migrated, reconciled and signed."""
        return self.approach != rules.DROP


class TestMigration(Record):
    """One rehearsal of the load: when it ran, on how much of the data, and whether the source stood still."""

    __test__ = False  # its name looks like a test to pytest
    PREFIX = "TM"
    REGISTER = "data_migration"
    STATES = [(rules.PLANNED, "Planned"), (rules.RUNNING, "Running"), (rules.FINISHED, "Finished")]

    title = models.CharField(max_length=120)
    planned_on = models.DateField(null=True, blank=True)
    volume_percent = models.PositiveIntegerField(default=100)
    state = models.CharField(max_length=10, choices=STATES, default=rules.PLANNED)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # The freeze check: when the source was extracted, and when somebody last changed it.
    extracted_at = models.DateTimeField(null=True, blank=True)
    source_changed_at = models.DateTimeField(null=True, blank=True)
    freeze_checked_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["implementation", "finished_at"])]

    def get_absolute_url(self) -> str:
        return self.implementation.url(self.REGISTER, "tests", self.ref)

    @property
    def took(self) -> timedelta | None:
        return self.finished_at - self.started_at if self.finished_at and self.started_at else None


class Load(models.Model):
    """One object in one test migration: how long it took, and its reconciliation with the hash of the file."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    test = models.ForeignKey("data_migration.TestMigration", on_delete=models.PROTECT, related_name="+")
    object = models.ForeignKey("data_migration.MigrationObject", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    minutes = models.FloatField(null=True, blank=True)
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    causes = models.JSONField(default=list)
    differences = models.PositiveBigIntegerField(null=True)
    verdict = models.CharField(max_length=8, blank=True)
    said = models.CharField(max_length=200, blank=True)
    attached_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(null=True)
    # Where every difference is kept, if it was reconciled here: SHA-256 of a file of the vault.
    evidence = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["test", "object"], name="one_load_per_object_and_test")]

    def __str__(self) -> str:
        return f"{self.object} in {self.test}"


class Finding(Record):
    """One group of an audit: column × detector × pattern, and the one decision that a person took on it."""

    PREFIX = "AF"
    REGISTER = "data_migration"
    DECISIONS = list(rules.DECISIONS.items())

    object = models.ForeignKey("data_migration.MigrationObject", null=True, on_delete=models.PROTECT, related_name="+")
    audited = models.CharField(max_length=120)
    table = models.CharField(max_length=200, blank=True)
    column = models.CharField(max_length=200, blank=True)
    detector = models.CharField(max_length=200)
    pattern = models.CharField(max_length=200, blank=True)
    count = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField(default=0)
    says = models.TextField(blank=True)
    weight = models.CharField(max_length=10)
    examples = models.JSONField(default=list)
    rule = models.TextField(blank=True)
    personal = models.BooleanField(default=False)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)
    # Not in the last audit of the same source any more.
    gone = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, choices=DECISIONS, blank=True)
    because = models.TextField(blank=True)
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["implementation", "gone", "decision"])]

    @property
    def title(self) -> str:
        return self.says or f"{self.table}.{self.column}: {self.detector}"

    def get_absolute_url(self) -> str:
        return self.implementation.url(self.REGISTER, "findings", self.ref)


def place() -> Path:
    """Where rows of data lie: beside the documents, and never handed out like one."""
    return Path(settings.DATA) / "migration"


def vault(sha256: str) -> Path:
    """The file with this hash."""
    return place() / sha256[:2] / sha256


class Extract(Record):
    """A file of rows of an object: what the source held, or what the target holds after a load."""

    PREFIX = "EX"
    REGISTER = "data_migration"
    SIDES = list(rules.SIDES.items())
    ENCODINGS = list(rules.ENCODINGS.items())

    object = models.ForeignKey("data_migration.MigrationObject", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=SIDES)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # As it was chosen; empty where it was to be detected.
    encoding = models.CharField(max_length=20, choices=ENCODINGS, blank=True)
    # {"connection", "server", "table", "rows", "taken_at"} where it is a snapshot of a table; empty for a file
    origin = models.JSONField(default=dict, blank=True)
    # the job that looks at it
    looking = models.ForeignKey("jobs.Job", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # [{"name", "rows", "columns": [[name, kind]], "notices"}], once it was looked at
    tables = models.JSONField(default=list)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["object", "side"])]

    @property
    def title(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.object.get_absolute_url()

    @property
    def taken_at(self) -> datetime | None:
        """When a snapshot began; nothing for a file."""
        return datetime.fromisoformat(self.origin["taken_at"]) if self.origin else None

    @property
    def read_as(self) -> str:
        """The name of the chosen encoding, without what is said of it; empty where none was chosen."""
        return str(self.get_encoding_display()).partition(" (")[0] if self.encoding else ""

    @property
    def table(self) -> dict[str, Any]:
        """The first table, or nothing yet."""
        return self.tables[0] if self.tables else {}

    @property
    def standing(self) -> str:
        """Read, being read, or unreadable: its job has ended without what it holds."""
        if self.tables:
            return rules.READ
        return rules.READING if self.looking is not None and self.looking.open else rules.UNREADABLE

    @property
    def unread_because(self) -> str:
        """Why it could not be read, as its job says it; empty where it was or still is."""
        if self.standing != rules.UNREADABLE:
            return ""
        if self.looking is None:
            return "Which job read it is not known."
        if self.looking.state == State.CANCELLED:
            return "Its reading was stopped."
        return self.looking.error or "It holds no table."

    @property
    def notices(self) -> list[str]:
        """What was assumed while it was read."""
        return list(self.table.get("notices", []))

    @property
    def columns(self) -> list[str]:
        return [name for name, _ in self.table.get("columns", [])]


class MappingDocument(Record):
    """How one object is made from its source: the YAML that is checked, run and held against what arrived."""

    PREFIX = "MP"
    REGISTER = "data_migration"

    object = models.OneToOneField("data_migration.MigrationObject", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    # What the engine said of it: coverage and a sample; its suggestions; and the last run.
    checked = models.JSONField(default=dict)
    suggestions = models.JSONField(default=list)
    expected = models.JSONField(default=dict)

    @property
    def title(self) -> str:
        return f"Mapping of {self.object.title}"

    def get_absolute_url(self) -> str:
        return f"{self.object.get_absolute_url()}mapping/"

    @property
    def is_complete(self) -> bool:
        return bool(self.checked) and not self.checked["errors"] and not self.checked["gaps"]


class ValueMap(Record):
    """Which code of the source becomes which of the target; its business owner confirms exactly these entries."""

    PREFIX = "VM"
    REGISTER = "data_migration"

    title = models.CharField(max_length=120)
    object = models.ForeignKey("data_migration.MigrationObject", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # [{"from": code, "to": code, "rows": count or None}]
    entries = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    def get_absolute_url(self) -> str:
        return self.implementation.url(self.REGISTER, "maps", self.ref)

    @property
    def unmapped(self) -> list[str]:
        return [entry["from"] for entry in self.entries if not entry["to"]]


class MigrationSignOff(Record):
    """What the accountable person is asked to sign: the frozen evidence of one test migration, under its hash."""

    PREFIX = "DS"
    REGISTER = "data_migration"

    test = models.ForeignKey("data_migration.TestMigration", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    statement = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed = models.CharField(max_length=60, blank=True)
    pdf = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def title(self) -> str:
        return f"Sign-off of {self.content['test']['ref']}"

    def get_absolute_url(self) -> str:
        return self.implementation.url(self.REGISTER, "signoffs", self.ref)
