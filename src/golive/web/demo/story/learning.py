"""What does Maya read, which certificates does she keep, and which trends did she try on Acme's roll-out?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# fmt: off


@dataclass(frozen=True)
class Followed:
    """An item of her reading list; ``reads`` are days after it was put there, with what she noted."""

    title: str
    kind: str
    address: str
    why: str
    every_days: int
    since: date
    reads: tuple[tuple[int, str], ...]
    feed: str = ""
    state: str = "followed"


ITEMS = (
    Followed("PMI chapter, evening talks", "association", "https://example.org/chapter",
             "Peers who run roll-outs of this size", 30, date(2025, 6, 2), (
                 (28, "Ask who owns the date before asking for the date."),
                 (57, "A forecast is a range; one day is a wish."),
                 (90, "Show a sponsor the cost of a day, not the length of a delay."),
                 (117, "Committees decide faster on three options than on ten."),
                 (151, "Let the client read the decision back."),
                 (178, "Gate criteria belong to those who live with them."),
                 (205, "Thank in public, correct in private."),
                 (232, "Name the one person who may call the roll-back."),
                 (262, "A red status is a request for help."))),
    Followed("Change managers' round table", "community", "https://example.org/round-table",
             "How others win over sales offices", 45, date(2025, 6, 16), (
                 (40, "Champions need an hour a week that is theirs."),
                 (84, "Ask why three times before you train."),
                 (128, "Usage by office tells more than attendance."),
                 (180, "Managers who use it first need no poster."),
                 (222, "Praise the office that asks the hardest questions."))),
    Followed("Cutover field notes", "publication", "https://example.org/cutover", "Rehearsals that failed, told openly",
             21, date(2025, 7, 7), (
                 (20, "Time the rehearsal by the clock on the wall."),
                 (40, "The slowest step is the one nobody measured."),
                 (61, "Keep an hour for the count before the go or no-go."),
                 (88, "Roll-back is a plan with a last moment in it."),
                 (110, "Freeze means freeze for the vendor as well."),
                 (130, "Two people read each command."), (150, "Rehearse the message that nobody wants to send."),
                 (172, "A rehearsal without a fault was too easy."), (192, "Count first, then believe."),
                 (214, "The last moment for the roll-back belongs on the wall."),
                 (240, "Sleep is a task of the plan.")),
             feed="https://example.org/cutover/feed.xml"),
    Followed("CRM vendor release notes", "vendor", "https://example.org/releases",
             "Three releases a year fall into our window", 30, date(2025, 8, 4), (
                 (25, "The winter release moves the sandbox refresh."),
                 (54, "Deprecated interfaces stay for one release."),
                 (85, "The new import checks types: tell data migration."),
                 (120, "Read the known issues before the features."),
                 (148, "Two connectors change their limits in spring."),
                 (179, "The limits hold for test systems, too."),
                 (207, "The spring release comes in the week of our window."))),
    Followed("A book on forecasting", "book", "https://example.org/forecasting", "To speak of ranges without excuses",
             30, date(2025, 6, 30),
             ((29, "Calibrate: how often did my eighty per cent hold?"), (58, "Count what was missed.")),
             state="done"),
    Followed("Daily management letter", "publication", "https://example.org/letter", "Everybody quotes it", 7,
             date(2025, 9, 1), ((7, "Nothing that I could use."), (14, "Nothing again.")), state="dropped"),
)
# What her feed held when she last looked: id, title, day, text.
ENTRIES = (
    ("n1", "What our second rehearsal taught us", date(2026, 3, 2), "Ninety minutes late, and it was the count."),
    ("n2", "A last moment for the roll-back", date(2026, 3, 9), "Write down the minute after which none is left."),
)
PMP_GAINED, PMP_EXPIRES = date(2021, 8, 20), date(2027, 8, 20)
PMP_UNITS = (
    (date(2024, 11, 14), "8", "Ways of working", "Workshop on quantitative risk"),
    (date(2025, 3, 6), "6", "Power skills", "Course on negotiation"),
    (date(2025, 6, 30), "4.5", "Business acumen", "Chapter talks, first half of the year"),
    (date(2025, 10, 9), "12", "Ways of working", "Course on forecasting by simulation"),
    (date(2026, 1, 22), "7.5", "Power skills", "Chapter talks, second half of the year"),
)
CHANGE_GAINED = date(2023, 5, 12)
TREND = "Dates as ranges, by simulation"
TREND_IS = "Give a date with its likelihood instead of a single day, and say what moves it."
TREND_SINCE = date(2025, 6, 30)
TREND_CAME_OF_IT = "The sponsor asks for the eighty per cent date first, no longer for the best case"
TREND_USED = (date(2025, 11, 10), "CR-002", "Assessed the Spanish user interface by simulation before anybody decided")
WATCHED = "Meeting notes written by a language model"
WATCHED_SINCE = date(2025, 10, 20)
