"""What could a language model say better, without a figure or a name that nobody said?"""

from golive.career.prose.asked import ANSWER, FOLLOW_UP, KINDS, LINE, Asked
from golive.career.prose.checking import Checked, checked
from golive.career.prose.port import Model, ModelFailed, Place
from golive.career.prose.writing import write

__all__ = [
    "ANSWER",
    "FOLLOW_UP",
    "KINDS",
    "LINE",
    "Asked",
    "Checked",
    "Model",
    "ModelFailed",
    "Place",
    "checked",
    "write",
]
