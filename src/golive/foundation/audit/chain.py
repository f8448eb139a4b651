"""What binds an entry to the one before it?"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC
from typing import Any

from django.conf import settings

from golive.foundation.audit.models import Entry
from golive.foundation.audit.wording import canonical

START = "0" * 64
"""The ``prev`` of the first entry."""


def contents(entry: Entry) -> dict[str, Any]:
    """Everything that the hash covers, as it stands in the export too."""
    return {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "implementation": entry.implementation_id,
        "actor": entry.actor_id,
        "verb": entry.verb,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "subject_ref": entry.subject_ref,
        "subject_url": entry.subject_url,
        "wording": entry.wording,
        "data": entry.data,
        "digests": entry.digests,
        "prev": entry.prev,
    }


def seal(entry: Entry) -> str:
    """HMAC-SHA256 of the contents, under a key that is not in the database."""
    return hmac.new(settings.AUDIT_KEY, canonical(contents(entry)), hashlib.sha256).hexdigest()


def digest(salt: str, text: str) -> str:
    """What the chain keeps of an erasable text."""
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()
