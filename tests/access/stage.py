"""Which record does each address lead to? One world with a record of every kind, and the same beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, Concat

from golive.career.learning.models import FeedEntry, FetchRun, HeldCertificate, ReadingItem, TrackedTrend
from golive.career.learning.tests.shelf import fill
from golive.career.pay.models import PayImport
from golive.career.portfolio.models import OwnStory
from golive.career.rehearsal import notebook
from golive.career.rehearsal.models import Conversation, Rehearsal
from golive.career.stories import OwnWords, to_json
from golive.foundation import jobs
from golive.foundation.documents import actions as documents
from golive.foundation.documents.models import Document
from golive.foundation.implementations import actions as implementations
from golive.foundation.implementations.models import Implementation, RefCounter, RoleHolding
from golive.foundation.jobs.models import Job
from golive.foundation.jobs.queue import enqueue
from golive.foundation.people.models import Person, Token
from golive.foundation.register_kit.contract import RegisterContract
from golive.foundation.register_kit.models import Record
from golive.plain.setting import declared
from golive.registers.data_migration import actions, queries
from golive.registers.data_migration.models import Finding, MigrationObject, MigrationSignOff, TestMigration, ValueMap
from golive.registers.data_migration.tests import acme as migration
from golive.registers.go_no_go.models import Ruling
from golive.registers.go_no_go.tests import cast as gates
from golive.registers.plan import actions as plan
from golive.registers.plan.models import Slip
from golive.registers.plan.rules import ITERATIONS
from golive.registers.plan.tests.plans import EIGHT_DAYS
from golive.registers.scope import actions as scope
from golive.registers.scope.models import ScopeBaseline
from golive.registers.steering.models import Committee
from tests.access.addresses import every_address
from tests.house.sources import ROOT
from tests.world import NOW, ROLES, World

# What is read by programs, not by people: an address, a reference, a state, a hash, a frozen page.
NOT_FREE = re.compile(r"(url|ref|state|source|source_id|kind|cause|hash|sha256|media_type|about|key|level|content)$")
FACTS = ("clock", "kickoff_on", "committed_on", "users", "offices", "budget_minor", "burn_per_day_minor")
MIGRATION = {"tests": TestMigration, "findings": Finding, "maps": ValueMap, "signoffs": MigrationSignOff}
FEW = 200  # simulated plans
CURE = (
    "Say in tests/access/stage.py which record it leads to (places), "
    "then write the table again (PYTHONPATH=src python -m tests.access) and read what changed."
)


@jobs.kind("access.note", title="Noting")
def note(job: Job) -> dict[str, Any]:
    return {}


@dataclass
class Stage:
    """A world, and the value of every parameter in it."""

    world: World
    records: dict[str, Any]

    def address(self, pattern: str, slug: str = "") -> str:
        """The address with a real record in every place. Raises KeyError with the cure for an unknown parameter."""
        filled = pattern.replace("<slug>", slug or self.world.acme.slug)
        for found in re.finditer(r"<\w+>", pattern):
            if found.group() != "<slug>":
                before = pattern[: found.end()].removeprefix("/api/v1")
                filled = filled.replace(found.group(), str(self._value(before)), 1)
        return filled

    def addresses(self) -> dict[str, str]:
        """Every pattern with the address of its record here."""
        return {pattern: self.address(pattern) for pattern in every_address()}

    def _value(self, before: str) -> Any:
        if before.endswith(".<kind>"):
            return "csv" if before.endswith("export.<kind>") else "pdf"
        register = re.fullmatch(r"/i/<slug>/(\w+)/<ref>", before)
        if register and register[1] in self.records:
            return self.records[register[1]].ref
        known = self.places
        if before not in known:
            raise KeyError(f"Nothing is known to stand at {before}. {CURE}")
        return known[before]

    @cached_property
    def places(self) -> dict[str, Any]:
        """What stands at the parameters that are not a register's own record."""
        acme = self.world.acme

        def latest(model: type[models.Model]) -> Any:
            return model._default_manager.filter(implementation=acme).latest("pk")

        holding = RoleHolding.objects.get(implementation=acme, person=self.world.viewer, ended_at=None).pk
        return {
            "/i/<slug>/documents/<ref>": latest(Document).ref,
            "/i/<slug>/jobs/<pk>": latest(Job).pk,
            "/i/<slug>/people/<pk>": holding,
            "/i/<slug>/people/<holding>": holding,
            "/i/<slug>/settings/<key>": declared()[0].key,
            "/i/<slug>/steering/committees/<ref>": latest(Committee).ref,
            "/i/<slug>/go_no_go/rulings/<ref>": latest(Ruling).ref,
            "/i/<slug>/go_no_go/<ref>/criteria/<number>": 1,
            **{f"/i/<slug>/data_migration/{part}/<ref>": latest(model).ref for part, model in MIGRATION.items()},
            "/i/<slug>/data_migration/tests/<ref>/differences/<of>": latest(MigrationObject).ref,
            "/i/<slug>/data_migration/<ref>/rows/from/<connection>": "legacy",
            "/i/<slug>/data_migration/connections/<name>": "not-declared",
            "/i/<slug>/data_migration/connections/<connection>": "not-declared",
            "/i/<slug>/data_migration/comparison/<before>": latest(TestMigration).ref,
            "/i/<slug>/data_migration/comparison/<before>/<after>": latest(TestMigration).ref,
            "/i/<slug>/scope/baselines/<ref>": latest(ScopeBaseline).ref,
            "/i/<slug>/plan/slips/<ref>": latest(Slip).ref,
            **_on_the_desk(self.world.viewer),
            "/me/tokens/<pk>": Token.objects.filter(person=self.world.viewer).latest("pk").pk,
        }


def _on_the_desk(person: Person) -> dict[str, Any]:
    """What this person has on the career desk; nobody else reaches it."""

    def latest(model: type[models.Model]) -> Any:
        return model._default_manager.filter(person=person).latest("pk").pk

    row = Rehearsal.objects.filter(person=person).latest("pk")
    return {
        "/me/desk/interview/<pk>": row.pk,
        "/me/desk/interview/<pk>/<place>": 1,
        "/me/desk/role-play/<pk>": Conversation.objects.filter(person=person).latest("pk").pk,
        "/me/desk/role-play/<scenario>": "scope-creep",
        "/me/desk/resume/jobs/<at>": 0,
        "/me/desk/resume/jobs/<at>/lines/<number>": 0,
        "/me/desk/salary/sources/<kind>": "pay",
        "/me/desk/salary/sources/<kind>/<number>": 0,
        "/me/desk/stories/<slug>/<practice>": 1,
        "/me/desk/stories/own/<pk>": OwnStory.objects.filter(person=person).latest("pk").pk,
        "/me/desk/learning/<pk>": latest(ReadingItem),
        "/me/desk/learning/feeds/entries/<pk>": latest(FeedEntry),
        "/me/desk/learning/feeds/runs/<pk>": latest(FetchRun),
        "/me/desk/learning/certificates/<pk>": latest(HeldCertificate),
        "/me/desk/learning/certificates/<pk>/units/<number>": 0,
        "/me/desk/learning/trends/<pk>": latest(TrackedTrend),
        "/me/desk/learning/trends/<pk>/uses/<number>": 0,
        "/me/desk/salary/imports/<pk>": PayImport.objects.filter(person=person).latest("pk").pk,
    }


def contracts() -> list[type[RegisterContract]]:
    """The test class of every register: each knows how to make one record."""
    package = ROOT / "src" / "golive"
    for path in sorted(package.glob("*/*/tests/test_*.py")):
        if "(RegisterContract)" in path.read_text(encoding="utf-8"):
            import_module("golive." + ".".join(path.relative_to(package).with_suffix("").parts))
    return sorted(RegisterContract.__subclasses__(), key=lambda each: each.register.name)


def full(world: World) -> Stage:
    """Everything that can stand in an implementation, made by the registers' own tests and actions."""
    acme, manager = world.acme, world.manager
    quick = "A small forecast answers like a large one."
    implementations.choose_value(acme, ITERATIONS.key, FEW, by=manager, because=quick)
    records = {each.register.name: each.make(world) for each in contracts()}
    plan.apply_patch(acme, EIGHT_DAYS, by=manager, because="So that there is a slip.", about="CR-012")
    plan.recompute(acme, by=manager)
    _ruled(world)
    scope.draw_up(acme, by=manager)
    _migrated(world)
    documents.keep(acme, acme.slug.encode(), by=manager, title="Evidence", name="note.txt", media_type="text/plain")
    enqueue("access.note", by=world.viewer, implementation=acme)
    later = NOW + timedelta(days=9999)
    notebook.begin(by=world.viewer, mode="study")
    notebook.open_conversation("scope-creep", by=world.viewer)
    OwnStory.objects.create(person=world.viewer, words=to_json(OwnWords(6, "s.", "t.", "a.", "r.")))
    fill(world.viewer)
    PayImport.objects.create(person=world.viewer, told={"name": "a.csv", "refused": []}, ended_at=world.acme.now())
    Token.objects.create(person=world.viewer, label="seen", digest=Token.digest_of(acme.slug), expires_at=later)
    return Stage(world, records)


def _ruled(world: World) -> None:
    """A gate that was ruled, with its votes and frozen evidence."""
    gates.rule(world, gates.ready_to_rule(world))


def _migrated(world: World) -> None:
    """A sign-off that waits, with its test migrations, a finding and a value map."""
    migration.drawn_up(world)
    moved = queries.objects(world.acme)[0]
    actions.bring_audit(world.acme, by=world.manager, file=migration.audit_file({}))
    entries = [{"from": "A", "to": "Active"}]
    actions.write_map(moved, by=world.manager, title="Status", owner=world.client, entries=entries)
    # On this machine, which nobody allowed to call: the pages answer, and no probe goes out.
    address = "postgresql://reader@127.0.0.1:9/crm"
    settings.CONNECTIONS = Path(settings.DATA) / "connections.toml"
    settings.CONNECTIONS.write_text(f'[legacy]\naddress = "{address}"\nimplementations = ["acme-crm", "hidden"]\n')


def beside(world: World) -> Stage:
    """A second implementation with its own people and the same kinds of record under other numbers.

    Its manager is also the manager of the first, so that only the address keeps the two apart.
    """
    manager = world.manager
    facts = {name: getattr(world.acme, name) for name in FACTS}
    hidden = implementations.open_implementation(by=manager, slug="hidden", name="Hidden", client="Hidden", **facts)
    cast = {key: _double(hidden, getattr(world, key), role, manager) for key, (role, _, _) in ROLES.items()}
    for prefix in sorted({model.PREFIX for model in records()} | {"R", "A", "I", "D", "DOC"}):
        RefCounter.objects.create(implementation=hidden, prefix=prefix or "?", last=700)
    return full(replace(world, acme=hidden, **cast))


def _double(hidden: Implementation, person: Person, role: Any, manager: Person) -> Person:
    made = Person.objects.create(email=f"hidden.{person.email}", name=person.name, organisation=person.organisation)
    implementations.grant(hidden, made, role, by=manager)
    return made


def records() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def placed_models() -> Iterator[tuple[type[models.Model], str]]:
    """Every table whose rows belong to an implementation, with the way from the row to it."""
    for model in apps.get_models():
        if not model.__module__.startswith("golive.") or model._meta.app_label in {"audit", "people"}:
            continue
        fields = {field.name: field for field in model._meta.fields}
        if "implementation" in fields:
            yield model, "implementation"
            continue
        for name, field in fields.items():
            to = field.related_model
            if isinstance(to, type) and issubclass(to, Record):
                yield model, f"{name}__implementation"
                break


def alone(model: type[models.Model]) -> set[str]:
    """The columns of which no two rows may say the same."""
    limits = [each for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    return {name for limit in limits for name in limit.fields}


def write_everywhere(implementation: Implementation, text: str) -> int:
    """Put this text into every free text of an implementation, past every form; returns how many columns took it."""
    written = 0
    for model, way in placed_models():
        rows = model._default_manager.filter(**{way: implementation})
        for field in model._meta.fields:
            free = isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique
            if free and not NOT_FREE.search(field.name) and (field.max_length or 999) >= len(text) + 8:
                own = Concat(models.Value(text), Cast("pk", models.CharField()))
                written += bool(rows.update(**{field.name: own if field.name in alone(model) else text}))
    Implementation.objects.filter(pk=implementation.pk).update(name=text[:120], client=text[:120])
    return written
