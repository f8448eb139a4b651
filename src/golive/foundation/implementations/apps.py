from django.apps import AppConfig


class Implementations(AppConfig):
    name = "golive.foundation.implementations"
    label = "implementations"
