"""The database as an app, for the sake of its checks at start."""

from django.apps import AppConfig
from django.core import checks

from golive.foundation.database.soundness import check_server, check_sqlite


class DatabaseConfig(AppConfig):
    name = "golive.foundation.database"
    label = "database"
    verbose_name = "The database"

    def ready(self) -> None:
        checks.register(check_sqlite)
        checks.register(check_server, checks.Tags.database)
