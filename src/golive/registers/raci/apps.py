from django.apps import AppConfig


class Raci(AppConfig):
    name = "golive.registers.raci"
    label = "raci"
