"""Is what numba keeps of a kernel on disk still what its sources say?

numba looks at the file of the kernel alone. What a kernel calls in other files, and the constants it takes from them,
are compiled into it too; a change there would leave the old machine code in use.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any


def stamp(modules: Iterable[ModuleType]) -> str:
    """One figure for the sources of these modules."""
    found = sha256()
    for module in modules:
        found.update(Path(str(module.__file__)).read_bytes())
    return found.hexdigest()


def forget_stale(kernels: Iterable[Any], modules: Iterable[ModuleType]) -> None:
    """Remove what is kept of these kernels where it was compiled from other sources of these modules."""
    now = stamp(modules)
    for kernel in kernels:
        if not (folder := kernel.stats.cache_path):
            continue
        kept = f"{Path(kernel.py_func.__code__.co_filename).stem}.{kernel.py_func.__name__}"
        mark = Path(folder) / f"{kept}.sources"
        with suppress(OSError):
            if mark.is_file() and mark.read_text() == now:
                continue
            for index in mark.parent.glob(f"{kept}-*.nbi"):
                index.unlink(missing_ok=True)
            mark.write_text(now)
