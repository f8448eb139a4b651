from django.apps import AppConfig


class DataMigration(AppConfig):
    name = "golive.registers.data_migration"
    label = "data_migration"
