"""Which rules may a mapping hold? Scalar expressions of our own functions, and nothing that could do harm."""

from golive.engines.reconcile.expressions.compile import FUNCTIONS, Compiled, compile_expression
from golive.engines.reconcile.expressions.dialect import Engine
from golive.engines.reconcile.expressions.grammar import parse
from golive.engines.reconcile.expressions.tree import columns_of

__all__ = ["FUNCTIONS", "Compiled", "Engine", "columns_of", "compile_expression", "parse"]
