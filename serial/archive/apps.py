from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "serial.archive"
