from django.apps import AppConfig


class People(AppConfig):
    name = "golive.foundation.people"
    label = "people"
