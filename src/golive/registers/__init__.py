"""Registers: one folder, one Django app, one word that a practitioner says."""
