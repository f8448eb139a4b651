"""What becomes of every field? One document that is the mapping, the program, the coverage and the specification."""

from golive.engines.reconcile.mapping.coverage import Coverage, coverage
from golive.engines.reconcile.mapping.document import Compare, Field, FieldType, Mapping, ValueMap
from golive.engines.reconcile.mapping.reading import parse_mapping, read_mapping

__all__ = [
    "Compare",
    "Coverage",
    "Field",
    "FieldType",
    "Mapping",
    "ValueMap",
    "coverage",
    "parse_mapping",
    "read_mapping",
]
