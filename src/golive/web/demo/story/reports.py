"""What did the earlier status reports say, and what moved the forecast from week to week?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# fmt: off


@dataclass(frozen=True)
class PastReport:
    """A report as it was sent: the colour that Maya gave the schedule, and her headline. Its figures are computed."""

    sent: date
    reported: str
    headline: str


@dataclass(frozen=True)
class Slip:
    """A move of the finish of "Ready for go-live" in working days, with its cause and whose it was."""

    noticed: date
    days: int
    cause: str
    party: str
    line: str
    record: str = ""


REPORTS = (
    PastReport(date(2026, 1, 9), "green", "Build started in all streams"),
    PastReport(date(2026, 1, 16), "green", "Test migration 1 loaded"),
    PastReport(date(2026, 1, 23), "green", "212 opportunities without owner"),
    PastReport(date(2026, 1, 30), "green", "Cleansing of Denver five days late"),
    PastReport(date(2026, 2, 6), "green", "Acme Finance short of people"),
    PastReport(date(2026, 2, 13), "amber", "Chart of accounts four days behind"),
    PastReport(date(2026, 2, 20), "amber", "Planned window is now 23 May"),
    PastReport(date(2026, 2, 27), "green", "SIT cycle 1 began"),
    PastReport(date(2026, 3, 6), "green", "Chart of accounts promised again"),
    PastReport(date(2026, 3, 13), "green", "Second promise missed by Finance"),
)
SLIPS = (
    Slip(date(2025, 11, 20), 3, "Second legal entity added to the finance design", "scope", "df_entity", "CR-004"),
    Slip(date(2026, 1, 30), 1, "Halden's analyst was ill", "vendor", "coa_regions"),
    Slip(date(2026, 2, 13), 4, "Two of three people of Acme Finance were away", "client", "coa_draft", "CD-01"),
    Slip(date(2026, 3, 13), 2, "The controllers closed January first", "client", "coa_review", "CD-01"),
)
