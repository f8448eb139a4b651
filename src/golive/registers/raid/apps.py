from django.apps import AppConfig


class Raid(AppConfig):
    name = "golive.registers.raid"
    label = "raid"
