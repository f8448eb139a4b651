"""Prints what the importers cost beside a bare reader."""

from __future__ import annotations

import sys

from benchmarks.intake.cost import main

if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [5_000, 50_000])
