"""What did the end of the log look like earlier, noted where the database's owner cannot rewrite it?"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from golive.foundation.audit.queries import head

_ANCHOR = re.compile(r"(\d+):([0-9a-f]{16,64})")


@dataclass(frozen=True, order=True)
class Anchor:
    """The log once ended with entry ``seq``, whose hash began with ``hash``."""

    seq: int
    hash: str

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Read "812:ab12…" (at least 16 hex digits).

        >>> Anchor.parse("812:0123456789abcdef")
        Anchor(seq=812, hash='0123456789abcdef')
        """
        found = _ANCHOR.fullmatch(text.strip().lower())
        if not found:
            raise ValueError(f"“{text}” is no anchor. Write it as printed: 812:0123456789abcdef.")
        return cls(int(found[1]), found[2])


def anchors_file() -> Path:
    """``anchors.log`` in the data folder (setting AUDIT_ANCHORS); copy it away, or commit it to a repository."""
    return Path(getattr(settings, "AUDIT_ANCHORS", None) or Path(settings.DATA) / "anchors.log")


def anchor() -> str:
    """Note the present end of the log in the anchors file, safely on the disk; return it."""
    now = head()
    path = anchors_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, f"{timezone.now():%Y-%m-%dT%H:%M:%SZ} {now}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)
    return now


def kept_anchors() -> list[str]:
    """The anchors noted so far; none if the file is not there."""
    path = anchors_file()
    if not path.exists():
        return []
    return [line.split()[-1] for line in path.read_text().splitlines() if line.strip()]
