from django.apps import AppConfig


class Learning(AppConfig):
    name = "golive.career.learning"
    label = "learning"
