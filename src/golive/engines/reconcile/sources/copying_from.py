"""Which session does a declared server need?"""

from __future__ import annotations

from contextlib import AbstractContextManager

from golive.engines.reconcile.sources.copying import ServerPlace, Session
from golive.engines.reconcile.sources.mysql_copy import mysql_session
from golive.engines.reconcile.sources.postgres_copy import postgres_session

POSTGRESQL, MYSQL = "postgresql", "mysql"
KINDS = {"postgresql": POSTGRESQL, "postgres": POSTGRESQL, "mysql": MYSQL, "mariadb": MYSQL}
PORTS = {POSTGRESQL: 5432, MYSQL: 3306}
OPTIONS = {POSTGRESQL: frozenset({"sslmode", "sslrootcert"}), MYSQL: frozenset({"ssl_ca"})}


def open_session(place: ServerPlace, *, connect_seconds: int, seconds: int) -> AbstractContextManager[Session]:
    """A reading session with the server; its statements end after ``seconds``.

    ``Refused`` where it is not reached, does not let us in or breaks off; never with the password.
    """
    opened = mysql_session if place.kind == MYSQL else postgres_session
    return opened(place, connect_seconds=connect_seconds, seconds=seconds)
