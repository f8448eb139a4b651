from django.apps import AppConfig


class CareerDesk(AppConfig):
    name = "golive.career.desk"
    label = "career_desk"
