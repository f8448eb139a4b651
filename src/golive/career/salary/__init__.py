"""What may be asked for this work: by which proxies, from which year, how sure, and with what to negotiate?"""

from golive.career.salary.estimate import Estimate, Input, estimate
from golive.career.salary.importing import Imported, Parsed, bring_in
from golive.career.salary.reference import Reference, built_in
from golive.career.salary.store import Store
from golive.career.salary.wage import Certified, Offer, Pay, Wage

__all__ = [
    "Certified",
    "Estimate",
    "Imported",
    "Input",
    "Offer",
    "Parsed",
    "Pay",
    "Reference",
    "Store",
    "Wage",
    "bring_in",
    "built_in",
    "estimate",
]
