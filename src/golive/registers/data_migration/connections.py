"""Which servers may an implementation read from, and how is one reached without anybody seeing its password?

The operator declares them in a file (``GOLIVE_CONNECTIONS``); a password stands in the environment variable that the
file names, and nowhere else: not in the database, not in a job, not in the log.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.conf import settings

from golive.engines.reconcile.sources.copying import ServerPlace, Session
from golive.engines.reconcile.sources.copying_from import KINDS, OPTIONS, PORTS, open_session
from golive.foundation.implementations.models import Implementation
from golive.foundation.outbound import OutboundRules, check_target
from golive.plain.verdict import Kind, Refusal, Refused

MOST_LISTED = 300
LOOK_SECONDS = 5  # a page waits for it
_KEYS = {"title", "address", "password_from", "implementations"}
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SAFE = "verify-full"


@dataclass(frozen=True)
class Connection:
    """A declared server. ``name`` stands in addresses, ``title`` before people; ``password_from`` names a variable."""

    name: str
    title: str
    kind: str
    host: str
    port: int
    database: str
    account: str
    password_from: str
    implementations: frozenset[str]
    options: dict[str, str] = field(default_factory=dict)

    @property
    def server(self) -> str:
        """Where it is, as people may see it."""
        return f"{self.kind}://{self._host}:{self.port}/{self.database}"

    @property
    def shown(self) -> str:
        return f"{self.title} ({self.server})"

    @property
    def is_internal(self) -> bool:
        known = {name.lower() for name in settings.INTERNAL_HOSTS}
        return bool({self.host, f"{self.host}:{self.port}"} & known)

    @property
    def _host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    def place(self) -> ServerPlace:
        """What a session needs. ``Refused`` where the host may not be called, or where its password is not set.

        The host is resolved once; only the addresses that were judged are connected to. A public host has to prove
        who it is, and no password goes out in the clear.
        """
        schemes = frozenset(KINDS)
        rules = OutboundRules(
            settings.INTERNAL_HOSTS, schemes=schemes, internal_schemes=schemes, ports=frozenset({self.port})
        )
        found = check_target(f"{self.kind}://{self._host}:{self.port}", rules).addresses
        return ServerPlace(
            kind=self.kind,
            shown=self.shown,
            host=self.host,
            addresses=tuple(map(str, found)),
            port=self.port,
            database=self.database,
            account=self.account,
            password=self._password(),
            proves=not self.is_internal,
            options=self.options,
        )

    def _password(self) -> str | None:
        if not self.password_from:
            return None
        held = os.environ.get(self.password_from)
        if not held:
            problem = f"The password of {self.title} is not set."
            cure = f"Ask who runs this installation to set {self.password_from}."
            raise Refused([Refusal("migration.no_password", problem, cure, Kind.CONFLICT)])
        return held


def declared_for(implementation: Implementation) -> dict[str, Connection]:
    """The connections of an implementation, by their names. ``Refused`` with every fault of the file."""
    return {each.name: each for each in declared() if implementation.slug in each.implementations}


@dataclass(frozen=True)
class Offered:
    """The connections that a page offers, or why it offers none."""

    connections: tuple[Connection, ...] = ()
    faults: tuple[Refusal, ...] = ()


def offered(implementation: Implementation) -> Offered:
    """What a page shows: a faulty file is no reason to refuse an upload."""
    try:
        return Offered(tuple(declared_for(implementation).values()))
    except Refused as refused:
        return Offered(faults=tuple(refused.refusals))


def declared() -> list[Connection]:
    """Every connection that the operator declared; none without the file."""
    path = settings.CONNECTIONS
    if not path.is_file():
        return []
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        _refuse([f"{path.name} cannot be read ({broken})"])
    faults: list[str] = []
    found = [_connection(name, said, faults) for name, said in held.items()]
    if faults:
        _refuse([f"{path.name}, {each}" for each in faults])
    return [each for each in found if each is not None]


def tables_of(connection: Connection) -> tuple[list[str], bool]:
    """The first tables and views that the account may read, and whether there are more."""
    with _looked_into(connection) as server:
        return server.tables(MOST_LISTED)


def require_table(connection: Connection, table: str) -> str:
    """The table's name with its schema. ``Refused`` where the account may not read it, or the server is not reached."""
    with _looked_into(connection) as server:
        return server.find(table)


@contextmanager
def _looked_into(connection: Connection) -> Iterator[Session]:
    with open_session(connection.place(), connect_seconds=LOOK_SECONDS, seconds=LOOK_SECONDS) as server:
        yield server


def _connection(name: str, said: Any, faults: list[str]) -> Connection | None:
    if not isinstance(said, dict) or not _NAME.fullmatch(name):
        faults.append(f"{name}: a connection is a table whose name has small letters, figures and hyphens")
        return None
    wrong = [f"{key} is not known" for key in sorted(said.keys() - _KEYS)]
    wrong += [f"{key} is not text" for key in ("title", "address", "password_from")
              if not isinstance(said.get(key, ""), str)]  # fmt: skip
    places = said.get("implementations")
    if not (isinstance(places, list) and places and all(isinstance(each, str) for each in places)):
        wrong.append("implementations names none; list their names as they stand in addresses")
    parts, port, told = _address(said.get("address")) if not wrong else (None, 0, [])
    wrong += told
    if wrong or parts is None or not isinstance(places, list):
        faults += [f"{name}: {each}" for each in wrong]
        return None
    made = Connection(
        name=name,
        title=said.get("title") or name,
        kind=KINDS[parts.scheme],
        host=(parts.hostname or "").lower(),
        port=port,
        database=unquote(parts.path.lstrip("/")),
        account=unquote(parts.username or ""),
        password_from=said.get("password_from", ""),
        implementations=frozenset(places),
        options=dict(parse_qsl(parts.query)),
    )
    if not made.is_internal and made.options.get("sslmode", _SAFE) != _SAFE:
        faults.append(f"{name}: {made.host} is not in GOLIVE_INTERNAL_HOSTS, so sslmode has to be {_SAFE}")
    return made


def _address(text: Any) -> tuple[SplitResult | None, int, list[str]]:
    try:
        parts = urlsplit(str(text or ""))
        port = parts.port
    except ValueError:
        return None, 0, ["address cannot be read; write postgresql://account@host:port/database"]
    if parts.scheme not in KINDS:
        return None, 0, ["address does not begin with postgresql:// or mysql://"]
    kind, wrong = KINDS[parts.scheme], []
    if not parts.hostname or not parts.username or not parts.path.strip("/"):
        wrong.append(f"address is not {kind}://account@host:port/database")
    if parts.password is not None:
        wrong.append("address holds a password; take it out and name its variable with password_from")
    if unknown := {key for key, _ in parse_qsl(parts.query)} - OPTIONS[kind]:
        may = " and ".join(sorted(OPTIONS[kind]))
        wrong.append(f"address has {', '.join(sorted(unknown))}; only {may} may stand there")
    return parts, port or PORTS[kind], wrong


def _refuse(faults: list[str]) -> NoReturn:
    cure = "Ask who runs this installation to mend it."
    raise Refused([Refusal("migration.connections", f"{each}.", cure, Kind.CONFLICT) for each in faults])
