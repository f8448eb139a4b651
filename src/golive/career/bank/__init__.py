"""Which questions may come, and what does a good answer hold? The bank of the 25 practices and of general questions."""

from golive.career.bank.question import GENERAL, Bank, Question
from golive.career.bank.reading import built_in, from_toml, read_bank
from golive.career.bank.writing import to_toml

__all__ = ["GENERAL", "Bank", "Question", "built_in", "from_toml", "read_bank", "to_toml"]
