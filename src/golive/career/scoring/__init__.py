"""What is an answer worth, criterion by criterion, and by which of its words?"""

from golive.career.scoring.delivery import Delivery, delivery
from golive.career.scoring.follow_up import follow_up
from golive.career.scoring.score import CRITERIA, Score, label_of, score

__all__ = ["CRITERIA", "Delivery", "Score", "delivery", "follow_up", "label_of", "score"]
