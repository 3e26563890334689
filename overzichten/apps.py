from importlib import import_module

from django.apps import AppConfig


class OverzichtenConfig(AppConfig):
    name = "overzichten"
    verbose_name = "overzichten"

    def ready(self) -> None:
        import_module("overzichten.uitvoer")
