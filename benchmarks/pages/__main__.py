"""`PYTHONPATH=src python -m benchmarks.pages [--items 5000] [--tasks 10000] [--rounds 20] [--profile NAME]`"""

import os
import tempfile
from importlib import import_module

import django

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GOLIVE_DATA": folder, "DJANGO_SETTINGS_MODULE": "golive.web.settings"}
        django.setup()
        import_module("benchmarks.pages.measure").main()
