"""Which target column may each source column go to?"""

from golive.engines.reconcile.match.suggest import Suggestion, suggest

__all__ = ["Suggestion", "suggest"]
