"""How does a hard conversation go: which moves were made, what stood behind the resistance, and how did it end?"""

from golive.career.roleplays.play import Debrief, Play, Reply, begin, debrief, say
from golive.career.roleplays.scenario import MOVES, SLIPS, Scenario, built_in, scenario

__all__ = ["MOVES", "SLIPS", "Debrief", "Play", "Reply", "Scenario", "begin", "built_in", "debrief", "say", "scenario"]
