from django.apps import AppConfig


class Desk(AppConfig):
    name = "golive.foundation.desk"
    label = "desk"
