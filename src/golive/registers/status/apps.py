from django.apps import AppConfig


class Status(AppConfig):
    name = "golive.registers.status"
    label = "status"
