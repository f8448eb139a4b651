"""Writes tests/access_table.json again: ``PYTHONPATH=src python -m tests.access [PART-OF-AN-ADDRESS]``."""

import os
import sys
import tempfile
from importlib import import_module

import django

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GOLIVE_DATA": folder, "DJANGO_SETTINGS_MODULE": "golive.web.settings"}
        django.setup()
        import_module("tests.access.table").main(*sys.argv[1:2])
