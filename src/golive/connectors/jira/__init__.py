"""What is in the backlog that the team keeps in Jira? Its CSV export with all fields, traps included."""

from golive.connectors.jira.export_file import parse, parse_table

__all__ = ["parse", "parse_table"]
