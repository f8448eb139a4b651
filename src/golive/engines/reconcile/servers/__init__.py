"""Where can a comparison run, other than here? On a PostgreSQL or a Spark, which keep their rows."""

from golive.engines.reconcile.servers.here import Here
from golive.engines.reconcile.servers.opening import SERVERS, open_server
from golive.engines.reconcile.servers.server import Server

__all__ = ["SERVERS", "Here", "Server", "open_server"]
