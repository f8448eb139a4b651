"""Which tables does a server have that only Ibis reaches? Read in batches, in types that the bench knows."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.postgres import place_without_password
from golive.engines.reconcile.sources.staging import parquet_table, unique_names
from golive.engines.reconcile.sources.table import Source, Table


class _WhenUsed:
    """A module that is imported when something of it is asked for: it takes a second, and few need it."""

    def __init__(self, name: str) -> None:
        self._module = name

    def __bool__(self) -> bool:
        """Whether it is installed."""
        return find_spec(self._module.partition(".")[0]) is not None

    def __getattr__(self, name: str) -> Any:
        if not self or name.startswith("__"):  # whoever looks a module over must not import it
            raise AttributeError(f"{self._module} has no {name}, or is not installed.")
        return getattr(import_module(self._module), name)


ibis, datatypes, parquet = map(_WhenUsed, ("ibis", "ibis.expr.datatypes", "pyarrow.parquet"))

# The servers by the scheme of their address, as Ibis calls them.
NAMES = {
    "trino": "Trino",
    "snowflake": "Snowflake",
    "bigquery": "BigQuery",
    "mssql": "SQL Server",
    "oracle": "Oracle",
    "databricks": "Databricks",
}
ADDRESSES = tuple(f"{scheme}://" for scheme in NAMES)
BATCH = 50_000  # rows in memory at a time
WIDEST = 38  # digits of a decimal


def connected(url: str) -> Any:
    """A session of Ibis on the server of the address. Raises `Refused` without the password."""
    scheme, shown = urlsplit(url).scheme, place_without_password(url)
    if not ibis:
        cure = f"Install the extra and the server's own: pip install 'golive[ibis]' 'ibis-framework[{scheme}]'."
        refuse("source.ibis", f"{NAMES[scheme]} is reached through Ibis, which is not installed here.", cure)
    try:
        return ibis.connect(url)
    except Exception as failed:
        cure = f"Check address and rights; its driver comes with pip install 'ibis-framework[{scheme}]'."
        refuse("source.ibis", f"{shown}: {first_line(failed, url)}.", cure)


def read_through_ibis(bench: Workbench, url: str) -> Source:
    """The tables of the catalogue and schema that the address names."""
    return tables_of(bench, connected(url), place_without_password(url))


def tables_of(bench: Workbench, connection: Any, shown: str) -> Source:
    """The tables of a session that is open."""
    return Source(shown, tuple(connection.list_tables()), lambda name: _load(bench, connection, name, shown))


def _load(bench: Workbench, connection: Any, name: str, shown: str) -> Table:
    """Types that the bench has as they are; everything else as the text that the server writes."""
    try:
        table = connection.table(name)
        given = list(table.columns)
        names, notices = unique_names(given)
        chosen = {new: plain(table[old]) for new, old in zip(names, given, strict=True)}
        return keep_expression(bench, name, table.select(**chosen), notices)
    except Exception as failed:
        refuse("source.ibis", f"{shown}, table {name}: {first_line(failed)}.", "Check the rights, or export a file.")


def keep_expression(bench: Workbench, name: str, expression: Any, notices: Sequence[str] = ()) -> Table:
    """The rows of an expression as a Parquet file of the bench, never more than a batch of them in memory."""
    path = bench.staged_path(name)
    batches = expression.to_pyarrow_batches(chunk_size=BATCH)
    with parquet.ParquetWriter(path, batches.schema, compression="lz4") as writer:
        for batch in batches:
            writer.write_batch(batch)
    return parquet_table(bench, name, path, notices)


def plain(column: Any) -> Any:
    """A column in one of the seven types of the bench."""
    wanted = plain_type(column.type())
    return column if wanted == column.type() else column.cast(wanted)


def plain_type(given: Any) -> Any:
    """Of an Ibis type: int64, float64, decimal(p, s), boolean, date, timestamp in UTC, or string where it is none."""
    if given.is_unsigned_integer():
        return datatypes.Decimal(20, 0)
    if given.is_integer():
        return datatypes.int64
    if given.is_floating():
        return datatypes.float64
    if given.is_decimal() and given.precision and given.scale is not None and given.precision <= WIDEST:
        return datatypes.Decimal(given.precision, given.scale)
    if given.is_boolean() or given.is_date():
        return given(nullable=True)
    return datatypes.Timestamp(timezone=given.timezone, scale=6) if given.is_timestamp() else datatypes.string


def first_line(failed: Exception, url: str = "") -> str:
    """What went wrong, in one line and without the password of the address."""
    text = (str(failed).strip() or type(failed).__name__).splitlines()[0][:300]
    password = urlsplit(url).password
    return text.replace(password, "…") if password else text
