from django.apps import AppConfig


class Changes(AppConfig):
    name = "golive.registers.changes"
    label = "changes"
