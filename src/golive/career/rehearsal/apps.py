from django.apps import AppConfig


class Rehearsal(AppConfig):
    name = "golive.career.rehearsal"
    label = "rehearsal"
