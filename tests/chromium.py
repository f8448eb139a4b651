"""Which browser do the tests drive, and how is it started on a machine without a screen or a network?"""

from __future__ import annotations

import shutil

MISSING = "Chromium is not installed. Install it (Debian, Ubuntu: apt-get install chromium)."
# Playwright's own downloaded browser is never used: the machine's package is the one people can install offline.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def program() -> str | None:
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)
