"""On which papers does the status report leave the house?"""

from golive.registers.status.papers.one_page import pdf

__all__ = ["pdf"]
