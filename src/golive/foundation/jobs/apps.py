"""The job queue as an app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "golive.foundation.jobs"
    label = "jobs"
    verbose_name = "Jobs"
