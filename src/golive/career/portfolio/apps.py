from django.apps import AppConfig


class Portfolio(AppConfig):
    name = "golive.career.portfolio"
    label = "portfolio"
