"""What does the plan file of Microsoft Project say, and which workstream does each task belong to?"""

from golive.connectors.ms_project.plan_file import PlanFile, read

__all__ = ["PlanFile", "read"]
