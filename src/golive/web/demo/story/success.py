"""How will Acme know that it worked?"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off


@dataclass(frozen=True)
class Metric:
    """One measure of success; ``line`` is the plan line from which its clock runs."""

    kind: str
    name: str
    baseline: float
    target: float
    unit: str
    owner: str
    source: str
    due: str
    line: str = "live"


METRICS = (
    Metric("adoption", "Active users of 340", 0, 80, "%", "sales_vp", "Login and core actions",
           "30 days after go-live"),
    Metric("adoption", "Active users of 340", 0, 90, "%", "sales_vp", "Login and core actions",
           "90 days after go-live"),
    Metric("adoption", "Users active in Denver", 0, 75, "%", "denver", "Login and core actions",
           "30 days after go-live"),
    Metric("efficiency", "Manager hours given back per week", 0, 6, "h", "sales_vp", "Time study, 40 managers",
           "90 days after go-live"),
    Metric("efficiency", "Days from quote to order", 9.5, 6, "days", "functional", "ERP orders",
           "90 days after go-live"),
    Metric("efficiency", "Invoices corrected by hand", 7.2, 2, "%", "dana", "ERP credit notes",
           "90 days after go-live"),
    Metric("financial", "Other savings per year", 0, 300_000, "$", "sponsor", "Licences of the old systems",
           "12 months after go-live"),
    Metric("satisfaction", "Recommendation by users", -12, 25, "NPS", "training", "Survey", "90 days after go-live"),
    Metric("satisfaction", "Training passed before go-live", 0, 95, "%", "training", "Simulation scores", "go-live",
           "trained"),
)
