"""May this database be emptied? Only a test's own: the log of a real one is append-only."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from golive.foundation.audit.triggers import lifted


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        name = str(connection.settings_dict["NAME"])
        if not (name.startswith("test_") or "mode=memory" in name or "/test_" in name):
            raise CommandError(
                f"{name} holds an audit log, which is append-only. Restore a backup, or start a new data folder."
            )
        with lifted(connection):
            super().handle(**options)
