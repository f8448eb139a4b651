"""Which rows does this JSON file have: a list of objects, or one object per line?"""

from __future__ import annotations

from pathlib import Path

import duckdb

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.staging import keep
from golive.engines.reconcile.sources.table import Table, literal, quoted


def read_json_rows(bench: Workbench, path: Path, name: str) -> Table:
    """One column per key, in the order of first appearance; values as text, what is nested as JSON text."""
    rows = f"read_json_objects({literal(str(path.resolve()))}, format='auto', maximum_object_size=16777216)"
    try:
        keys = [row[0] for row in bench.rows(_keys(rows))]
        if not keys:
            refuse("source.empty", f"{path.name} holds no objects with keys.", "Export a list of objects.")
        columns = ", ".join(f"json_extract_string(json, {literal(_pointer(key))}) AS {quoted(key)}" for key in keys)
        return keep(bench, name, f"SELECT {columns} FROM {rows}")
    except duckdb.Error as broken:
        reason = str(broken).splitlines()[0][:200]
        refuse("source.json", f"{path.name}: {reason}.", "Export a JSON list of objects, or one object per line.")


def _keys(rows: str) -> str:
    unnested = "SELECT unnest(json_keys(json)) AS key, row, unnest(range(len(json_keys(json)))) AS place FROM numbered"
    return (
        f"WITH numbered AS (SELECT json, row_number() OVER () AS row FROM {rows} WHERE json_type(json) = 'OBJECT') "
        f"SELECT key FROM ({unnested}) GROUP BY key ORDER BY min(row), min(place)"
    )


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")
