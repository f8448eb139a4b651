"""Did every record arrive, and arrived right? From the first look at the source to the proof. Usable alone."""

from golive.engines.reconcile.sources import Column, Kind, Source, Table, Workbench, open_source

__all__ = ["Column", "Kind", "Source", "Table", "Workbench", "open_source"]
