from importlib import import_module

from django.apps import AppConfig


class WerkplekkenConfig(AppConfig):
    name = "werkplekken"
    verbose_name = "werkplekken"

    def ready(self) -> None:
        # acties: for which company one is invited
        for module in ("acties", "luisteraars", "nummers"):
            import_module(f"werkplekken.{module}")
