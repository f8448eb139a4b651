"""Did every record arrive, and arrived right? Mapping, expected data and reconciliation, usable alone."""

from golive.engines.reconcile.sources import Column, Kind, Source, Table, Workbench, open_source

__all__ = ["Column", "Kind", "Source", "Table", "Workbench", "open_source"]
