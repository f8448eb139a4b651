from django.apps import AppConfig


class Documents(AppConfig):
    name = "golive.foundation.documents"
    label = "documents"
