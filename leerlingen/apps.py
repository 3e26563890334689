from importlib import import_module

from django.apps import AppConfig


class LeerlingenConfig(AppConfig):
    name = "leerlingen"
    verbose_name = "leerlingen"

    def ready(self) -> None:
        import_module("leerlingen.acties_invoer")
