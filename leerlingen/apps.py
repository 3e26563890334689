from importlib import import_module

from django.apps import AppConfig


class LeerlingenConfig(AppConfig):
    name = "leerlingen"
    verbose_name = "leerlingen"

    def ready(self) -> None:
        for module in ("acties", "acties_invoer", "luisteraars", "nummers"):
            import_module(f"leerlingen.{module}")
