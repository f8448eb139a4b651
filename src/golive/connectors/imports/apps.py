from django.apps import AppConfig


class Imports(AppConfig):
    name = "golive.connectors.imports"
    label = "imports"
