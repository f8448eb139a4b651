"""Whose session is it? Django's sessions in the database, with the person beside them, so that they can be ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from golive.foundation.people.models import Session


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.browser = str(data.get("browser", ""))[:60]
        since = data.get("since")
        row.started_at = datetime.fromisoformat(since) if since else timezone.now()
        return row
