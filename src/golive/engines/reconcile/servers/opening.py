"""Which server does the comparison run on, and where is it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from golive.engines.reconcile.expressions.dialect import Engine
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.servers.here import Here
from golive.engines.reconcile.servers.postgres import Postgres
from golive.engines.reconcile.servers.server import Server
from golive.engines.reconcile.servers.spark import Spark
from golive.engines.reconcile.sources import Workbench, split_place
from golive.engines.reconcile.sources.through_ibis import NAMES

SERVERS = tuple(engine.value for engine in Engine)
_ADDRESSES = ("postgresql://", "postgres://")


@contextmanager
def open_server(engine: str, bench: Workbench, at: str = "", places: Sequence[str] = ()) -> Iterator[Server]:
    """A session on the engine, closed at the end.

    Parameters
    ----------
    engine : duckdb, postgres or spark.
    at : the address of a PostgreSQL or a Spark; if not given, the first of ``places`` that is a PostgreSQL, or a Spark
        of this process.

    Raises `Refused` where the engine is not known, not installed or not reached.
    """
    if engine not in SERVERS:
        known = f"Use one of {', '.join((*SERVERS, *NAMES))}."
        refuse("server.engine", f"The engine {engine} is not known here.", known)
    server: Server
    if engine == Engine.POSTGRES:
        server = Postgres(at or _postgres_among(places))
    elif engine == Engine.SPARK:
        server = Spark(at, bench.folder)
    else:
        server = Here(bench)
    try:
        yield server
    finally:
        server.close()


def _postgres_among(places: Sequence[str]) -> str:
    for place in places:
        if place.startswith(_ADDRESSES):
            return split_place(place)[0]
    refuse(
        "server.where", "Neither side is a PostgreSQL, and none is named.", "Name one: --at postgresql://user@host/db."
    )
