from django.apps import AppConfig


class Commitments(AppConfig):
    name = "golive.registers.commitments"
    label = "commitments"
