from django.apps import AppConfig


class Jira(AppConfig):
    name = "golive.connectors.jira"
    label = "jira"
