from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TrajectenConfig(AppConfig):
    name = "trajecten"
    verbose_name = "trajecten"

    def ready(self) -> None:
        import_module("trajecten.luisteraars")
        autodiscover_modules("termijnen")
