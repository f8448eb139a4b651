from django.apps import AppConfig


class PayDesk(AppConfig):
    name = "golive.career.pay"
    label = "pay"
