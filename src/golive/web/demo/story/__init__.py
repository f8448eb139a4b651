"""What do people say and do in Acme's roll-out that stands in no file? Plain data for the ordinary actions."""

# A figure that the product computes (an impact, a finish, a colour) is not written here; where history needs the figure
# that was shown at the time, its name says so.

from golive.web.demo.story.changes import CHANGES, ChangeRequest
from golive.web.demo.story.commitments import COMMITMENTS, Commitment
from golive.web.demo.story.decisions import DECISIONS, Decision
from golive.web.demo.story.gates import GATE_NOTES, GateNote
from golive.web.demo.story.matrix import MATRIX, ROLES, MatrixRow, RoleHolder
from golive.web.demo.story.reports import REPORTS, SLIPS, PastReport, Slip
from golive.web.demo.story.risks import QUANTIFIED, Quantified
from golive.web.demo.story.scope import SCOPE, ScopeItem
from golive.web.demo.story.steering import MEETINGS, NEXT_MEETING, SEATS, THRESHOLDS, Meeting, Seat, Threshold
from golive.web.demo.story.success import METRICS, Metric
from golive.web.demo.story.world import WORLD, World

# fmt: off
__all__ = [
    "CHANGES", "COMMITMENTS", "DECISIONS", "GATE_NOTES", "MATRIX", "MEETINGS", "METRICS", "NEXT_MEETING", "QUANTIFIED",
    "REPORTS", "ROLES", "SCOPE", "SEATS", "SLIPS", "THRESHOLDS", "WORLD", "ChangeRequest", "Commitment", "Decision",
    "GateNote", "MatrixRow", "Meeting", "Metric", "PastReport", "Quantified", "RoleHolder", "ScopeItem", "Seat", "Slip",
    "Threshold", "World",
]
