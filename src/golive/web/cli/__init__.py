"""The `golive` command."""
