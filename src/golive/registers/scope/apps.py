from django.apps import AppConfig


class Scope(AppConfig):
    name = "golive.registers.scope"
    label = "scope"
