"""What was said in this recording, and which engine of this machine can tell?"""

from golive.career.speech.engines import KINDS, Engine, NoEngine, Offer, hear, offered
from golive.career.speech.sound import MOST_SECONDS, RATE, Sound, Unhearable, read_wav
from golive.career.speech.transcript import Segment, Transcript, Word

__all__ = [
    "KINDS",
    "MOST_SECONDS",
    "RATE",
    "Engine",
    "NoEngine",
    "Offer",
    "Segment",
    "Sound",
    "Transcript",
    "Unhearable",
    "Word",
    "hear",
    "offered",
    "read_wav",
]
