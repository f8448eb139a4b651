from django.apps import AppConfig


class Web(AppConfig):
    name = "golive.web"
    label = "web"
