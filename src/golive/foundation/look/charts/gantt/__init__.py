"""What happens when, and what holds the date? The plan as a Gantt chart that bears thousands of rows."""

from __future__ import annotations

from golive.foundation.look.charts.gantt.chart import gantt
from golive.foundation.look.charts.gantt.rows import GanttLink, GanttRow, Window

__all__ = ["GanttLink", "GanttRow", "Window", "gantt"]
