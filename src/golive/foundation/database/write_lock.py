"""Whose turn is it to write? A lock on a file beside the database, in the order of asking."""

from __future__ import annotations

import os
import sys
import threading

if sys.platform != "win32":
    import fcntl


class WriteLock:
    """One holder at a time, among threads and processes alike; not held twice by the same connection.

    Where the system has no ``flock`` the lock is always granted: SQLite's own lock still keeps writes apart.
    """

    def __init__(self, path: str, wait_seconds: float) -> None:
        self.path = path
        self.wait_seconds = wait_seconds
        self._file: int | None = None
        self._held = False

    def acquire(self) -> bool:
        """Wait for our turn; False when it has not come within ``wait_seconds``."""
        if sys.platform == "win32" or self._held:
            return True
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._held = _lock_now(self._file) or self._queue()
        return self._held

    def release(self) -> None:
        if self._held and self._file is not None:
            # Unlock before any close: a forked child may still hold a copy of the descriptor.
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._held = False

    def close(self) -> None:
        self.release()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _queue(self) -> bool:
        """flock knows no time limit, so a thread waits in our place and gives the lock back if we have left."""
        turn = _Turn(self._file)
        if turn.wait(self.wait_seconds):
            return True
        self._file = None  # the thread owns the descriptor now and closes it
        return False


class _Turn:
    """A place in the queue that may be given up."""

    def __init__(self, file: int | None) -> None:
        assert file is not None
        self._file = file
        self._decided = threading.Lock()
        self._came = threading.Event()
        self._left = False
        threading.Thread(target=self._stand, name="waits for the write lock", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        self._came.wait(seconds)
        with self._decided:
            self._left = not self._came.is_set()
            return not self._left

    def _stand(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._decided:
            if self._left:
                os.close(self._file)
            else:
                self._came.set()


def _lock_now(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
