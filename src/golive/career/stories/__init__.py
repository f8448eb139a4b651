"""What can a person tell of the implementations that they took part in, and what is missing?"""

from golive.career.stories.collection import Collection, Kept, collect
from golive.career.stories.mask import Mask

__all__ = ["Collection", "Kept", "Mask", "collect"]
