"""Which servers were declared, what was taken of each, and did it answer when it was last asked?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.jobs.models import Job, State
from golive.foundation.register_kit.declaration import Verb
from golive.registers.data_migration import connections, rules, showing
from golive.registers.data_migration.connections import Connection
from golive.registers.data_migration.models import Extract, MigrationObject

CHECK = "migration.check_connection"
LATEST = 200  # checks that are looked through for the last one of each server
KINDS = {"postgresql": "PostgreSQL", "mysql": "MySQL or MariaDB"}


@dataclass(frozen=True)
class Server:
    """A declared server with the objects that were taken from it, its last snapshot and its last check."""

    connection: Connection
    objects: tuple[MigrationObject, ...]
    last: Extract | None
    checked: Job | None

    @property
    def kind(self) -> str:
        return KINDS.get(self.connection.kind, self.connection.kind)

    @property
    def standing(self) -> tuple[str, str]:
        """The word for whether it answers, and its colour: grey as long as nobody asked."""
        state = self.checked.state if self.checked else ""
        if state == State.DONE:
            return "reached", "green"
        if state == State.FAILED:
            return "not reached", "red"
        return ("being checked" if self.checked and self.checked.open else "never checked"), ""


def of(implementation: Implementation, declared: tuple[Connection, ...]) -> list[Server]:
    """Each of these connections with what this implementation did with it, in the order of the file."""
    taken, checks = _taken(implementation), _checks(implementation)
    return [_server(each, taken.get((each.title, each.server), []), checks.get(each.name)) for each in declared]


def _server(connection: Connection, taken: list[Extract], checked: Job | None) -> Server:
    objects = {each.object_id: each.object for each in taken}
    return Server(connection, tuple(objects.values()), taken[-1] if taken else None, checked)


def _taken(implementation: Implementation) -> dict[tuple[str, str], list[Extract]]:
    """The snapshots of each server, the last one last."""
    found: dict[tuple[str, str], list[Extract]] = {}
    rows = here(Extract, implementation).exclude(origin={}).select_related("object__implementation", "created_by")
    for each in rows.defer("tables").order_by("pk"):
        found.setdefault((each.origin["connection"], each.origin["server"]), []).append(each)
    return found


def _checks(implementation: Implementation) -> dict[str, Job]:
    """The last check of each connection that came to an end or goes on, by its name."""
    rows = Job.objects.filter(kind=CHECK, implementation=implementation).exclude(state=State.CANCELLED)
    return {job.args["connection"]: job for job in reversed(rows.order_by("-pk")[:LATEST])}


def page(place: Place) -> dict[str, Any]:
    """What the page of the servers shows. A faulty file is told with each of its faults."""
    offered = connections.offered(place.implementation)
    found = of(place.implementation, offered.connections)
    return {
        "tabs": showing.tabs(place, "connections"),
        "servers": found,
        "checks": {each.connection.name: check_verb(place, each.connection) for each in found},
        "faults": offered.faults,
        "chip": showing.chip,
        "reached": sum(each.standing[0] == "reached" for each in found),
        "lost": [each for each in found if each.standing[0] == "not reached"],
    }


def check_verb(place: Place, connection: Connection) -> Verb:
    url = place.url("data_migration", "connections", connection.name, "check")
    return Verb("Check whether it answers", url, "plug-zap", rules.may_see_connections(place.seat))
