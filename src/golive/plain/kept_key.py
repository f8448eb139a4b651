"""Which key is kept in this file? Made once, whole or not at all, readable by its owner only."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

LEAST = 32  # characters: 128 bits and more, however they are written


def kept_key(path: Path) -> str:
    """The key in ``path``; made where there is none, and the first of two processes that start at once makes it.

    Raises
    ------
    OSError
        It cannot be read or made, or what is there is too short to be a key.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kept_key(Path(folder) / "a.key") == kept_key(Path(folder) / "a.key")
    True
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
    held = path.read_text(encoding="utf-8").strip()
    if len(held) < LEAST:
        cure = "Put back the right file; delete it only if nothing was sealed or signed with it yet."
        raise OSError(f"{path} is no key of golive: too short ({len(held)} characters, {LEAST} are the least). {cure}")
    return held


def _make(path: Path) -> None:
    """Written beside its place and then linked there, so that nobody ever reads half a key."""
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(made, path)
    except FileExistsError:
        pass  # another process was first, and its key is the one that counts
    finally:
        os.unlink(made)
