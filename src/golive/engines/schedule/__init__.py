"""When will it be done, why, how sure is that, and what if? Usable alone, from a notebook."""

from golive.engines.schedule.checks.dcma import Health, HealthCheck, health
from golive.engines.schedule.checks.gao import gao
from golive.engines.schedule.checks.thresholds import DCMA_14, Threshold, Thresholds, explained, thresholds_from
from golive.engines.schedule.dates.links_met import Merge, Step
from golive.engines.schedule.dates.rows import ScheduledTask
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.explain import Explanation, explain
from golive.engines.schedule.findings import Finding, PlanError, Severity
from golive.engines.schedule.formats.files import format_of, read_plan, write_plan
from golive.engines.schedule.formats.lost import FORMATS, lost_in
from golive.engines.schedule.formats.mpp import read_mpp
from golive.engines.schedule.formats.mspdi_read import read_mspdi
from golive.engines.schedule.formats.mspdi_write import write_mspdi
from golive.engines.schedule.formats.pmxml_read import read_pmxml
from golive.engines.schedule.formats.pmxml_write import write_pmxml
from golive.engines.schedule.formats.xer import read_xer, write_xer
from golive.engines.schedule.plan import (
    Assignment,
    Baseline,
    Constraint,
    FloatKind,
    Kind,
    LagCalendar,
    LagKind,
    LateMilestones,
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
from golive.engines.schedule.simulation.answer import RiskEffect, Sensitivity, Setting, Simulation, WindowChance
from golive.engines.schedule.simulation.backlog import BacklogForecast, forecast_backlog
from golive.engines.schedule.simulation.events import Risk
from golive.engines.schedule.simulation.simulate import simulate
from golive.engines.schedule.simulation.uncertainty import DEFAULT_SYSTEMIC, DEFAULT_UNCERTAINTY, Systemic, Uncertainty
from golive.engines.schedule.what_if.change import change
from golive.engines.schedule.what_if.cliff import Cliff, cliff
from golive.engines.schedule.what_if.compare import Comparison, GroupFloat, compare
from golive.engines.schedule.what_if.mitigation import Mitigation, mitigation
from golive.engines.schedule.what_if.patch import Cut, Edit, NewTask, Patch
from golive.engines.schedule.what_if.patch_json import patch_from_json
from golive.engines.schedule.windows import Snap, Window, Windows, snap

__all__ = [
    "DCMA_14",
    "DEFAULT_SYSTEMIC",
    "DEFAULT_UNCERTAINTY",
    "FORMATS",
    "Assignment",
    "BacklogForecast",
    "Baseline",
    "Cliff",
    "Comparison",
    "Constraint",
    "Cut",
    "Edit",
    "Explanation",
    "Finding",
    "FloatKind",
    "GroupFloat",
    "Health",
    "HealthCheck",
    "Kind",
    "LagCalendar",
    "LagKind",
    "LateMilestones",
    "Link",
    "LinkType",
    "Merge",
    "Mitigation",
    "Mode",
    "NewTask",
    "Options",
    "Patch",
    "Plan",
    "PlanError",
    "Resource",
    "Risk",
    "RiskEffect",
    "Schedule",
    "ScheduledTask",
    "Sensitivity",
    "Setting",
    "Severity",
    "Shape",
    "Simulation",
    "Snap",
    "Step",
    "Stored",
    "Systemic",
    "Task",
    "ThreePoint",
    "Threshold",
    "Thresholds",
    "Uncertainty",
    "Window",
    "WindowChance",
    "Windows",
    "change",
    "cliff",
    "compare",
    "days",
    "explain",
    "explained",
    "forecast_backlog",
    "format_of",
    "gao",
    "health",
    "lost_in",
    "mitigation",
    "patch_from_json",
    "read_mpp",
    "read_mspdi",
    "read_plan",
    "read_pmxml",
    "read_xer",
    "schedule",
    "simulate",
    "snap",
    "thresholds_from",
    "write_mspdi",
    "write_plan",
    "write_pmxml",
    "write_xer",
]
