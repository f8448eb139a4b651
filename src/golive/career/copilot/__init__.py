"""Which card is on the screen while the question is still being asked?"""

from golive.career.copilot.card import Card, card_for
from golive.career.copilot.listening import Heard, Listening, speeds

__all__ = ["Card", "Heard", "Listening", "card_for", "speeds"]
