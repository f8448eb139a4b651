"""What does the child do? Confine itself, read one file, answer in JSON, end."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from golive.foundation.guard.limits import Limits, confine
from golive.plain.verdict import Refused

# Reading needs none of these; a parser that was taken over would.
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.remove", "os.rename",
    "os.link", "os.symlink", "os.chmod", "os.chown", "os.kill", "os.putenv", "pty.spawn", "shutil.", "ctypes.",
)  # fmt: skip

_WORKBOOKS = "golive.engines.reconcile.sources.workbook_child"


def main() -> None:
    order = json.loads(sys.stdin.buffer.read())
    answer_to = os.dup(1)
    os.dup2(2, 1)  # a stray print of a parser must not spoil the answer
    limits = Limits(**order["limits"])
    function = _function(order["module"], order["function"])
    notices = confine(limits)
    sys.addaudithook(_watch(order["folder"]))
    answer = json.dumps(_run(function, order, limits, notices)).encode()
    with os.fdopen(answer_to, "wb") as stream:
        stream.write(answer)


def _function(module: str, qualified: str) -> Any:
    if module.split(".")[0] != "golive" or "." in qualified:
        raise ValueError(f"{module}.{qualified} is not a plain function of golive.")
    return getattr(importlib.import_module(module), qualified)


def _run(function: Any, order: dict[str, Any], limits: Limits, notices: list[str]) -> dict[str, Any]:
    try:
        return {"value": function(order["path"], limits, *order["args"]), "notices": notices}
    except Refused as refused:
        return {"refused": [(refusal.code, refusal.problem, refusal.cure) for refusal in refused.refusals]}
    except MemoryError:
        problem = f"Reading it needs more than {limits.memory_bytes // (1 << 20):,} MB of memory."
        return {"refused": [("file.too_costly", problem, "Export fewer rows or columns, or split the file.")]}
    except FileNotFoundError as missing:
        return {"refused": [("file.missing", f"There is no such file ({missing.filename}).", "Check the path.")]}
    except (PermissionError, IsADirectoryError) as closed:
        return {"refused": [("file.closed", f"It cannot be opened ({closed.strerror}).", "Name a file you may read.")]}


def _watch(folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    def watch(event: str, about: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN) and not (folder and _is_own(event, about, folder)):
            raise RuntimeError(f"{event} is forbidden while a file is read")

    return watch


def _is_own(event: str, about: tuple[Any, ...], folder: str) -> bool:
    """Tidying up in the folder of the job, and the one process that reads workbooks for the engine."""
    if event == "subprocess.Popen":
        return list(about[1][:5]) == [sys.executable, "-s", "-B", "-m", _WORKBOOKS]
    if event not in ("os.remove", "os.rename", "shutil.rmtree"):
        return False
    paths = [os.path.realpath(os.fspath(each)) for each in about if isinstance(each, str | os.PathLike)]
    return bool(paths) and all(path.startswith(folder + os.sep) for path in paths)


if __name__ == "__main__":
    main()
