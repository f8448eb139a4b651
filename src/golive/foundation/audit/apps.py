"""The audit log as an app: its triggers are put back after every migration and looked for at every start."""

from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate

from golive.foundation.audit.triggers import check_triggers, create_triggers


class AuditConfig(AppConfig):
    name = "golive.foundation.audit"
    label = "audit"
    verbose_name = "The audit log"

    def ready(self) -> None:
        post_migrate.connect(_put_triggers_back, sender=self, dispatch_uid="audit.triggers")
        checks.register(check_triggers, checks.Tags.database)


def _put_triggers_back(using: str, **kwargs: Any) -> None:
    create_triggers(connections[using])
