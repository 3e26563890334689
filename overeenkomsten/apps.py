from importlib import import_module

from django.apps import AppConfig


class OvereenkomstenConfig(AppConfig):
    name = "overeenkomsten"
    verbose_name = "overeenkomsten"

    def ready(self) -> None:
        for module in ("checks", "documenten", "documenten_einde", "luisteraars", "uitvoer"):
            import_module(f"overeenkomsten.{module}")
