"""On which papers does the status report leave the house?"""

from golive.registers.status.papers.mail import email
from golive.registers.status.papers.one_page import pdf
from golive.registers.status.papers.slides import pptx
from golive.registers.status.papers.web import html

__all__ = ["email", "html", "pdf", "pptx"]
