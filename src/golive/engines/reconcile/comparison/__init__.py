"""What should have arrived, what did, and why do they differ?"""

from golive.engines.reconcile.comparison.compare import Sides, compare_tables
from golive.engines.reconcile.comparison.expected import Expected, make_expected
from golive.engines.reconcile.comparison.outcome import Cause, Difference, Outcome, Rows
from golive.engines.reconcile.comparison.reconcile import reconcile, reconcile_on
from golive.engines.reconcile.comparison.trend import Trend, trend

__all__ = [
    "Cause",
    "Difference",
    "Expected",
    "Outcome",
    "Rows",
    "Sides",
    "Trend",
    "compare_tables",
    "make_expected",
    "reconcile",
    "reconcile_on",
    "trend",
]
