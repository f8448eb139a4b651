"""How does the engine look at files, run mappings and reconcile while their person does something else?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from golive.foundation.implementations import queries as implementations
from golive.foundation.jobs.endings import Failed
from golive.foundation.jobs.kinds import every, kind
from golive.foundation.jobs.models import Job
from golive.foundation.people.models import Person
from golive.plain.verdict import Refused
from golive.registers.data_migration import actions, connections, engine, queries, retention, rules, snapshots, vault
from golive.registers.data_migration.models import Extract, MappingDocument, MigrationObject, TestMigration

Done = Callable[[], dict[str, Any]]


@kind("migration.look", title="Looking at {file}")
def look(job: Job) -> Done:
    """The source is audited; columns of both sides are compared as soon as both are here."""
    made = Extract.objects.select_related("implementation", "object__implementation").get(pk=job.args["extract"])
    made.object.implementation = made.implementation
    with vault.folder() as at:
        path = vault.lay_out(at, made)
        if made.side == rules.SOURCE:
            found = vault.ask(engine.look, path, at, made.encoding, job=job, name=made.name)
            if (target := queries.extract(made.object, rules.TARGET)) is not None:
                found |= _suggested(job, at, target, (path, made.encoding))
        else:
            found = _described(job, at, made, path)

    def done() -> dict[str, Any]:
        actions.looked(made, by=_person(job), found=found)
        return {"url": made.get_absolute_url()}

    return done


def _suggested(job: Job, at: Path, target: Extract, ours: tuple[str, str]) -> dict[str, Any]:
    """Which column may go where; nothing where the target cannot be read, which its own job tells."""
    try:
        there, encoding = vault.side_of(at, target)
        found = vault.ask(engine.describe, there, at, encoding, ours, job=job, name=target.name)
    except Refused:
        return {}
    return {"suggestions": found["suggestions"]}


def _described(job: Job, at: Path, made: Extract, path: str) -> dict[str, Any]:
    """The target beside the source, and alone where the source cannot be read."""
    source = queries.extract(made.object, rules.SOURCE)
    if source is not None:
        try:
            theirs = vault.side_of(at, source)
            found: dict[str, Any] = vault.ask(engine.describe, path, at, made.encoding, theirs, job=job, name=made.name)
            return found
        except Refused:
            pass  # alone it tells whether it is this one that cannot be read
    found = vault.ask(engine.describe, path, at, made.encoding, (), job=job, name=made.name)
    return found


@kind("migration.snapshot", title="Taking a snapshot of {table} of {server}")
def snapshot(job: Job) -> Done:
    """What may be read is asked anew: a connection may have been withdrawn, and so may a right."""
    migrated, args = _object(job), job.args
    actions.may_still_take(migrated, by=_person(job), **{name: args[name] for name in ("side", "connection", "table")})
    connection = connections.declared_for(migrated.implementation)[args["connection"]]
    most = int(implementations.value(migrated.implementation, rules.SNAPSHOT_ROWS))
    began = migrated.implementation.now()
    with vault.folder() as at:
        made = snapshots.take(connection, args["table"], at, most_rows=most, job=job)
        size, sha256 = made.size, vault.put_file(made.path)
    origin = {"connection": connection.title, "server": connection.server, "table": args["table"], "rows": made.rows}
    origin["taken_at"] = began.isoformat()

    def done() -> dict[str, Any]:
        with vault.taken_up(sha256):
            _, looking = actions.snapshot_taken(
                migrated, by=_person(job), side=args["side"], sha256=sha256, size=size, origin=origin
            )
        return {"url": migrated.implementation.url("jobs", looking.pk)}

    return done


@kind("migration.check_connection", title="Asking {server} whether it answers", attempts=1)
def check_connection(job: Job) -> dict[str, Any]:
    """The server is called through the one way out, with the declared account."""
    assert job.implementation is not None
    declared = actions.may_still_check(job.implementation, by=_person(job), connection=job.args["connection"])
    tables, more = connections.tables_of(declared)
    return {"tables": len(tables), "more": more, "url": job.implementation.url("data_migration", "connections")}


@kind("migration.run", title="Running the mapping of {title}")
def run(job: Job) -> Done:
    migrated = _object(job)
    mapping, source = _mapping(migrated), _file(job, migrated, rules.SOURCE)
    with vault.folder() as at:
        path = vault.lay_out_mapping(at, mapping.text, queries.maps_of(migrated))
        found = vault.ask(engine.run, path, at, vault.side_of(at, source), job=job, name=migrated.title)
        kept = vault.put_file(at / engine.EXPECTED)

    def done() -> dict[str, Any]:
        with vault.taken_up(kept):
            actions.ran(mapping, by=_person(job), expected=found, kept=kept)
        return {"url": mapping.get_absolute_url()}

    return done


@kind("migration.reconcile", title="Reconciling {title} in {of}")
def reconcile(job: Job) -> Done:
    migrated = _object(job)
    test = TestMigration.objects.select_related("implementation").get(pk=job.args["test"])
    mapping = _mapping(migrated)
    source, target = (_file(job, migrated, side) for side in rules.SIDES)
    with vault.folder() as at:
        path = vault.lay_out_mapping(at, mapping.text, queries.maps_of(migrated))
        sides = vault.side_of(at, source), vault.side_of(at, target)
        found = vault.ask(engine.reconcile, path, at, *sides, job=job, name=migrated.title)
        kept = vault.put_file(at / engine.DIFFERENCES)
    found["inputs"] = {"source": source.sha256, "target": target.sha256, "differences": kept}
    found["encodings"] = {"source": source.encoding, "target": target.encoding}

    def done() -> dict[str, Any]:
        with vault.taken_up(kept):
            actions.reconciled(
                test, migrated, by=_person(job), outcome=found, evidence=kept, minutes=job.args["minutes"]
            )
        return {"url": test.get_absolute_url()}

    return done


@every("daily", at="02:40")
@kind("migration.forget", title="Removing rows of data that nobody needs any more")
def forget(job: Job) -> Done:
    """The entries of the log are written before a file goes: what is removed is on record in any case.

    What a worker left that ended half-way, and what a newer run or reconciliation replaced, belongs to no record.
    """
    found = retention.due()

    def done() -> dict[str, Any]:
        actions.rows_removed(found)
        return {"files": sum(len(each.files) for each in found), "unowned": retention.remove_unowned()}

    return done


def _person(job: Job) -> Person:
    if job.by is None:
        raise Failed(f"Nobody asked for {job.title}.", "Start it on its page.")
    return job.by


def _object(job: Job) -> MigrationObject:
    return MigrationObject.objects.select_related("implementation").get(pk=job.args["object"])


def _file(job: Job, migrated: MigrationObject, side: str) -> Extract:
    """The file that was the last one of its side when the job was started, whatever was brought in since."""
    found = Extract.objects.filter(object=migrated, side=side, pk=job.args.get(side)).first()
    if found is None:
        raise Failed(f"{migrated.title} has no file of the {side}.", "Bring one in on the page of the object.")
    return found


def _mapping(migrated: MigrationObject) -> MappingDocument:
    found = queries.mapping(migrated)
    if found is None or not found.text:
        raise Failed(f"{migrated.title} has no mapping.", "Map it on the page of the object.")
    return found
