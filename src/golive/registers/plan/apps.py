from django.apps import AppConfig


class PlanRegister(AppConfig):
    name = "golive.registers.plan"
    label = "plan"
