"""Which tables and columns are there, and what is known of each: kind, key, reference, label, sample?"""

from golive.engines.reconcile.catalogue.describe import describe
from golive.engines.reconcile.catalogue.dictionary import is_dictionary, read_dictionary, with_labels
from golive.engines.reconcile.catalogue.nouns import Catalogue, Column, Kind, Reference, Table

__all__ = [
    "Catalogue",
    "Column",
    "Kind",
    "Reference",
    "Table",
    "describe",
    "is_dictionary",
    "read_dictionary",
    "with_labels",
]
