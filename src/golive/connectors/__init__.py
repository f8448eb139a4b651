"""Connectors: the tools that people already have."""
