"""How does a Spark compare, here in this process or on the cluster that it is told?"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from golive.engines.reconcile.expressions.dialect import Engine, identifier
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.servers.server import in_plain_types, typed
from golive.engines.reconcile.sources import Column, Table, Workbench

SparkSession: Any = None
try:
    from pyspark import sql
except ImportError:
    pass
else:
    SparkSession = sql.SparkSession

LOCAL = "local[*]"
NEEDS = "Install the extra: pip install 'golive[spark]' (some 450 MB); it needs a Java of version 17 or newer."
MEMORY = "1g"
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.legacy.timeParserPolicy": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.parser.escapedStringLiterals": "false",
}
_HERE = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": MEMORY,
    "spark.sql.shuffle.partitions": "4",
    "spark.log.level": "OFF",
}


class Spark:
    """A session of Spark.

    Parameters
    ----------
    place : ``local[*]`` (this machine), ``spark://host:port`` (a cluster that reads this machine's files), or
        ``sc://host:port`` (Spark Connect, likewise).
    folder : where it may stage and spill on this machine.
    """

    engine = Engine.SPARK
    name = "Spark"

    def __init__(self, place: str, folder: Path) -> None:
        if SparkSession is None:
            refuse("server.spark", "Spark is not installed here.", NEEDS)
        logging.getLogger("py4j").setLevel(logging.CRITICAL)
        place = place or LOCAL
        builder = SparkSession.builder.appName("golive")
        builder = builder.remote(place) if place.startswith("sc://") else builder.master(place)
        own = {"spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder / "warehouse")}
        for name, value in ((_HERE | own) if place.startswith("local") else {}).items():
            builder = builder.config(name, value)
        try:
            self.session = builder.getOrCreate()
            for name, value in _SETTINGS.items():
                self.session.conf.set(name, value)
        except Exception as failed:
            refuse(
                "server.spark",
                f"Spark did not start at {place}: {_first(failed)}.",
                "Is Java 17 here, the address right?",
            )
        self._kept: list[Any] = []

    def close(self) -> None:
        for frame in self._kept:
            frame.unpersist()
        self.session.stop()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._asked(sql, lambda frame: frame.collect())]

    def _asked(self, sql: str, take: Any) -> Any:
        try:
            return take(self.session.sql(sql))
        except Exception as failed:
            refuse("server.spark", f"Spark: {_first(failed)}.", "Run it with --engine duckdb to see the value.")

    def keep(self, name: str, query: str) -> str:
        """Held in memory, or on disk where it does not fit, from the first time it is read."""
        frame = self._asked(query, lambda frame: frame.persist())
        frame.createOrReplaceTempView(name)
        self._kept.append(frame)
        return name

    def keep_rows(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Table:
        """A few rows, such as those of a value map."""
        names = [column.name for column in columns]
        frame = self.session.createDataFrame(
            [tuple(row) for row in rows], ", ".join(f"{identifier(self.engine, each)} STRING" for each in names)
        )
        frame.createOrReplaceTempView(f"{name}_text")
        query = f"SELECT {typed(self.engine, columns)} FROM {name}_text"
        self.session.sql(query).createOrReplaceTempView(name)
        return Table(name, tuple(columns), name)

    def land(self, bench: Workbench, name: str, table: Table) -> Table:
        """Spark reads the Parquet file that the bench reads."""
        plain = in_plain_types(bench, name, table)
        view = f"golive_{name}"
        try:
            self.session.read.parquet(*plain.files).createOrReplaceTempView(f"{view}_file")
            frame = self.session.sql(f"SELECT {typed(self.engine, plain.columns)} FROM {view}_file")
            frame.createOrReplaceTempView(view)
        except Exception as failed:
            problem = f"Spark does not read {table.name}: {_first(failed)}."
            refuse("server.spark", problem, "Run it with --engine duckdb.")
        return Table(table.name, plain.columns, view)

    def own(self, place: str) -> bool:
        return False

    def table(self, place: str, wanted: str) -> Table:
        refuse("server.spark", f"{place} does not lie on Spark.", "Open it as a source.")


def _first(failed: Exception) -> str:
    text = str(failed).strip() or type(failed).__name__
    return text.splitlines()[0][:300]
