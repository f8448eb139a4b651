from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RegisterKit(AppConfig):
    name = "golive.foundation.register_kit"
    label = "register_kit"

    def ready(self) -> None:
        autodiscover_modules("register")
