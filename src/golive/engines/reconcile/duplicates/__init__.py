"""Which records are the same thing entered twice?"""

from golive.engines.reconcile.duplicates.find import Duplicates, Pair, find_duplicates

__all__ = ["Duplicates", "Pair", "find_duplicates"]
