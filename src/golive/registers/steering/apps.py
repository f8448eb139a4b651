from django.apps import AppConfig


class Steering(AppConfig):
    name = "golive.registers.steering"
    label = "steering"
