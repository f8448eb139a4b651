"""Can this file from outside be read without harm? Parsing in a limited child, after a check of its outside.

Nothing in this package imports Django: the child must start in a few hundredths of a second.
"""

from golive.foundation.guard.limits import IMPORT_LIMITS, Limits
from golive.foundation.guard.parent import Guarded, run_guarded, source_file
from golive.foundation.guard.refusals import refuse
from golive.foundation.guard.table import Cell, Line, Table, read_table, read_tables

__all__ = [
    "IMPORT_LIMITS",
    "Cell",
    "Guarded",
    "Limits",
    "Line",
    "Table",
    "read_table",
    "read_tables",
    "refuse",
    "run_guarded",
    "source_file",
]
