"""What can a person tell of the implementations that they took part in, and what is missing?"""

from golive.career.stories.collection import Collection, Kept, collect
from golive.career.stories.coverage import Coverage, Told, coverage, in_own_words, mask_for, recorded
from golive.career.stories.marking import Piece, hidden, pieces
from golive.career.stories.mask import Mask
from golive.career.stories.own import OwnWords, from_json, own_words, to_json
from golive.plain.story import CLAIM

__all__ = [
    "CLAIM",
    "Collection",
    "Coverage",
    "Kept",
    "Mask",
    "OwnWords",
    "Piece",
    "Told",
    "collect",
    "coverage",
    "from_json",
    "hidden",
    "in_own_words",
    "mask_for",
    "own_words",
    "pieces",
    "recorded",
    "to_json",
]
