"""What becomes of every field? One document that is the mapping, the program, the coverage and the specification."""

from golive.engines.reconcile.mapping.coverage import Coverage, coverage
from golive.engines.reconcile.mapping.document import Compare, Field, FieldType, Mapping, ValueMap
from golive.engines.reconcile.mapping.reading import parse_mapping, read_mapping
from golive.engines.reconcile.mapping.workbook import Change, Edited, from_workbook, to_workbook

__all__ = [
    "Change",
    "Compare",
    "Coverage",
    "Edited",
    "Field",
    "FieldType",
    "Mapping",
    "ValueMap",
    "coverage",
    "from_workbook",
    "parse_mapping",
    "read_mapping",
    "to_workbook",
]
