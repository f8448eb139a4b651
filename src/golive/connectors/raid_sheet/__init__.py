"""What does the RAID sheet say that the team already keeps? xlsx or CSV, with their own column names."""

from golive.connectors.raid_sheet.mapping import Column, Mapping, SheetMapping
from golive.connectors.raid_sheet.memory import remember
from golive.connectors.raid_sheet.proposal import propose
from golive.connectors.raid_sheet.sheet import parse, parse_tables

__all__ = ["Column", "Mapping", "SheetMapping", "parse", "parse_tables", "propose", "remember"]
