"""What is an answer worth, criterion by criterion, and by which of its words?"""

from golive.career.scoring.score import CRITERIA, Score, label_of, score

__all__ = ["CRITERIA", "Score", "label_of", "score"]
