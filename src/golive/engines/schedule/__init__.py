"""When will it be done, why, how sure is that, and what if? Usable alone, from a notebook."""

from golive.engines.schedule.cliff import Cliff, cliff
from golive.engines.schedule.findings import Finding, PlanError, Severity
from golive.engines.schedule.plan import (
    Assignment,
    Baseline,
    Constraint,
    LagKind,
    Link,
    LinkType,
    Mode,
    Options,
    Plan,
    Resource,
    Shape,
    Stored,
    Task,
    ThreePoint,
    days,
)
from golive.engines.schedule.mspdi_read import read_mspdi, read_plan
from golive.engines.schedule.schedule import Schedule, ScheduledTask, schedule
from golive.engines.schedule.windows import Snap, Window, Windows, snap

__all__ = [
    "Assignment", "Baseline", "Cliff", "Constraint", "Finding", "LagKind", "Link", "LinkType", "Mode", "Options",
    "Plan", "PlanError", "Resource", "Schedule", "ScheduledTask", "Severity", "Shape", "Snap", "Stored", "Task",
    "ThreePoint", "Window", "Windows", "cliff", "days", "read_mspdi", "read_plan", "schedule", "snap",
]
