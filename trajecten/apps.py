from importlib import import_module

from django.apps import AppConfig


class TrajectenConfig(AppConfig):
    name = "trajecten"
    verbose_name = "trajecten"

    def ready(self) -> None:
        import_module("trajecten.luisteraars")
