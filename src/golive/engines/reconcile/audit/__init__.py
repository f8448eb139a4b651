"""What is wrong with this source before anybody maps it?"""

from golive.engines.reconcile.audit.finding import Finding, Rule, Weight
from golive.engines.reconcile.audit.run import Audit, AuditedTable, audit, in_order

__all__ = ["Audit", "AuditedTable", "Finding", "Rule", "Weight", "audit", "in_order"]
