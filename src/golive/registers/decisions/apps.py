from django.apps import AppConfig


class Decisions(AppConfig):
    name = "golive.registers.decisions"
    label = "decisions"
