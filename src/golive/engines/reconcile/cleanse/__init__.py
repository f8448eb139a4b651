"""What do the accepted rules change, and can every change be shown?"""

from golive.engines.reconcile.cleanse.apply import Cleansed, Evidence, cleanse
from golive.engines.reconcile.cleanse.delta import Delta, delta

__all__ = ["Cleansed", "Delta", "Evidence", "cleanse", "delta"]
