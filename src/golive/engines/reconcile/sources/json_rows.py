"""Which rows does this JSON file have: a list of objects, or one object per line?"""

from __future__ import annotations

from pathlib import Path

import duckdb

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.staging import keep, unique_names
from golive.engines.reconcile.sources.table import Table, literal, quoted


def read_json_rows(bench: Workbench, path: Path, name: str) -> Table:
    """One column per key, in the order of first appearance; values as text, what is nested as JSON text.

    Where the file is one object that holds one list of objects, as many interfaces answer, the list is the table.
    """
    _refuse_cut(path)
    file = f"read_json_objects({literal(str(path.resolve()))}, format='auto', maximum_object_size=16777216)"
    rows, notices = f"(SELECT json FROM {file})", []
    try:
        if within := _wrapped(bench, rows):
            rows = (
                f"(SELECT unnest(CAST(json_extract(json, {literal(_pointer(within))}) AS JSON[])) AS json FROM {file})"
            )
            notices = [f"The rows are those of “{within}”."]
        keys = [row[0] for row in bench.rows(_keys(rows))]
        if not keys:
            refuse("source.empty", f"{path.name} holds no objects with keys.", "Export a list of objects.")
        names, renamed = unique_names(keys)
        pairs = zip(keys, names, strict=True)
        columns = ", ".join(f"json_extract_string(json, {literal(_pointer(k))}) AS {quoted(n)}" for k, n in pairs)
        return keep(bench, name, f"SELECT {columns} FROM {rows}", [*notices, *renamed])
    except duckdb.Error as broken:
        reason = str(broken).splitlines()[0][:200]
        refuse("source.json", f"{path.name}: {reason}.", "Export a JSON list of objects, or one object per line.")


def _refuse_cut(path: Path) -> None:
    """A list that is never closed would be read up to where it was cut off, and nobody would know."""
    with path.open("rb") as stream:
        if stream.read(2) == b"\x1f\x8b":
            return
        stream.seek(0)
        first = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        stream.seek(max(0, path.stat().st_size - 64))
        last = stream.read().rstrip()[-1:]
    if not last:
        refuse("source.empty", f"{path.name} is empty.", "Export it again.")
    if first == b"[" and last != b"]":
        refuse("source.json", f"{path.name} ends within its list; it was cut off.", "Export it again, to the end.")


def _wrapped(bench: Workbench, rows: str) -> str:
    """The one key of a single object whose value is a list of objects; empty if there is none, or several."""
    if len(bench.rows(f"SELECT 1 FROM {rows} LIMIT 2")) != 1:
        return ""
    found = bench.rows(
        f"SELECT key FROM (SELECT json, unnest(json_keys(json)) AS key FROM {rows} WHERE json_type(json) = 'OBJECT') "
        "WHERE json_type(json_extract(json, '/' || replace(replace(key, '~', '~0'), '/', '~1') || '/0')) = 'OBJECT'"
    )
    return str(found[0][0]) if len(found) == 1 else ""


def _keys(rows: str) -> str:
    unnested = "SELECT unnest(json_keys(json)) AS key, row, unnest(range(len(json_keys(json)))) AS place FROM numbered"
    return (
        f"WITH numbered AS (SELECT json, row_number() OVER () AS row FROM {rows} WHERE json_type(json) = 'OBJECT') "
        f"SELECT key FROM ({unnested}) GROUP BY key ORDER BY min(row), min(place)"
    )


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")
