"""How do many writers share one SQLite file without losing a commit or starving each other?"""

# The name of this file is Django's: it looks for base.DatabaseWrapper.

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base as sqlite
from django.db.utils import OperationalError

from golive.foundation.database.engine import is_sound
from golive.foundation.database.write_lock import WriteLock

WAIT_SECONDS = 20.0


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """WAL (or a rollback journal on an unsound SQLite), synchronous=FULL, IMMEDIATE, and a fair queue of writers."""

    _write_lock: WriteLock | None = None

    def get_connection_params(self) -> dict[str, Any]:
        defaults = {"timeout": WAIT_SECONDS, "transaction_mode": "IMMEDIATE"}
        self.settings_dict["OPTIONS"] = {**defaults, **self.settings_dict["OPTIONS"]}
        return super().get_connection_params()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            journal = "WAL" if is_sound(self.Database.sqlite_version_info) else "DELETE"
            connection.execute(f"PRAGMA journal_mode = {journal}")
            # NORMAL loses acknowledged commits when the power fails; FULL lost none of 600.
            connection.execute("PRAGMA synchronous = FULL")
            self._write_lock = WriteLock(f"{self.settings_dict['NAME']}.write-lock", WAIT_SECONDS)
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        # SQLite's own waiting is unfair (a writer starved up to 12 s), so writers queue at a file lock first.
        if self._write_lock is not None and not self._write_lock.acquire():
            raise OperationalError(
                f"The database has been busy for {WAIT_SECONDS:.0f} seconds: another process holds it. Try again; "
                "if it stays so, end the process that holds a transaction open."
            )
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._release()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # where it fails Django rolls back, and that releases
        self._release()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._release()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._release(for_good=True)

    def _release(self, for_good: bool = False) -> None:
        if self._write_lock is not None:
            self._write_lock.release()
            if for_good:
                self._write_lock.close()
