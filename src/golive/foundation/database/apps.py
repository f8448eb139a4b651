"""The database as an app, for the sake of its checks: at start, and of every row before it is kept."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import pre_save

from golive.foundation.database.fitting import refuse_unfit
from golive.foundation.database.soundness import check_server, check_sqlite


class DatabaseConfig(AppConfig):
    name = "golive.foundation.database"
    label = "database"
    verbose_name = "The database"

    def ready(self) -> None:
        checks.register(check_sqlite)
        checks.register(check_server, checks.Tags.database)
        pre_save.connect(refuse_unfit, dispatch_uid="golive.fitting")
