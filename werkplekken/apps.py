from importlib import import_module

from django.apps import AppConfig


class WerkplekkenConfig(AppConfig):
    name = "werkplekken"
    verbose_name = "werkplekken"

    def ready(self) -> None:
        import_module("werkplekken.acties")  # says for which company one is invited
