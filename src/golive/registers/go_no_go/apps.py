from django.apps import AppConfig


class GoNoGo(AppConfig):
    name = "golive.registers.go_no_go"
    label = "go_no_go"
