"""How is a source or target opened, whatever it is, without trusting it?"""

from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.opening import open_source, split_place
from golive.engines.reconcile.sources.staging import keep, keep_rows
from golive.engines.reconcile.sources.table import Column, Kind, Source, Table, kind_of, literal, quoted

__all__ = [
    "Column",
    "Kind",
    "Source",
    "Table",
    "Workbench",
    "keep",
    "keep_rows",
    "kind_of",
    "literal",
    "open_source",
    "quoted",
    "split_place",
]
