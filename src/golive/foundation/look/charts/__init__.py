"""How does a figure look? Charts as functions that take plain values and return markup."""

from __future__ import annotations

from golive.foundation.look.charts.forecast import Bin, Forecast, histogram, weekly
from golive.foundation.look.charts.gantt import GanttLink, GanttRow, Window, gantt
from golive.foundation.look.charts.lines import Event, s_curve, sparkline, trend
from golive.foundation.look.charts.milestones import MilestoneRow, milestones
from golive.foundation.look.charts.permitted import Stair, Step, stair
from golive.foundation.look.charts.risks import Bar, Scored, risk_matrix, tornado
from golive.foundation.look.charts.scores import Attempt, scores

__all__ = [
    "Attempt",
    "Bar",
    "Bin",
    "Event",
    "Forecast",
    "GanttLink",
    "GanttRow",
    "MilestoneRow",
    "Scored",
    "Stair",
    "Step",
    "Window",
    "gantt",
    "histogram",
    "milestones",
    "risk_matrix",
    "s_curve",
    "scores",
    "sparkline",
    "stair",
    "tornado",
    "trend",
    "weekly",
]
